"""From the plan to the consolidated report: the office, the chair, the unit and the Front, each at its own browser."""

import re
from datetime import date
from pathlib import Path

import yaml

from tests.browser.people import READY, says, text_of, work

PLAN = Path(__file__).resolve().parents[2] / "plans" / "data" / "lac_phuong_2026.yaml"
CONFERENCE = re.compile("^Hội nghị đối thoại định kỳ năm 2026 với Nhân dân")
PURPOSE = "Phát huy quyền làm chủ của Nhân dân theo phương châm"
DRAIN = "Mương tiêu sau trường tiểu học tắc lâu ngày, mưa là ngập đường làng."
PENSION = "Nhiều cụ đủ 75 tuổi từ tháng 3 chưa được nhận trợ cấp hưu trí xã hội."


def signer_of_the_plan():
    """The name stands in the plan's own file and nowhere else."""
    return yaml.safe_load(PLAN.read_text())["people"]["chair"]["name"]


# --- 1. the plan -------------------------------------------------------------------------------------------


def plan_is_issued(hall):
    clerk, chair, office = hall.clerk, hall.chair, hall.office
    hall.clock.go(date(2026, 3, 2))
    clerk.start()
    clerk.go("Kế hoạch", "Lập kế hoạch")
    clerk.choose("UBND xã Lạc Phượng, năm 2026")
    clerk.press("Lập dự thảo")
    clerk.sees("Đang soạn", PURPOSE, "Hội Nông dân xã", "Các nhà trường")
    clerk.go(re.compile("^II. "))
    clerk.fill("Các đoạn của mục 4. Thời gian", "Dự kiến tổ chức trong quý II và quý IV năm 2026.")
    clerk.press("Lưu")
    clerk.sees("Dự kiến tổ chức trong quý II và quý IV năm 2026.")
    clerk.press("Trình phê duyệt")
    clerk.sees("Chờ phê duyệt")

    hall.clock.go(date(2026, 3, 3))
    chair.start()
    chair.go(re.compile("phê duyệt|Phê duyệt"))
    chair.sees(PURPOSE)
    chair.go("Trả lại")
    chair.fill("Lý do trả lại", "Bổ sung thôn vào nơi nhận, ghi rõ Trung tâm Dịch vụ sự nghiệp công.")
    chair.press("Trả lại")
    chair.sees("Bị trả lại")

    clerk.start()
    clerk.go("Kế hoạch", re.compile("^Kế hoạch.*2026"))
    clerk.sees("Bổ sung thôn vào nơi nhận")
    clerk.go("Nơi nhận")
    recipients = clerk.field("Nơi nhận").input_value()
    clerk.fill("Nơi nhận", f"Trung tâm Dịch vụ sự nghiệp công xã\n{recipients}")
    clerk.press("Lưu")
    clerk.press("Trình phê duyệt")

    hall.clock.go(date(2026, 3, 4))
    chair.start()
    chair.go(re.compile("phê duyệt|Phê duyệt"))
    chair.press("Phê duyệt")
    chair.sees("Đã duyệt, chờ ban hành")

    hall.clock.go(date(2026, 3, 5))
    office.start()
    office.go("Kế hoạch", re.compile("^Kế hoạch.*2026"), "Ban hành")
    office.press("Lấy số và ban hành")
    says(
        paper(hall, office, "ke-hoach"),
        "ỦY BAN NHÂN DÂN", "XÃ LẠC PHƯỢNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 01/KH-UBND",
        "ngày 05 tháng 3 năm 2026", "Kế hoạch số 66-KH/ĐU ngày 22/01/2026 của Đảng ủy xã Lạc Phượng", PURPOSE,
        "01 hội nghị định kỳ; 02 hội nghị chuyên đề", "quý II và quý IV năm 2026", "Điều hành phát biểu ý kiến",
        "Công an xã", "Nơi nhận", "Trung tâm Dịch vụ sự nghiệp công xã", "Lưu VP", "CHỦ TỊCH", signer_of_the_plan(),
    )  # fmt: skip


def paper(hall, person, name):
    """On a paper's page: the worker makes the PDF, the person downloads it."""
    person.sees("PDF")
    work()
    person.page.reload()
    person.look()
    return person.download("Tải tệp PDF", hall.folder, name)


# --- 2. the conference -------------------------------------------------------------------------------------


def conference_is_dated(hall):
    clerk = hall.clerk
    hall.clock.go(date(2026, 4, 20))
    clerk.start()
    clerk.go("Hội nghị", "Lập hội nghị", re.compile("^Lập hội nghị: .*Nhân dân"))
    clerk.fill("Giờ bắt đầu", "08:00")
    clerk.fill("Người chủ trì", hall.cast.chair.full_name)
    clerk.fill("Thư ký", hall.cast.clerk.full_name)
    clerk.press("Lập hội nghị")
    clerk.sees("Chưa ấn định ngày")

    clerk.go("Ấn định ngày")
    clerk.fill("Ngày tổ chức", "27/4/2026")
    clerk.press("Ấn định ngày")
    clerk.sees("không còn đủ thời gian thông báo công khai", "Ngày sớm nhất hợp lệ là thứ Năm, 30/04/2026")
    clerk.fill("Ngày tổ chức", "14/5/2026")
    clerk.press("Ấn định ngày")
    clerk.sees("thứ Năm, 14/05/2026", "05/05/2026", "Vì sao là ngày này?")
    hall.clerk.sees_refused("Khai mạc", "Chưa công bố thông báo công khai")


# --- 3. notice and invitations -----------------------------------------------------------------------------


def notice_and_invitations_go_out(hall):
    clerk = hall.clerk
    hall.clock.go(date(2026, 5, 4))
    clerk.start()
    clerk.go("Hội nghị", CONFERENCE, "Thông báo")
    clerk.press("Soạn thông báo từ thông tin hội nghị")
    clerk.press("Ban hành thông báo")
    clerk.sees("Chưa ghi nhận lần công khai nào")
    clerk.fill("Kênh", "Đài truyền thanh")
    clerk.fill("Ngày đăng, phát", "4/5/2026")
    clerk.fill("Bằng chứng", "Bản tin 17 giờ, đài truyền thanh xã")
    clerk.press("Ghi nhận")
    clerk.sees("Bản tin 17 giờ, đài truyền thanh xã")

    clerk.go(re.compile("^Giấy mời"), "Chọn từ đơn vị, thành phần")
    clerk.choose(*names_of(clerk, "Phòng Kinh tế", "Công an xã"))
    clerk.press("Thêm vào danh sách mời")
    clerk.press(re.compile(r"^Phát hành \d+ giấy mời"))
    clerk.fill("Cách gửi", "Trao tay")
    clerk.fill("Ngày gửi", "4/5/2026")
    clerk.press("Ghi nhận đã gửi")
    clerk.sees("đã gửi giấy mời")
    clerk.go(re.compile("^Giấy mời.*GM.UBND"))
    says(
        paper(hall, clerk, "giay-moi"), "GIẤY MỜI", "GM-UBND", "Phòng Kinh tế", "thứ Năm, ngày 14 tháng 5 năm 2026",
        "Hội trường UBND xã Lạc Phượng",
    )  # fmt: skip
    clerk.go("Hội nghị", CONFERENCE)
    clerk.go(re.compile("^Thông báo"), re.compile("^Thông báo số"), re.compile("^Thông báo số"))
    says(
        paper(hall, clerk, "thong-bao"),
        "ỦY BAN NHÂN DÂN", "THÔNG BÁO", "01/TB-UBND", "ngày 04 tháng 5 năm 2026", "thứ Năm, ngày 14 tháng 5 năm 2026", "Nhân dân",
        "Hội trường UBND xã Lạc Phượng", "Nơi nhận",
    )  # fmt: skip
    clerk.go("Hội nghị", CONFERENCE)
    clerk.sees_refused("Khai mạc", "chưa đến ngày nên chưa khai mạc được")


def names_of(person, *beginnings):
    """The full labels of check boxes that begin so."""
    labels = [text.strip() for text in person.page.locator("label").all_inner_texts()]
    return [next(text for text in labels if text.startswith(words)) for words in beginnings]


# --- 4. petitions ------------------------------------------------------------------------------------------


def petitions_are_given_out(hall):
    clerk, front, unit = hall.clerk, hall.front, hall.unit
    hall.clock.go(date(2026, 5, 5))
    clerk.start()
    enter(clerk, DRAIN, "Nguyễn Hữu Thọ", "Thôn Đông", phone="0912 345 678")
    front.start()
    enter(front, PENSION, "Chi hội Người cao tuổi thôn Hạ", "Thôn Hạ", members="32")
    front.go("Kiến nghị")
    front.sees("Chi hội Người cao tuổi thôn Hạ")

    for text, field in ((DRAIN, "Môi trường"), (PENSION, "Chính sách xã hội")):
        clerk.go("Kiến nghị")
        petition(clerk, text)
        clerk.go("Phân loại")
        clerk.fill("Lĩnh vực", field)
        clerk.choose("Thuộc thẩm quyền xã", "Trả lời tại hội nghị")
        clerk.press("Phân loại")
        assign(clerk, "Phòng Kinh tế", "12/5/2026", supporting="Công an xã" if text == DRAIN else None)

    hall.clock.go(date(2026, 5, 6))
    unit.start()
    unit.go("Kiến nghị")
    task(unit, DRAIN)
    unit.press("Nhận việc")
    unit.sees("Đơn vị đã nhận")
    unit.go("Kiến nghị")
    task(unit, PENSION)
    unit.go("Từ chối")
    unit.fill("Lý do từ chối", "Trợ cấp hưu trí xã hội thuộc nhiệm vụ của Phòng Văn hóa - Xã hội.")
    unit.fill("Đơn vị đề nghị giao thay", "Phòng VH-XH")
    unit.press("Từ chối")

    clerk.start()
    clerk.go("Kiến nghị")
    petition(clerk, PENSION)
    clerk.sees("Trợ cấp hưu trí xã hội thuộc nhiệm vụ của Phòng Văn hóa - Xã hội.", "Đơn vị từ chối")
    assign(clerk, "Phòng VH-XH", "12/5/2026")


def enter(person, text, who, hamlet, phone="", members=""):
    person.go("Kiến nghị", "Nhập kiến nghị")
    person.fill("Nội dung kiến nghị", text)
    row = person.page.get_by_role("group", name="Người kiến nghị")
    person.fill("Họ tên hoặc tên tập thể", who, within=row)
    person.fill("Thôn", hamlet, within=row)
    person.fill("Điện thoại", phone, within=row)
    if members:
        row.get_by_text("Tập thể, địa chỉ, thư điện tử").click()
        person.choose("Là tập thể", within=row)
        person.fill("Số người", members, within=row)
    person.page.get_by_label("Gửi tới hội nghị").select_option(index=1)
    person.press("Lưu kiến nghị")
    person.sees(text, who, "Mới tiếp nhận")


def petition(person, text):
    """From the list to the page of the petition that says so."""
    row = person.page.get_by_role("row").filter(has_text=text[:30])
    with person.page.expect_navigation(wait_until=READY):
        row.get_by_role("link").first.click()
    person.look()
    person.sees(text)


def task(person, text):
    petition(person, text)
    person.go("Phòng Kinh tế")


def assign(person, lead, due_on, supporting=None):
    person.go("Giao đơn vị")
    person.fill("Đơn vị chủ trì trả lời", lead)
    person.fill("Hạn trả lời", due_on)
    if supporting:
        person.choose(supporting)
    person.fill("Ý kiến chỉ đạo", "Trả lời ngắn gọn, rõ thời gian, biện pháp.")
    person.press("Giao đơn vị")
    person.sees(lead, "Đã giao đơn vị")


def petitions_are_answered(hall):
    unit, office = hall.unit, hall.office
    hall.clock.go(date(2026, 5, 8))
    unit.start()
    unit.go("Kiến nghị")
    task(unit, DRAIN)
    unit.go("Soạn trả lời")
    unit.fill("Nội dung trả lời", "Phòng đã kiểm tra, mương tắc 300 m.")
    unit.fill("Biện pháp giải quyết", "Nạo vét toàn tuyến, làm lại hai cống.")
    unit.fill("Thời gian giải quyết", "sớm")
    unit.press("Lưu bản soạn")
    unit.press("Gửi văn phòng duyệt")

    office.start()
    office.go("Kiến nghị")
    petition(office, DRAIN)
    office.go("Mở bản trả lời", "Trả lại")
    office.fill("Cần sửa điều gì", "Ghi rõ ngày hoàn thành.")
    office.press("Trả lại")

    hall.clock.go(date(2026, 5, 11))
    unit.start()
    unit.go("Kiến nghị")
    petition(unit, DRAIN)
    unit.go("Mở bản trả lời")
    unit.sees("Ghi rõ ngày hoàn thành.")
    unit.go("Sửa")
    unit.fill("Thời gian giải quyết", "xong trước 30/6/2026")
    unit.press("Lưu bản soạn")
    unit.press("Gửi văn phòng duyệt")

    office.start()
    office.go("Kiến nghị")
    petition(office, DRAIN)
    office.go("Mở bản trả lời")
    office.press("Duyệt trả lời")
    office.sees("Đã duyệt")


def report_is_issued(hall):
    office = hall.office
    hall.clock.go(date(2026, 5, 12))
    office.start()
    office.go("Hội nghị", CONFERENCE, "Báo cáo tổng hợp")
    office.press("Lập báo cáo")
    office.go("Ban hành báo cáo")
    office.press("Ban hành báo cáo")
    office.go("Mở văn bản")
    report = paper(hall, office, "bao-cao-tong-hop")
    says(
        report, "ỦY BAN NHÂN DÂN", "BÁO CÁO", "01/BC-UBND", "ngày 12 tháng 5 năm 2026", "Nguyễn Hữu Thọ", DRAIN,
        "mương tắc 300 m", "Nạo vét toàn tuyến", "xong trước 30/6/2026", "Chi hội Người cao tuổi thôn Hạ", PENSION,
    )  # fmt: skip
    assert "0912" not in text_of(report), "no phone number is ever printed"
