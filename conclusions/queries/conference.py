"""This room's stages and tabs on a conference's home page."""

from django.db.models import Count, Q
from django.urls import reverse

from conclusions.models import Commitment, ConclusionNotice
from conclusions.queries.carrying import carry_notes
from conclusions.rules import concluded_on
from conclusions.states import UNDONE, CommitmentState, ConclusionNoticeState
from core.clock import local_today
from core.providers import ConferencePart, ConferenceTab, StagePart
from core.vietnamese import short_date
from dialogue.states import ConferenceState

WAITING = {
    ConclusionNoticeState.DRAFT: "Văn phòng đang soạn thông báo kết luận.",
    ConclusionNoticeState.SUBMITTED: "Thông báo kết luận đang chờ người chủ trì phê duyệt.",
    ConclusionNoticeState.RETURNED: "Thông báo kết luận bị trả lại, văn phòng đang sửa.",
    ConclusionNoticeState.APPROVED: "Thông báo kết luận đã duyệt, chờ văn phòng ban hành.",
}


def conference_part(conference, user):
    """The stages Kết luận and Theo dõi, and their tabs (four queries at most)."""
    notice = ConclusionNotice.objects.visible_to(user).main_of(conference)
    kept = _counts(conference, user)
    stages = [_conclude(conference, notice), _follow_up(conference, notice, kept)]
    tabs, papers = [], []
    if notice is not None:
        tabs.append(ConferenceTab("Kết luận", reverse("conclusion_notice_detail", args=[notice.pk])))
        papers += [notice.paper] if notice.paper_id else []
    if kept["total"]:
        tabs.append(ConferenceTab("Cam kết", _commitments_url(conference), kept["total"]))
    return ConferencePart(stages=stages, tabs=tabs, papers=papers, notes=carry_notes(conference, user))


def _commitments_url(conference):
    return f"{reverse('commitment_list')}?hoi_nghi={conference.pk}"


def _counts(conference, user):
    return (
        Commitment.objects.visible_to(user)
        .filter(conference=conference)
        .aggregate(
            total=Count("pk"),
            kept=Count("pk", filter=Q(state=CommitmentState.CONFIRMED)),
            late=Count("pk", filter=Q(state__in=UNDONE, due_on__lt=local_today())),
        )
    )


def _conclude(conference, notice):
    label = "Kết luận"
    if conference.state != ConferenceState.CLOSED:
        return StagePart("conclude", label, "future", "Bắt đầu khi hội nghị bế mạc.")
    if notice is None:
        return StagePart(
            "conclude", label, "current", "Chưa có thông báo kết luận.", reverse("conclusion_notice_list")
        )
    url = reverse("conclusion_notice_detail", args=[notice.pk])
    if notice.state != ConclusionNoticeState.ISSUED:
        return StagePart("conclude", label, "current", WAITING[notice.state], url)
    missing = notice.dispatches.compulsory().missing().count()
    if missing:
        return StagePart("conclude", label, "current", f"Đã ban hành; còn {missing} nơi chưa gửi.", url)
    if notice.deferrals().exists() and concluded_on(notice) is None:
        return StagePart("conclude", label, "current", "Đã ban hành một phần; còn thông báo bổ sung.", url)
    return StagePart(
        "conclude", label, "done", f"Đã ban hành và gửi đủ ngày {short_date(notice.dispatched_on)}.", url
    )


def _follow_up(conference, notice, kept):
    label, url = "Theo dõi", _commitments_url(conference)
    if notice is None or notice.state != ConclusionNoticeState.ISSUED:
        return StagePart("follow_up", label, "future", "Bắt đầu khi thông báo kết luận được ban hành.")
    if not kept["total"]:
        return StagePart("follow_up", label, "done", "Không có cam kết cần theo dõi.")
    if kept["late"]:
        sentence = f"{kept['late']} trong {kept['total']} cam kết đang quá hạn."
        return StagePart("follow_up", label, "blocked", sentence, url)
    if kept["kept"] == kept["total"]:
        return StagePart("follow_up", label, "done", f"Cả {kept['total']} cam kết đã được xác nhận.", url)
    return StagePart(
        "follow_up", label, "current", f"Đã xác nhận {kept['kept']} trong {kept['total']} cam kết.", url
    )
