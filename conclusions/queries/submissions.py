"""What went to bodies outside the commune as pages show it: the list, one letter's paper, work that waits."""

from django.db.models import F, Q
from django.urls import reverse

from conclusions.documents.letters import petition_key, submission_key, upward_abouts
from conclusions.documents.results import ONE
from conclusions.models import Submission
from conclusions.queries.pages import badges_of
from conclusions.states import SENDERS, SubmissionKind, SubmissionState
from core.clock import local_today
from core.providers import WorkItem
from core.states import Role
from core.vietnamese import shorten
from deadlines.services import calendar_for
from deadlines.states import DeadlineKind
from documents.catalogue import COMMON
from documents.models import PaperDraft
from documents.states import PaperKind
from feedback.queries.lists import day_badge

CLOCKS = (DeadlineKind.REPORT_UP, DeadlineKind.UPWARD_REPLY)
WAITING = "Chờ trả lời"
LIMIT = 20
PAPERS = {
    SubmissionKind.REPORT_UP: PaperKind.UPWARD_REPORT,
    SubmissionKind.UPWARD: PaperKind.UPWARD_LETTER,
    SubmissionKind.TRANSFER: PaperKind.TRANSFER_LETTER,
    SubmissionKind.VERIFY: PaperKind.TRANSFER_LETTER,
    SubmissionKind.POLICY: PaperKind.POLICY_PROPOSAL,
}


def submissions_for(user, values):
    """What this person sees; without a choice, what is still to be done or awaited."""
    rows = Submission.objects.visible_to(user).with_names()
    which = values.get("state") or "waiting"
    if which == "waiting":
        rows = rows.waiting()
    elif which == "late":
        rows = rows.late(local_today())
    elif which != "all":
        rows = rows.filter(state=which)
    for name in ("kind", "owner"):
        if values.get(name):
            rows = rows.filter(**{name: values[name]})
    if values.get("hoi_nghi"):
        rows = rows.filter(conference=values["hoi_nghi"])
    return rows.order_by(*URGENT)


# What has a day first, the nearest on top; then by age.
URGENT = (F("due_on").asc(nulls_last=True), F("reply_due_on").asc(nulls_last=True), "pk")


def submission_rows(submissions, commune):
    """[(submission, badge)]: its own clock, else that of the petition behind it; two queries in all."""
    submissions = list(submissions)
    badges = badges_of(submissions, CLOCKS, commune)
    today, calendar = local_today(), calendar_for(commune)
    return [(row, badges.get(row.pk) or reply_badge(row, today, calendar)) for row in submissions]


def reply_badge(submission, today=None, calendar=None):
    """How long the reply is still awaited; None where it is not."""
    if submission.state != SubmissionState.SENT or submission.reply_due_on is None:
        return None
    calendar = calendar or calendar_for(submission.commune)
    return day_badge(submission, WAITING, submission.reply_due_on, today or local_today(), calendar)


# --- its paper ----------------------------------------------------------------------------------------------


def letter_key(submission):
    """Which of the conference's papers of that kind: about the petition where there is one for it."""
    conference, kind = submission.conference, submission.kind
    if kind == SubmissionKind.REPORT_UP:
        return ONE
    if kind == SubmissionKind.POLICY:
        return ""
    if kind != SubmissionKind.UPWARD:
        return submission_key(submission)
    key = petition_key(submission.petition) if submission.petition_id else None
    return key if key in dict(upward_abouts(conference)) else COMMON


def letter_of(submission, key):
    """The draft of its letter: about this matter, else the common one if that has been issued; unsaved without any."""
    kind = PAPERS[SubmissionKind(submission.kind)]
    drafts = PaperDraft.objects.about(submission.conference).of_kind(kind).live().select_related("paper")
    own = drafts.filter(about_key=key).order_by("-pk").first()
    common = drafts.filter(about_key=COMMON).exclude(paper=None).order_by("-pk").first()
    return own or (common if submission.kind == SubmissionKind.UPWARD else None) or PaperDraft(kind=kind)


# --- work that waits ------------------------------------------------------------------------------------------


def submission_work(user):
    """What is to be sent, told on, or asked for again because the day has passed; the office's and each sender's own."""
    mine = Q(owner__in=user.unit_ids)
    if Role.OFFICE in user.roles:
        mine |= ~Q(pk=None)
    elif not user.roles & set(SENDERS):
        return []
    today = local_today()
    due = Q(state__in=[SubmissionState.TO_SEND, SubmissionState.REPLIED])
    due |= Q(state=SubmissionState.SENT, reply_due_on__lt=today)
    rows = Submission.objects.visible_to(user).filter(mine).filter(due).with_names().order_by(*URGENT)
    return [_item(row) for row in rows[:LIMIT]]


def _item(row):
    url, what = reverse("submission_detail", args=[row.pk]), shorten(row.content, 90)
    if row.state == SubmissionState.TO_SEND:
        return WorkItem(
            f"{row.get_kind_display()}: {what}", url, "Ghi nhận gửi", due_on=row.due_on, group="Kết luận",
            why=f"Gửi {row.to_body}.", tone="normal" if row.due_on else "info",
        )  # fmt: skip
    if row.state == SubmissionState.REPLIED:
        return WorkItem(
            f"Báo lại người kiến nghị: {what}",
            url,
            "Báo lại",
            group="Kết luận",
            why=f"{row.to_body} đã trả lời.",
        )
    return WorkItem(
        f"Nhắc {row.to_body} trả lời: {what}", url, "Xem", due_on=row.reply_due_on, group="Kết luận"
    )  # fmt: skip
