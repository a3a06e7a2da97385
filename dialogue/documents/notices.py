"""How the conference is made known: invitation, public notice, its radio and web texts, the detailed notice."""

from django.urls import reverse

from dialogue.documents.aloud import aloud
from dialogue.documents.codes import with_codes
from dialogue.documents.facts import (
    excerpt,
    facts_of,
    form_words,
    handed_out,
    issuer_of,
    kind_of,
    low,
    notice_excerpt,
    place_words,
    plan_words,
    recipients_of,
    speech_words,
    spoken_time,
    time_words,
)
from documents.catalogue import Begin, DraftField, OwnPaper, OwnRow, PaperType
from documents.drafting import draft_html
from documents.models import Paper
from documents.render import paper_html
from documents.states import PaperKind, PaperStage
from documents.templatetags.paper import lines
from plans.states import ConferenceForm


def default_notice_text(conference):
    """What a draft notice adds to the facts: where people bring their petitions."""
    office = conference.plan.organiser.official_name
    said = [
        f"Tổ chức, cá nhân có ý kiến, kiến nghị gửi trực tiếp hoặc bằng văn bản về {office} trước ngày hội nghị."
    ]
    speech = f" Mỗi lượt phát biểu {speech_words(conference)}." if speech_words(conference) else ""
    if conference.takes_registrations:
        said.append(f"Người muốn phát biểu tại hội nghị đăng ký với {office} hoặc với Trưởng thôn.{speech}")
    else:
        said.append(f"Người muốn phát biểu đăng ký tại bàn thư ký trong hội trường.{speech}")
    return "\n".join(said)


def public_notice_html(notice, face):
    """THÔNG BÁO: the facts are the conference's own, the notice's text stands behind them."""
    context = facts_of(notice.conference) | {"notice": notice, "extra": lines(notice.text)}
    return paper_html("dialogue/public_notice_paper.html", context, face)


def invitations_html(conference, invitations, face):
    """GIẤY MỜI: one number, one page for each invitee, for printing in one go; papers that lie with it (LP-89).

    Each page carries its invitee's check-in code: the paper is frozen with it.
    """
    context = facts_of(conference) | {
        "invitations": with_codes(invitations),
        "enclosed": enclosed(conference),
    }
    return paper_html("dialogue/invitation_paper.html", context, face)


def enclosed(conference):
    """What is sent along: "Chương trình hội nghị; Nội quy hội nghị"."""
    return [PAPER_WORDS.get(paper.kind, paper.get_kind_display()) for paper in handed_out(conference)]


PAPER_WORDS = {
    PaperKind.PROGRAMME: "Chương trình hội nghị",
    PaperKind.CONSOLIDATED_REPORT: "Báo cáo tổng hợp ý kiến",
}


# --- own pages -----------------------------------------------------------------------------------------------


def invitation_rows(conference, user):
    """One row for each printed batch and one for who has no invitation yet (C-3)."""
    url = reverse("conference_invitations", args=[conference.pk])
    papers = Paper.objects.about(conference).filter(kind=PaperKind.INVITATION).light().newest_first()
    rows = [
        OwnRow("issued", f"Đã phát hành {paper.number_text}", url, "Mở giấy mời", paper) for paper in papers
    ]
    waiting = conference.invitations.unprinted_for(conference.held_on).count()
    if waiting:
        rows.insert(0, OwnRow("draft", f"{waiting} khách mời chưa có giấy mời", url, "Mở giấy mời"))
    return rows or [OwnRow("none", "Chưa có khách mời", url, "Lập danh sách mời")]


def public_notice_rows(conference, user):
    """Each notice with its state; one that a moved day superseded stays listed (C-4)."""
    rows = []
    for notice in conference.notices.select_related("paper").order_by("-pk"):
        url, state = (
            reverse("public_notice_detail", args=[notice.pk]),
            "draft" if notice.is_draft else "issued",
        )
        rows.append(OwnRow(state, notice.get_state_display(), url, "Mở thông báo", notice.paper))
    url = reverse("conference_notices", args=[conference.pk])
    return rows or [OwnRow("none", "Chưa soạn", url, "Soạn thông báo")]


# --- texts to be read aloud and to be posted -------------------------------------------------------------------


def begin_radio(conference, about=""):
    """Short sentences, figures in words: a speaker reads it without looking up (LP-53, TD-82)."""
    issuer, where, title = issuer_of(conference), aloud(place_words(conference)), aloud(low(conference.title))
    office = aloud(conference.plan.organiser.official_name)
    online = [f"Cách tham gia: {aloud(conference.form_reason)}."] if conference.form_reason else []
    parts = [part.strip("-+.; ") for line in lines(aloud(conference.content)) for part in line.split("; ")]
    content = [f"{part[:1].upper()}{part[1:]}." for part in parts if part]
    text = [
        "Kính thưa toàn thể Nhân dân!",
        f"{issuer} xin thông báo về việc tổ chức {title}.",
        f"Thời gian: {spoken_time(conference)}.",
        f"Địa điểm: {where}.",
        *online,
        f"Chủ trì hội nghị: {aloud(conference.chair_words) or '……………………'}.",
        f"Thành phần: {aloud(conference.audience)}.",
        *(["Nội dung đối thoại như sau.", *content] if content else []),
        f"Bà con có ý kiến, kiến nghị xin gửi về Trưởng thôn hoặc {office} trước ngày hội nghị.",
        "Bà con muốn phát biểu xin đăng ký trước với Trưởng thôn."
        if conference.takes_registrations
        else "Bà con muốn phát biểu xin đăng ký tại bàn thư ký trong hội trường.",
        f"Xin nhắc lại. Hội nghị bắt đầu lúc {spoken_time(conference)}, tại {where}.",
        f"{issuer} trân trọng kính mời bà con về dự đông đủ, đúng giờ.",
        "Xin trân trọng cảm ơn!",
    ]
    return Begin(
        notice_excerpt(conference),
        "\n".join(text),
        values={"times": "Ngày phát 02 lần: 05 giờ 30 và 17 giờ 00"},
    )


def radio_html(draft, face):
    return draft_html(draft, face, template="dialogue/papers/radio_script.html")


def begin_web(conference, about=""):
    """The post on the commune's page: the facts first, then how to take part."""
    issuer = issuer_of(conference)
    content = lines(conference.content)
    text = [
        f"**{conference.title}**",
        f"{issuer} tổ chức {low(conference.title)} để lắng nghe, tiếp thu và giải đáp ý kiến, kiến nghị. Thông tin cụ thể "
        "như sau:",
        f"**Thời gian:** {time_words(conference)}.",
        f"**Địa điểm:** {place_words(conference)}.",
        f"**Hình thức:** {form_words(conference)}.",
        f"**Chủ trì:** {conference.chair_words or '……………………'}.",
        f"**Đối tượng đối thoại:** {conference.audience}.",
        *(["**Nội dung:**", *(f"- {line.lstrip('- ')}" for line in content)] if content else []),
        "**Gửi ý kiến, kiến nghị:**",
        *lines(default_notice_text(conference)),
        "Kết luận hội nghị và kết quả giải quyết kiến nghị được công khai trên trang thông tin này.",
    ]
    return Begin(notice_excerpt(conference), "\n".join(text), values={"source": issuer})


def web_html(draft, face):
    return draft_html(draft, face, template="dialogue/papers/web_text.html")


# --- the detailed notice (TM-31, TM-44, TD-37) -------------------------------------------------------------------


def begin_detailed(conference, about=""):
    """Exact time and place, which the plan left open; the facts print from the conference."""
    office = conference.plan.organiser.official_name
    text = (
        "Đại biểu có mặt trước giờ khai mạc 15 phút để nhận tài liệu và ổn định chỗ ngồi.\n"
        f"Các cơ quan, đơn vị, các thôn thông báo đến thành phần dự của mình và gửi danh sách về {office} trước ngày "
        "hội nghị 02 ngày."
    )
    kind = kind_of(conference)
    recipients = recipients_of(
        conference, f"Các cơ quan, đơn vị, các thôn thuộc {kind} (để thực hiện)", "Thành phần dự hội nghị"
    )
    return Begin(
        excerpt(f"Thời gian, địa điểm tổ chức\n{low(conference.title)}"), text, recipients=recipients
    )


def detailed_html(draft, face):
    context = facts_of(draft.subject) | {
        "plan_line": plan_words(draft.subject),
        "waits": _waits(draft.subject),
    }
    return draft_html(draft, face, template="dialogue/papers/detailed_notice.html", **context)


def _waits(conference):
    """Whether people need to be told how to join from elsewhere (LP-45)."""
    return conference.form != ConferenceForm.DIRECT


TYPES = (
    OwnPaper(
        PaperKind.INVITATION, 3, PaperStage.NOTICE, invitation_rows,
        help="Mỗi khách mời một trang; phát hành cả loạt dưới một số.",
    ),
    OwnPaper(
        PaperKind.PUBLIC_NOTICE, 4, PaperStage.NOTICE, public_notice_rows,
        help="Công bố ít nhất 07 ngày làm việc trước hội nghị, hoặc theo kế hoạch của xã.",
    ),
    PaperType(
        PaperKind.RADIO_SCRIPT, 4, PaperStage.NOTICE, radio_html, begin_radio, heading="BẢN TIN TRUYỀN THANH",
        has_signature=False,
        fields=(DraftField("times", "Giờ phát", help="In ở đầu bản tin để người đọc biết."),),
        help="Lời đọc trên đài truyền thanh: câu ngắn, số viết bằng chữ.",
    ),
    PaperType(
        PaperKind.WEB_TEXT, 4, PaperStage.NOTICE, web_html, begin_web, heading="BÀI ĐĂNG TRANG THÔNG TIN",
        has_signature=False, fields=(DraftField("source", "Nguồn"),),
        help="Bài đăng trên cổng, trang thông tin của xã.",
    ),
    PaperType(
        PaperKind.DETAILED_NOTICE, 5, PaperStage.NOTICE, detailed_html, begin_detailed, heading="THÔNG BÁO", sign="TB",
        needs_approval=True,
        help="Khi kế hoạch ghi thời gian, địa điểm cụ thể thông báo sau, hoặc hội nghị đột xuất.",
    ),
)  # fmt: skip
