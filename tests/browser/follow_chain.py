"""From closing to sealed dossiers: seven people at their browsers carry two conferences under different regulations."""

import hashlib
import re
import smtplib
import subprocess
import zipfile
from datetime import date

from django.core.mail.backends.locmem import EmailBackend

from conclusions.tasks import send_mails
from reports.models import Dossier
from reports.tasks import build_package
from tests.browser.people import READY, work

LP = "Hội nghị đối thoại định kỳ với Nhân dân"
QN = "Hội nghị đối thoại với Nhân dân thôn Kiêm Tân"
DRAIN, LIBRARY, WATER = "Đề nghị nạo vét mương", "Đề nghị mở lại thư viện", "Đề nghị sớm cấp nước sạch"


def at(hall, day, hour=8):
    hall.clock.go(day, hour)


def notice_of(person, title):
    person.start()
    person.go("Kết luận", title)


# --- closing ------------------------------------------------------------------------------------------------


def both_are_closed(hall):
    for title, day, last in ((LP, date(2026, 5, 14), "28/05/2026"), (QN, date(2026, 5, 20), "27/05/2026")):
        at(hall, day, 11)
        hall.clerk.start()
        hall.clerk.go("Hội nghị", title, re.compile("^Ngày hội nghị"))
        hall.clerk.press("Bế mạc")
        hall.clerk.sees("Đã bế mạc", last)


# --- the conclusion -----------------------------------------------------------------------------------------


def more_time_is_granted(hall):
    """LP-98: asked on a ground of the regulation, decided by the chair; QN's five days know no extension."""
    at(hall, date(2026, 5, 21))
    clerk, chair = hall.clerk, hall.chair
    notice_of(clerk, QN)
    clerk.sees_refused("Đề nghị kéo dài")
    notice_of(clerk, LP)
    clerk.go("Đề nghị kéo dài")
    clerk.choose("Nội dung kiến nghị vượt quá thẩm quyền")
    clerk.fill("Lý do cụ thể", "Chờ ý kiến của Sở Nội vụ về mức hỗ trợ bảo hiểm.")
    clerk.press("Gửi đề nghị")
    chair.start()
    chair.go(re.compile("kéo dài"))
    chair.press("Cho kéo dài")
    notice_of(clerk, LP)
    clerk.sees("04/06/2026")


def units_are_asked_and_the_chair_returns(hall):
    """The unit objects to its line; the chair reads that on a phone, remarks at a line, returns, approves."""
    clerk, unit, chair = hall.clerk, hall.unit, hall.chair
    write(clerk, QN)
    clerk.go("Xin ý kiến đơn vị")
    clerk.press("Gửi xin ý kiến")
    clerk.sees("1 chờ trả lời")
    unit.start()
    unit.go(re.compile("ý kiến", re.I))
    unit.sees(WATER, "30/06/2026")
    unit.go("Có ý kiến khác")
    unit.fill("Ý kiến của đơn vị", "Nhà thầu cần thêm hai tuần để đấu nối.")
    unit.fill("Thời hạn đề nghị", "8/6/2026")
    unit.press("Gửi ý kiến")

    at(hall, date(2026, 5, 22))
    notice_of(clerk, QN)
    clerk.sees("1 có ý kiến khác", "Nhà thầu cần thêm hai tuần", "08/06/2026")
    clerk.press("Trình phê duyệt")
    chair.start()
    chair.go(re.compile("kết luận", re.I))
    chair.sees("Nhà thầu cần thêm hai tuần", "27/05/2026")
    line = chair.page.locator("article").filter(has_text=WATER)
    line.locator("summary").click()
    line.locator("textarea").fill("Lấy thời hạn đơn vị đề nghị, 08/6.")
    chair.press("Ghi ý kiến", within=line)
    chair.fill("Lý do trả lại, nội dung cần sửa", "Sửa thời hạn của mục nước sạch.")
    chair.press("Trả lại văn phòng")


def write(clerk, title):
    """Words that the rules ask for, a unit and a day for each line that lacks one, late days confirmed (D-39)."""
    clerk.start()
    clerk.go("Kết luận", title, "Sửa lời văn")
    clerk.fill("Kết luận chung", "Hội nghị thẳng thắn, đúng trọng tâm.")
    clerk.fill("Đánh giá, rút kinh nghiệm", "Chuẩn bị tốt; lần sau mời sớm hơn.")
    clerk.press("Lưu")
    for number in range(1, 1 + clerk.page.get_by_role("link", name=re.compile(r"^Sửa mục II\.")).count()):
        clerk.go(re.compile(rf"^Sửa mục II\.{number}"))
        clerk.fill("Thời hạn", "30/6/2026")
        confirm = clerk.page.get_by_label("xác nhận lấy thời hạn quá quy định")
        if confirm.count():
            confirm.first.check()
        clerk.press("Lưu")


def the_remark_is_met_and_the_chair_approves(hall):
    clerk, chair = hall.clerk, hall.chair
    notice_of(clerk, QN)
    clerk.sees("Lấy thời hạn đơn vị đề nghị, 08/6.", "Sửa thời hạn của mục nước sạch.")
    clerk.go(re.compile(r"^Sửa mục II\.1"))
    clerk.fill("Thời hạn", "8/6/2026")
    clerk.press("Lưu")
    clerk.page.get_by_placeholder(re.compile("^Cách xử lý")).fill("đã lấy ngày 08/6")
    clerk.press("Đã xử lý")
    clerk.press("Trình phê duyệt")
    chair.start()
    chair.go(re.compile("kết luận", re.I))
    chair.sees("Khác với bản trước", "08 tháng 6")
    chair.press("Phê duyệt")

    at(hall, date(2026, 5, 25))
    write(clerk, LP)
    clerk.press("Trình phê duyệt")
    chair.start()
    chair.go(re.compile("kết luận", re.I))
    chair.press("Phê duyệt")


# --- issue and dispatch -------------------------------------------------------------------------------------

LOST = "hop-thu-khong-co@lac-phuong.example"


class PostOffice(EmailBackend):
    """Delivers everything but what goes to an address that does not exist."""

    def send_messages(self, messages):
        for message in messages:
            if LOST in message.to:
                raise smtplib.SMTPRecipientsRefused({LOST: (550, b"5.1.1 no such mailbox")})
        return super().send_messages(messages)


def notices_go_out(hall):
    """One letter comes back, that recipient is missing again, and is served by hand (LP-94 to LP-97)."""
    office = hall.office
    for title in (QN, LP):
        notice_of(office, title)
        office.press("Ban hành")
        office.sees("bắt buộc chưa gửi")
        work()

    at(hall, date(2026, 5, 26))
    notice_of(office, LP)
    office.go(re.compile("^Sổ gửi"), re.compile("Nguyễn Văn Bình"))
    office.fill("Địa chỉ thư điện tử", LOST)
    office.press("Lưu địa chỉ")
    office.press(re.compile("^Gửi thư tới"))
    send_mails()
    office.go("Sổ gửi")
    office.sees("thư bị trả lại")
    office.go(re.compile("Nguyễn Văn Bình"))
    office.sees(LOST, "Bị trả lại", "no such mailbox", "chưa gửi")
    for title in (LP, QN):
        notice_of(office, title)
        office.go("Ghi nhận việc gửi")
        office.fill("Ngày gửi", "26/5/2026")
        office.fill("Cách gửi", "Trao tay")
        office.fill("Bằng chứng", "Trưởng thôn ký nhận")
        office.press("Ghi nhận")
        notice_of(office, title)
        office.sees("Gửi đủ", "gửi đúng hạn")


def results_are_public(hall):
    """A person reads what the rules left, then anybody reads it: no name, no telephone (LP-33)."""
    office = hall.office
    for title in (LP, QN):
        notice_of(office, title)
        office.press("Lập bản công khai")
        office.go("Công khai")
        office.page.get_by_label(re.compile("^Tôi đã đọc")).check()
        office.press("Công khai")
        office.go("Xem như người dân")
        office.sees("Hồ sơ đã đủ")
        assert "Bình" not in office.page.inner_text("body")


# --- what was promised --------------------------------------------------------------------------------------


def a_promise_is_disputed(hall):
    """Water comes, but not to all: the Front went and looked (LP-108); done again, it is confirmed."""
    unit, front = hall.unit, hall.front
    at(hall, date(2026, 6, 4))
    report(unit, WATER, "Đã đấu nối nước sạch cho thôn Kiêm Tân.")

    at(hall, date(2026, 6, 5))
    front.start()
    front.go("Giám sát", re.compile(WATER), "Ghi kiểm tra thực địa")
    front.fill("Ngày đi thực địa", "5/6/2026")
    front.fill("Địa điểm", "Xóm 3, thôn Kiêm Tân")
    front.fill("Kết quả kiểm tra tại chỗ", "Mười hộ xóm 3 chưa có nước.")
    front.press("Ghi kết quả kiểm tra")
    front.start()
    front.go("Giám sát", re.compile(WATER), "Chưa xác nhận")
    front.fill("Lý do", "Mười hộ xóm 3 chưa có nước.")
    front.press("Gửi lại đơn vị")

    at(hall, date(2026, 6, 8))
    report(unit, WATER, "Đã đấu nối đủ 100% hộ, kèm biên bản nghiệm thu.")
    at(hall, date(2026, 6, 9))
    confirm(front, WATER)


def report(unit, promise, text):
    unit.start()
    unit.go("Theo dõi", re.compile(promise))
    unit.go("Báo cáo hoàn thành")
    unit.fill("Kết quả thực hiện", text)
    unit.press("Gửi báo cáo hoàn thành")
    unit.sees("chờ xác nhận", text)


def confirm(front, promise):
    front.start()
    front.go("Giám sát", re.compile(promise), "Xác nhận hoàn thành")
    front.fill("Nhận xét", "Đã cùng trưởng thôn kiểm tra.")
    front.press("Xác nhận hoàn thành")
    front.sees("Đã xác nhận hoàn thành")


def a_silent_unit_is_escalated(hall):
    """Past its day: the chair is told, the Front and the Party board see when, and the Front urges (LP-18)."""
    at(hall, date(2026, 6, 22))
    report(hall.unit, DRAIN, "Đã nạo vét 300 m mương.")
    confirm(hall.front, DRAIN)

    at(hall, date(2026, 7, 1))
    at(hall, date(2026, 7, 2))
    hall.chair.start()
    hall.chair.sees("quá hạn")
    at(hall, date(2026, 7, 8))
    hall.chair.start()
    hall.chair.go(re.compile("quá hạn", re.I))
    hall.chair.sees(LIBRARY)
    for person in (hall.front, hall.party):
        person.start()
        person.go("Giám sát")
        person.sees(LIBRARY, "đã báo người chủ trì")
    hall.front.go(re.compile(LIBRARY), "Đôn đốc")
    hall.front.fill("Nội dung đôn đốc", "Đề nghị cho biết bao giờ mở lại thư viện.")
    hall.front.fill("Đề nghị trả lời chậm nhất ngày", "13/7/2026")
    hall.front.press("Gửi đôn đốc")

    at(hall, date(2026, 7, 9))
    late = hall.other_unit
    late.start()
    late.go(re.compile("đôn đốc", re.I))
    late.go("Trả lời đôn đốc")
    late.fill("Trả lời", "Mở lại từ ngày 09/7.")
    late.press("Gửi trả lời")
    report(late, LIBRARY, "Thư viện đã mở lại.")
    confirm(hall.front, LIBRARY)
    hall.chair.start()
    hall.chair.go("Theo dõi", re.compile(LIBRARY))
    hall.chair.sees("30/06/2026", "trễ 7 ngày làm việc")


def everybody_is_told(hall):
    """TD-71, QN-61: chair, place and petitioner; what went above is answered and told on (LP-41, LP-97)."""
    at(hall, date(2026, 7, 10))
    for promise in (WATER, DRAIN, LIBRARY):
        person = hall.other_unit if promise == LIBRARY else hall.unit
        person.start()
        person.go("Theo dõi", re.compile(promise), "Ghi việc trả lời")
        for box in (
            person.page.get_by_role("row").filter(has_text="chưa trả lời").get_by_role("checkbox").all()
        ):
            box.check()
        person.choose("Đã giải quyết xong", "Trả lời trực tiếp")
        person.fill("Ngày trả lời", "10/7/2026")
        person.fill("Nơi trả lời trực tiếp", "Nhà văn hóa thôn")
        person.fill("Người chứng kiến", "Trưởng thôn")
        person.fill("Nội dung đã trả lời", "Việc đã xong như thông báo kết luận.")
        person.press("Ghi việc trả lời")
    for title in (LP, QN):
        letters_are_followed(hall.office, title)


def letters_are_followed(office, title):
    """What went to bodies outside the commune: sent, answered, told on; the report upwards asks for no answer."""
    while True:
        notice_of(office, title)
        rows = office.page.locator("section").filter(has_text="Gửi cơ quan ngoài xã").get_by_role("row")
        waiting = rows.filter(has_text=re.compile("Chưa gửi|chờ trả lời|chờ báo lại"))
        if not waiting.count():
            return
        with office.page.expect_navigation(wait_until=READY):
            waiting.first.get_by_role("link").first.click()
        step = office.page.get_by_role(
            "link", name=re.compile("^(Ghi nhận đã gửi|Ghi nhận trả lời|Báo lại)")
        ).first
        STEPS[step.inner_text().strip()](office)


def it_is_sent(office):
    office.go("Ghi nhận đã gửi")
    office.fill("Số, ký hiệu văn bản", "45/BC-UBND")
    office.fill("Ngày gửi", "10/7/2026")
    office.press("Ghi nhận đã gửi")


def it_is_answered(office):
    office.go("Ghi nhận trả lời")
    office.fill("Ngày trả lời", "10/7/2026")
    office.fill("Nội dung trả lời", "Mức hỗ trợ do Trung ương quy định, đã kiến nghị.")
    office.press("Ghi nhận trả lời")


def it_is_told_on(office):
    office.go("Báo lại người kiến nghị")
    office.fill("Ngày báo lại", "10/7/2026")
    office.fill("Báo lại bằng cách nào", "Gặp trực tiếp tại trụ sở")
    office.press("Báo lại người kiến nghị")


STEPS = {
    "Ghi nhận đã gửi": it_is_sent,
    "Ghi nhận trả lời": it_is_answered,
    "Báo lại người kiến nghị": it_is_told_on,
}


# --- the dossiers -------------------------------------------------------------------------------------------


def dossiers_are_sealed(hall):
    """What is missing is made or gets its reason; the package verifies with an outside tool, a tampered one does not."""
    at(hall, date(2026, 7, 13))
    office = hall.office
    for conference in hall.conferences:
        office.start()
        office.page.goto(f"{office.address}/hoi-nghi/{conference.pk}/bien-ban/", wait_until=READY)
        office.go("In PDF, lấy số, ký", "Ban hành")
        office.press("Lấy số và ban hành")
    work()
    for number, title in enumerate((LP, QN)):
        office.start()
        office.go("Hồ sơ", re.compile(title))
        links = office.page.get_by_role("link", name=re.compile("^Lý do thiếu")).all()
        for label in [link.get_attribute("aria-label") for link in links]:
            assert re.search("Báo cáo tổng hợp|Bìa và mục lục", label), f"{title}: {label}"
            office.go(label)
            office.fill("Lý do", "Hội nghị này không lập.")
            office.press("Ghi lý do")
        office.press("Niêm phong hồ sơ")
        run_worker()
        office.start()
        office.go("Hồ sơ", re.compile(title))
        office.sees("Hồ sơ đã niêm phong")
        package = office.download("Tải gói ZIP", hall.folder, f"ho-so-{number}")
        folder = unpacked(package, hall.folder / str(number))
        office.sees(hashlib.sha256(package.read_bytes()).hexdigest())
        assert sums_hold(folder)
        paper = next(folder.rglob("*.pdf"))
        paper.write_bytes(paper.read_bytes() + b" ")
        assert not sums_hold(folder)


def run_worker():
    for dossier in Dossier.objects.all():
        build_package(dossier.pk)


def unpacked(package, folder):
    with zipfile.ZipFile(package) as packed:
        packed.extractall(folder)
    return next(folder.rglob("SHA256SUMS")).parent


def sums_hold(folder):
    asked = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True)
    return asked.returncode == 0


def nothing_more_is_written(hall):
    clerk = hall.clerk
    clerk.start()
    clerk.go("Hội nghị", LP)
    clerk.sees("niêm phong")
    hall.front.start()
    hall.front.go("Giám sát", re.compile(LIBRARY))
    assert not hall.front.page.locator("main form").count()
