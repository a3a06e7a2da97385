"""The secretary's desk as its people use it: what the hall's script sends, the page stays where it is."""

import re

from playwright.sync_api import expect

from tests.browser.people import READY

POLL = 6000  # ms within which every screen knows what a desk did


def open_page(person, path):
    person.page.goto(f"{person.address}{path}", wait_until=READY)
    person.look()


def tap(person, words, within=None):
    """A button that the hall's script sends: the page stays where it is."""
    place = within or person.page
    place.get_by_role("button", name=words).first.click()


def shows(person, *words, where="body"):
    """Within a few seconds, without anybody loading the page anew."""
    for text in words:
        expect(person.page.locator(where)).to_contain_text(text, timeout=POLL, use_inner_text=True)


def forget_conflicts(desk):
    """Two desks at once are told so (409), and the browser notes it; of anything else it may not complain."""
    assert all("409" in said or "ERR_FAILED" in said for said in desk.complaints), desk.complaints
    desk.complaints.clear()


def key(person, keys):
    """A key that a person presses who has seen what the desk shows: one that has just changed takes none."""
    person.page.wait_for_timeout(100)
    expect(person.page.locator(".is-fresh")).to_have_count(0, timeout=POLL)
    person.page.locator("main").press(keys)


def register(person, name, hamlet):
    form = person.page.locator("#them")
    form.locator("[name=speaker]").fill(name)
    form.locator("[name=place]").fill(hamlet)
    form.locator("[name=place]").press("Enter")
    shows(person, name, where=".desk-queue")


def speaks(desk, name):
    expect(desk.page.locator(".desk-floor .desk-name")).to_contain_text(name, timeout=POLL)


def outcome(desk, speaker, values):
    """The form beside the floor; no page is left for it."""
    link = desk.page.get_by_role("link", name=f"Ghi kết quả lượt phát biểu của {speaker}").first
    link.click()
    expect(desk.page.locator("#outcome[data-asked]")).to_contain_text(speaker, timeout=POLL)
    form = desk.page.locator("#outcome form")
    for name, value in values.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("node => node.type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(**value if isinstance(value, dict) else {"value": value})
        else:
            field.fill(value)
    form.get_by_role("button", name=re.compile("^Ghi kết quả")).first.click()
    expect(desk.page.locator("#outcome")).to_contain_text("Đã ghi.", timeout=POLL)
    expect(desk.page.locator(".desk-outcomes")).not_to_contain_text(speaker, timeout=POLL)


def steps(desk, count):
    """The next steps of the programme, each begun and ended."""
    for _ in range(count):
        tap(desk, re.compile("^Bắt đầu mục này"))
        tap(desk, re.compile("^Kết thúc mục"))
        expect(desk.page.get_by_role("button", name=re.compile("^Kết thúc mục"))).to_have_count(
            0, timeout=POLL
        )


def speak(desk, name, hamlet):
    """Somebody speaks without having waited, and has ended."""
    form = desk.page.locator("#them")
    form.locator("[name=speaker]").fill(name)
    form.locator("[name=place]").fill(hamlet)
    tap(desk, re.compile("^Mời nói ngay"), within=form)
    speaks(desk, name)
    tap(desk, re.compile("^Kết thúc lượt"))
    shows(desk, "Vừa xong")
