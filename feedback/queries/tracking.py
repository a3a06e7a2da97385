"""What the holder of a tracking code reads: stage, unit, date and, once sent, the result. Never a name or the matter."""

from dataclasses import dataclass
from datetime import date

from core.access import allowed
from core.clock import local_today
from core.codes import LENGTH, typed_code
from feedback import rules
from feedback.models import Assignment, Petition
from feedback.queries.publishing import Result, people_behind, result_of
from feedback.redaction import redact
from feedback.states import PetitionState, Triage

STEPS = ("Tiếp nhận", "Phân loại", "Giải quyết", "Kết quả")
P = PetitionState


@dataclass(frozen=True)
class Tracking:
    """One tracking page; `steps` are (label, word of the state)."""

    code: str
    commune: object
    received_on: date
    steps: list
    sentence: str
    unit: str
    due_on: date | None
    due_label: str
    is_late: bool
    result: Result | None
    can_rate: bool
    satisfaction: str


def tracked(code):
    """The petition of a typed code, or None."""
    code = typed_code(code)
    if len(code) != LENGTH:
        return None
    rows = Petition.objects.select_related("commune", "answered_with")
    return rows.filter(tracking_code=code).first()


def tracking_of(petition):
    """Everything of the page. What was merged follows the petition it is in, a grouped one its leader's answer."""
    own, petition = petition, _followed(petition)
    leader = petition.answered_with
    told = next((one for one in (petition, leader) if one and _is_told(one)), None)
    ahead = told or (leader if leader and _place(leader) > _place(petition) else petition)
    place = len(STEPS) - 1 if told else min(_place(ahead), len(STEPS) - 2)
    lead = _lead(petition) or (_lead(leader) if leader else None)
    due_on, due_label = _promised(ahead, lead) if not told else (None, "")
    return Tracking(
        code=own.tracking_code,
        commune=own.commune,
        received_on=own.received_on,
        steps=[(label, _word(step, place, told)) for step, label in enumerate(STEPS)],
        sentence=_sentence(own, ahead, told),
        unit=_unit(own, petition, lead),
        due_on=due_on,
        due_label=due_label,
        is_late=due_on is not None and due_on < local_today(),
        result=_result(own, told) if told else None,
        can_rate=own.pk == petition.pk and allowed(rules.check_can_rate_petition, None, petition),
        satisfaction=petition.get_satisfaction_display() if told and own.pk == petition.pk else "",
    )


def _followed(petition):
    """The petition that it was merged into, and that one into which; a circle ends the walk."""
    seen = {petition.pk}
    while petition.merged_into_id and petition.merged_into_id not in seen:
        seen.add(petition.merged_into_id)
        petition = Petition.objects.select_related("commune", "answered_with").get(pk=petition.merged_into_id)
    return petition


def _is_told(petition):
    return petition.is_settled and petition.published_at is not None


def _place(petition):
    return {P.RECEIVED: 0, P.CLASSIFIED: 1, P.ASSIGNED: 2}.get(petition.state, 2)


def _word(step, place, told):
    if step < place or told:
        return "done"
    return "current" if step == place else "future"


def _lead(petition):
    leads = Assignment.objects.in_force().leads().filter(petition=petition)
    return leads.select_related("unit").order_by("-pk").first()


def _unit(own, petition, lead):
    """Of a restricted petition, and while nobody has it, only the commune is named."""
    if lead is None or own.is_restricted or petition.is_restricted:
        return f"Ủy ban nhân dân {own.commune}"
    return lead.unit.official_name


def _promised(petition, lead):
    if petition.state == P.REPORTED_UP:
        return petition.upward_due_on, "Chờ cấp trên trả lời đến"
    return (lead.due_on if lead else None), "Hẹn trả lời"


def _sentence(own, petition, told):
    together = "Ý kiến này được giải quyết chung với ý kiến khác cùng việc. " if own.pk != petition.pk else ""
    if told:
        return f"{together}Xã đã có kết quả, ghi ở dưới."
    if petition.is_unanswered and petition.reopened_on:
        return f"{together}Xã đang giải quyết lại theo ý kiến của người gửi."
    return together + _stage(petition)


def _stage(petition):
    if petition.state == P.CLASSIFIED and petition.triage == Triage.UPWARD:
        return "Việc này vượt thẩm quyền của xã; xã đang làm báo cáo lên cấp trên."
    return {
        P.RECEIVED: "Xã đã nhận ý kiến và đang xem xét.",
        P.CLASSIFIED: "Xã đã xem xét, phân loại và đang chọn đơn vị giải quyết.",
        P.ASSIGNED: "Xã đã giao đơn vị giải quyết và trả lời.",
        P.REPORTED_UP: "Việc này vượt thẩm quyền của xã; xã đã báo cáo và đang chờ cấp trên trả lời.",
    }.get(petition.state, "Xã đang hoàn tất kết quả để gửi người kiến nghị.")


def _result(own, told):
    """The result; where it is another petition's, the people of that one are taken out of it."""
    result = result_of(told)
    if own.pk == told.pk:
        return result
    people = people_behind(told)
    words = {
        name: redact(getattr(result, name), people, all_phones=False)
        for name in ("text", "measures", "time_text")
    }
    return Result(**{**vars(result), **words})
