"""The tags and filters of the look: words of dates, shapes of tones, buttons of acts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import path as route

from core.access import Action
from core.providers import ConferenceTab, StagePart, WorkItem
from core.templatetags import ui
from core.templatetags.ui import SHAPES, TONES, DeadlineBadge

urlpatterns = [route("ngay/", lambda request: HttpResponse(), name="day_hint")]
pytestmark = pytest.mark.urls(__name__)

MONDAY = date(2026, 11, 16)
BADGE = DeadlineBadge("Công bố thông báo", date(2026, 11, 5), "soon", "còn 3 ngày làm việc", "/vi-sao/")


def draw(source, path="/", **context):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=False)
    return engines["django"].from_string("{% load ui %}" + source).render(context, request)


def test_dates_read_as_the_office_writes_them():
    assert ui.vn_date(MONDAY) == "16/11/2026"
    assert ui.vn_day(MONDAY) == "thứ Hai, 16/11/2026"
    assert ui.vn_day(date(2026, 11, 15)) == "Chủ nhật, 15/11/2026"


def test_an_evening_instant_in_utc_belongs_to_the_next_vietnamese_day():
    moment = datetime(2026, 11, 15, 17, 30, tzinfo=UTC)
    assert ui.vn_date(moment) == "16/11/2026"
    assert ui.vn_datetime(moment) == "00:30, 16/11/2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 14), "hôm kia"),
        (date(2026, 11, 15), "hôm qua"),
        (date(2026, 11, 16), "hôm nay"),
        (date(2026, 11, 17), "ngày mai"),
        (date(2026, 11, 18), "ngày kia"),
        (date(2026, 11, 19), "19/11/2026"),
    ],
)
@time_machine.travel(datetime(2026, 11, 15, 18, 0, tzinfo=UTC))
def test_near_days_have_names_by_the_vietnamese_calendar(day, words):
    assert ui.relative_day(day) == words


@pytest.mark.parametrize(
    "write", [ui.vn_date, ui.vn_day, ui.vn_datetime, ui.relative_day, ui.dash, ui.vn_number]
)
def test_nothing_is_written_as_a_dash(write):
    assert write(None) == "—"


def test_zero_is_not_nothing():
    assert ui.dash(0) == 0
    assert ui.vn_number(0) == "0"


@pytest.mark.parametrize(
    ("figure", "text"),
    [(1234567, "1.234.567"), (Decimal("1234.50"), "1.234,5"), (12.5, "12,5"), (Decimal(100), "100")],
)
def test_figures_take_dots_and_a_comma(figure, text):
    assert ui.vn_number(figure) == text


def test_every_tone_has_its_own_shape():
    assert set(SHAPES) == set(TONES)
    assert len(set(SHAPES.values())) == len(TONES)


def test_status_says_the_word_with_a_shape_and_never_with_colour_alone():
    plan = SimpleNamespace(state="issued", get_state_display=lambda: "Đã ban hành")
    html = draw("{% status_badge plan %}", plan=plan)
    assert "Đã ban hành" in html and "tone-good" in html and "<svg" in html
    assert html == draw('{% include "components/status.html" with state=plan %}', plan=plan).strip() + "\n"


def test_a_model_may_name_the_tone_of_its_state_itself():
    odd = SimpleNamespace(state="issued", state_tone="late", get_state_display=lambda: "Ban hành muộn")
    assert "tone-late" in draw("{% status_badge odd %}", odd=odd)


ROOMS = ["core", "deadlines", "documents", "plans", "dialogue", "feedback", "conclusions"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_state_of_every_room_has_a_tone(room):
    module = import_module(f"{room}.states")
    kinds = [kind for name, kind in vars(module).items() if name.endswith("State") and isinstance(kind, type)]
    missing = {value for kind in kinds for value in kind.values} - set(ui.STATE_TONES)
    assert not missing, "add the word to STATE_TONES in core/templatetags/ui.py"


def test_an_unknown_tone_is_neutral():
    assert "tone-neutral" in draw('{% status_badge label="Lạ" tone="tím" %}')


def test_deadline_badge_says_how_long_until_when_and_offers_why():
    html = draw("{% deadline_badge badge %}", badge=BADGE)
    assert "còn 3 ngày làm việc" in html and "hết" in html and "thứ Năm, 05/11/2026" in html
    assert 'href="/vi-sao/"' in html and 'hx-get="/vi-sao/"' in html and "Vì sao là ngày này?" in html


def test_compact_deadline_badge_leaves_the_question_out():
    assert "Vì sao" not in draw("{% deadline_badge badge compact=True %}", badge=BADGE)


def test_deadline_badge_without_a_date_shows_only_its_phrase():
    html = draw("{% deadline_badge badge %}", badge=DeadlineBadge("Thông báo", None, "exempt", "miễn"))
    assert "miễn" in html and "<time" not in html and "None" not in html
    assert "—" in draw("{% deadline_badge badge %}", badge=None)


def test_provisional_deadline_says_so():
    badge = DeadlineBadge("Kết luận", MONDAY, "info", "còn 30 ngày làm việc", is_provisional=True)
    assert "tạm tính" in draw("{% deadline_badge badge %}", badge=badge)


def test_next_deadline_names_what_whose_and_when():
    html = draw('{% next_deadline badge who="Văn phòng" %}', badge=BADGE)
    for word in ("Công bố thông báo", "Văn phòng", "còn 3 ngày làm việc", "thứ Năm, 05/11/2026"):
        assert word in html


ACTS = [
    Action("submit", "Trình", "/trinh/", True, tone="primary"),
    Action("edit", "Sửa", "/sua/", True, is_form=True),
    Action("issue", "Ban hành", "/ban-hanh/", False, "Kế hoạch chưa được duyệt."),
]


def test_action_bar_posts_enabled_acts_and_links_those_that_ask_for_something():
    html = draw('{% action_bar "x" actions=acts %}', acts=ACTS)
    assert '<form method="post" action="/trinh/"' in html and "csrfmiddlewaretoken" in html
    assert 'data-confirm-title="Trình?"' in html
    assert 'href="/sua/"' in html and 'action="/sua/"' not in html


def test_action_bar_shows_a_refused_act_disabled_with_its_reason():
    html = draw('{% action_bar "x" actions=acts %}', acts=ACTS)
    assert 'disabled aria-describedby="why-acts-issue"' in html and 'id="why-acts-issue"' in html
    assert "Kế hoạch chưa được duyệt." in html and "/ban-hanh/" not in html


def test_history_tells_who_did_what_with_changes_and_escapes_them():
    entry = SimpleNamespace(
        at=datetime(2026, 11, 16, 1, 0, tzinfo=UTC),
        actor_label="Hệ thống",
        sentence="đã đổi ngày",
        note="",
        changes={"ngày": ["", "<b>16/11</b>"]},
    )
    html = draw("{% history entries=entries %}", entries=[entry])
    assert "08:00, 16/11/2026" in html and "Hệ thống" in html and "đã đổi ngày." in html
    assert "&lt;b&gt;16/11" in html and "(trống)" in html


@time_machine.travel(datetime(2026, 11, 16, 3, 0, tzinfo=UTC))
def test_work_items_stand_under_their_urgency():
    items = [
        WorkItem("Việc trễ", "/1", "Làm", date(2026, 11, 13)),
        WorkItem("Việc hôm nay", "/2", "Làm", MONDAY),
        WorkItem("Việc không hạn", "/3", "Làm"),
    ]
    html = draw("{% work_items items %}", items=items)
    places = [html.index(word) for word in ("Quá hạn", "Việc trễ", "Hôm nay", "Việc hôm nay", "Không có hạn")]
    assert places == sorted(places)
    assert "tone-late" in html and "tone-today" in html


def test_no_work_is_said_kindly():
    assert "Không còn việc nào chờ anh/chị." in draw("{% work_items items %}", items=[])


def test_stage_strip_marks_where_the_conference_stands_in_words():
    stages = [
        StagePart("plan", "Kế hoạch", "done", "Đã ban hành.", "/ke-hoach/"),
        StagePart("notice", "Thông báo", "blocked", "Chưa công bố."),
    ]
    html = draw("{% stage_strip stages %}", stages=stages)
    assert "xong" in html and "đang vướng" in html and html.count('aria-current="step"') == 1


def test_sort_link_turns_round_and_forgets_the_page():
    assert 'href="?q=a&amp;sap=due_on"' in draw('{% sort_link "Hạn" "due_on" %}', path="/?q=a&trang=3")
    html = draw('{% sort_link "Hạn" "due_on" %}', path="/?sap=due_on")
    assert 'href="?sap=-due_on"' in html and "tăng dần" in html


def test_pager_keeps_the_filters():
    page = Paginator(range(60), 25).get_page(2)
    html = draw('{% include "components/pager.html" %}', path="/?q=dat&trang=2", page=page)
    assert "q=dat&amp;trang=3" in html and "Trang 2 / 3" in html and "dòng 26–50" in html


def test_tabs_mark_the_page_that_is_open():
    tabs = [ConferenceTab("Tổng quan", "/a/"), ConferenceTab("Kiến nghị", "/b/", 42)]
    html = draw('{% include "components/tabs.html" %}', path="/b/", tabs=tabs)
    assert html.count("aria-current") == 1 and '/b/" aria-current="page"' in html and "42" in html


def test_callout_and_panel_escape_their_titles():
    assert "&lt;i&gt;" in draw('{% callout "warning" title %}x{% endcallout %}', title="<i>")
    assert "&lt;i&gt;" in draw("{% panel title %}x{% endpanel %}", title="<i>")


class TripForm(forms.Form):
    title = forms.CharField(label="Tên hội nghị", help_text="Như trên giấy mời.")
    day = forms.DateField(label="Ngày", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")], widget=forms.RadioSelect)
    text = forms.CharField(label="Lý do", widget=forms.Textarea, required=False)


def test_field_has_label_help_and_says_what_is_optional():
    html = draw("{{ form }}", form=TripForm())
    assert (
        '<label for="id_title">Tên hội nghị</label>' in html
        and 'aria-describedby="id_title_helptext"' in html
    )
    assert html.count("(không bắt buộc)") == 2
    assert 'placeholder="16/5/2026"' in html and 'data-hint-url="/ngay/"' in html and "data-autosave" in html


def test_errors_stand_beside_the_field_and_on_top_with_links():
    form = TripForm({"title": "", "day": "31/2/2026"})
    html = draw('{% include "components/form.html" %}', form=form)
    assert 'href="#id_title"' in html and 'href="#id_kind_0"' in html and 'id="id_title_error"' in html
    assert "Chưa điền mục này." in html and "Ngày chưa đúng." in html
    assert 'value="31/2/2026"' in html, "what was typed stays"


def test_a_stale_edit_shows_both_texts():
    form = TripForm({"title": "Mới"})
    form.conflict = {"title": ("Tên hội nghị", "Bản của người khác", "Mới")}
    html = draw("{{ form }}", form=form)
    assert "Bản đang lưu" in html and "Bản của người khác" in html and "Bản của anh/chị" in html


def test_no_component_carries_inline_style_or_script():
    for folder in ("components", "django", "core"):
        for path in (engines["django"].engine.dirs[0] / folder).rglob("*.html"):
            text = path.read_text()
            assert " style=" not in text and " on" + "click" not in text and "<style" not in text, path


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_of_last_resort_need_neither_request_nor_context(name):
    html = engines["django"].get_template(name).render()
    assert "<h1>" in html and "None" not in html and "Về trang đầu" in html


@pytest.mark.parametrize("name", ["403.html", "409.html"])
def test_refusal_pages_show_the_sentence_and_the_way_back(name):
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=False)
    html = (
        engines["django"]
        .get_template(name)
        .render({"sentence": "Chỉ Chủ tịch ký được.", "back": "/x/"}, request)
    )
    assert "Chỉ Chủ tịch ký được." in html and 'href="/x/"' in html
