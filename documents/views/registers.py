"""The number registers as pages: each register, each number, reserving, recording, cancelling, the spreadsheet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.access import actions_for, allowed, guard
from core.log import record_reading
from core.pages import go, paged, try_service
from core.refusals import Refused
from core.spreadsheets import download, spreadsheet
from documents import rules, services
from documents.forms import RegisterForm
from documents.models import RegisterEntry
from documents.queries import register_entries, register_table, registers_of, shown_excerpt
from documents.queries.registers import COLUMNS, EXPORT_LIMIT
from documents.register_forms import CancelForm, EntryFilter, RecordForm, ReserveForm
from documents.views.papers import READERS


@guard(*READERS)
def register_list(request):
    context = {
        "rows": registers_of(request.user),
        "may_set": allowed(rules.check_can_set_register, request.user, request.user.commune),
    }
    return render(request, "documents/register_list.html", context)


@guard(*READERS)
def register_entry_list(request):
    """Every number, filtered; one register is three filters of it."""
    form = EntryFilter(request.GET, user=request.user)
    page = paged(request, register_entries(request.user, form.values()))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, shown_excerpt(row, request.user)) for row in page],
        "may_reserve": allowed(rules.check_can_reserve_number, request.user, request.user.commune),
        "export_url": f"{reverse('register_entry_export')}?{request.GET.urlencode()}",
    }
    return render(request, "documents/register_entry_list.html", context)


@guard(*READERS)
def register_entry_export(request):
    """The filtered numbers as a spreadsheet; some thousand rows take less than a second."""
    values = EntryFilter(request.GET, user=request.user).values()
    rows = list(register_entries(request.user, values)[: EXPORT_LIMIT + 1])
    if len(rows) > EXPORT_LIMIT:
        raise Refused(f"Bảng tính chứa tối đa {EXPORT_LIMIT} số. Hãy lọc theo năm hoặc theo sổ rồi tải lại.")
    if any(row.has_personal_data for row in rows):
        record_reading(actor=request.user, subject=request.user.commune, what="sổ đăng ký số, bản bảng tính")
    content = spreadsheet("Sổ đăng ký số văn bản", COLUMNS, register_table(request.user, rows))
    return download(content, "so-dang-ky-van-ban")


@guard(*READERS)
def register_entry_detail(request, pk):
    entry = entry_or_404(request, pk)
    context = {
        "entry": entry,
        "excerpt": shown_excerpt(entry, request.user),
        "actions": [action for action in actions_for(request.user, entry) if action.enabled],
    }
    return render(request, "documents/register_entry_detail.html", context)


@guard(*READERS)
def register_reserve(request):
    rules.check_can_reserve_number(request.user, request.user.commune)
    form = ReserveForm(request.POST or None)
    if form.is_valid():
        entry = try_service(
            form,
            services.reserve_number,
            commune=request.user.commune,
            actor=request.user,
            **form.cleaned_data,
        )
        if entry:
            messages.success(request, f"Đã giữ số {entry.number_text}.")
            return go(request, entry)
    return render(request, "documents/register_reserve.html", {"form": form})


@guard(*READERS)
def register_entry_record(request, pk):
    entry = entry_or_404(request, pk)
    rules.check_can_record_register_entry(request.user, entry)
    known = {name: getattr(entry, name) for name in ("excerpt", "issued_on", "signer_name")}
    form = RecordForm(request.POST or None, initial=known)
    words = {
        "title": "Ghi văn bản mang số", "submit": "Ghi vào sổ",
        "lede": "Văn bản ban hành ngoài phần mềm mang số này. Bản giấy do Văn phòng lưu.",
    }  # fmt: skip
    return _ask(request, entry, form, services.record_register_entry, "Đã ghi văn bản vào sổ.", words)


@guard(*READERS)
def register_entry_cancel(request, pk):
    entry = entry_or_404(request, pk)
    rules.check_can_cancel_register_entry(request.user, entry)
    words = {
        "title": "Huỷ số", "submit": "Huỷ số", "danger": True,
        "lede": "Văn bản định mang số này không ban hành nữa. Số ở lại trong sổ cùng lý do, không cấp lại.",
    }  # fmt: skip
    form = CancelForm(request.POST or None)
    return _ask(request, entry, form, services.cancel_register_entry, "Đã huỷ số.", words)


def _ask(request, entry, form, service, done, words):
    if form.is_valid() and try_service(
        form, service, register_entry=entry, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, done)
        return go(request, entry)
    return render(request, "documents/register_entry_form.html", {"entry": entry, "form": form, **words})


@guard(*READERS)
def register_set(request):
    rules.check_can_set_register(request.user, request.user.commune)
    form = RegisterForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.set_register, commune=request.user.commune, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi. Văn bản ban hành sau đây lấy số tiếp theo.")
        return redirect("register_list")
    return render(request, "documents/register_set.html", {"form": form})


def entry_or_404(request, pk):
    rows = RegisterEntry.objects.visible_to(request.user).select_related(
        "commune", "register", "paper", "taken_by"
    )
    return get_object_or_404(rows.defer("paper__html"), pk=pk)
