"""Invitations: who is invited, the printed papers, their sending, the replies."""

from functools import partial

from django.db import transaction

from core.clock import local_today
from core.log import record
from core.models import User
from core.notices import notify
from core.pages import page_for
from core.refusals import Refused
from core.vietnamese import long_date
from deadlines.models import Deadline
from deadlines.services import meet_deadline
from deadlines.states import DeadlineKind
from dialogue import rules
from dialogue.documents import invitation_excerpt, invitations_html, signer_of
from dialogue.models import Invitation
from dialogue.services.hall_log import stir
from dialogue.states import Reply
from documents.models import Paper
from documents.services import issue_paper, start_batch
from documents.sheets import sheets_of
from documents.states import PaperKind


@transaction.atomic
def add_invitations(*, conference, rows, actor):
    """Put bodies and people on the list; `rows`: dicts of invitee, title, unit, group. Who is on it stays once."""
    rules.check_can_edit_invitations(actor, conference)
    known = set(conference.invitations.values_list("invitee", "title"))
    new = [row for row in rows if (row["invitee"], row.get("title", "")) not in known]
    if not new:
        raise Refused("Những khách mời này đã có trong danh sách.")
    Invitation.objects.bulk_create(
        (Invitation(commune=conference.commune, conference=conference, **row) for row in new),
        ignore_conflicts=True,
    )
    names = "; ".join(row["invitee"] for row in new)
    sentence = f"đã thêm {len(new)} khách mời"
    record(actor=actor, action="conference.invite", subject=conference, sentence=sentence, note=names)
    stir(conference)  # doors that are open already see the new names
    return len(new)


@transaction.atomic
def remove_invitation(*, invitation, actor):
    """Only somebody who was not sent an invitation can be taken off the list."""
    conference = invitation.conference
    rules.check_can_edit_invitations(actor, conference)
    invitation.refresh_from_db(fields=["sent_on"])
    if invitation.sent_on:
        raise Refused(f"Giấy mời đã gửi cho {invitation.invitee} nên không bỏ khỏi danh sách được.")
    invitation.delete()
    sentence = f"đã bỏ khách mời {invitation.invitee}"
    record(actor=actor, action="conference.uninvite", subject=conference, sentence=sentence)
    _meet_when_all_sent(conference, actor)


@transaction.atomic
def print_invitations(*, conference, actor):
    """Issue one paper with a page for each invitee who has none that names the day (LP-89)."""
    rules.check_can_print_invitations(actor, conference)
    waiting = list(conference.invitations.unprinted_for(conference.held_on).select_related("unit"))
    signer_name, signer_title = signer_of(conference)
    paper = issue_paper(
        kind=PaperKind.INVITATION, subject=conference, body=conference.plan.body, sign="GM",
        build=partial(invitations_html, conference, waiting), excerpt=invitation_excerpt(conference),
        issued_on=local_today(), signer_name=signer_name, signer_title=signer_title, commune=conference.commune,
        actor=actor, has_personal_data=any(row.unit_id is None for row in waiting),
    )  # fmt: skip
    ids = [row.pk for row in waiting]
    conference.invitations.filter(pk__in=ids).update(
        paper=paper, names_on=conference.held_on, sent_on=None, channel="", reply=Reply.NONE
    )
    type(conference).objects.filter(pk=conference.pk).update(invitation_paper=paper)
    conference.invitation_paper = paper
    record(
        actor=actor, action="conference.print_invitations", subject=conference, note=f"Số {paper.number_text}",
        sentence=f"đã phát hành giấy mời cho {len(ids)} khách mời",
    )  # fmt: skip
    return paper


@transaction.atomic
def print_all_invitations(*, conference, actor):
    """Have the worker make a file for each issued invitation and one to print: the frozen sheets, word for word."""
    rules.check_can_print_all_invitations(actor, conference)
    rows = list(conference.invitations.printed_for(conference.held_on).select_related("unit"))
    papers = Paper.objects.filter(pk__in={row.paper_id for row in rows}).order_by("number")
    sheets = {key: sheet for paper in papers for key, sheet in sheets_of(paper.html).items()}
    wanted = [(invitation_sheet(row), row.invitee) for row in rows]
    return start_batch(
        subject=conference, title=f"Giấy mời {conference.title}"[:200], actor=actor,
        sheets=((key, name, sheets[key]) for key, name in wanted if key in sheets),
        has_personal_data=any(row.unit_id is None for row in rows),
    )  # fmt: skip


def invitation_sheet(invitation):
    """The id of the invitation's sheet in its paper (templates/dialogue/invitation_paper.html)."""
    return f"giay-moi-{invitation.pk}"


@transaction.atomic
def send_invitations(*, conference, invitations, channel, sent_on, actor):
    """Record the sending; with the last one the deadline is met on the latest day of sending (LP-52)."""
    rules.check_can_send_invitations(actor, conference)
    rows = list(conference.invitations.filter(pk__in=[row.pk for row in invitations]).select_related("paper"))
    _check_sending(conference, rows, sent_on)
    conference.invitations.filter(pk__in=[row.pk for row in rows]).update(channel=channel, sent_on=sent_on)
    record(
        actor=actor, action="conference.send_invitations", subject=conference,
        sentence=f"đã ghi nhận gửi {len(rows)} giấy mời {long_date(sent_on)}",
        note="; ".join(row.invitee for row in rows),
    )  # fmt: skip
    units = [row.unit_id for row in rows if row.unit_id]
    notify(
        User.objects.active().filter(posts__unit__in=units).distinct(), link=page_for(conference),
        key=f"conference-{conference.pk}-invited-{conference.held_on}", title=f"Giấy mời: {conference.title}",
        body=f"Hội nghị tổ chức {long_date(conference.held_on)}.",
    )  # fmt: skip
    _meet_when_all_sent(conference, actor)
    return len(rows)


def _check_sending(conference, rows, sent_on):
    if not rows:
        raise Refused("Chưa chọn khách mời nào. Hãy đánh dấu những giấy mời đã gửi.")
    if sent_on > local_today():
        raise Refused(f"{rules.capital_day(sent_on)} chưa tới. Chỉ ghi nhận giấy mời đã gửi.")
    for row in rows:
        if row.paper is None or row.names_on != conference.held_on:
            raise Refused(
                f"Giấy mời của {row.invitee} chưa phát hành cho ngày {long_date(conference.held_on)}. "
                "Hãy phát hành giấy mời trước khi ghi nhận gửi."
            )
        if sent_on < row.paper.issued_on:
            raise Refused(
                f"Ngày gửi đứng trước ngày phát hành giấy mời, {long_date(row.paper.issued_on)}. Hãy xem lại ngày."
            )


def _meet_when_all_sent(conference, actor):
    rows = conference.invitations
    if not conference.held_on or rows.unsent_for(conference.held_on).exists() or not rows.exists():
        return
    last = rows.order_by("-sent_on").values_list("sent_on", flat=True)[0]
    for deadline in Deadline.objects.about(conference).of_kind(DeadlineKind.INVITATION).open():
        meet_deadline(deadline=deadline, on=last, actor=actor)


@transaction.atomic
def reply_invitation(*, invitation, reply, actor):
    """Coming or not: noted by the office, or answered by the invited body itself."""
    rules.check_can_reply_invitation(actor, invitation)
    invitation.reply = reply
    invitation.save(update_fields=["reply"])
    record(
        actor=actor, action="conference.reply", subject=invitation.conference,
        sentence=f"đã ghi trả lời giấy mời của {invitation.invitee}: {Reply(reply).label.lower()}",
    )  # fmt: skip
    return invitation
