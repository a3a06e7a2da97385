"""What the notice promised: started at issue, reported by units, confirmed or disputed by the Front."""

from django.db import transaction
from django.utils import timezone

from conclusions import rules
from conclusions.models import Commitment, CommitmentReport, Review
from conclusions.services.answers import list_addressees, settle_answer, settle_answers
from conclusions.services.urgings import settle_urgings
from conclusions.states import ItemGroup, ItemKind, Standing, Verdict
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
from deadlines.services import deadlines_of, meet_deadlines, rules_in_force, start_deadline, unmeet_deadline
from deadlines.states import Anchor, DeadlineKind
from feedback.services import answer_petition, pass_to_conclusion

# Duties that the plan counts from the notice's issue (TD-70); the date of the line itself stands beside them.
PLAN_KINDS = (DeadlineKind.COMMITMENT_REPORT, DeadlineKind.ANSWER_AFTER)
WORK, REPORT = DeadlineKind.COMMITMENT, DeadlineKind.COMMITMENT_REPORT


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
            is_restricted=item.is_restricted or item.kind == ItemKind.REMEDY,
        )  # fmt: skip
        commitment.supporting.set(item.supporting.all())
        list_addressees(commitment)
        _start_deadlines(commitment, notice, binding, actor)
        if item.petition:
            pass_to_conclusion(
                petition=item.petition, reason=f"Chuyển thành nhiệm vụ theo {notice.paper}.", actor=actor
            )
        _tell_its_units(commitment)
    settle_answers(conference, actor, issued_on=notice.issued_on)


def _tell_its_units(commitment):
    """The lead unit, and whoever the notice names beside it."""
    due = long_date(commitment.due_on)
    _tell(
        User.objects.of_unit(commitment.unit),
        commitment,
        "start",
        f"Nhiệm vụ theo thông báo kết luận, hạn {due}",
    )
    lead = commitment.unit.short_name
    for unit in commitment.supporting.all():
        _tell(
            User.objects.of_unit(unit),
            commitment,
            "support",
            f"Phối hợp với {lead} theo thông báo kết luận, hạn {due}",
        )


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
def add_progress(*, commitment, text, actor, standing=Standing.RECEIVED, files=()):
    """A report on the way: it meets the plan's duty to report, not the promise itself (TD-94)."""
    rules.check_can_add_progress(actor, commitment)
    report = _add_report(commitment, text, files, actor, standing=standing)
    record(
        actor=actor, action="commitment.progress", subject=commitment, note=text,
        sentence="đã báo cáo tiến độ thực hiện",
    )  # fmt: skip
    meet_deadlines(subject=commitment, kinds=[REPORT], on=report.reported_on, actor=actor)
    return report


@transaction.atomic
def report_commitment(*, commitment, text, actor, files=()):
    """The unit says it is done; its deadlines are met by this day, however long the Front then looks."""
    rules.check_can_report_commitment(actor, commitment)
    report = _add_report(commitment, text, files, actor, standing=Standing.SETTLED)
    move(commitment, "report", actor=actor, note=text)
    meet_deadlines(subject=commitment, kinds=[WORK, REPORT], on=report.reported_on, actor=actor)
    settle_answer(commitment, actor)
    _tell(
        rules.reviewers_of(commitment), commitment, f"report:{report.pk}",
        f"{commitment.unit.short_name} báo đã xong cam kết, chờ xác nhận",
    )  # fmt: skip
    return commitment


def _add_report(commitment, text, files, actor, *, standing):
    """Proof hangs on the report that it belongs to."""
    if not text.strip():
        raise Refused("Hãy ghi kết quả thực hiện.")
    report = CommitmentReport.objects.create(
        commune=commitment.commune, commitment=commitment, text=text.strip(), standing=standing,
        is_final=standing == Standing.SETTLED, reported_on=local_today(), written_by=actor,
    )  # fmt: skip
    for file in files:
        attach(subject=report, file=file, actor=actor, commune=commitment.commune)
    settle_urgings(commitment, report, actor)
    return report


@transaction.atomic
def confirm_commitment(*, commitment, actor, text="", visit=None, report=None):
    """The Front finds the promise kept; the deadlines count as met on the day of the unit's report (LP-108).

    `report`: the key of the report that was read; one that came since is not confirmed unseen.
    """
    rules.check_can_confirm_commitment(actor, commitment)
    final = commitment.final_report
    if report is not None and report != final.pk:
        raise Refused(
            "Đơn vị đã báo cáo lại sau khi anh/chị mở trang. Tải lại trang, xem báo cáo mới rồi xác nhận."
        )
    move(commitment, "confirm", actor=actor, note=text)
    close_wish(commitment, "Cam kết đã được xác nhận hoàn thành.")
    review = _review(commitment, Verdict.CONFIRMED, text, actor, visit)
    meet_deadlines(subject=commitment, kinds=[WORK, REPORT], on=final.reported_on, actor=actor)
    if commitment.petition and commitment.petition.is_unanswered:
        # The petition's log is read by more people than what is restricted (TD-68).
        done = "." if commitment.is_restricted else f": {final.text}"
        answer_petition(petition=commitment.petition, note=f"Cam kết đã thực hiện{done}")
    _tell(
        User.objects.of_unit(commitment.unit), commitment, f"confirm:{review.pk}",
        "Cam kết đã được xác nhận hoàn thành",
    )  # fmt: skip
    return commitment


@transaction.atomic
def dispute_commitment(*, commitment, actor, reason, visit=None):
    """The Front does not find it kept: the work and its own deadline run on, a breach stays on the record."""
    rules.check_can_dispute_commitment(actor, commitment)
    if not reason.strip():
        raise Refused("Hãy ghi lý do chưa xác nhận để đơn vị biết cần làm tiếp gì.")
    move(commitment, "dispute", actor=actor, note=reason)
    review = _review(commitment, Verdict.DISPUTED, reason, actor, visit)
    for deadline in deadlines_of(commitment).of_kind(DeadlineKind.COMMITMENT):
        if deadline.met_on:
            unmeet_deadline(deadline=deadline, reason=commitment.words_for_many(reason), actor=actor)
    settle_answer(commitment, actor)
    _tell(
        unit_and_office(commitment),
        commitment,
        f"dispute:{review.pk}",
        "Mặt trận chưa xác nhận kết quả, đề nghị làm tiếp",
    )
    return commitment


@transaction.atomic
def remark_commitment(*, commitment, actor, text, visit=None):
    """A remark of supervision; it changes no state and nobody edits it (LP-19)."""
    rules.check_can_remark_commitment(actor, commitment)
    if not text.strip():
        raise Refused("Hãy ghi nhận xét.")
    review = _review(commitment, Verdict.REMARK, text, actor, visit)
    record(
        actor=actor, action="commitment.remark", subject=commitment, note=text,
        sentence="đã ghi nhận xét giám sát",
    )  # fmt: skip
    return review


def close_wish(commitment, reason):
    """A wish for more time that nothing is left to decide about ends by itself."""
    for wish in commitment.extensions.waiting():
        move(wish, "reject", actor=None, note=reason, decided_at=timezone.now(), decision_note=reason)


def _review(commitment, verdict, text, actor, visit):
    return Review.objects.create(
        commune=commitment.commune, commitment=commitment, verdict=verdict, text=text.strip(),
        reviewed_on=local_today(), reviewer=actor, visit=visit,
    )  # fmt: skip


def unit_and_office(commitment):
    """Who is told what others decided or found about it."""
    return {*User.objects.of_unit(commitment.unit), *User.objects.holding(commitment.commune, Role.OFFICE)}


def _tell(people, commitment, act, title):
    notify(
        people,
        key=f"commitment.{act}:{commitment.pk}",
        title=title,
        body=str(commitment) if commitment.is_restricted else commitment.content,
        link=page_for(commitment),
    )
