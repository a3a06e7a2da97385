"""The list of petitions under its filters, and the filters that a person keeps."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from core.access import allowed, guard
from core.clock import local_today
from core.pages import paged_keys
from core.refusals import Refused
from core.states import Role
from deadlines.services import calendar_for
from feedback import queries, rules, services
from feedback.forms import KeepFilterForm, petition_filter
from feedback.models import SavedFilter
from feedback.views.petitions import WHO


@guard(*WHO)
def petition_list(request):
    choices = queries.choices_for(request.user)
    form = petition_filter(request.user, request.GET, choices)
    hits = queries.filtered(request.user, form.values())
    page = paged_keys(request, hits.rows)
    petitions = queries.rows_of(page.object_list)
    calendar, today = calendar_for(request.user.commune), local_today()
    query = form.query()
    context = {
        "form": form,
        "page": page,
        "rows": [{"petition": row, "badge": queries.answer_badge(row, today, calendar)} for row in petitions],
        "query": urlencode(query),
        "is_filtered": bool(query.keys() - {"sap", "exact"}),
        "kept": [(row, row.query == urlencode(query)) for row in choices.kept],
        "can_add": allowed(rules.check_can_add_petition, request.user, request.user.commune),
        "can_export": allowed(rules.check_can_export_petitions, request.user, request.user.commune),
        "only_admin": request.user.roles == {Role.ADMIN},
        "can_bulk": Role.OFFICE in request.user.roles,
    }
    if hits.mended:
        context["mended"] = queries.as_written(query["q"], hits.mended, petitions)
        context["exact_url"] = "?" + urlencode(query | {"exact": "on"})
    return render(request, "feedback/petition_list.html", context)


@guard(*WHO)
@require_POST
def saved_filter_add(request):
    query = urlencode(petition_filter(request.user, request.POST.get("query", "")).query())
    form = KeepFilterForm(request.POST)
    if form.is_valid():
        try:
            services.keep_filter(name=form.cleaned_data["name"], query=query, actor=request.user)
            messages.success(request, "Đã lưu bộ lọc.")
        except Refused as refusal:
            messages.error(request, refusal.sentence)
    else:
        messages.error(request, "Hãy đặt tên cho bộ lọc, không quá 80 chữ.")
    return HttpResponseRedirect(queries.list_url() + query)


@guard(*WHO)
@require_POST
def saved_filter_delete(request, pk):
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    services.drop_filter(saved=saved, actor=request.user)
    messages.success(request, "Đã bỏ bộ lọc.")
    return HttpResponseRedirect(queries.list_url())
