"""The day, the conclusion with its extension, the commitments: five people, nothing but clicks."""

import re
from datetime import date

from tests.browser.chain_before import CONFERENCE, DRAIN, PENSION, enter, paper, petition
from tests.browser.desk import outcome, shows, speak, steps, tap
from tests.browser.people import READY, says

LAMPS = "Đề nghị lắp đèn đường đoạn từ cổng làng ra trường trung học cơ sở."
SPEECH_ANSWERED = "Đề nghị cho biết lịch thu gom rác của thôn Hạ."
SPEECH_HANDED = "Đường trục thôn Thượng xuống cấp, đề nghị sửa chữa."


# --- 5. the day --------------------------------------------------------------------------------------------


def conference_is_held(hall):
    clerk = hall.clerk
    hall.clock.go(date(2026, 5, 14), 8)
    clerk.start()
    clerk.go("Hội nghị", CONFERENCE)
    clerk.press("Khai mạc")
    clerk.go(re.compile("^Bàn thư ký"))
    steps(clerk, 2)
    tap(clerk, re.compile("^Bắt đầu mục này"))
    shows(clerk, "Đang thực hiện")
    speak(clerk, "Bà Đoàn Thị Lý", "Thôn Hạ")
    outcome(
        clerk, "Bà Đoàn Thị Lý",
        {
            "summary": SPEECH_ANSWERED, "field": "environment", "outcome": "answered",
            "answered_by": "Chủ tịch UBND xã", "answer": "Xe thu gom vào thứ Ba và thứ Sáu hằng tuần.",
        },
    )  # fmt: skip
    speak(clerk, "Ông Hồ Văn Nghĩa", "Thôn Thượng")
    outcome(
        clerk, "Ông Hồ Văn Nghĩa",
        {
            "summary": SPEECH_HANDED, "field": "infrastructure", "outcome": "handed",
            "unit": {"label": "Phòng Kinh tế"}, "due_on": "30/6/2026",
        },
    )  # fmt: skip
    clerk.sees_refused("Bế mạc", "còn đang thực hiện")
    tap(clerk, re.compile("^Kết thúc mục"))
    shows(clerk, "Bắt đầu mục này")
    clerk.start()
    enter(clerk, LAMPS, "Trần Thị Sen", "Thôn Đông")

    hall.clock.go(date(2026, 5, 14), 11)
    clerk.go("Hội nghị", CONFERENCE, re.compile("^Ngày hội nghị"), re.compile("^Bàn thư ký"))
    steps(clerk, 2)
    clerk.start()
    clerk.go("Hội nghị", CONFERENCE, re.compile("^Ngày hội nghị"))
    clerk.fill("Tổng số người dự", "86")
    clerk.press("Ghi số người dự")
    clerk.press("Bế mạc")
    clerk.sees("Đã bế mạc", "28/05/2026")


# --- 6. the conclusion -------------------------------------------------------------------------------------


def conclusion_is_approved_after_an_extension(hall):
    clerk, chair = hall.clerk, hall.chair
    hall.clock.go(date(2026, 5, 18))
    clerk.start()
    clerk.go("Kết luận", CONFERENCE)
    clerk.sees("Dự thảo lập sẵn lúc bế mạc")
    clerk.sees(DRAIN, PENSION, SPEECH_ANSWERED, SPEECH_HANDED)
    clerk.go("Đề nghị kéo dài")
    clerk.choose("Nội dung kiến nghị vượt quá thẩm quyền")
    clerk.fill("Lý do cụ thể", "Chờ ý kiến của Sở Nội vụ về trợ cấp hưu trí xã hội.")
    clerk.press("Gửi đề nghị")

    hall.clock.go(date(2026, 5, 20))
    chair.start()
    chair.go(re.compile("kéo dài"))
    chair.sees("Hạn mới là thứ Năm, 04/06/2026")
    chair.press("Cho kéo dài")
    chair.sees("Đã cho kéo dài")

    clerk.start()
    complete(clerk)
    clerk.press("Trình phê duyệt")
    chair.start()
    chair.go("Kết luận", CONFERENCE, "Trả lại")
    chair.fill("Lý do trả lại, nội dung cần sửa", "Thêm phần đánh giá chung.")
    chair.press("Trả lại")

    hall.clock.go(date(2026, 5, 21))
    clerk.start()
    clerk.go("Kết luận", CONFERENCE)
    clerk.sees("Thêm phần đánh giá chung.")
    clerk.go("Sửa lời văn")
    clerk.fill("Kết luận chung", "Hội nghị thẳng thắn, đúng trọng tâm; 86 người dự.")
    clerk.press("Lưu")
    clerk.press("Trình phê duyệt")
    chair.start()
    chair.go("Kết luận", CONFERENCE)
    chair.press("Phê duyệt")
    chair.sees("Đã duyệt, chờ ban hành")


def complete(clerk):
    """Unit and date for each line that still lacks one."""
    clerk.go("Kết luận", CONFERENCE)
    for _ in range(5):
        open_rows = clerk.page.get_by_role("row").filter(has_text=re.compile("chưa có (đơn vị|thời hạn)"))
        if not open_rows.count():
            return
        with clerk.page.expect_navigation(wait_until=READY):
            open_rows.first.get_by_role("link", name=re.compile("^Sửa mục")).click()
        clerk.look()
        unit = clerk.page.get_by_label(re.compile("^Đơn vị chịu trách nhiệm"))
        if not unit.input_value():
            unit.select_option(label=hall_unit(unit))
        clerk.fill("Thời hạn", "30/6/2026")
        clerk.press("Lưu")
    raise AssertionError("lines stay without unit and date")


def hall_unit(select):
    names = select.locator("option").all_inner_texts()
    return next(name for name in names if name.startswith("Phòng Kinh tế"))


def conclusion_is_issued_and_sent(hall):
    office = hall.office
    hall.clock.go(date(2026, 6, 1))
    office.start()
    office.go("Kết luận", CONFERENCE)
    office.press("Ban hành")
    office.sees("02/TB-UBND", "bắt buộc chưa gửi")
    office.go("Hội nghị", CONFERENCE)
    office.sees("04/06/2026")

    hall.clock.go(date(2026, 6, 2))
    office.start()
    office.go("Kết luận", CONFERENCE, "Ghi nhận việc gửi")
    for box in office.page.get_by_role("row").filter(has_text="chưa gửi").get_by_role("checkbox").all():
        box.check()
    office.fill("Ngày gửi", "2/6/2026")
    office.fill("Cách gửi", "Bưu điện")
    office.fill("Bằng chứng", "Sổ công văn đi số 112 đến 118")
    office.press("Ghi nhận")
    office.go("Kết luận", CONFERENCE)
    office.sees("Gửi đủ", "gửi đúng hạn", "thứ Ba, 02/06/2026")
    office.go(re.compile("^Sổ gửi"))
    office.sees("Sổ công văn đi số 112 đến 118")
    office.go("Kết luận", CONFERENCE, "02/TB-UBND")
    says(
        paper(hall, office, "ket-luan"),
        "ỦY BAN NHÂN DÂN", "THÔNG BÁO", "02/TB-UBND", "ngày 01 tháng 6 năm 2026", SPEECH_ANSWERED,
        "Xe thu gom vào thứ Ba và thứ Sáu", SPEECH_HANDED, "Giao Phòng Kinh tế xã Lạc Phượng", "ngày 30 tháng 6 năm 2026",
        "Chờ ý kiến của Sở Nội vụ về trợ cấp hưu trí xã hội", "86 người dự", "Ban Xây dựng Đảng", "CHỦ TỊCH",
    )  # fmt: skip


# --- 7. the follow-up --------------------------------------------------------------------------------------


def commitments_are_followed_up(hall):
    unit, front = hall.unit, hall.front
    hall.clock.go(date(2026, 6, 10))
    report_commitment(unit, "Đã rải đá cấp phối 200 m đường trục thôn Thượng.")

    hall.clock.go(date(2026, 6, 11))
    front.start()
    front.go("Theo dõi", re.compile(SPEECH_HANDED[:20]), "Chưa xác nhận")
    front.fill("Lý do", "Còn 150 m cuối thôn chưa làm, người dân phản ánh.")
    front.press("Gửi lại đơn vị")
    front.sees("Mặt trận chưa xác nhận")

    hall.clock.go(date(2026, 6, 24))
    report_commitment(unit, "Đã làm xong 150 m còn lại, có biên bản nghiệm thu.")

    hall.clock.go(date(2026, 6, 25))
    front.start()
    front.go("Theo dõi", re.compile(SPEECH_HANDED[:20]), "Xác nhận hoàn thành")
    front.fill("Nhận xét", "Đã cùng trưởng thôn kiểm tra, đúng như báo cáo.")
    front.press("Xác nhận hoàn thành")
    front.sees("Đã xác nhận hoàn thành")

    hall.clerk.start()
    hall.clerk.go("Kiến nghị")
    petition(hall.clerk, SPEECH_HANDED)
    hall.clerk.sees("Đã có trả lời")
    hall.chair.start()
    hall.chair.go("Theo dõi")
    hall.chair.sees("Đã xác nhận hoàn thành", "Đang thực hiện")


def report_commitment(unit, text):
    unit.start()
    unit.go("Theo dõi", re.compile(SPEECH_HANDED[:20]), "Báo cáo hoàn thành")
    unit.fill("Kết quả thực hiện", text)
    unit.press("Gửi báo cáo hoàn thành")
    unit.sees("chờ xác nhận", text)
