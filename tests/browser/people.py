"""People of a browser test: each signs in through the form, clicks, fills, and looks at every page; no services here."""

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from pypdf import PdfReader

from deadlines.sweep import sweep
from documents.models import Paper
from documents.tasks import render_pdf
from tests.conftest import PASSWORD

READY = "domcontentloaded"  # the script has run; fonts may still come
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
# What no page of the house may ever show: a value that is not there, a tag not rendered, somebody else's English.
SLIPS = re.compile(
    r"\bNone\b|\{\{|\}\}|\{%|%\}|\bTraceback\b|\bundefined\b|\bNaN\b|This field|is required|[Nn]ot found|Forbidden"
    r"|Server Error|Select a valid|Enter a |Page not|CSRF verification|\bAnonymousUser\b|Please "
)
PLACES = (
    "Việc của tôi", "Kế hoạch", "Hội nghị", "Kiến nghị", "Kết luận", "Theo dõi", "Giám sát", "Báo cáo", "Thời hạn",
    "Văn bản", "Hồ sơ",
)  # fmt: skip
TYPED = "[...document.querySelectorAll('input, textarea')].map(field => field.value).join('\\n')"


def launch(playwright):
    """Debian's chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)


def listen(page):
    """Every complaint of the browser (a script, the content security policy, a missing file) in one list."""
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def slips_of(page):
    """Words on the page, in its title and in its fields that should never be there."""
    words = "\n".join([page.title(), page.locator("body").inner_text(), page.evaluate(TYPED)])
    return sorted(set(SLIPS.findall(words)))


def squeeze(text):
    """Letters only: lines of a PDF break where they like."""
    return "".join(text.split())


class Clock:
    """The day of the story, for the whole process: server threads, sessions, deadlines. Time goes on by itself."""

    def __init__(self):
        self.journey = None

    def go(self, day, hour=8, minute=0):
        self.stop()
        moment = datetime.combine(day, datetime.min.time(), HANOI).replace(hour=hour, minute=minute)
        self.journey = time_machine.travel(moment, tick=True)
        self.journey.start()
        sweep()

    def stop(self):
        if self.journey is not None:
            self.journey.stop()
            self.journey = None


class Person:
    """One person at one browser; a page with a slip or a complaint of the browser fails the test where it stands."""

    def __init__(self, browser, address, user, width=1440):
        self.user, self.address = user, address
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
        self.page = context.new_page()
        self.page.set_default_timeout(8000)
        self.complaints = listen(self.page)

    # --- where the person is ----------------------------------------------------------------------------------

    def start(self):
        """Begin the day: Việc của tôi, after signing in where the session of another day is over."""
        self.page.goto(self.address, wait_until=READY)
        if self.page.locator("body.login").count():
            self.fill("Tên đăng nhập", self.user.username)
            self.fill("Mật khẩu", PASSWORD)
            self.press("Đăng nhập")
        self.look()
        self.sees("Việc của tôi", self.user.full_name)

    def look(self):
        assert slips_of(self.page) == [], f"{self.user}: {self.page.url}"
        assert self.complaints == [], f"{self.user}: {self.page.url}"

    def sees(self, *words):
        text = squeeze(self.page.locator("body").inner_text())
        missing = [word for word in words if squeeze(word) not in text]
        assert not missing, (
            f"{self.user} misses {missing} on {self.page.url}:\n{self.page.inner_text('main')}"
        )

    def sees_typed(self, *words):
        """What stands in the boxes of the page."""
        text = squeeze(self.page.evaluate(TYPED))
        missing = [word for word in words if squeeze(word) not in text]
        assert not missing, f"{self.user} misses {missing} in the boxes of {self.page.url}:\n{text}"

    def sees_refused(self, act, *words):
        """The act stands there locked, with the sentence that says why."""
        assert self.page.get_by_role("button", name=act, exact=True).is_disabled()
        self.sees(*words)

    # --- what the person does ---------------------------------------------------------------------------------

    def go(self, *links):
        """Follow links by their words, one page after the other: a place of the rail, a row, a tab."""
        for words in links:
            where = self.page.locator("nav.rail" if words in PLACES else "main")
            link = where.get_by_role("link", name=words, exact=isinstance(words, str)).first
            if words in PLACES and not link.count():
                where.get_by_text("Thêm", exact=True).click()  # on a phone the other places stand behind this
            with self.page.expect_navigation(wait_until=READY):
                link.click()
            self.look()

    def press(self, button, within=None):
        """Press a button and, where the house asks first, say yes."""
        exact = isinstance(button, str)
        target = (within or self.page).get_by_role("button", name=button, exact=exact).first
        with self.page.expect_navigation(wait_until=READY):
            target.click()
            if self.page.locator("#confirm").is_visible():
                self.page.click("#confirm-yes")
        self.look()

    def field(self, label, within=None):
        words = re.compile(rf"^\s*{re.escape(label)}\s*(\(không bắt buộc\))?\s*$")
        return (within or self.page).get_by_label(words).first

    def fill(self, label, value, within=None):
        field = self.field(label, within)
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def choose(self, *names, within=None):
        """Radio buttons and check boxes by their words."""
        for name in names:
            (within or self.page).get_by_label(name, exact=True).first.check()

    def download(self, link, folder, name):
        """The file behind a link, kept under that name."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link).first.click()
        path = folder / f"{name}.pdf"
        waiting.value.save_as(path)
        return path


def work():
    """What the worker would do now: make every PDF that waits."""
    for key in Paper.objects.exclude(pdf_state="done").values_list("pk", flat=True):
        render_pdf(key)


def text_of(path):
    """The letters of a PDF without blanks and line ends."""
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    return squeeze("\n".join(page.extract_text() for page in reader.pages))


def says(path, *words):
    text = text_of(path)
    missing = [word for word in words if squeeze(word) not in text]
    assert not missing, f"{path.name} does not say {missing}:\n{text}"
