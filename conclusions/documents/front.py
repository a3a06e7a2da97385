"""C-37 and C-41: the Front's own papers: satisfaction form and result, social criticism, what it will supervise."""

from dataclasses import dataclass
from datetime import date

from conclusions.documents.words import CLOSING, front_of, notice_of, notice_words, promises_of
from conclusions.models import Commitment, SupervisionItem
from conclusions.states import DONE, ItemGroup
from core.models import Unit
from core.numbers import percent, typed_number
from core.states import BodyKind, Role
from core.vietnamese import lower_first, short_date
from dialogue.documents.facts import plan_words
from dialogue.queries.survey import remarks_of, results_of, survey_of
from dialogue.services.survey import QUESTIONS
from dialogue.states import Level
from documents.catalogue import COMMON, Begin, DraftField, PaperType
from documents.drafting import draft_html
from documents.faces import LETTER
from documents.states import PaperKind, PaperStage
from documents.templatetags.paper import lines
from feedback.documents.words import body_words, day_words, head_words, office_words, title_words

FRONT = {"body": BodyKind.FRONT, "writers": (Role.FRONT,)}
ARCHIVE = "Lưu: VT"

# --- C-37: the form (QN-43; D-37: handed out at the end, not before the content) -----------------------------------

LEVELS = Level.labels


def form_begin(conference, about=""):
    """The questions of the Front's survey, else those that are always asked; nothing that narrows down who answers."""
    survey = survey_of(conference)
    questions = [question.text for question in survey.questions.all()] if survey else QUESTIONS
    return Begin(
        excerpt=f"Về kết quả {title_words(conference)}\n{day_words(conference)}",
        text=(
            f"{front_of(conference.commune)} xin ý kiến ông/bà về kết quả {title_words(conference)}. Phiếu không ghi tên; ông/bà "
            "đánh dấu X vào một ô ở mỗi dòng. Phiếu phát sau khi hội nghị kết thúc và nộp lại cho cán bộ Mặt trận."
        ),
        values={"questions": "\n".join(questions)},
    )


def form_html(draft, face):
    return draft_html(
        draft, face, template="conclusions/papers/satisfaction_form.html", levels=LEVELS,
        questions=lines(draft.values.get("questions")) or QUESTIONS,
    )  # fmt: skip


FORM = PaperType(
    kind=PaperKind.SATISFACTION_FORM,
    row=37,
    stage=PaperStage.HOLD,
    html=form_html,
    begin=form_begin,
    heading="PHIẾU KHẢO SÁT SỰ HÀI LÒNG",
    has_signature=False,
    fields=(DraftField("questions", "Nội dung hỏi", "text", help="Mỗi dòng một câu."),),
    help="Mặt trận phát sau khi kết thúc hội nghị, không ghi tên; câu hỏi lấy từ mục Hài lòng của hội nghị. Chỉ làm khi có lấy "
    "ý kiến.",
    **FRONT,
)

# --- C-37: the result (QN-43) ---------------------------------------------------------------------------------

KEYS = Level.values
RESULT_COLUMNS = (("question", "Nội dung"), *zip(KEYS, LEVELS, strict=True))


def closed_survey(conference):
    """The survey whose figures may be read, or None: none was held here, or it is not closed yet (QN-43)."""
    survey = survey_of(conference)
    return survey if survey and survey.is_closed else None


def result_begin(conference, about=""):
    front, survey = front_of(conference.commune), closed_survey(conference)
    results = results_of(survey) if survey else None
    return Begin(
        excerpt=f"Kết quả khảo sát sự hài lòng của Nhân dân\nvề kết quả {title_words(conference)}",
        addressee=f"Đồng chí {head_words(conference)} {conference.commune.name} - Chủ trì hội nghị",
        text=(
            f"Thực hiện {plan_words(conference)}, {day_words(conference)}, {front} đã lấy ý kiến về sự hài lòng của Nhân dân đối với "
            f"kết quả {title_words(conference)} bằng phiếu không ghi tên. Kết quả như sau:"
        ),
        values={
            "given": survey.handed_out if survey else None,
            "returned": results.total if results else None,
            "rows": []
            if results
            else [{"question": question, **dict.fromkeys(KEYS, "")} for question in QUESTIONS],
            "remarks": "\n".join(remark_lines(survey)) if survey else "",
            "closing": f"Trên đây là kết quả khảo sát sự hài lòng của Nhân dân; {front} đề nghị đồng chí chủ trì quan tâm chỉ đạo "
            "khắc phục những nội dung Nhân dân chưa hài lòng./.",
        },
        recipients=("Như trên", f"{office_words(conference)} (lưu hồ sơ hội nghị)", ARCHIVE),
    )


def remark_lines(survey):
    """What people wrote, a line each; the Front takes out what would tell who wrote it before it issues the paper."""
    return [" ".join(text.split()) for text in remarks_of(survey)]


def result_html(draft, face):
    """The survey's own figures where it was held here; else counts typed from the ballots. Shares are computed."""
    survey = closed_survey(draft.subject)
    if survey:
        results = results_of(survey)
        rows = [
            {
                "question": row.text,
                "cells": [(count, share) for _, count, share in row.cells],
                "total": row.answered,
            }
            for row in results.rows
        ]
        given, returned, came = survey.handed_out, results.total, results
    else:
        rows = [_counted(row) for row in draft.values.get("rows", []) if row.get("question")]
        given, returned, came = draft.values.get("given"), draft.values.get("returned"), None
    share = came.of_handed_out if came else percent(returned, given)
    return draft_html(
        draft, face, template="conclusions/papers/satisfaction_result.html", rows=rows, levels=LEVELS,
        given=given, returned=returned, share=share, came=came,
        is_silent=survey is not None and not remarks_of(survey).exists(),
    )  # fmt: skip


def _counted(row):
    counts = [_whole(row.get(key)) for key in KEYS]
    total = sum(count or 0 for count in counts)
    cells = [(count, percent(count, total)) for count in counts]
    return {"question": row["question"], "cells": cells, "total": total}


def _whole(text):
    number = typed_number(text)
    return int(number) if number is not None else None


RESULT = PaperType(
    kind=PaperKind.SATISFACTION_RESULT,
    row=37,
    stage=PaperStage.CONCLUDE,
    html=result_html,
    begin=result_begin,
    heading="BÁO CÁO",
    sign="BC",
    has_addressee=True,
    fields=(
        DraftField("given", "Số phiếu phát ra", "number"),
        DraftField("returned", "Số phiếu thu về hợp lệ", "number"),
        DraftField(
            "rows",
            "Số phiếu theo mức độ",
            "rows",
            columns=RESULT_COLUMNS,
            help="Chỉ nhập khi Mặt trận đếm phiếu ngoài phần mềm; tỷ lệ tự tính.",
        ),
        DraftField(
            "remarks",
            "Ý kiến khác của Nhân dân",
            "text",
            help="Mỗi dòng một ý kiến, không ghi tên; bỏ chi tiết làm lộ người viết.",
        ),
        CLOSING,
    ),
    help="Số phiếu theo từng mức độ, tỷ lệ, ý kiến khác; gửi người chủ trì và lưu hồ sơ. Số liệu in thẳng từ mục Hài lòng sau khi "
    "kết thúc lấy ý kiến; chỉ Mặt trận soạn và sửa.",
    **FRONT,
)

# --- C-41: social criticism (LP-19, TD-87) ------------------------------------------------------------------------

CRITICISM_COLUMNS = (
    ("code", "Mục trong thông báo"),
    ("solution", "Giải pháp, hướng giải quyết"),
    ("remark", "Nhận xét, phản biện"),
    ("proposal", "Kiến nghị của Mặt trận"),
)
MOST = 60


def solutions_of(conference):
    """What the issued notice answers or promises, as the Front reads it; a draft is not the Front's to see."""
    notice = notice_of(conference)
    if notice is None or notice.paper is None:
        return []
    parts = {ItemGroup.ANSWERED: "I", ItemGroup.PENDING: "II"}
    rows = []
    for group, numeral in parts.items():
        items = notice.items.filter(group=group)[:MOST]
        # What is said of officials who failed keeps its number but goes into no paper that is sent about (TD-68).
        rows += [
            (f"{numeral}.{number}", _solution(item), f"item-{item.pk}")
            for number, item in enumerate(items, start=1)
            if not item.is_restricted
        ]
    return rows


def criticism_abouts(conference):
    """One paper on all solutions, or one attached to a single line of the notice (TD-87)."""
    lines = [(key, f"Mục {code}: {text}"[:120]) for code, text, key in solutions_of(conference)]
    return [(COMMON, "Mọi giải pháp trong thông báo"), *lines]


def _solution(item):
    parts = [" ".join(item.content.split()).rstrip("."), " ".join(item.result.split()).rstrip(".")]
    if item.due_on:
        parts.append(f"Thời hạn {short_date(item.due_on)}")
    return f"{'. '.join(part for part in parts if part)}."


def criticism_begin(conference, about=""):
    front, head = front_of(conference.commune), head_words(conference)
    solutions = solutions_of(conference)
    chosen = [row for row in solutions if row[2] == about]
    what = f"giải pháp tại mục {chosen[0][0]} của thông báo kết luận" if chosen else "các giải pháp nêu tại"
    return Begin(
        excerpt=f"phản biện xã hội đối với {what} {title_words(conference)}",
        addressee=f"{body_words(conference)}\nĐồng chí {head} {conference.commune.name}",
        text=(
            f"Sau khi nghiên cứu {notice_words(conference)} về kết luận tại {title_words(conference)} {day_words(conference)} và ý "
            f"kiến của các tổ chức chính trị - xã hội, Nhân dân, Ban Thường trực {front} có ý kiến phản biện xã hội như sau:\n"
            "I. NHẬN XÉT CHUNG\n"
            "Cơ bản nhất trí với kết luận của người chủ trì hội nghị; các nội dung được giao rõ cơ quan, đơn vị và thời hạn.\n"
            "II. Ý KIẾN ĐỐI VỚI TỪNG GIẢI PHÁP"
        ),
        values={
            "rows": [
                {"code": code, "solution": solution, "remark": "", "proposal": ""}
                for code, solution, _ in chosen or solutions
            ],
            "closing": f"Ban Thường trực {front} đề nghị {head} xem xét, tiếp thu và thông báo kết quả tiếp thu, giải trình bằng "
            "văn bản./.",
        },
        recipients=(
            "Như trên",
            "Thường trực Đảng ủy (để báo cáo)",
            "Các tổ chức chính trị - xã hội",
            ARCHIVE,
        ),
    )


def criticism_html(draft, face):
    """Only solutions that the Front said something about are printed; of a paper on one, that one with dots."""
    rows = draft.values.get("rows", [])
    if len(rows) != 1:
        rows = [row for row in rows if row.get("remark") or row.get("proposal")]
    return draft_html(draft, face, template="conclusions/papers/criticism.html", rows=rows)


CRITICISM = PaperType(
    kind=PaperKind.CRITICISM,
    row=41,
    stage=PaperStage.FOLLOW_UP,
    html=criticism_html,
    begin=criticism_begin,
    abouts=criticism_abouts,
    sign=LETTER,
    has_addressee=True,
    fields=(
        DraftField(
            "rows", "Từng giải pháp", "rows", columns=CRITICISM_COLUMNS,
            help="Chỉ in giải pháp có nhận xét hoặc kiến nghị.",
        ),
        CLOSING,
    ),
    help="Ý kiến của Mặt trận về các giải pháp nêu trong thông báo kết luận; Mặt trận soạn và ban hành.",
    **FRONT,
)  # fmt: skip

# --- C-41: what goes into the yearly programme of supervision (TD-88, LP-108, QN-84) --------------------------------


YEAR = "nam-"


def supervision_abouts(conference):
    """What this conference promised, or all that the Front put into its programme of a year."""
    years = SupervisionItem.objects.of_commune(conference.commune).values_list("year", flat=True)
    rows = [(f"{YEAR}{year}", f"Chương trình giám sát năm {year}") for year in sorted({*years})]
    return [(COMMON, "Cam kết của hội nghị này"), *rows]


@dataclass(frozen=True)
class Watched:
    """One promise of the yearly programme, as the paper prints it."""

    content: str
    unit: Unit
    due_on: date
    planned_on: date | None
    code: str = ""
    is_past_rule: bool = False


def programme_of(commune, year):
    rows = SupervisionItem.objects.of_commune(commune).filter(year=year, commitment__is_restricted=False)
    rows = rows.select_related("commitment__unit", "commitment__petition").order_by(
        "commitment__due_on", "pk"
    )
    return [
        Watched(
            row.content, row.commitment.unit, row.commitment.due_on, row.planned_on,
            row.commitment.petition.code if row.commitment.petition else "",
        )
        for row in rows
    ]  # fmt: skip


def programme_begin(conference, year):
    """The list that goes with the Front's programme of a year, whatever conference the promises came from (TD-88)."""
    front = front_of(conference.commune)
    rows = SupervisionItem.objects.of_commune(conference.commune).filter(year=year).exclude(programme="")
    named = rows.order_by("pk").values_list("programme", flat=True).first()
    return Begin(
        excerpt=f"Nội dung giám sát việc thực hiện kết luận các hội nghị đối thoại\nđưa vào chương trình giám sát năm {year}",
        text=(
            f"Căn cứ các thông báo kết luận tại hội nghị đối thoại với Nhân dân, Ban Thường trực {front} đưa các nội dung sau vào "
            f"chương trình, kế hoạch giám sát năm {year}:"
        ),
        values={
            "programme": named or f"Chương trình giám sát năm {year} của {front}",
            "method": "theo dõi qua báo cáo của đơn vị; làm việc với đơn vị, người có kiến nghị; kiểm tra thực tế khi cần",
            "closing": "Ban Thường trực phân công cán bộ theo dõi từng nội dung, ghi nhận xét giám sát và báo cáo kết quả theo quy "
            "định./.",
        },
        recipients=(
            "Thường trực Đảng ủy (để báo cáo)", "Các cơ quan, đơn vị được giám sát",
            "Các tổ chức chính trị - xã hội", ARCHIVE,
        ),
    )  # fmt: skip


def supervision_begin(conference, about=""):
    if about.startswith(YEAR):
        return programme_begin(conference, about.removeprefix(YEAR))
    year = (conference.held_on.year if conference.held_on else conference.plan.year) or ""
    return Begin(
        excerpt=f"Nội dung giám sát việc thực hiện kết luận {title_words(conference)}\n"
        f"đưa vào chương trình giám sát năm {year}",
        text=(
            f"Căn cứ {notice_words(conference)} về kết luận tại {title_words(conference)} {day_words(conference)}, Ban Thường trực "
            f"{front_of(conference.commune)} đưa các nội dung sau vào chương trình, kế hoạch giám sát năm {year}:"
        ),
        values={
            "programme": f"Chương trình giám sát năm {year} của {front_of(conference.commune)}",
            "method": "theo dõi qua báo cáo của đơn vị; làm việc với đơn vị, người có kiến nghị; kiểm tra thực tế khi cần",
            "closing": "Ban Thường trực phân công cán bộ theo dõi từng nội dung, ghi nhận xét giám sát và báo cáo kết quả theo quy "
            "định./.",
        },
        recipients=(
            "Thường trực Đảng ủy (để báo cáo)",
            body_words(conference),
            "Các cơ quan, đơn vị được giám sát",
            "Các tổ chức chính trị - xã hội",
            ARCHIVE,
        ),
    )


def supervision_html(draft, face):
    """Every promise of the notice (or of the year's programme) with its unit, last day and how it stands when printing."""
    conference, about = draft.subject, draft.about_key
    done = Commitment.objects.filter(state__in=DONE)
    if about.startswith(YEAR):
        year = about.removeprefix(YEAR)
        rows = programme_of(conference.commune, year)
        done = done.filter(
            commune=conference.commune, is_restricted=False, supervision_items__year=year
        ).count()
    else:
        notice = notice_of(conference)
        rows = promises_of(conference) if notice and notice.paper else []
        done = done.filter(conference=conference).count()
    return draft_html(
        draft, face, template="conclusions/papers/supervision_items.html", rows=rows, done=done,
        method=lower_first(draft.values.get("method", "")),
    )  # fmt: skip


SUPERVISION = PaperType(
    kind=PaperKind.SUPERVISION_ITEMS,
    row=41,
    stage=PaperStage.FOLLOW_UP,
    html=supervision_html,
    begin=supervision_begin,
    abouts=supervision_abouts,
    heading="DANH MỤC",
    fields=(
        DraftField("programme", "Kèm theo văn bản", help="In dưới tên danh mục: Kèm theo …"),
        DraftField("method", "Cách giám sát"),
        CLOSING,
    ),
    help="Cam kết trong thông báo kết luận đưa vào chương trình giám sát hằng năm của Mặt trận; kèm theo chương trình nên "
    "không lấy số riêng.",
    **FRONT,
)
