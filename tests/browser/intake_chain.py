"""From a village's Excel list, the public page and paper forms to a consolidated report: nothing but clicks and keys."""

import re
from datetime import date

from django.core import mail

from core.models import Notice
from core.notices import deliver_waiting
from feedback.models import Petition, PetitionImport
from feedback.tasks import run_import
from tests.browser import opinions
from tests.browser.chain_before import paper
from tests.browser.people import READY, squeeze, text_of

FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
FIELD, COMPETENCE, TRIAGE = "field", "competence", "triage"


def figure(person, words):
    """The large figure over these words on the page."""
    stat = person.page.locator(".stats > *").filter(has_text=words).first
    return int(re.search(r"\d+", stat.inner_text().replace(".", "")).group())


def listed(person, query):
    """How many petitions the list counts under a filter."""
    person.page.goto(f"{person.address}/kien-nghi/?{query}", wait_until=READY)
    person.look()
    counted = re.search(r"([\d.]+)\s+kiến nghị", person.page.locator(".list-count").first.inner_text())
    return int(counted.group(1).replace(".", "")) if counted else 0


# --- in ---------------------------------------------------------------------------------------------------------


def the_list_comes_in(desk):
    """Sixty rows: fifty good, six bad, three repeated, one known; the bad ones are mended in Excel and sent again."""
    front = desk.front
    desk.clock.go(date(2026, 4, 22))
    front.start()
    front.go("Kiến nghị", "Nhập từ tệp", "Gửi tệp mới")
    send_file(front, opinions.write_list(desk.folder / "thon-ha.xlsx"))
    assert [figure(front, words) for words in ("nhập được", "có lỗi", "trùng trong tệp", "trùng với")] == [
        50,
        6,
        3,
        1,
    ]
    front.sees("Ngày nhận:", "Điện thoại:")
    with front.page.expect_download() as waiting:
        front.page.get_by_role("link", name=re.compile("^Tải 6 dòng lỗi")).click()
    faulty = desk.folder / "dong-loi.xlsx"
    waiting.value.save_as(faulty)
    take_in(front, "Chỉ nhập 50 dòng đúng, bỏ 6 dòng lỗi")

    front.go("Gửi tệp đã sửa")
    send_file(front, opinions.mend(faulty, desk.folder / "da-sua.xlsx"))
    assert figure(front, "nhập được") == 6
    take_in(front, "Nhập trọn 6 dòng; có trục trặc thì không nhập dòng nào")
    assert Petition.objects.count() == 1 + 50 + 6


def send_file(person, path):
    person.page.get_by_label("Tệp kiến nghị").set_input_files(path)
    person.page.get_by_label("Gửi tới hội nghị").select_option(index=1)
    person.press("Gửi tệp và xem trước")
    the_worker_reads(person)


def take_in(person, choice):
    person.go("Nhập vào sổ")
    person.choose(choice)
    person.press("Nhập vào sổ")
    the_worker_reads(person)
    person.sees("Đã nhập")


def the_worker_reads(person):
    run_import(PetitionImport.objects.latest("pk").pk)
    person.page.reload(wait_until=READY)
    person.look()


def people_write_from_their_phones(desk):
    """Five opinions at 390 px, without an account; each sender goes away with a code that tells where it is."""
    desk.clock.go(date(2026, 4, 22), hour=19)
    for number, text in enumerate(opinions.BY_PHONE):
        citizen = desk.citizen
        citizen.page.goto(f"{citizen.address}/xa/{desk.cast.commune.slug}/gui-y-kien/", wait_until=READY)
        citizen.look()
        assert citizen.page.evaluate("document.documentElement.scrollWidth") <= 390
        citizen.fill("Ý kiến của anh/chị", text)
        citizen.fill("Họ và tên", f"Trần Thị Thứ {number + 1}")
        desk.clock.go(date(2026, 4, 22), hour=19, minute=2 * number + 1)
        answer_the_sum(citizen)
        citizen.press("Gửi ý kiến")
        citizen.sees("Mã tra cứu")
        citizen.go("Xem ý kiến đang ở đâu")
        citizen.sees("Xã đã nhận ý kiến và đang xem xét")
        assert squeeze(text) not in squeeze(citizen.page.inner_text("body")), (
            "a code shows the stage, not the words"
        )
    assert Petition.objects.filter(source="public_form").count() == 5


def answer_the_sum(citizen):
    """From the fourth in an hour on a small sum is asked, in words."""
    asked = citizen.page.get_by_text("bằng mấy?")
    if asked.count():
        one, other = re.match(r"(\w+) cộng (\w+)", asked.inner_text()).groups()
        citizen.page.locator("#id_sum").fill(str(FIGURES.index(one.lower()) + FIGURES.index(other)))


def paper_forms_are_keyed_in(desk):
    """Ten forms, not once the mouse: names and words typed, Ctrl+Enter for the next."""
    front = desk.front
    desk.clock.go(date(2026, 4, 23))
    front.start()
    front.go("Kiến nghị", "Thu thập", re.compile("^Lấy ý kiến"), "Thôn Hạ", "Nhập phiếu giấy")
    keys = front.page.keyboard
    for number, text in enumerate(opinions.ON_PAPER):
        field = front.page.get_by_label("Họ và tên")
        steps = 0
        while not field.evaluate("node => node === document.activeElement"):
            keys.press("Tab")
            steps += 1
            assert steps < 6, "the first thing to type is near"
        keys.type(f"Lý Thị Thứ {number + 1}")
        opinion = front.field("Ông/bà có kiến nghị gì?")
        while not opinion.evaluate("node => node === document.activeElement"):
            keys.press("Tab")
        keys.type(text)
        with front.page.expect_navigation(wait_until=READY):
            keys.press("Control+Enter")
        front.look()
    assert Petition.objects.filter(form_return__isnull=False).count() == 10


# --- sorting ----------------------------------------------------------------------------------------------------


def what_was_said_twice_is_merged(desk):
    office = desk.office
    desk.clock.go(date(2026, 4, 24))
    office.start()
    for text in (*opinions.BY_PHONE[:2], *opinions.ON_PAPER[:4]):
        office.go("Kiến nghị", "Có thể trùng")
        group = office.page.locator("form.twins").filter(has_text=text[:25]).first
        office.press("Gộp vào kiến nghị được giữ lại", within=group)
    assert Petition.objects.filter(state="merged").count() == 6
    assert listed(office, "state=merged") == 6


def everything_is_classified_by_keys(desk):
    """Row by row: j, g for the suggestion, letters for what it left open; the page is saved at once."""
    office = desk.office
    while Petition.objects.to_classify().exists():
        office.go("Kiến nghị", "Phân loại")
        rows = office.page.locator("[data-board] [data-row]")
        for place in range(rows.count()):
            office.page.keyboard.press("j")
            office.page.keyboard.press("g")
            row = rows.nth(place)
            for name, usual in ((FIELD, "other"), (COMPETENCE, "commune"), (TRIAGE, "at_conference")):
                box = row.locator(f"[name$='-{name}']")
                if not box.input_value():
                    office.page.keyboard.press(key_of(office, name, usual))
                assert box.input_value(), f"{name} of row {place} is set by keys"
        office.press("Lưu cả trang")
    assert listed(office, "state=received") == 0


def key_of(person, name, value):
    key = person.page.locator(f"[data-board-keys] [data-sets='{name}'][data-value='{value}']").first
    return key.get_attribute("data-key")


def everything_is_given_out(desk):
    """In bulk, a page of the list at a time, to three units in turn; the police gets its links by mail."""
    office = desk.office
    units = ("Phòng Kinh tế", "Phòng VH-XH", "Công an xã")
    for turn in range(12):
        if not listed(office, "state=to_assign"):
            break
        for box in office.page.locator("input[name=chon]").all()[:20]:
            box.check()
        office.press("Giao đơn vị các mục đã chọn")
        office.fill("Đơn vị chủ trì trả lời", units[turn % 3])
        office.fill("Hạn trả lời", "6/5/2026")
        if units[turn % 3] == "Công an xã":
            office.choose("Gửi kèm liên kết trả lời qua thư")
        office.press("Giao tất cả")
    assert listed(office, "state=to_assign") == 0
    assert Petition.objects.to_report_up().count() == listed(office, "state=classified")


# --- answers ----------------------------------------------------------------------------------------------------


def three_units_answer(desk):
    desk.clock.go(date(2026, 4, 27), hour=9)
    one_answers_on_its_page(desk)
    one_refuses_and_another_is_asked(desk)
    one_answers_from_its_mail(desk)
    desk.office.start()
    for _ in range(2):
        desk.office.go("Kiến nghị", "Trả lời", re.compile("^Trả lời KN|^KN-"))
        desk.office.press("Duyệt trả lời")
    assert listed(desk.office, "state=answered") == 2


def one_answers_on_its_page(desk):
    unit = desk.unit
    unit.start()
    unit.page.goto(f"{unit.address}/kien-nghi/?state=offered", wait_until=READY)
    unit.go(re.compile("^KN-"), "Việc của đơn vị tôi")
    unit.press("Nhận việc")
    unit.go("Soạn trả lời")
    write(unit)
    unit.press("Lưu bản soạn")
    unit.press("Gửi văn phòng duyệt")


def write(person):
    person.fill("Nội dung trả lời", "Đơn vị đã kiểm tra, nội dung nêu là đúng.")
    person.fill("Biện pháp giải quyết", "Sửa chữa trong quý II, thôn giám sát.")
    person.fill("Thời gian giải quyết", "xong trước 30/6/2026")


def one_refuses_and_another_is_asked(desk):
    culture, office = desk.culture, desk.office
    culture.start()
    culture.page.goto(f"{culture.address}/kien-nghi/?state=offered", wait_until=READY)
    culture.go(re.compile("^KN-"), "Việc của đơn vị tôi")
    code = re.search(r"KN-\d+-\d+", culture.page.inner_text("h1")).group()
    culture.go("Từ chối")
    culture.fill("Lý do từ chối", "Việc này thuộc Phòng Kinh tế.")
    culture.fill("Đơn vị đề nghị giao thay", "Phòng Kinh tế")
    culture.press("Từ chối")
    office.start()
    office.page.goto(f"{office.address}/kien-nghi/?q={code}", wait_until=READY)
    office.go(re.compile(f"^{code}"))
    office.sees("Việc này thuộc Phòng Kinh tế.")
    office.go("Giao đơn vị")
    office.fill("Hạn trả lời", "6/5/2026")
    office.press("Giao đơn vị")
    office.sees("Phòng Kinh tế", "Đã giao đơn vị")


def one_answers_from_its_mail(desk):
    """The police officer never signs in: the link in the mail opens one petition and dies with its answer."""
    mail.outbox.clear()
    deliver_waiting(limit=Notice.objects.count())
    letters = [letter for letter in mail.outbox if "/tra-loi-nhanh/" in letter.body]
    assert letters
    path = re.search(r"/tra-loi-nhanh/[^\s]+", letters[0].body).group()
    reader = desk.reader
    reader.page.goto(reader.address + path, wait_until=READY)
    reader.look()
    reader.press("Nhận việc")
    write(reader)
    with reader.page.expect_navigation(wait_until=READY):
        reader.page.get_by_role("button", name="Gửi Văn phòng duyệt").click()
    reader.sees("Cảm ơn anh/chị")
    assert reader.page.goto(reader.address + path, wait_until=READY).status == 410
    assert reader.page.locator("textarea").count() == 0, "a used link opens nothing"


# --- the report -------------------------------------------------------------------------------------------------


def the_report_counts_what_the_list_counts(desk):
    office = desk.office
    desk.clock.go(date(2026, 5, 4))
    office.start()
    office.page.goto(f"{office.address}/hoi-nghi/{desk.conference.pk}/bao-cao-tong-hop/", wait_until=READY)
    office.press("Lập báo cáo")
    report = {
        words: figure(office, words)
        for words in ("kiến nghị", "đã có trả lời", "đơn vị đang chuẩn bị", "báo cáo cấp trên")
    }
    address = office.page.url
    mine = f"conference={desk.conference.pk}"
    assert report == {
        "kiến nghị": listed(office, mine),
        "đã có trả lời": listed(office, f"{mine}&state=answered"),
        "đơn vị đang chuẩn bị": listed(office, f"{mine}&state=assigned"),
        "báo cáo cấp trên": listed(office, f"{mine}&triage=upward"),
    }
    assert report["kiến nghị"] == 1 + 50 + 6 + 5 + 10 - 6
    office.page.goto(address, wait_until=READY)
    office.go("Ban hành báo cáo")
    office.press("Ban hành báo cáo")
    office.go("Mở văn bản")
    words = text_of(paper(desk, office, "bao-cao-tong-hop"))
    matters = Petition.objects.matters().values_list("content", flat=True)
    assert len(matters) == report["kiến nghị"]
    assert [text for text in matters if squeeze(text) not in words] == []
    assert "TrầnThịThứ1" in words and "LýThịThứ1" in words, "who was merged is named with the matter"
    assert "0912" not in words
