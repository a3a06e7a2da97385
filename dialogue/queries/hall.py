"""The hall's page: how the day stands, the pages from which it is run, its speeches and its log."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from core.states import Role
from dialogue.queries.matters import matters_of
from dialogue.states import ContributionState, StepState

LOG_LINES = 120  # of the hall's log that the page shows; the minutes have them all
LATEST = 12  # of them that stand open


def hall(conference, user):
    """Steps, contributions, groups, the log and what stands between this moment and the close."""
    steps = list(conference.steps.all())
    matters = matters_of(conference, user)
    speeches = conference.contributions.select_related("unit", "step", "answers_to").order_by("-pk")
    contributions = [
        {
            "contribution": row,
            "settle_url": settle_url(row),
            "matter": matters.of(row),
            "is_closed": matters.is_closed(row),
        }
        for row in speeches
    ]
    rows = [row["contribution"] for row in contributions]
    entries = list(conference.entries.select_related("actor").order_by("-pk")[:LOG_LINES])
    groups = list(conference.groups.all())
    return {
        "steps": steps,
        "running": next((step for step in steps if step.state == StepState.RUNNING), None),
        "upcoming": next((step for step in steps if step.state == StepState.PENDING), None),
        "contributions": contributions,
        "speaking": next((row for row in rows if row.has_floor), None),
        "unsettled": sum(row.state == ContributionState.SPOKEN and not row.is_answer for row in rows),
        "waiting": conference.speaker_requests.waiting().count(),
        "groups": groups,
        "ungrouped": max(0, (conference.attendance or 0) - sum(row.present or 0 for row in groups)),
        "sittings": list(conference.sittings.all()),
        "log_parts": [part for part in (entries[:LATEST], entries[LATEST:]) if part],
    }


def settle_url(contribution):
    """The feedback room's page that records the outcome with its petition; "" where there is none to record."""
    open_still = (ContributionState.SPEAKING, ContributionState.PAUSED, ContributionState.SPOKEN)
    if contribution is None or contribution.is_answer or contribution.state not in open_still:
        return ""
    return link("contribution_settle", contribution.pk)


def link(name, pk):
    """The address of another room's page; "" where that room has none."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class HallLink:
    """A page of the day: where it is, its icon, for whom, and what it is for in one sentence."""

    name: str
    label: str
    icon: str
    words: str
    url: str
    is_open_to_all: bool = False


# Pages of the day in the order in which they are used; "*" are watched without an account, by the hall's own code.
DAY_PAGES = (
    ("conference_desk", "Bàn thư ký", "computer-desktop", "Điều hành cả ngày từ một màn hình: chương trình, người phát biểu, đồng hồ, kết quả.", (Role.OFFICE,)),
    ("conference_door", "Điểm danh", "qr-code", "Danh sách mời theo thành phần, quét mã trên giấy mời, khách không mời.", (Role.OFFICE,)),
    ("conference_chair", "Người chủ trì", "megaphone", "Ai đang nói, ai nói tiếp, kiến nghị và trả lời chuẩn bị sẵn; giao việc một chạm.", (Role.CHAIR, Role.OFFICE)),
    ("hall_screen", "Màn hình hội trường", "tv", "Chiếu lên phông: mục chương trình, người nói, đồng hồ, người tiếp theo.", "*"),
    ("hall_phone", "Trang cho điện thoại", "device-phone-mobile", "Người dự xem và đăng ký phát biểu, không cần tài khoản.", "*"),
    ("conference_speakers", "Đăng ký phát biểu", "pencil-square", "Đăng ký trước hội nghị: trang công khai, Mặt trận, thôn, phiếu giấy.", ()),
    ("conference_matters", "Kiến nghị đã gửi", "chat-bubble-left-right", "Kiến nghị gửi trước và trả lời chuẩn bị sẵn.", (Role.OFFICE, Role.CHAIR)),
    ("conference_minutes", "Biên bản", "document-text", "Lớn lên từ nhật ký hội trường, thư ký sửa, in và ký.", ()),
    ("conference_survey", "Phiếu hài lòng", "face-smile", "Mặt trận lấy ý kiến về sự hài lòng của người dự.", ()),
)  # fmt: skip


def links_of(conference, user):
    """The day's pages that this person may open."""
    rows = [
        HallLink(name, label, icon, words, _address(conference, name, roles), roles == "*")
        for name, label, icon, words, roles in DAY_PAGES
        if roles == "*" or not roles or user.roles & set(roles)
    ]
    return [row for row in rows if row.url]


def _address(conference, name, roles):
    return link(name, conference.hall_code if roles == "*" else conference.pk)
