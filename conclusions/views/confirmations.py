"""What a unit is asked about the lines that will bind it, on one page, and its answers."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from conclusions import rules, services
from conclusions.forms import AskForm, ObjectionForm
from conclusions.models import ItemConfirmation
from conclusions.queries.drafting import asked_page, units_to_ask
from conclusions.views.notices import notice_or_404
from core.access import actions_for, allowed, guard
from core.pages import act, go, try_service, typed_keys
from core.states import Role
from deadlines.models import Deadline
from deadlines.services import badge
from deadlines.states import DeadlineKind

# A unit has people of several roles: the party board and the Front are units that may be given work as well.
WHO = (Role.UNIT, Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY)


@guard(Role.OFFICE)
def conclusion_notice_ask(request, pk):
    notice = notice_or_404(request, pk)
    rules.check_can_ask_units(request.user, notice)
    initial = {"due_on": rules.usual_confirmation_day(notice)}
    form = AskForm(request.POST or None, initial=initial, latest=rules.last_day_to_confirm(notice))
    if form.is_valid() and try_service(
        form, services.ask_units, notice=notice, actor=request.user, **form.cleaned_data
    ):
        return go(request, notice)
    context = {"notice": notice, "form": form, "units": units_to_ask(notice)}
    return render(request, "conclusions/conclusion_notice_ask.html", context)


@guard(*WHO)
def item_confirmation_detail(request, pk):
    asked = confirmation_or_404(request, pk)
    rows = asked_page(asked)
    clock = Deadline.objects.about_any(rows).of_kind(DeadlineKind.UNIT_CONFIRMATION).open().first()
    context = {
        "asked": asked,
        "notice": asked.notice,
        "conference": asked.conference,
        "rows": [(row, actions_for(request.user, row)) for row in rows],
        "open_rows": [
            row for row in rows if allowed(rules.check_can_agree_item_confirmation, request.user, row)
        ],
        "badge": badge(clock) if clock else None,
    }
    return render(request, "conclusions/item_confirmation_detail.html", context)


@guard(*WHO)
@require_POST
def item_confirmation_agree(request, pk):
    asked = confirmation_or_404(request, pk)
    done = "Đã ghi nhận: đơn vị đồng ý."
    return act(request, services.agree_item_confirmation, to=asked, done=done, item_confirmation=asked)


@guard(*WHO)
@require_POST
def item_confirmation_agree_all(request, pk):
    """What the page showed: a line that was asked anew since is not agreed to unseen."""
    asked = confirmation_or_404(request, pk)
    keys = typed_keys(request.POST.getlist("rows"))
    rows = rules.asked_of(asked.notice, [asked.unit]).filter(pk__in=keys)
    done = "Đã ghi nhận: đơn vị đồng ý tất cả các mục."
    return act(request, services.agree_item_confirmations, to=asked, done=done, rows=list(rows))


@guard(*WHO)
def item_confirmation_object(request, pk):
    asked = confirmation_or_404(request, pk)
    rules.check_can_object_item_confirmation(request.user, asked)
    form = ObjectionForm(request.POST or None)
    if form.is_valid() and try_service(
        form,
        services.object_item_confirmation,
        item_confirmation=asked,
        actor=request.user,
        **form.cleaned_data,
    ):
        return go(request, asked)
    return render(request, "conclusions/item_confirmation_object.html", {"asked": asked, "form": form})


def confirmation_or_404(request, pk):
    rows = ItemConfirmation.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("item__notice__conference", "item__notice__commune", "unit", "answered_by"), pk=pk
    )
