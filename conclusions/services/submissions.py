"""What goes to bodies outside the commune: opened with the notice or by hand, sent, answered, told on, closed."""

from django.db import transaction

from conclusions import rules
from conclusions.documents.results import addressees_of
from conclusions.documents.words import body_named
from conclusions.models import Submission
from conclusions.services.dispatches import serve_upper_bodies
from conclusions.services.relaying import (
    finish_petition,
    meet_petitions_clock,
    remind_above,
    report_petition_up,
    waits_on_petition,
)
from conclusions.states import ItemGroup, SubmissionKind, SubmissionState
from core.clock import local_today
from core.editing import save_edit
from core.log import record
from core.models import Unit, User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.states import Role, UnitKind
from core.uploads import attach
from core.vietnamese import long_date, short_date
from core.workflow import move
from deadlines.services import cancel_deadline, deadlines_of, meet_deadlines, start_deadline
from deadlines.states import DeadlineKind

# Another body's delay is called to mind; it is no breach of ours to bring before the chair.
WAITING_LADDER = {"before": [3], "on": True, "weekly": True}
NO_REPLY_WANTED = "Văn bản gửi đi không đề nghị trả lời."
NOBODY_TO_TELL = "Đã có trả lời; văn bản không gắn với kiến nghị của ai nên không phải báo lại."


def open_submissions(notice, actor):
    """At issue: the duty to report the notice upwards (LP-97, D-24), and each matter beyond competence (LP-41, QN-57).

    A supplement brings its own matters; the result as a whole is reported once.
    """
    owner = office_of(notice.conference)
    if notice.main_id is None:
        _open(
            notice, actor, kind=SubmissionKind.REPORT_UP, owner=owner,
            content=f"Báo cáo kết quả {notice.conference.title}",
            to_body="; ".join(addressees_of(notice.conference))[:250],
        )  # fmt: skip
    for item in notice.items.filter(group=ItemGroup.UPWARD).select_related("petition"):
        to_body = body_named(item.level, notice.conference)
        values = {"to_body": to_body[:250]} | _as_recorded(item.petition)
        _open(
            notice, actor, kind=SubmissionKind.UPWARD, owner=owner, item=item, petition=item.petition,
            content=item.content, **values,
        )  # fmt: skip


def _open(notice, actor, **values):
    submission = Submission.objects.create(
        commune=notice.commune, conference=notice.conference, notice=notice, **values
    )
    record(
        actor=actor, action="submission.add", subject=submission,
        sentence=f"đã lập theo dõi: {submission.get_kind_display().lower()}",
    )  # fmt: skip
    return submission


def _as_recorded(petition):
    """How far it went before the notice: the petition's own page may have recorded letter and reply already."""
    if petition is None or not petition.upward_on:
        return {}
    sent = {
        "state": SubmissionState.SENT, "to_body": petition.upward_to[:250], "sent_on": petition.upward_on,
        "number": petition.upward_number, "reply_due_on": petition.upward_due_on,
    }  # fmt: skip
    answer = petition.answers.approved().order_by("-pk").first()
    if not petition.replied_on or answer is None:
        return sent
    return sent | {
        "state": SubmissionState.REPLIED, "replied_on": petition.replied_on, "reply": answer.content,
        "reply_number": answer.number_text,
    }  # fmt: skip


def office_of(conference):
    """The office sends where nobody else is named (D-24); without one, who wrote the plan."""
    units = Unit.objects.of_commune(conference.commune).active().filter(kind=UnitKind.OFFICE)
    return units.order_by("pk").first() or conference.plan.organiser


@transaction.atomic
def add_submission(*, notice, actor, kind, to_body, content, owner, petition=None, due_on=None):
    """By hand: to the competent body (QN-58), to have a case verified (QN-59), on a policy (TD-66)."""
    rules.check_can_add_submission(actor, notice)
    if petition is not None and petition.conference_id != notice.conference_id:
        raise Refused("Kiến nghị này không thuộc hội nghị của thông báo. Hãy chọn lại.")
    submission = _open(
        notice, actor, kind=kind, to_body=to_body.strip(), content=content.strip(), owner=owner, petition=petition,
        due_on=due_on,
    )  # fmt: skip
    _start_clock(submission, actor)
    _tell_owner(submission, actor)
    return submission


@transaction.atomic
def edit_submission(*, submission, actor, version, **values):
    """Change to whom, what, by when or whose duty it is (D-24); a new owner is told."""
    rules.check_can_edit_submission(actor, submission)
    before = (submission.owner_id, submission.due_on)
    save_edit(
        submission, actor=actor, version=version, values=values, action="submission.edit",
        sentence="đã sửa văn bản gửi cơ quan ngoài xã",
    )  # fmt: skip
    if submission.due_on != before[1] or submission.owner_id != before[0]:
        _end_clocks(submission, "Thời hạn gửi hoặc đơn vị gửi được đổi.", actor)
        _start_clock(submission, actor)
    if submission.owner_id != before[0]:
        _tell_owner(submission, actor)
    return submission


def _start_clock(submission, actor):
    """By when it must go out, where somebody set a day: the seeds give no figure (LP-97)."""
    if submission.due_on:
        start_deadline(
            rule=None, kind=DeadlineKind.REPORT_UP, subject=submission, subject_label=str(submission),
            anchor_on=local_today(), fixed_on=submission.due_on, owner_unit=submission.owner, actor=actor,
            commune=submission.commune, label=submission.get_kind_display()[:200],
            legal_basis=str(submission.notice.paper or ""),
        )  # fmt: skip


def _start_waiting(submission, actor):
    """One clock, not two: a petition that waits for its reply has one of its own."""
    if submission.reply_due_on and not waits_on_petition(submission):
        start_deadline(
            rule=None, kind=DeadlineKind.UPWARD_REPLY, subject=submission, subject_label=str(submission),
            anchor_on=submission.sent_on, fixed_on=submission.reply_due_on, owner_unit=submission.owner, actor=actor,
            commune=submission.commune, label="Chờ cơ quan có thẩm quyền trả lời", ladder=WAITING_LADDER,
            legal_basis=f"Đề nghị trả lời nêu trong văn bản số {submission.number}"[:400],
        )  # fmt: skip


def _end_clocks(submission, reason, actor):
    for deadline in deadlines_of(submission):
        if deadline.is_open:
            cancel_deadline(deadline=deadline, reason=reason, actor=actor)


@transaction.atomic
def send_submission(*, submission, actor, sent_on, number, reply_due_on=None, paper=None):
    """Record that it went out, under which number, and by when a reply is awaited; the petition goes along."""
    rules.check_can_send_submission(actor, submission)
    rules.check_sending(submission, sent_on=sent_on, number=number, reply_due_on=reply_due_on)
    note = f"Gửi {submission.to_body}, số {number.strip()}, ngày {short_date(sent_on)}."
    move(
        submission, "send", actor=actor, note=note, sent_on=sent_on, number=number.strip(), reply_due_on=reply_due_on,
        paper=paper,
    )  # fmt: skip
    meet_deadlines(subject=submission, kinds=[DeadlineKind.REPORT_UP], on=sent_on, actor=actor)
    if submission.kind == SubmissionKind.REPORT_UP:
        serve_upper_bodies(notice=submission.notice, sent_on=sent_on, number=submission.number, actor=actor)
    report_petition_up(submission, actor)
    _start_waiting(submission, actor)
    if submission.petition_id is None and reply_due_on is None:
        move(submission, "close", actor=None, note=NO_REPLY_WANTED, close_reason=NO_REPLY_WANTED)
    return submission


@transaction.atomic
def remind_submission(*, submission, actor, waits_until, note=""):
    """The body was asked again: its reply is awaited until a new day; that the old one passed stays on record."""
    rules.check_can_remind_submission(actor, submission)
    rules.check_waits_until(waits_until)
    before = submission.reply_due_on
    _end_clocks(submission, "Đã nhắc lại, chờ đến ngày mới.", actor)
    Submission.objects.filter(pk=submission.pk).update(reply_due_on=waits_until)
    submission.reply_due_on = waits_until
    remind_above(submission, waits_until, note, actor)
    _start_waiting(submission, actor)
    record(
        actor=actor, action="submission.remind", subject=submission, note=note.strip(),
        sentence=f"đã nhắc {submission.to_body} trả lời",
        changes={"Đề nghị trả lời trước": [short_date(before) if before else "", short_date(waits_until)]},
    )  # fmt: skip
    return submission


@transaction.atomic
def answer_submission(*, submission, actor, replied_on, reply, number="", file=None):
    """Record what came back; a petition stays open until it has been told on (LP-41)."""
    rules.check_can_answer_submission(actor, submission)
    rules.check_reply(submission, replied_on=replied_on, reply=reply)
    note = f"{submission.to_body} trả lời" + (f" tại văn bản số {number.strip()}." if number.strip() else ".")
    move(
        submission, "answer", actor=actor, note=note, replied_on=replied_on, reply=reply.strip(),
        reply_number=number.strip(),
    )  # fmt: skip
    if file is not None:
        attach(subject=submission, file=file, actor=actor, commune=submission.commune, note="Văn bản trả lời")
    meet_deadlines(subject=submission, kinds=[DeadlineKind.UPWARD_REPLY], on=replied_on, actor=actor)
    meet_petitions_clock(submission, replied_on, actor)
    if submission.petition_id is None:
        move(submission, "close", actor=None, note=NOBODY_TO_TELL, close_reason=NOBODY_TO_TELL)
    return submission


@transaction.atomic
def relay_submission(*, submission, actor, relayed_on, relay_note):
    """Record that the petitioner was told the reply; what the petition says follows in its own room."""
    rules.check_can_relay_submission(actor, submission)
    rules.check_relay(submission, relayed_on=relayed_on, relay_note=relay_note)
    move(
        submission, "relay", actor=actor, note=f"Báo lại ngày {short_date(relayed_on)}.",
        relayed_on=relayed_on, relay_note=relay_note.strip(),
    )  # fmt: skip
    finish_petition(submission, actor)
    return submission


@transaction.atomic
def close_submission(*, submission, actor, reason):
    """End what is no longer followed here; its clocks end, the petition stays as it is."""
    rules.check_can_close_submission(actor, submission)
    if not reason.strip():
        raise Refused("Hãy ghi lý do kết thúc theo dõi.")
    move(submission, "close", actor=actor, note=reason, close_reason=reason.strip())
    _end_clocks(submission, reason, actor)
    return submission


def _tell_owner(submission, actor):
    due = f", chậm nhất {long_date(submission.due_on)}" if submission.due_on else ""
    notify(
        [person for person in _senders(submission) if person != actor],
        key=f"submission.owner:{submission.pk}:{submission.version}",
        title=f"{submission.get_kind_display()}{due}",
        body=f"Gửi {submission.to_body}: {submission.content}",
        link=page_for(submission),
    )


def _senders(submission):
    people = list(User.objects.of_unit(submission.owner))
    return people or list(User.objects.holding(submission.commune, Role.OFFICE))
