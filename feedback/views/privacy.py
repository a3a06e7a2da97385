"""Who opened personal data; taking it out of what was settled long ago."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.clock import local_today
from core.pages import paged_keys, try_service
from core.states import Role
from feedback import queries, rules, services
from feedback.forms import AnonymiseForm, OldFilesForm, ReadingFilter
from feedback.models import Anonymising, Petition
from feedback.queries.retention import MOST_AT_ONCE

READERS = (Role.OFFICE, Role.CHAIR, Role.ADMIN)
SEE_NAMES = (Role.OFFICE, Role.CHAIR)
SAMPLE = 25
MOST_FILES = 200


@guard(*READERS)
def personal_data(request):
    user = request.user
    people = queries.reader_choices(user)
    form = ReadingFilter(request.GET, people=people)
    values = form.values()
    page = paged_keys(request, queries.readings(user, values))
    about = Petition.objects.visible_to(user).filter(pk=values.get("petition") or 0).first()
    context = {
        "form": form,
        "page": page,
        "rows": queries.reading_rows(page.object_list),
        "summary": [] if request.GET else queries.reading_summary(user, dict(people)),
        "about": about,
        "opens_petitions": bool(user.roles & set(SEE_NAMES)),
    }
    return render(request, "feedback/personal_data.html", context)


@guard(*SEE_NAMES)
def petition_anonymise(request):
    """The dry run first: which petitions, what is taken out of them; then the word."""
    user, before_on = request.user, queries.retention_day(request.user.commune)
    form = AnonymiseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        run = try_service(
            form, services.anonymise_petitions, commune=user.commune, before_on=values["before_on"],
            seen=values["seen"], actor=user,
        )  # fmt: skip
        if run:
            messages.success(request, "Đã bắt đầu ẩn danh. Trang này cho biết còn bao nhiêu kiến nghị.")
            return HttpResponseRedirect(reverse("petition_anonymise"))
    keys = queries.keys_to_anonymise(user.commune, before_on) if before_on else []
    preview = queries.retention_preview(keys) if keys else {"count": 0}
    form.initial = {"seen": preview["count"], "before_on": before_on}
    context = {
        "form": form,
        "preview": preview,
        "before_on": before_on,
        "today": local_today(),
        "rows": Petition.objects.filter(pk__in=keys[:SAMPLE]).order_by("received_on", "pk"),
        "is_first_part": len(keys) == MOST_AT_ONCE,
        "runs": Anonymising.objects.visible_to(user).select_related("run_by").order_by("-pk")[:10],
        "files": queries.files_of_anonymised(user.commune)[:MOST_FILES],
        "may_run": allowed(rules.check_can_anonymise_petitions, user, user.commune),
    }
    return render(request, "feedback/petition_anonymise.html", context)


@guard(*SEE_NAMES)
@require_POST
def petition_delete_files(request):
    commune = request.user.commune
    form = OldFilesForm(request.POST, files=queries.files_of_anonymised(commune)[:MOST_FILES])
    if form.is_valid():
        count = services.delete_old_files(commune=commune, keys=form.cleaned_data["keys"], actor=request.user)
        messages.success(request, f"Đã xoá {count} tệp đính kèm.")
    else:
        messages.error(request, "Chưa chọn tệp nào để xoá.")
    return HttpResponseRedirect(reverse("petition_anonymise"))
