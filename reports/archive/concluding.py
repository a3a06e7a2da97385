"""The conclusion: its lines, what units and chair said to them, to whom it was sent and how (QN-38, LP-95, LP-96)."""

from django.urls import reverse

from conclusions.models import (
    ConclusionItem,
    Dispatch,
    DispatchAttempt,
    ExtensionRequest,
    ItemConfirmation,
    ItemRemark,
    ItemReview,
    Omission,
)
from reports.archive.entry import Entry, Section, Table, both, facts, page, table_of, words
from reports.states import Group

NOTICE = (
    "state", "issued_on", "dispatched_on", "approved_by", "monitor", "opening", "general", "lessons", "return_reason",
)  # fmt: skip
ITEM = ("group", "petition", "content", "result", "kind", "unit", "supporting", "person", "due_on", "level")
ASKED = ("unit", "state", "text_asked", "asked_on", "due_on", "answered_at", "objection", "proposed_due_on")
REMARK = ("about", "text", "written_by", "written_at", "resolved_at", "resolution")
DISPATCH = (
    "label", "kind", "channel", "sent_on", "proof", "received_on", "received_by", "unsent_reason", "added_reason",
    "recorded_by",
)  # fmt: skip
EXTENSION = (
    "state",
    "ground",
    "reason",
    "requested_by",
    "requested_at",
    "decided_by",
    "decided_at",
    "decision_note",
)
REVIEWED = ("item", "opinion", "text", "reviewed_on", "reviewer", "on_behalf")
OMITTED = ("petition", "reason", "is_deferred", "left_out_by")


def conclusion_entries(conference):
    for notice in conference.conclusion_notices.select_related("approved_by", "conference", "paper").order_by(
        "pk"
    ):
        title = "Nội dung kết luận bổ sung" if notice.main_id else "Nội dung kết luận"
        yield Entry(
            Group.CONCLUSION, title, "html", lambda notice=notice, title=title: notice_page(notice, title),
            day=notice.issued_on, url=reverse("conclusion_notice_detail", args=[notice.pk]), has_personal_data=True,
        )  # fmt: skip
        if notice.dispatches.exists():
            ledger = "Sổ gửi kết luận bổ sung" if notice.main_id else "Sổ gửi thông báo kết luận"
            yield from both(
                Group.CONCLUSION, ledger, lambda notice=notice: ledger_of(notice), has_personal_data=True
            )
        if DispatchAttempt.objects.filter(dispatch__notice=notice).exists():
            mails = "Thư điện tử gửi kết luận bổ sung" if notice.main_id else "Thư điện tử gửi kết luận"
            yield from both(
                Group.CONCLUSION, mails, lambda notice=notice: mail_table(notice), has_personal_data=True
            )
        yield from publication_entries(notice)
    asked = ExtensionRequest.objects.filter(conference=conference).select_related(
        "requested_by", "decided_by"
    )
    if asked.exists():
        yield from both(
            Group.CONCLUSION,
            "Đề nghị kéo dài thời hạn kết luận",
            lambda: table_of(ExtensionRequest, EXTENSION, asked),
        )


def notice_page(notice, title):
    """Everything that stands behind the paper: lines, confirmations, remarks, what was left out."""
    items = notice.items.select_related("petition", "unit").prefetch_related("supporting")
    confirmations = ItemConfirmation.objects.filter(item__notice=notice).select_related("unit").order_by("pk")
    remarks = ItemRemark.objects.filter(notice=notice).select_related("written_by").order_by("pk")
    omissions = (
        Omission.objects.filter(notice=notice).select_related("petition", "left_out_by").order_by("pk")
    )
    reviews = ItemReview.objects.filter(item__notice=notice).select_related("item", "reviewer").order_by("pk")
    sections = [
        Section(facts=facts(notice, *NOTICE)),
        Section("Các mục kết luận", table=table_of(ConclusionItem, ITEM, items)),
        Section("Ý kiến của đơn vị được giao", table=table_of(ItemConfirmation, ASKED, confirmations)),
        Section("Ý kiến của người chủ trì tại mục", table=table_of(ItemRemark, REMARK, remarks)),
        Section("Ý kiến giám sát về từng mục", table=table_of(ItemReview, REVIEWED, reviews)),
        Section("Kiến nghị không đưa vào", table=table_of(Omission, OMITTED, omissions)),
    ]
    return page(title, sections, lede=str(notice))


def ledger_of(notice):
    rows = notice.dispatches.select_related("recorded_by").order_by("pk")
    return table_of(Dispatch, DISPATCH, rows)


def mail_table(notice):
    rows = DispatchAttempt.objects.filter(dispatch__notice=notice).select_related("dispatch").order_by("pk")
    columns = (
        "Nơi nhận",
        "Địa chỉ",
        "Trạng thái",
        "Xếp gửi lúc",
        "Gửi lúc",
        "Trả lại lúc",
        "Lý do",
        "Mã thư",
    )
    return Table(
        columns,
        [
            (
                row.dispatch.label, row.address, row.get_state_display(), words(row.queued_at), words(row.sent_at),
                words(row.returned_at), row.error, row.message_id,
            )
            for row in rows
        ],
    )  # fmt: skip


def publication_entries(notice):
    """What everybody may read, as it was checked; what was taken out lies beside it."""
    publication = getattr(notice, "publication", None)
    if publication is None:
        return
    names = ("state", "checked_by", "checked_at", "published_on", "published_by", "withdraw_reason")

    def read():
        sections = [Section(facts=facts(publication, *names))]
        for part in publication.content:
            rows = [
                [words(line.get(key)) for key in ("text", "result", "unit", "due_on")]
                for line in part.get("lines", [])
            ]
            table = Table(("Nội dung", "Kết quả, hướng giải quyết", "Đơn vị", "Thời hạn"), rows)
            sections.append(Section(words(part.get("heading")), table=table))
        removed = [
            [words(row.get(key)) for key in ("where", "before", "after", "why")]
            for row in publication.removals
        ]
        sections.append(
            Section("Dữ liệu cá nhân đã bỏ", table=Table(("Ở", "Trước", "Sau", "Lý do"), removed))
        )
        return page("Bản công khai kết quả đối thoại", sections)

    yield Entry(
        Group.CONCLUSION, "Bản công khai kết quả đối thoại", "html", read, day=publication.published_on,
        has_personal_data=bool(publication.removals),
    )  # fmt: skip
