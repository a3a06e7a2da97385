"""C-20 and C-21: the office's own reports to the hall. The headings are ours, figures and appraisal the writer's."""

from core.states import BodyKind
from core.vietnamese import lower_first
from dialogue.documents.facts import kind_of, plan_words, recipients_of
from documents.catalogue import Begin, PaperType
from documents.drafting import draft_html
from documents.states import PaperKind, PaperStage
from feedback.documents.words import (
    BLANK_LINE,
    before_conference,
    body_words,
    by_field,
    counted,
    head_words,
    office_words,
    title_words,
)

TWO_LEVELS_SINCE = 2025  # the local government of two levels works since 1/7/2025
ECONOMY, TWO_LEVELS, SCHOOL_YEAR = "economy", "two-levels", "school-year"


def html(draft, face):
    return draft_html(draft, face)


# --- C-20: the orientation report (TD-42) --------------------------------------------------------------------


def orientation_begin(conference, about):
    petitions = list(before_conference(conference))
    title = title_words(conference)
    return Begin(
        excerpt=f"Định hướng nội dung\n{title}",
        text="\n".join([
            f"Thực hiện {plan_words(conference)}, {office_words(conference)} báo cáo định hướng nội dung {title} như sau:",
            "I. TÌNH HÌNH VÀ Ý KIẾN, KIẾN NGHỊ ĐÃ TỔNG HỢP",
            "1. Tình hình chung",
            f"- {BLANK_LINE}",
            "2. Ý kiến, kiến nghị đã tiếp nhận",
            *opinions(petitions),
            "II. ĐỊNH HƯỚNG NỘI DUNG ĐỐI THOẠI",
            "1. Nội dung trọng tâm",
            *topics(conference),
            "2. Nội dung thông tin, giải thích, vận động",
            f"- {BLANK_LINE}",
            "III. ĐỊNH HƯỚNG TRẢ LỜI",
            "1. Trả lời ngay tại hội nghị những việc đã rõ, thuộc thẩm quyền; nêu rõ thời hạn, trách nhiệm.",
            "2. Ghi nhận, giao đơn vị kiểm tra, trả lời bằng văn bản những việc cần làm rõ.",
            f"3. Ghi nhận, báo cáo cấp trên những việc vượt thẩm quyền của {kind_of(conference)}.",
            "IV. ĐIỀU HÀNH HỘI NGHỊ",
            "1. Điều hành phát biểu theo thứ tự đăng ký, đúng trọng tâm; dành thời gian cho ý kiến phát sinh.",
            "2. Tình huống dự kiến và cách xử lý",
            f"- {BLANK_LINE}",
            "V. ĐỀ XUẤT, KIẾN NGHỊ",
            f"- {BLANK_LINE}",
            f"Trên đây là báo cáo định hướng nội dung {title}; kính trình đồng chí {head_words(conference)} xem xét, cho ý "
            "kiến./.",
        ]),
        recipients=recipients_of(conference),
    )  # fmt: skip


def opinions(petitions):
    """What came in, by field; dots while nothing has."""
    if not petitions:
        return [f"- {BLANK_LINE}"]
    urgent = sum(petition.is_urgent for petition in petitions)
    head = f"Tổng số {counted(len(petitions))} ý kiến, kiến nghị" + (
        f", trong đó {counted(urgent)} việc bức xúc, cần giải quyết ngay" if urgent else ""
    )
    return [f"{head}:", *(f"- {name}: {counted(count)} ý kiến;" for name, count in by_field(petitions))]


def topics(conference):
    """What the conference is about, else what the plan says its kind is about; the writer changes it."""
    lines = [line.strip(" -.;") for line in (conference.content or "").splitlines() if line.strip()]
    if not lines and conference.target_id:
        lines = [topic.text.strip(" -.;") for topic in conference.target.topics.all()]
    return [f"- {line};" for line in lines] or [f"- {BLANK_LINE}"]


ORIENTATION = PaperType(
    kind=PaperKind.ORIENTATION_REPORT,
    row=20,
    stage=PaperStage.PREPARE,
    html=html,
    begin=orientation_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    help="Định hướng nội dung, cách trả lời và điều hành để người chủ trì cho ý kiến.",
)


# --- C-21: reports on the situation (TM-51, QN-45, TD-76, TD-79) ---------------------------------------------


def abouts(conference):
    """One report a subject; a conference may have several."""
    return [
        (ECONOMY, "Tình hình kinh tế - xã hội"),
        (TWO_LEVELS, f"{years_words(conference)} vận hành chính quyền địa phương 02 cấp"),
        (SCHOOL_YEAR, f"Năm học {school_year(conference)}"),
    ]


def years_words(conference):
    """ "01 năm" in 2026."""
    return f"{counted(max(year_of(conference) - TWO_LEVELS_SINCE, 1))} năm"


def school_year(conference):
    """ "2025-2026" in May 2026 and in a year without a date, "2026-2027" from September on."""
    year, day = year_of(conference), conference.held_on
    return f"{year}-{year + 1}" if day and day.month >= 9 else f"{year - 1}-{year}"


def year_of(conference):
    return conference.held_on.year if conference.held_on else conference.plan.year


def situation_begin(conference, about):
    subject = {TWO_LEVELS: _two_levels, SCHOOL_YEAR: _school_year}.get(about, _economy)
    excerpt, parts = subject(conference)
    title = title_words(conference)
    lines = [f"Phục vụ {title}, {body_words(conference)} báo cáo {lower_first(excerpt)} như sau:"]
    for heading, points in parts:
        lines.append(heading)
        lines += [f"{place}. {point}\n- {BLANK_LINE}" for place, point in enumerate(points, start=1)] or [
            f"- {BLANK_LINE}"
        ]
    lines.append(f"Trên đây là báo cáo {lower_first(excerpt)}; kính báo cáo hội nghị./.")
    return Begin(
        excerpt=f"{excerpt}\n(Phục vụ {title})", text="\n".join(lines), recipients=recipients_of(conference)
    )


def _economy(conference):
    """The summary report; an HĐND reports on the State plan, its resolutions and the tasks ahead (QN-45)."""
    year = year_of(conference)
    if conference.plan.body == BodyKind.HDND:
        return f"Tóm tắt tình hình thực hiện kế hoạch Nhà nước năm {year}", [
            (
                "I. KẾT QUẢ THỰC HIỆN KẾ HOẠCH NHÀ NƯỚC",
                ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng, an ninh"],
            ),
            ("II. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT KỲ HỌP HĐND", []),
            ("III. CÔNG TÁC PHỐI HỢP VỚI MTTQ VÀ CÁC ĐOÀN THỂ", []),
            (
                "IV. NHIỆM VỤ TRỌNG TÂM",
                [f"Những tháng còn lại năm {year}", f"Một số nhiệm vụ năm {year + 1}"],
            ),
        ]
    return f"Tóm tắt tình hình kinh tế - xã hội năm {year}", [
        (
            "I. KẾT QUẢ ĐẠT ĐƯỢC",
            [
                "Kinh tế, thu ngân sách, đầu tư xây dựng", "Quản lý đất đai, trật tự xây dựng, môi trường",
                "Văn hóa, giáo dục, y tế, an sinh xã hội", "Quốc phòng, an ninh, trật tự an toàn xã hội",
                "Cải cách hành chính, tiếp công dân, giải quyết đơn thư",
            ],
        ),
        ("II. HẠN CHẾ, KHÓ KHĂN VÀ NGUYÊN NHÂN", []),
        ("III. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM THỜI GIAN TỚI", []),
    ]  # fmt: skip


def _two_levels(conference):
    return f"Kết quả {years_words(conference)} vận hành mô hình chính quyền địa phương 02 cấp", [
        (
            "I. TÌNH HÌNH TRIỂN KHAI",
            ["Tổ chức bộ máy, cán bộ, công chức, viên chức", "Cơ sở vật chất, trang thiết bị, điều kiện làm việc"],
        ),
        (
            "II. KẾT QUẢ ĐẠT ĐƯỢC",
            [
                "Thực hiện nhiệm vụ được phân cấp, phân quyền", "Giải quyết thủ tục hành chính, phục vụ Nhân dân",
                "Chế độ, chính sách đối với cán bộ, người lao động",
            ],
        ),
        ("III. KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN", []),
        ("IV. NHIỆM VỤ, GIẢI PHÁP VÀ ĐỀ XUẤT, KIẾN NGHỊ", []),
    ]  # fmt: skip


def _school_year(conference):
    return f"Kết quả thực hiện nhiệm vụ năm học {school_year(conference)}", [
        ("I. QUY MÔ TRƯỜNG, LỚP, ĐỘI NGŨ", ["Trường, lớp, học sinh", "Cán bộ quản lý, giáo viên, nhân viên"]),
        (
            "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM HỌC",
            [
                "Chất lượng giáo dục",
                "Cơ sở vật chất, trang thiết bị",
                "Phối hợp nhà trường, gia đình và xã hội",
            ],
        ),
        ("III. HẠN CHẾ, KHÓ KHĂN", []),
        ("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ VÀ ĐỀ XUẤT, KIẾN NGHỊ", []),
    ]


SITUATION = PaperType(
    kind=PaperKind.SITUATION_REPORT,
    row=21,
    stage=PaperStage.PREPARE,
    html=html,
    begin=situation_begin,
    heading="BÁO CÁO",
    sign="BC",
    needs_approval=True,
    abouts=abouts,
    help="Chọn một trong ba nội dung; một hội nghị có thể có nhiều báo cáo. Đề mục có sẵn, số liệu do đơn vị cung cấp.",
)
