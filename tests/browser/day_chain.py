"""The day as its people play it: doors, two desks, the chair, the projector, a phone. Every step is clicks and keys."""

import re
from datetime import date

from playwright.sync_api import expect

from dialogue.models import Conference
from tests.browser.desk import (
    POLL,
    forget_conflicts,
    key,
    open_page,
    outcome,
    register,
    shows,
    speaks,
    tap,
)
from tests.browser.people import READY, says, work

DAY = date(2026, 5, 14)
SEN, LY, NGHIA, HOA = "Bà Trương Thị Sen", "Bà Đoàn Thị Lý", "Ông Hồ Văn Nghĩa", "Bà Nguyễn Thị Hoa"
LAMP = "Đề nghị lắp đèn chiếu sáng đoạn đường vào trường tiểu học."
BUS = "Đề nghị kéo dài tuyến xe buýt đến xã."


# --- the door ----------------------------------------------------------------------------------------------


def guests_come(hall):
    door = hall.clerk
    hall.clock.go(DAY, 7, 30)
    door.start()
    open_page(door, f"/hoi-nghi/{hall.conference.pk}/diem-danh/")
    first, other = hall.conference.invitations.order_by("pk")
    tap(door, f"{first}: có mặt")
    expect(door.page.get_by_role("button", name=f"{first}: hoàn tác")).to_be_visible(timeout=POLL)
    door.page.fill("#id_code", other.code)
    door.page.press("#id_code", "Enter")
    form = door.page.locator("#door-walk-in")
    form.get_by_label("Họ tên").fill(SEN)
    form.get_by_label("Thôn, đơn vị").fill("Thôn Trung")
    tap(door, "Ghi khách đến thêm", within=form)
    shows(door, SEN)
    door.page.wait_for_timeout(300)
    door.look()
    assert hall.conference.attendances.came().count() == 3


# --- the opening and the programme ----------------------------------------------------------------------


def conference_is_opened(hall):
    one, two = hall.clerk, hall.office
    hall.clock.go(DAY, 8, 2)
    for desk in (one, two):
        desk.start()
        open_page(desk, f"/hoi-nghi/{hall.conference.pk}/ban-thu-ky/")
    one.press("Khai mạc")
    shows(two, "Bắt đầu mục này")
    hall.conference.refresh_from_db()
    for step in (1, 2):
        tap(one if step == 1 else two, re.compile("^Bắt đầu mục này"))
        shows(one, "Đang thực hiện")
        shows(two, "Đang thực hiện")
        tap(two if step == 1 else one, re.compile("^Kết thúc mục"))
        expect(one.page.get_by_role("button", name=re.compile("^Bắt đầu mục này"))).to_be_visible(
            timeout=POLL
        )
        expect(two.page.get_by_role("button", name=re.compile("^Bắt đầu mục này"))).to_be_visible(
            timeout=POLL
        )


def everybody_looks_on(hall):
    hall.screen.page.goto(f"{hall.screen.address}/man-hinh/{hall.conference.hall_code}/", wait_until=READY)
    hall.phone.page.goto(f"{hall.phone.address}/xem/{hall.conference.hall_code}/", wait_until=READY)
    hall.chair.start()
    open_page(hall.chair, f"/hoi-nghi/{hall.conference.pk}/chu-tri/")
    for person in (hall.screen, hall.phone):
        person.look()


# --- the queue --------------------------------------------------------------------------------------------


def people_register(hall):
    one, two, phone = hall.clerk, hall.office, hall.phone
    key(one, "b")
    shows(one, "Mở đăng ký")
    tap(one, "Mở đăng ký")
    shows(two, "Đóng đăng ký")
    register(one, LY, "Thôn Hạ")
    register(two, NGHIA, "Thôn Thượng")
    shows(one, NGHIA)
    shows(two, LY)
    # Somebody in the hall does it on a phone, without an account.
    phone.page.reload(wait_until=READY)
    phone.go("Đăng ký phát biểu")
    phone.fill("Họ và tên", SEN)
    phone.fill("Thôn, đơn vị", "Thôn Trung")
    phone.page.wait_for_timeout(3200)  # nobody reads and fills in a form in three seconds
    phone.press("Đăng ký")
    shows(one, SEN, "Từ điện thoại")
    # A petition sent before lies at hand; its petitioner joins the queue with it.
    tap(two, re.compile("^Kiến nghị đã gửi"))
    shows(two, HOA, where="#matters")
    two.page.locator("#matters").get_by_role("button", name=re.compile("Ghi vào")).first.click()
    shows(one, HOA, hall.petition.code)
    hall.screen.page.bring_to_front()
    shows(hall.screen, LY, NGHIA, SEN)


# --- speeches ---------------------------------------------------------------------------------------------


def first_speaks_and_is_answered(hall):
    one, two, chair, screen, phone = hall.clerk, hall.office, hall.chair, hall.screen, hall.phone
    open_page(phone, f"/xem/{hall.conference.hall_code}/")
    tap(one, f"Mời {LY} phát biểu")
    for person in (one, two, chair, screen, phone):
        shows(person, LY)
    # Two desks reach for the same clock: the second is told, nothing happens twice.
    stale = two.page.get_by_role("button", name=re.compile("^Tạm dừng"))
    expect(stale).to_be_visible(timeout=POLL)
    two.page.route("**/ban-thu-ky/moi/**", lambda route: route.abort())
    tap(one, re.compile("^Tạm dừng"))
    shows(one, "Đồng hồ đang dừng")
    stale.click()
    shows(two, "Không thể “Tạm dừng đồng hồ”")
    two.page.unroute("**/ban-thu-ky/moi/**")
    forget_conflicts(two)
    shows(two, "Đồng hồ đang dừng")
    tap(two, re.compile("^Chạy tiếp"))
    shows(one, "Tạm dừng")
    tap(chair, "Kết thúc lượt")
    shows(one, "Vừa xong")
    # The chair answers at once; the answer is a speech of its own and belongs to hers.
    tap(one, re.compile("^Chủ trì trả lời"))
    shows(two, "Đang trả lời")
    shows(one, "Đang trả lời")
    key(one, "k")
    shows(one, "Vừa trả lời")
    outcome(
        one, LY,
        {"summary": LAMP, "field": "infrastructure", "outcome": "answered", "answered_by": "Chủ tịch UBND xã", "answer": "Xã lắp trong tháng 6."},
    )  # fmt: skip


def second_is_handed_by_the_chair(hall):
    one, two, chair = hall.clerk, hall.office, hall.chair
    tap(two, f"Mời {NGHIA} phát biểu")
    shows(chair, NGHIA, where=".chair-now")
    chair.page.get_by_text("Giao cho…").click()
    chair.page.locator(".chair-units").get_by_role("button", name="Phòng Kinh tế", exact=True).click()
    shows(one, "Chủ trì: giao đơn vị giải quyết, Phòng Kinh tế")
    tap(chair, "Kết thúc lượt")
    shows(one, "Chờ ghi kết quả", NGHIA)
    # The secretary's form knows what the chair said.
    one.page.get_by_role("link", name=f"Ghi kết quả lượt phát biểu của {NGHIA}").first.click()
    expect(one.page.locator("#outcome [name=outcome][value=handed]")).to_be_checked(timeout=POLL)
    outcome(one, NGHIA, {"summary": BUS, "field": "infrastructure"})


def third_was_ended_too_early_and_goes_on(hall):
    one, two = hall.clerk, hall.office
    tap(one, f"Mời {SEN} phát biểu")
    speaks(two, SEN)
    tap(two, re.compile("^Kết thúc lượt"))
    shows(one, "Đưa lại hàng chờ")
    tap(one, re.compile("^Đưa lại hàng chờ"))
    shows(two, "Nói tiếp")
    tap(two, f"Mời {SEN} phát biểu")
    speaks(one, SEN)
    key(one, "k")
    shows(one, "Vừa xong")
    outcome(two, SEN, {"summary": "Cảm ơn xã đã sửa nhà văn hoá thôn.", "outcome": "noted"})


def fourth_reads_a_petition_sent_before(hall):
    one, chair = hall.clerk, hall.chair
    tap(one, f"Mời {HOA} phát biểu")
    shows(chair, hall.petition.code, "Trả lời chuẩn bị sẵn", where=".chair-now")
    tap(chair, "Kết thúc lượt")
    shows(one, "Vừa xong")
    outcome(one, HOA, {"summary": "Nêu lại việc nạo vét mương.", "outcome": "answered"})


# --- closing ----------------------------------------------------------------------------------------------


def conference_is_closed(hall):
    one, two = hall.clerk, hall.office
    register(one, "Ông Bùi Văn Út", "Thôn Đông")
    tap(one, "Mời Ông Bùi Văn Út phát biểu")
    shows(two, "Ông Bùi Văn Út đang phát biểu")  # why it cannot be closed now
    speaks(one, "Ông Bùi Văn Út")
    key(one, "k")
    shows(two, "chưa ghi kết quả")
    outcome(
        two,
        "Ông Bùi Văn Út",
        {"summary": "Xin hỏi lịch tiếp dân.", "field": "administration", "outcome": "later"},
    )
    tap(one, re.compile("^Kết thúc mục"))
    while one.page.get_by_role("button", name=re.compile("^Bắt đầu mục này")).count() or _next_step(one):
        tap(one, re.compile("^Bắt đầu mục này"))
        expect(one.page.get_by_role("button", name=re.compile("^Kết thúc mục"))).to_be_visible(timeout=POLL)
        tap(one, re.compile("^Kết thúc mục"))
        expect(one.page.get_by_role("button", name=re.compile("^Kết thúc mục"))).to_be_hidden(timeout=POLL)
    hall.clock.go(DAY, 11, 20)
    forget_conflicts(one)
    open_page(one, f"/hoi-nghi/{hall.conference.pk}/ban-thu-ky/")
    one.press("Bế mạc")
    conference = Conference.objects.get(pk=hall.conference.pk)
    assert conference.closed_at
    said = " ".join(conference.conclusion_notices.get().items.values_list("content", flat=True))
    assert LAMP in said and BUS in said and "Cảm ơn" not in said, "the draft conclusion exists at once"
    for person in (hall.screen, hall.phone):
        shows(person, "Hội nghị đã bế mạc")


def _next_step(desk):
    desk.page.wait_for_timeout(1300)
    return desk.page.get_by_role("button", name=re.compile("^Bắt đầu mục này")).count()


def minutes_are_written(hall):
    """They exist at the close; two people word them at once, and neither loses a word; then they are issued."""
    clerk, office = hall.clerk, hall.office
    here = f"/hoi-nghi/{hall.conference.pk}/bien-ban/"
    for person in (clerk, office):
        forget_conflicts(person)
        open_page(person, here)
        person.go("Sửa diễn biến")
        person.sees_typed(LY, LAMP, "Xã lắp trong tháng 6.", NGHIA, BUS, SEN, HOA)
    course = clerk.field("Diễn biến hội nghị").input_value()
    clerk.fill(
        "Diễn biến hội nghị", course.replace(LAMP, "Đề nghị lắp 12 bóng đèn đoạn vào trường tiểu học.")
    )
    clerk.press("Lưu diễn biến")
    office.fill("Diễn biến hội nghị", course.replace(BUS, "Đề nghị xin thêm tuyến xe buýt."))
    office.press("Lưu diễn biến")
    office.sees("12 bóng đèn")  # both texts stand there
    assert "thêm tuyến xe buýt" in office.field("Diễn biến hội nghị").input_value()
    open_page(clerk, here)
    clerk.go("In PDF, lấy số, ký", "Ban hành")
    clerk.press("Lấy số và ban hành")
    work()
    clerk.page.reload(wait_until=READY)
    says(
        clerk.download("Tải tệp PDF", hall.folder, "bien-ban"), "BIÊN BẢN", "I. THÀNH PHẦN", SEN, "08 giờ 02",
        LY, "12 bóng đèn", "Xã lắp trong tháng 6.", NGHIA, BUS, "Phòng Kinh tế", HOA, "THƯ KÝ", "CHỦ TRÌ",
    )  # fmt: skip


def front_asks_for_satisfaction(hall):
    front, phone = hall.front, hall.phone
    front.start()
    open_page(front, f"/hoi-nghi/{hall.conference.pk}/hai-long/")
    front.press("Lập đợt lấy ý kiến")
    front.press("Bắt đầu lấy ý kiến")
    code = hall.conference.attendances.walk_ins().get(name=SEN).code
    open_page(phone, f"/phieu-hai-long/{code}/")
    for group in phone.page.locator("fieldset").all():
        group.locator("label").nth(1).click()
    phone.press("Gửi phiếu")
    phone.sees("Đã nhận phiếu")
    open_page(phone, f"/phieu-hai-long/{code}/")
    phone.sees("Phiếu của mã này đã được nhận")
    open_page(front, f"/hoi-nghi/{hall.conference.pk}/hai-long/")
    front.sees("Kết quả đang được giữ kín")
    front.go("Nhập phiếu giấy")
    boxes = front.page.locator(".keying-lines input")
    for digits in ("1", "2"):
        boxes.first.focus()
        front.page.keyboard.type(digits * boxes.count())
        front.page.keyboard.press("Enter")
        expect(front.page.locator("[data-count]")).to_have_text(digits, timeout=POLL)
    open_page(front, f"/hoi-nghi/{hall.conference.pk}/hai-long/")
    front.press("Kết thúc lấy ý kiến")
    front.sees("Mức hài lòng theo từng câu")
    assert "Kết quả đang được giữ kín" not in front.page.inner_text("main")
