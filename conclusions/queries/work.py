"""What waits for a person in this room: acts, each with its day and the button that begins it."""

from django.db.models import Count, Min, Q
from django.urls import reverse

from conclusions.models import Commitment, ConclusionNotice, ExtensionRequest, ItemConfirmation
from conclusions.queries.answers import answer_work
from conclusions.queries.commitments import commitment_work
from conclusions.queries.pages import without_notice
from conclusions.queries.publishing import publication_work
from conclusions.queries.submissions import submission_work
from conclusions.queries.supervision import unanswered_items, urging_items
from conclusions.rules import front_is_here
from conclusions.states import CommitmentState, RecipientKind
from conclusions.states import ConclusionNoticeState as S
from core.clock import local_today
from core.providers import WorkItem
from core.states import Role
from core.vietnamese import shorten
from deadlines.models import Deadline
from deadlines.states import DeadlineKind

GROUP = "Kết luận"
LIMIT = 20
OFFICE_ACTS = {
    S.DRAFT: ("Hoàn thiện và trình thông báo kết luận", "Soạn tiếp"),
    S.RETURNED: ("Sửa thông báo kết luận bị trả lại", "Sửa"),
    S.APPROVED: ("Ban hành thông báo kết luận", "Ban hành"),
}


def work_items(user):
    """Office: draft, issue, send. Chair: approve, extend, chase. Unit: report. Front: confirm."""
    items = commitment_work(user)
    if Role.OFFICE in user.roles:
        items += _drafts(user) + _office_notices(user) + _supplements(user) + _dispatches(user)
        items += publication_work(user)
    items += submission_work(user)
    if Role.CHAIR in user.roles or user.delegations_now:
        items += _approvals(user) + _extensions(user)
    if Role.CHAIR in user.roles:
        items += _overdue(user)
    if user.unit_ids:
        items += urging_items(user)
        items += _opinions(user) + _reports(user) + answer_work(user)
    if Role.FRONT in user.roles or (Role.OFFICE in user.roles and not front_is_here(user.commune)):
        items += _confirmations(user)
    items += unanswered_items(user)
    return items


def _due(conferences):
    """conference pk -> last day of its conclusion, in one query."""
    rows = Deadline.objects.about_any(conferences).of_kind(DeadlineKind.CONCLUSION).open()
    return dict(rows.values_list("subject_id", "due_on"))


def _item(sentence, url, button, due_on, why=""):
    return WorkItem(sentence, url, button, due_on=due_on, why=why, group=GROUP)


def _drafts(user):
    rows = list(without_notice(user)[:LIMIT])
    due = _due(rows)
    url = reverse("conclusion_notice_list")
    return [
        _item(
            f"Soạn thông báo kết luận: {row.title}",
            url,
            "Soạn",
            due.get(row.pk),
            "Hội nghị đã bế mạc; dự thảo đã lập sẵn từ hồ sơ.",
        )
        for row in rows
    ]


def _office_notices(user):
    rows = ConclusionNotice.objects.visible_to(user).filter(state__in=OFFICE_ACTS).with_names()
    # What the closing left untouched is asked for as a notice to be written.
    rows = list(rows.exclude(state=S.DRAFT, drafted_by=None)[:LIMIT])
    due = _due([row.conference for row in rows])
    items = []
    for row in rows:
        sentence, button = OFFICE_ACTS[row.state]
        url = reverse("conclusion_notice_detail", args=[row.pk])
        items.append(
            _item(
                f"{sentence}{_more(row)}: {row.conference.title}",
                url,
                button,
                due.get(row.conference_id),
                row.return_reason,
            )
        )
    return items


def _more(notice):
    """So that a supplement is told from the notice that it follows."""
    return " bổ sung" if notice.main_id else ""


def _supplements(user):
    """Issued in part: the supplement has to be out and sent within the extended period (D-23)."""
    rows = ConclusionNotice.objects.visible_to(user).main().issued().filter(supplement=None)
    rows = list(rows.filter(omissions__is_deferred=True).distinct().with_names()[:LIMIT])
    due = _due([row.conference for row in rows])
    return [
        _item(
            f"Soạn thông báo kết luận bổ sung: {row.conference.title}",
            reverse("conclusion_notice_detail", args=[row.pk]), "Soạn", due.get(row.conference_id),
            "Thông báo đã ban hành một phần, còn kiến nghị để lại.",
        )
        for row in rows
    ]  # fmt: skip


def _opinions(user):
    """Lines of drafts that the unit is asked about, one act for each notice."""
    rows = ItemConfirmation.objects.visible_to(user).filter(unit__in=user.unit_ids).asked()
    first = {}
    for row in rows.select_related("item__notice__conference", "unit").order_by("due_on", "pk")[:100]:
        first.setdefault((row.item.notice_id, row.unit_id), row)
    return [
        _item(
            f"Cho ý kiến về nội dung dự kiến giao {row.unit.short_name}: {row.conference.title}",
            reverse("item_confirmation_detail", args=[row.pk]), "Xem và trả lời", row.due_on,
            "Văn phòng xin ý kiến trước khi trình thông báo kết luận.",
        )
        for row in first.values()
    ]  # fmt: skip


def _dispatches(user):
    unserved = Q(dispatches__sent_on=None, dispatches__unsent_reason="")
    missing = Count("dispatches", filter=unserved & ~Q(dispatches__kind=RecipientKind.PUBLIC))
    rows = ConclusionNotice.objects.visible_to(user).issued().filter(dispatched_on=None).with_names()
    rows = list(rows.annotate(missing=missing)[:LIMIT])
    due = _due([row.conference for row in rows])
    return [
        _item(
            f"Gửi thông báo kết luận tới {row.missing} nơi nhận: {row.conference.title}",
            reverse("dispatch_record", args=[row.pk]), "Ghi nhận gửi", due.get(row.conference_id),
            "Thời hạn chỉ xong khi đã gửi đủ.",
        )
        for row in rows
    ]  # fmt: skip


def _approvals(user):
    rows = ConclusionNotice.objects.for_decider(user).filter(state=S.SUBMITTED).with_names()[:LIMIT]
    rows = list(rows)
    due = _due([row.conference for row in rows])
    return [
        _item(
            f"Phê duyệt thông báo kết luận{_more(row)}: {row.conference.title}",
            reverse("conclusion_notice_review", args=[row.pk]), "Xem và duyệt", due.get(row.conference_id),
        )
        for row in rows
    ]  # fmt: skip


def _extensions(user):
    rows = ExtensionRequest.objects.for_decider(user).waiting()
    rows = rows.select_related("conference", "deadline")[:LIMIT]
    return [
        _item(
            f"Quyết định kéo dài thời hạn kết luận: {row.conference.title}",
            reverse("extension_request_detail", args=[row.pk]), "Xem đề nghị", row.deadline.due_on,
            "Quá ngày này không kéo dài được nữa.",
        )
        for row in rows
    ]  # fmt: skip


def _overdue(user):
    late = Commitment.objects.visible_to(user).overdue(local_today())
    found = late.aggregate(count=Count("pk"), first=Min("due_on"))
    if not found["count"]:
        return []
    url = f"{reverse('commitment_list')}?state=late"
    return [_item(f"Đôn đốc {found['count']} cam kết quá hạn", url, "Xem", found["first"])]


def _reports(user):
    rows = Commitment.objects.visible_to(user).to_do().filter(unit__in=user.unit_ids).order_by("due_on", "pk")
    return [
        _item(
            f"Báo cáo cam kết: {shorten(row.content, 90)}",
            reverse("commitment_detail", args=[row.pk]), "Báo cáo", row.due_on,
            "Mặt trận chưa xác nhận, cần làm tiếp." if row.state == CommitmentState.DISPUTED else "",
        )
        for row in rows[:LIMIT]
    ]  # fmt: skip


def _confirmations(user):
    rows = Commitment.objects.visible_to(user).reported().select_related("unit").order_by("due_on", "pk")
    return [
        WorkItem(
            f"Xác nhận cam kết của {row.unit.short_name}: {shorten(row.content, 90)}",
            reverse("commitment_detail", args=[row.pk]), "Xem kết quả", tone="info", group=GROUP,
            why="Đơn vị đã báo xong.",
        )
        for row in rows[:LIMIT]
    ]  # fmt: skip
