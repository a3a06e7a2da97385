"""Petitions by file: the list of imports, sending one in, its preview, the decision, mending rows, the files."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.pages import act, go, paged, try_service, typed_key
from core.refusals import Refused
from core.spreadsheets import CONTENT_TYPE
from core.states import Role
from feedback import importing, queries, rules, services
from feedback.forms import ApplyImportForm, ImportForm, ImportRowForm
from feedback.models import ImportRow, PetitionImport
from feedback.states import COLLECTORS, RowVerdict

READERS = (Role.OFFICE, Role.CHAIR, Role.FRONT)


@guard(*READERS)
def petition_import_list(request):
    rows = PetitionImport.objects.visible_to(request.user).select_related(
        "conference", "started_by", "collector"
    )
    may_add = allowed(rules.check_can_start_petition_import, request.user, request.user.commune)
    context = {"page": paged(request, rows.newest_first()), "may_add": may_add}
    return render(request, "feedback/petition_import_list.html", context)


@guard(*COLLECTORS)
def petition_import_add(request):
    rules.check_can_start_petition_import(request.user, request.user.commune)
    initial = {"conference": request.GET.get("conference", "")}
    mended = (
        PetitionImport.objects.visible_to(request.user).filter(pk=typed_key(request.GET.get("sua"))).first()
    )
    if mended is not None:
        initial = {
            "conference": mended.conference_id, "source": mended.source, "collector": mended.collector_id,
            "retry_of": mended.pk,
        }  # fmt: skip
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = try_service(form, services.start_petition_import, actor=request.user, **form.cleaned_data)
        if made:
            return HttpResponseRedirect(reverse("petition_import_detail", args=[made.pk]))
    context = {"form": form, "mended": mended, "labels": importing.LABELS.values()}
    return render(request, "feedback/petition_import_form.html", context)


@guard(*READERS)
def petition_import_detail(request, pk):
    one = import_or_404(request, pk)
    may_add = allowed(rules.check_can_start_petition_import, request.user, one.commune)
    verdicts, counts = queries.verdict_counts(one)
    verdict = request.GET.get("ket_qua", "")
    verdict = (
        verdict if verdict in RowVerdict.values else (RowVerdict.BAD if counts.get(RowVerdict.BAD) else "")
    )
    verdict = "" if request.GET.get("ket_qua") == "tat_ca" else verdict
    # While the worker writes rows, there is nothing whole to look at yet.
    counts = {} if one.is_reading else counts
    page = queries.rows_page(request.user, one, verdict, counts, request.GET.get("trang"))
    context = {
        "one": one,
        "verdicts": verdicts,
        "verdict": verdict,
        "bad_count": counts.get(RowVerdict.BAD, 0),
        "page": page,
        "rows": queries.shown_rows(page.object_list),
        "columns": queries.column_labels(one),
        "may_add": may_add,
        "may_fix": one.is_waiting and may_add,
        "twin": _twin(request.user, one),
        **_progress(request, one),
    }
    return render(request, "feedback/petition_import_detail.html", context)


def _twin(user, one):
    """The same file sent in before, while that may still matter to the decision."""
    if one.is_waiting or one.is_reading:
        return PetitionImport.objects.visible_to(user).of_same_file(one).first()
    return None


@guard(*READERS)
def petition_import_progress(request, pk):
    """The part of the page that waits; asked for every two seconds while the worker is at it."""
    one = import_or_404(request, pk)
    answer = render(
        request, "feedback/petition_import_progress.html", {"one": one, **_progress(request, one)}
    )
    if not one.is_moving:
        answer["HX-Refresh"] = "true"
    return answer


def _progress(request, one):
    return {
        "poll_url": reverse("petition_import_progress", args=[one.pk]),
        "page_url": reverse("petition_import_detail", args=[one.pk]),
        "may_requeue": one.is_stuck and allowed(rules.check_can_requeue_petition_import, request.user, one),
    }


@guard(*COLLECTORS)
def petition_import_apply(request, pk):
    one = import_or_404(request, pk)
    rules.check_can_apply_petition_import(request.user, one)
    verdicts, counts = queries.verdict_counts(one)
    form = ApplyImportForm(request.POST or None, counts=counts, initial={"version": one.version})
    if request.method == "POST" and form.is_valid() and try_service(
        form, services.apply_petition_import, petition_import=one, actor=request.user, **form.decision()
    ):  # fmt: skip
        messages.success(request, "Đã cho nhập. Trang này báo khi xong.")
        return go(request, one)
    return render(
        request, "feedback/petition_import_apply.html", {"form": form, "one": one, "verdicts": verdicts}
    )


@guard(*COLLECTORS)
def petition_import_undo(request, pk):
    one = import_or_404(request, pk)
    rules.check_can_undo_petition_import(request.user, one)
    if request.method == "POST":
        return act(
            request,
            services.undo_petition_import,
            to=one,
            done="Đã cho hoàn tác cả lượt.",
            petition_import=one,
        )
    return render(request, "feedback/petition_import_undo.html", {"one": one})


@guard(*COLLECTORS)
@require_POST
def petition_import_discard(request, pk):
    one = import_or_404(request, pk)
    return act(
        request, services.discard_petition_import, to=one, done="Đã bỏ lượt nhập; tệp gốc vẫn được giữ.", petition_import=one
    )  # fmt: skip


@guard(*COLLECTORS)
@require_POST
def petition_import_requeue(request, pk):
    one = import_or_404(request, pk)
    return act(request, services.requeue_petition_import, to=one, done="Đã cho làm lại.", petition_import=one)


@guard(*COLLECTORS)
def import_row_fix(request, pk):
    rows = ImportRow.objects.visible_to(request.user).select_related("petition_import")
    row = get_object_or_404(rows, pk=pk)
    one = row.petition_import
    rules.check_can_fix_import_row(request.user, row)
    form = ImportRowForm(request.POST if request.method == "POST" else dict(row.cells), row=row)
    if request.method == "POST":
        if form.is_valid() and try_service(
            form, services.fix_import_row, row=row, texts=form.cleaned_data, actor=request.user
        ):  # fmt: skip
            messages.success(request, f"Đã sửa dòng {row.number}.")
            return HttpResponseRedirect(_next_bad(one, row))
    else:
        services.open_import_file(
            petition_import=one, what=f"dòng {row.number} của tệp kiến nghị", actor=request.user
        )
    return render(request, "feedback/import_row_form.html", {"form": form, "row": row, "one": one})


def _next_bad(one, row):
    """The next faulty row to mend, or the import's page after the last of them."""
    following = one.rows.bad().filter(number__gt=row.number).order_by("number").first()
    if following:
        return reverse("import_row_fix", args=[following.pk])
    return reverse("petition_import_detail", args=[one.pk])


@guard(*READERS)
def petition_import_original(request, pk):
    one = import_or_404(request, pk)
    if not one.file:
        raise Refused("Tệp gốc đã được xoá khi ẩn danh dữ liệu cá nhân nên không tải được nữa.")
    if not one.file.storage.exists(one.file.name):
        raise Refused("Tệp gốc không còn trong kho tệp. Hãy báo quản trị khôi phục từ bản sao lưu.")
    _log_opening(request, one, f"tệp kiến nghị gốc “{one.file_name}”")
    return FileResponse(one.file.open("rb"), as_attachment=True, filename=one.file_name)


@guard(*READERS)
def petition_import_bad_rows(request, pk):
    one = import_or_404(request, pk)
    _log_opening(request, one, f"các dòng lỗi của tệp kiến nghị “{one.file_name}”")
    return _download(queries.bad_rows_sheet(one), CONTENT_TYPE, f"dong-loi-{one.pk}.xlsx")


def _log_opening(request, one, what):
    services.open_import_file(petition_import=one, what=what, actor=request.user)


@guard(*COLLECTORS)
def petition_import_template(request):
    return _download(importing.xlsx_template(), CONTENT_TYPE, "mau-nhap-kien-nghi.xlsx")


@guard(*COLLECTORS)
def petition_import_template_csv(request):
    return _download(importing.csv_template(), "text/csv; charset=utf-8", "mau-nhap-kien-nghi.csv")


def _download(content, content_type, name):
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def import_or_404(request, pk):
    rows = PetitionImport.objects.visible_to(request.user)
    rows = rows.select_related("commune", "conference", "collector", "started_by", "retry_of")
    return get_object_or_404(rows, pk=pk)
