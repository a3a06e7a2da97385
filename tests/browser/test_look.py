"""The style guide in headless Chromium: accessible in both themes, no sideways scrolling, the script's promises."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpResponse
from django.shortcuts import render
from django.test.testcases import LiveServerThread
from django.urls import path
from playwright.sync_api import sync_playwright

from core.states import Role

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]
PLACES = ["Việc của tôi", "Kế hoạch", "Hội nghị", "Kiến nghị", "Kết luận", "Theo dõi", "Thời hạn", "Văn bản"]


class Commune(SimpleNamespace):
    is_sample = True
    is_province = False

    def __str__(self):
        return "xã Lạc Phượng"


def somebody():
    """A person as the frame sees one, without a database."""
    unread = SimpleNamespace(count=lambda: 3)
    return SimpleNamespace(
        is_authenticated=True,
        full_name="Nguyễn Thị Minh Hạnh",
        roles={Role.OFFICE},
        delegations_now=[],
        commune=Commune(),
        main_post=SimpleNamespace(
            title="Chánh Văn phòng", unit=SimpleNamespace(short_name="Văn phòng HĐND và UBND")
        ),
        notices=SimpleNamespace(unread=lambda: unread),
    )


def guide(request):
    request.user = somebody()
    return render(request, "core/styleguide.html")


def refusal(request):
    request.user = somebody()
    return render(request, "409.html", {"sentence": "Chưa công bố thông báo.", "back": "/"}, status=409)


def saved(request):
    request.user = somebody()
    return render(request, "core/my_work.html", {"items": []})


urlpatterns = [
    path("", guide, name="guide"),
    path("chua-duoc/", refusal),
    path("xong/", saved),
    path("ngay/", lambda request: HttpResponse("Chủ nhật, ngày nghỉ"), name="day_hint"),
]


@pytest.fixture
def address(settings):
    settings.RAIL = [(label, "guide", "inbox", []) for label in PLACES]
    settings.MIDDLEWARE = ["csp.middleware.CSPMiddleware"]
    options = settings.TEMPLATES[0]["OPTIONS"]
    options = {
        **options,
        "context_processors": ["django.template.context_processors.request", "core.context.frame"],
    }
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(scope="module")
def chromium():
    args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=args)
        yield browser
        browser.close()


def open_page(chromium, url, width=1440, **options):
    page = chromium.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(url)
    return page


def test_every_component_is_accessible_in_both_themes_and_on_a_phone(chromium, address):
    for width, scheme in [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]:
        page = open_page(chromium, address, width, color_scheme=scheme, bypass_csp=True)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == [], (width, scheme)


@pytest.mark.parametrize("width", [390, 720, 1024, 1440])
def test_nothing_scrolls_sideways_at_any_width_or_at_double_zoom(chromium, address, width):
    page = open_page(chromium, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == [], "the content security policy holds and the script runs"


def test_slash_goes_to_the_search_and_j_walks_the_rows(chromium, address):
    page = open_page(chromium, address)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Công bố thông báo"


def test_a_weighty_act_asks_before_it_is_sent_and_is_sent_once(chromium, address):
    page = open_page(chromium, address)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.click(".action-bar button.btn-primary")
    assert page.locator("#confirm").is_visible() and sent == []
    page.keyboard.press("Escape")
    assert not page.locator("#confirm").is_visible() and sent == []
    page.click(".action-bar button.btn-primary")
    page.click("#confirm-yes")
    page.wait_for_load_state()
    assert len(sent) == 1


def test_typed_text_survives_a_refusal_and_is_forgotten_once_saved(chromium, address):
    page = open_page(chromium, address)

    def type_and_send(target):
        page.goto(address)
        page.fill("#id_reason", "Hội trường sửa chữa đến hết tuần.")
        page.wait_for_timeout(600)  # the script keeps a text 400 ms after the last key
        page.evaluate(f"document.querySelector('#bieu-mau form').action = '{target}'")
        page.click("#bieu-mau button[type=submit]")
        page.wait_for_url(f"**{target}")

    type_and_send("/chua-duoc/")
    assert page.evaluate("localStorage.length") == 1
    page.goto(address)
    assert page.input_value("#id_reason") == "Hội trường sửa chữa đến hết tuần."
    assert "Đã lấy lại" in page.inner_text(".autosave-note")
    type_and_send("/xong/")
    assert page.evaluate("localStorage.length") == 0


def test_a_typed_date_names_its_weekday_and_a_day_off_at_once(chromium, address):
    page = open_page(chromium, address)
    page.fill("#id_held_on", "22/11/2026")
    hint = page.locator("[data-date]:has(#id_held_on) .day-hint")
    hint.filter(has_text="ngày nghỉ").wait_for()
    assert "is-off" in hint.get_attribute("class")
