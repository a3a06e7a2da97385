"""What the notice promised: started at issue, reported by units, confirmed or disputed by the Front."""

from django.db import transaction

from conclusions import rules
from conclusions.models import Commitment, CommitmentReport, Review
from conclusions.states import ItemGroup, Verdict
from core.clock import local_today
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role
from core.uploads import attach
from core.vietnamese import long_date
from core.workflow import move
from deadlines.services import deadlines_of, meet_deadline, rules_in_force, start_deadline, unmeet_deadline
from deadlines.states import Anchor, DeadlineKind
from feedback.services import answer_petition, pass_to_conclusion

# Duties that the plan counts from the notice's issue (TD-70); the date of the line itself stands beside them.
PLAN_KINDS = (DeadlineKind.COMMITMENT_REPORT, DeadlineKind.ANSWER_AFTER)


def start_commitments(notice, actor):
    """Make each pending line a commitment with its deadlines and tell its unit (LP-18)."""
    conference = notice.conference
    binding = rules_in_force(
        conference.plan.regulation,
        PLAN_KINDS,
        anchor_kind=Anchor.CONCLUSION_ISSUED,
        conference_kind=conference.kind,
    )
    pending = notice.items.filter(group=ItemGroup.PENDING).select_related("unit", "petition")
    for item in pending.prefetch_related("supporting"):
        commitment = Commitment.objects.create(
            commune=notice.commune, conference=conference, item=item, petition=item.petition, unit=item.unit,
            content=item.content, due_on=item.due_on, first_due_on=item.due_on, kind=item.kind, person=item.person,
            is_restricted=item.is_restricted,
        )  # fmt: skip
        commitment.supporting.set(item.supporting.all())
        _start_deadlines(commitment, notice, binding, actor)
        if item.petition:
            pass_to_conclusion(
                petition=item.petition, reason=f"Chuyển thành nhiệm vụ theo {notice.paper}.", actor=actor
            )
        _tell(
            User.objects.of_unit(item.unit), commitment, "start",
            f"Nhiệm vụ theo thông báo kết luận, hạn {long_date(item.due_on)}",
        )  # fmt: skip
    settle_answers(conference, notice.issued_on, actor)


def _start_deadlines(commitment, notice, binding, actor):
    """The line's own date and each figure of the plan; they all stand, the earliest leads (P16)."""
    common = {
        "subject": commitment,
        "subject_label": str(commitment),
        "owner_unit": commitment.unit,
        "actor": actor,
        "commune": commitment.commune,
    }
    start_deadline(
        rule=None,
        kind=DeadlineKind.COMMITMENT,
        label="Thực hiện nhiệm vụ sau kết luận",
        fixed_on=commitment.due_on,
        anchor_on=notice.issued_on,
        legal_basis=str(notice.paper),
        **common,
    )
    for rule in binding:
        if rule.anchor == Anchor.CONCLUSION_ISSUED:
            start_deadline(rule=rule, anchor_on=notice.issued_on, **common)


@transaction.atomic
def add_progress(*, commitment, text, actor, file=None):
    """A report on the way: it meets the plan's duty to report, not the promise itself."""
    rules.check_can_add_progress(actor, commitment)
    report = _add_report(commitment, text, file, actor, is_final=False)
    record(
        actor=actor, action="commitment.progress", subject=commitment, note=text,
        sentence="đã báo cáo tiến độ thực hiện",
    )  # fmt: skip
    _meet(commitment, report.reported_on, actor, DeadlineKind.COMMITMENT_REPORT)
    return report


@transaction.atomic
def report_commitment(*, commitment, text, actor, file=None):
    """The unit says it is done; its deadlines are met by this day, however long the Front then looks."""
    rules.check_can_report_commitment(actor, commitment)
    report = _add_report(commitment, text, file, actor, is_final=True)
    move(commitment, "report", actor=actor, note=text)
    _meet(commitment, report.reported_on, actor, DeadlineKind.COMMITMENT, *PLAN_KINDS)
    settle_answers(commitment.conference, report.reported_on, actor)
    reviewer = Role.FRONT if rules.front_is_here(commitment.commune) else Role.OFFICE
    _tell(
        User.objects.holding(commitment.commune, reviewer), commitment, f"report:{report.pk}",
        f"{commitment.unit.short_name} báo đã xong cam kết, chờ xác nhận",
    )  # fmt: skip
    return commitment


def _add_report(commitment, text, file, actor, *, is_final):
    if not text.strip():
        raise Refused("Hãy ghi kết quả thực hiện.")
    report = CommitmentReport.objects.create(
        commune=commitment.commune, commitment=commitment, text=text.strip(), is_final=is_final,
        reported_on=local_today(), written_by=actor,
    )  # fmt: skip
    if file is not None:
        note = f"Kèm báo cáo ngày {report.reported_on:%d/%m/%Y}"
        attach(subject=commitment, file=file, actor=actor, commune=commitment.commune, note=note)
    return report


def settle_answers(conference, on, actor):
    """Where the plan counts answers from the conference (QN-60): done when no promise is left undone."""
    undone = Commitment.objects.filter(conference=conference).to_do().exists()
    for deadline in deadlines_of(conference).of_kind(DeadlineKind.ANSWER_AFTER):
        if deadline.is_open and not undone:
            meet_deadline(deadline=deadline, on=on, actor=actor)
        elif deadline.met_on and undone:
            unmeet_deadline(deadline=deadline, reason="Còn cam kết chưa hoàn thành.", actor=actor)


def _meet(commitment, on, actor, *kinds):
    for deadline in deadlines_of(commitment).of_kind(*kinds):
        if deadline.is_open:
            meet_deadline(deadline=deadline, on=on, actor=actor)


@transaction.atomic
def confirm_commitment(*, commitment, actor, text=""):
    """The Front finds the promise kept; the deadlines count as met on the day of the unit's report (LP-108)."""
    rules.check_can_confirm_commitment(actor, commitment)
    report = commitment.final_report
    move(commitment, "confirm", actor=actor, note=text)
    review = _review(commitment, Verdict.CONFIRMED, text, actor)
    _meet(commitment, report.reported_on, actor, DeadlineKind.COMMITMENT, *PLAN_KINDS)
    if commitment.petition and commitment.petition.is_unanswered:
        answer_petition(petition=commitment.petition, note=f"Cam kết đã thực hiện: {report.text}")
    _tell(
        User.objects.of_unit(commitment.unit), commitment, f"confirm:{review.pk}",
        "Cam kết đã được xác nhận hoàn thành",
    )  # fmt: skip
    return commitment


@transaction.atomic
def dispute_commitment(*, commitment, actor, reason):
    """The Front does not find it kept: the work and its own deadline run on, a breach stays on the record."""
    rules.check_can_dispute_commitment(actor, commitment)
    if not reason.strip():
        raise Refused("Hãy ghi lý do chưa xác nhận để đơn vị biết cần làm tiếp gì.")
    move(commitment, "dispute", actor=actor, note=reason)
    review = _review(commitment, Verdict.DISPUTED, reason, actor)
    for deadline in deadlines_of(commitment).of_kind(DeadlineKind.COMMITMENT):
        if deadline.met_on:
            unmeet_deadline(deadline=deadline, reason=reason, actor=actor)
    settle_answers(commitment.conference, local_today(), actor)
    people = {*User.objects.of_unit(commitment.unit), *User.objects.holding(commitment.commune, Role.OFFICE)}
    _tell(people, commitment, f"dispute:{review.pk}", "Mặt trận chưa xác nhận kết quả, đề nghị làm tiếp")
    return commitment


@transaction.atomic
def remark_commitment(*, commitment, actor, text):
    """A remark of supervision; it changes no state and nobody edits it (LP-19)."""
    rules.check_can_remark_commitment(actor, commitment)
    if not text.strip():
        raise Refused("Hãy ghi nhận xét.")
    review = _review(commitment, Verdict.REMARK, text, actor)
    record(
        actor=actor, action="commitment.remark", subject=commitment, note=text,
        sentence="đã ghi nhận xét giám sát",
    )  # fmt: skip
    return review


def _review(commitment, verdict, text, actor):
    return Review.objects.create(
        commune=commitment.commune, commitment=commitment, verdict=verdict, text=text.strip(),
        reviewed_on=local_today(), reviewer=actor,
    )  # fmt: skip


def _tell(people, commitment, act, title):
    notify(
        people,
        key=f"commitment.{act}:{commitment.pk}",
        title=title,
        body=commitment.content,
        link=page_for(commitment),
    )
