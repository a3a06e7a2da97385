"""C-15: the Front's report on what people say before the conference (ND-50 to ND-53, QN-82, QN-83)."""

from collections import Counter

from django.db.models import Q, Sum

from core.states import BodyKind, Role, UnitKind
from core.templatetags.ui import vn_number
from core.vietnamese import lower_first, sort_key
from dialogue.documents.facts import kind_of, place_words, plan_words, time_words
from documents.catalogue import Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from feedback.documents.assigning import OPENING
from feedback.documents.words import (
    BLANK,
    NO_FIELD,
    before_conference,
    by_field,
    fields_in_words,
    head_words,
    title_words,
)
from feedback.models import Collector, FormReturn, Petition, people_of
from feedback.states import Source

MOST = 10  # top matters that are printed
COLLECTORS = [UnitKind.FRONT, UnitKind.MASS_ORGANISATION]


def collected(conference):
    """Petitions that the Front and the mass organisations brought in, urgent ones first."""
    rows = before_conference(conference)
    theirs = Q(source=Source.FRONT_FORM) | Q(collector__kind__in=COLLECTORS)
    # What they brought in still counts when it was merged into somebody else's.
    merged = Petition.objects.for_conference(conference).filter(theirs).exclude(merged_into=None)
    return list(rows.filter(theirs | Q(pk__in=merged.values("merged_into"))))


def begin(conference, about):
    title, fields = title_words(conference), fields_in_words(collected(conference))
    return Begin(
        excerpt=f"Khảo sát ý kiến, kiến nghị của Nhân dân\ntrước {title}",
        addressee="\n".join(addressees_of(conference)),
        text=(
            f"Thực hiện {plan_words(conference)}, Ủy ban MTTQ Việt Nam {conference.commune} đã chủ trì, phối hợp với các tổ "
            f"chức chính trị - xã hội nắm tình hình, khảo sát ý kiến, kiến nghị của Nhân dân.{forms_words(conference)} Kết quả "
            "như sau:"
        ),
        values={
            "mood": f"Đa số Nhân dân đồng tình, phấn khởi về {BLANK}\n"
            f"Nhân dân còn băn khoăn, lo lắng về {BLANK}",
            "opinion": f"Dư luận tập trung vào {fields or BLANK}.",
            "advice_content": advice_on_content(conference, fields),
            "advice_form": f"Tổ chức theo hình thức {lower_first(conference.get_form_display())}; bố trí đủ thời gian để "
            "Nhân dân phát biểu, người chủ trì trả lời ngay những việc đã rõ.",
            "advice_time": f"Tổ chức vào {time_words(conference)}; tại {place_words(conference)}.",
            "closing": f"Trên đây là báo cáo khảo sát ý kiến, kiến nghị của Nhân dân trước {title}; đề nghị xem xét, chỉ "
            "đạo./.",
        },
        recipients=("Như trên", "Các tổ chức chính trị - xã hội (để phối hợp)", "Lưu: VT"),
    )


def forms_words(conference):
    """TD-39: how many forms went out and came back, as a sentence; "" where none was given out."""
    out = Collector.objects.filter(round__conference=conference).aggregate(total=Sum("forms_out"))["total"]
    back = FormReturn.objects.filter(round__conference=conference).count()
    if not (out or back):
        return ""
    sent = f"đã phát {vn_number(out)} phiếu lấy ý kiến, " if out else ""
    words = f"{sent}thu về {vn_number(back)} phiếu"
    return f" {words[:1].upper()}{words[1:]}."


def addressees_of(conference):
    """ND-53: the Standing body of the Party committee and the Front above; QN-83: the head of HĐND; else the head."""
    commune = conference.commune
    if conference.plan.body == BodyKind.PARTY:
        return [f"Thường trực Đảng ủy {commune}", f"Ủy ban MTTQ Việt Nam {commune.province}"]
    return [f"Đồng chí {head_words(conference)} {commune.name}"]


def advice_on_content(conference, fields):
    if fields:
        return f"Đề nghị tập trung đối thoại về {fields}; trả lời rõ việc đã làm, việc đang làm và thời hạn."
    first = (conference.content or BLANK).splitlines()[0].rstrip(".")
    return f"Đề nghị tập trung đối thoại về {lower_first(first)}."


def by_village(petitions):
    """[(village, count, urgent)] in the order of names; petitions that name none stand last."""
    counts, urgent = Counter(), Counter()
    for petition in petitions:
        counts[petition.hamlet] += 1
        urgent[petition.hamlet] += petition.is_urgent
    names = sorted(counts, key=lambda name: (not name, sort_key(name)))
    return [(name or "Không ghi thôn, khu dân cư", counts[name], urgent[name]) for name in names]


def field_lines(petitions):
    urgent = Counter(petition.get_field_display() or NO_FIELD for petition in petitions if petition.is_urgent)
    return [(name, count, urgent[name]) for name, count in by_field(petitions)]


def html(draft, face):
    """Mood and opinion are the Front's words; figures by field and village and the top matters are data."""
    petitions = collected(draft.subject)
    return draft_html(
        draft, face, template="feedback/papers/survey_report.html", fields=field_lines(petitions),
        villages=by_village(petitions), figures=figures_of(petitions), kind=kind_of(draft.subject),
        top=[petition for petition in petitions if not petition.is_restricted][:MOST],
    )  # fmt: skip


def figures_of(petitions):
    return {
        "all": len(petitions),
        "urgent": sum(petition.is_urgent for petition in petitions),
        "people": sum(len(people_of(petition)) for petition in petitions),
    }


SURVEY_REPORT = PaperType(
    kind=PaperKind.SURVEY_REPORT,
    row=15,
    stage=PaperStage.COLLECT,
    html=html,
    begin=begin,
    heading="BÁO CÁO",
    sign="BC",
    body=BodyKind.FRONT,
    writers=(Role.FRONT,),
    has_addressee=True,
    fields=(
        DraftField("mood", "Tâm trạng Nhân dân", "text", is_required=True, is_after_text=True),
        DraftField("opinion", "Dư luận xã hội", "text", is_required=True, is_after_text=True),
        DraftField(
            "matters",
            "Vấn đề nổi lên khác",
            "text",
            help="Ngoài các kiến nghị phần mềm tự liệt kê.",
            is_after_text=True,
        ),
        DraftField("advice_content", "Đề xuất nội dung đối thoại", "text", is_after_text=True),
        DraftField("advice_form", "Đề xuất hình thức đối thoại", "text", is_after_text=True),
        DraftField("advice_time", "Đề xuất thời gian, địa điểm", "text", is_after_text=True),
        DraftField("closing", "Câu kết", "text", help="Kết thúc bằng ./. như thể thức.", is_after_text=True),
    ),
    text_label=OPENING,
    help="Mặt trận soạn và ban hành; số liệu theo lĩnh vực, theo thôn và việc nổi lên lấy từ kiến nghị do Mặt trận, đoàn thể thu thập.",
)
