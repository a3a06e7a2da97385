"""The sample's petitions on their ways in and out: a round with its forms, a village's list, the public page, results."""

from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from feedback import services as feedback
from feedback.models import Collector, Petition, PetitionSetting
from feedback.queries.publishing import proposed_public
from feedback.states import PetitionKind, QuestionKind, ReturnedVia, Satisfaction, Source
from reports.sample.travel import on

FORM = {
    "title": "Phiếu xin ý kiến Nhân dân trước hội nghị đối thoại kỳ 2",
    "audience": "Nhân dân trên địa bàn xã",
    "opening": "Xin ông/bà cho biết ý kiến để hội nghị đối thoại nói đúng, nói trúng điều mọi người quan tâm.",
    "thanks": "Thông tin cá nhân chỉ dùng để trả lời người có ý kiến. Xin trân trọng cảm ơn ông/bà!",
    "asks_name": True, "asks_hamlet": True, "asks_phone": True,
}  # fmt: skip
QUESTIONS = [
    {
        "kind": QuestionKind.CHOICE, "text": "Ông/bà hài lòng với việc giải quyết kiến nghị kỳ trước đến mức nào?",
        "options": "Hài lòng\nTương đối hài lòng\nChưa hài lòng\nKhông biết kết quả", "field": "", "is_required": False,
    },
    {
        "kind": QuestionKind.CHOICES, "text": "Ông/bà quan tâm nhất đến việc gì?",
        "options": "Đường sá, thuỷ lợi\nRác thải, nước sạch\nTrường học, trạm y tế\nAn ninh trật tự", "field": "",
        "is_required": False,
    },
    {
        "kind": QuestionKind.OPINION, "text": "Ông/bà có ý kiến, kiến nghị gì với lãnh đạo xã?", "options": "",
        "field": "", "is_required": True,
    },
]  # fmt: skip
# Who, where, what is said, how satisfied, what matters most.
FORMS_BACK = (
    ("Ông Tô Văn Lực", "Thôn Đông", "Đoạn đường từ cổng làng ra chợ hẹp, hai xe không tránh nhau được, đề nghị mở rộng.", 1, (0,)),
    ("Bà Chu Thị Thắm", "Thôn Đông", "Rãnh thoát nước ngõ 3 không có nắp, trẻ con hay ngã xuống.", 2, (0, 1)),
    ("", "Thôn Đông", "Xe rác chỉ đến một tuần một lần, rác ùn ở đầu ngõ bốc mùi.", 2, (1,)),
    ("Bà Ninh Thị Là", "Thôn Đoài", "Trường tiểu học nên có cán bộ y tế trực buổi chiều.", 0, (2,)),
    ("Ông Tống Văn Thơ", "Thôn Đoài", "Xe rác một tuần mới đến một lần, rác ùn đầu ngõ mùi hôi không chịu được.", 2, (1,)),
    ("Bà Lục Thị Na", "Thôn Đoài", "Ban đêm có nhóm lạ mặt đến thu mua, dân lo mất trộm, xin công an tuần tra.", 1, (3,)),
)  # fmt: skip
ON_THE_PAGE = (
    ("Nguyễn Thu Trang", "trang@mau.invalid", "Thôn Hạ", "Đề nghị đặt thùng phân loại rác ở nhà văn hoá và hướng dẫn cách phân loại."),
    ("Phạm Gia Bảo", "", "Thôn Trung", "Sóng điện thoại ở xóm Bãi rất yếu, học sinh không học trực tuyến được."),
    ("Vũ Hải Yến", "yen@mau.invalid", "Thôn Hạ", "Xin công khai lịch cắt nước trước một ngày trên trang của xã."),
)  # fmt: skip
HEADINGS = ("STT", "Họ và tên", "Thôn", "Nội dung kiến nghị", "Ngày nhận", "Điện thoại")
LIST = (
    ("Ông Cù Văn Nam", "Thôn Bến", "Bờ kè đoạn sau trạm bơm sạt 20 mét, đề nghị gia cố trước mùa mưa.", ""),
    ("Bà Đàm Thị Xuyến", "Thôn Bến", "Bến đò chưa có áo phao cho người qua sông.", ""),
    ("Ông Giang Văn Lợi", "Thôn Bến", "Hội trường thôn cần sửa mái trước khi họp mùa mưa.", "số nhà 12"),
    ("Bà Hứa Thị Mây", "Thôn Bến", "", ""),
    ("Ông Cù Văn Nam", "Thôn Bến", "bờ kè đoạn sau trạm bơm sạt 20 mét, đề nghị gia cố trước mùa mưa", ""),
    ("Bà La Thị Hoè", "Thôn Bến", "Đường ra nghĩa trang lầy lội, đề nghị đổ bê tông.", ""),
)


def collect_by_forms(story, conference):
    """Three days ago a round began: two villages and the farmers' union ask; forms come back on paper and online."""
    cast = story.cast
    with on(story.day(-3), hour=14):
        form = feedback.add_opinion_form(
            commune=story.commune, values=FORM, questions=QUESTIONS, actor=cast.mattran
        )
        values = {
            "name": "Đợt lấy ý kiến Nhân dân trước hội nghị kỳ 2", "form": form, "from_on": story.day(-3),
            "due_on": story.day(3), "instruction": "Phát phiếu đến từng hộ; phiếu không ghi tên vẫn nhận.",
        }  # fmt: skip
        row = feedback.add_collection_round(conference=conference, values=values, actor=cast.mattran)
        units = [cast.units[key] for key in ("dong", "doai", "farmers")]
        feedback.add_collectors(
            collection_round=row, units=units, values={"audience": "Các hộ dân", "forms_out": 40}, actor=cast.mattran
        )  # fmt: skip
        feedback.open_collection_round(collection_round=row, actor=cast.mattran)
    one, many, opinion = form.questions.all()
    collectors = {unit.short_name: Collector.objects.get(round=row, unit=unit) for unit in units}
    for number, (name, hamlet, text, level, wishes) in enumerate(FORMS_BACK):
        online = number == len(FORMS_BACK) - 1
        answers = {
            one.pk: one.option_list[level], many.pk: [many.option_list[wish] for wish in wishes], opinion.pk: text,
        }  # fmt: skip
        with on(story.day(-1), hour=10, minute=5 * number):
            feedback.record_form(
                collector=collectors[hamlet], answers=answers, person={"name": name, "hamlet": hamlet},
                returned_on=story.day(-1), actor=None if online else cast.mattran,
                via=ReturnedVia.ONLINE if online else ReturnedVia.PAPER,
            )  # fmt: skip
    with on(story.day(-1), hour=16):
        feedback.submit_collector(collector=collectors["Thôn Đông"], actor=cast.mattran)


def opinions_on_the_page(story, conference):
    """Sent on the commune's public page last night."""
    setting = PetitionSetting.of(story.commune)
    for number, (name, email, hamlet, text) in enumerate(ON_THE_PAGE):
        with on(story.day(-1), hour=20, minute=7 * number):
            feedback.send_petition(
                setting=setting, conference=conference, person={"name": name, "email": email, "hamlet": hamlet},
                values={"content": text, "kind": PetitionKind.PETITION, "hamlet": hamlet, "hide_name": bool(email)},
            )  # fmt: skip


def list_of_a_village(story, conference):
    """The Front sent in a village's list this morning: read, two rows with faults and one repeated, to be decided on."""
    with on(story.day(0), hour=7, minute=40):
        file = SimpleUploadedFile("kien-nghi-thon-ben.xlsx", written_list(story.day(-1)))
        row = feedback.start_petition_import(
            conference=conference, file=file, source=Source.FRONT_FORM, collector=story.cast.units["front"],
            actor=story.cast.mattran,
        )  # fmt: skip
        feedback.carry_on_import(petition_import=row)


def written_list(day):
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Kiến nghị")
    sheet.write(0, 0, "TỔNG HỢP Ý KIẾN NHÂN DÂN THÔN BẾN")
    sheet.write_row(2, 0, HEADINGS)
    for number, (who, hamlet, text, phone) in enumerate(LIST, start=1):
        sheet.write_row(2 + number, 0, [number, who, hamlet, text, f"{day:%d/%m/%Y}", phone])
    book.close()
    return target.getvalue()


def results_to_the_people(story, petitions):
    """Answers of the first conference: sent to everybody, some shown on the public page, two people said what they think."""
    cast = story.cast
    answered = [Petition.objects.get(pk=petition.pk) for petition, _ in petitions]
    with on(story.day(-30), hour=9):
        for number, petition in enumerate(answered):
            public = {}
            if number % 2 == 0:
                content, answer = proposed_public(petition)
                public = {"is_public": True, "public_content": content, "public_answer": answer}
            feedback.publish_petition(petition=petition, actor=cast.vanphong, **public)
    with on(story.day(-27), hour=19):
        feedback.rate_petition(petition=answered[0], satisfaction=Satisfaction.SATISFIED)
    with on(story.day(-26), hour=8):
        feedback.rate_petition(
            petition=answered[1], satisfaction=Satisfaction.SATISFIED, note="Xã đã trả lời rõ, mong làm đúng hẹn."
        )  # fmt: skip


def letter_upwards(story, petition):
    """What is beyond the commune went to the city seven weeks ago; its reply is overdue."""
    petition.refresh_from_db()
    with on(story.day(-36), hour=9):
        feedback.report_up_petition(
            petition=petition, upward_to="UBND thành phố Hải Phòng", upward_on=story.day(-36), upward_number="31/BC-UBND",
            upward_due_on=story.day(-6), actor=story.cast.vanphong,
        )  # fmt: skip


def told_twice(story):
    """The same heap of refuse, told by two: read as one matter."""
    first, second = Petition.objects.filter(content__contains="Xe rác").order_by("pk")
    with on(story.day(0), hour=7, minute=50):
        feedback.merge_petition(petition=second, into=first, actor=story.cast.vanthu)
