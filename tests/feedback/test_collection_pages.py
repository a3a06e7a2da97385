"""Pages of collecting: designing, rounds, who collects, keying in, filling in online; hostile input of the link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from core.models import AuditEntry
from core.robots import PER_HOUR
from dialogue.services import cancel_conference
from documents.docx import docx_of
from documents.models import Paper
from feedback import services
from feedback.models import CollectionRound, Collector, FormReturn, OpinionForm, Petition
from tests.factories.collection import (
    a_collecting_collector,
    a_collector,
    a_return,
    a_round,
    an_opinion_form,
    fresh,
)
from tests.factories.core import a_unit
from tests.factories.feedback import TODAY_UTC, the_conference


def address(name, obj=None):
    return reverse(name, args=[obj.pk] if obj else [])


def page(client, name, obj=None, **query):
    answer = client.get(address(name, obj), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


# --- designing ---


def questions(*rows, total=None):
    data = {"q-TOTAL_FORMS": total or len(rows), "q-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        known = {"order": place + 1, "kind": "opinion", "text": "", "options": "", "field": ""}
        data |= {f"q-{place}-{name}": value for name, value in (known | row).items()}
    return data


HEAD = {"title": "Phiếu hỏi", "audience": "", "opening": "", "thanks": "", "asks_name": "on"}


def test_a_form_is_designed_without_a_script(sign_in, cast, neighbours):
    client = sign_in(cast.front)
    first = page(client, "opinion_form_add")
    assert "Ông/bà có ý kiến, kiến nghị gì?" in first and "An ninh trật tự" in first
    url = address("opinion_form_add")
    rows = questions(
        {"text": "Hai", "order": 2}, {"text": "Một", "order": 1}, {"text": "Bỏ", "is_removed": "on"}
    )
    more = client.post(url, HEAD | rows | {"more_questions": "1"}).content.decode()
    assert 'name="q-3-text"' in more and "error-summary" not in more and not OpinionForm.objects.exists()
    wrong = client.post(url, HEAD | questions({"text": "Chọn gì", "kind": "choice", "options": "Một"}))
    assert "ít nhất hai phương án" in wrong.content.decode()
    assert "ít nhất một câu hỏi" in client.post(url, HEAD | questions({})).content.decode()
    client.post(url, HEAD | rows)
    form = OpinionForm.objects.get()
    assert list(form.questions.values_list("text", flat=True)) == ["Một", "Hai"]
    assert "Hai" in page(client, "opinion_form_detail", form)
    edit = address("opinion_form_edit", form)
    assert client.post(edit, HEAD | questions({"text": "Ba"}) | {"version": form.version}).status_code == 302
    assert form.questions.get().text == "Ba"
    typed = client.post(edit, HEAD | questions({"text": "Bốn"}) | {"version": form.version}).content.decode()
    assert "Người khác vừa lưu" in typed and "Bốn" in typed
    assert client.post(address("opinion_form_copy", form)).status_code == 302
    assert OpinionForm.objects.count() == 2
    assert sign_in(cast.unit).get(edit).status_code == 403
    assert sign_in(cast.chair).get(edit).status_code == 403
    assert sign_in(neighbours.front).get(edit).status_code == 404


# --- rounds and collectors ---


def test_a_round_is_planned_opened_filled_and_closed_on_its_pages(sign_in, cast):
    form, conference = an_opinion_form(cast=cast), the_conference(cast)
    client = sign_in(cast.front)
    data = {
        "conference": conference.pk, "name": "Đợt 1", "form": form.pk, "from_on": "22/4/2026", "due_on": "20/4/2026",
        "instruction": "",
    }  # fmt: skip
    assert "Hạn nộp đứng trước" in client.post(address("collection_round_add"), data).content.decode()
    client.post(address("collection_round_add"), data | {"due_on": "30/4/2026"})
    row = CollectionRound.objects.get()
    assert "chưa có nơi thu thập" in page(client, "collection_round_detail", row)
    many = {"units": [cast.units.economy.pk, cast.units.front.pk], "audience": "Hộ dân", "forms_out": 50}
    client.post(address("collector_add_many", row), many)
    assert row.collectors.count() == 2
    added = {
        "unit": cast.units.economy.pk,
        "area": "Thôn Đông",
        "audience": "",
        "forms_out": 10,
        "due_on": "28/4/2026",
    }
    assert client.post(address("collector_add", row), added).status_code == 302
    assert "đã có trong đợt" in client.post(address("collector_add", row), added).content.decode()
    extra = Collector.objects.get(area="Thôn Đông")
    client.post(address("collector_edit", extra), added | {"audience": "Đoàn viên"})
    assert "Đoàn viên" in page(client, "collector_detail", extra)
    client.post(address("collector_remove", extra))
    assert row.collectors.count() == 2
    client.post(address("collection_round_open", row))
    text = page(client, "collection_round_detail", row)
    assert "ngày làm việc" in text and "Kết thúc đợt" in text
    collector = row.collectors.get(unit=cast.units.economy)
    edited = {"name": "Đợt 1b", "form": form.pk, "from_on": "22/4/2026", "due_on": "29/4/2026", "version": 2}
    assert client.post(address("collection_round_edit", row), edited).status_code == 302
    assert "29/04/2026" in page(sign_in(cast.unit), "collector_detail", collector)
    own = page(client, "collection_round_detail", row)
    assert "Phòng Kinh tế" in own and "Mặt trận Tổ quốc</a>" not in own
    client.post(address("collector_report", collector), {"forms_out": "61"})
    assert "không được" not in page(client, "collector_detail", collector)
    client.post(address("collector_submit", collector))
    assert fresh(collector).state == "handed_in" and fresh(collector).forms_out == 61
    assert client.get(address("collector_return", collector)).status_code == 403
    client = sign_in(cast.front)
    client.post(address("collector_return", collector), {"reason": "Còn thiếu xóm Đình"})
    assert fresh(collector).state == "collecting"
    client.post(address("collection_round_close", row))
    assert "nơi chưa báo nộp đủ: " in page(client, "collection_round_detail", row)
    assert client.post(address("collection_round_close", row)).status_code == 409
    client.post(address("collection_round_reopen", row))
    assert CollectionRound.objects.get().state == "open"


ROUND_PAGES = ["collection_round_detail", "collection_round_edit", "collection_round_results", "collector_add", "collector_add_many"]  # fmt: skip
ROUND_WRITES = [
    "collection_round_open",
    "collection_round_close",
    "collection_round_reopen",
    "collection_round_print",
]
COLLECTOR_PAGES = ["collector_detail", "collector_edit", "collector_return", "collector_key"]
COLLECTOR_WRITES = ["collector_submit", "collector_remove", "collector_report", "collector_print"]


def test_another_commune_and_another_unit_find_nothing(sign_in, cast, neighbours):
    collector = a_collecting_collector(cast=cast)
    made = a_return(cast=cast, collector=collector)
    things = [(name, collector.round) for name in ROUND_PAGES + ROUND_WRITES]
    things += [(name, collector) for name in COLLECTOR_PAGES + COLLECTOR_WRITES]
    for who in (neighbours.office, neighbours.front, cast.other_unit):
        client = sign_in(who)
        for name, obj in [*things, ("form_return_undo", made)]:
            assert client.post(address(name, obj)).status_code in (404, 403), name
            if name not in ROUND_WRITES + COLLECTOR_WRITES + ["form_return_undo"]:
                assert client.get(address(name, obj)).status_code in (404, 403), name
    assert sign_in(neighbours.office).get(address("collector_key", collector)).status_code == 404
    client = sign_in(cast.chair)
    for name in ROUND_WRITES:
        assert client.get(address(name, collector.round)).status_code == 405
        assert client.post(address(name, collector.round)).status_code in (403, 409)
    for name in ("collector_submit", "collector_print", "collector_report"):
        assert client.post(address(name, collector), {"forms_out": 1}).status_code == 403


@pytest.mark.parametrize("who", ["front", "unit"])
def test_lists_cost_the_same_with_many_rows(sign_in, cast, django_assert_max_num_queries, who):
    collector = a_collecting_collector(cast=cast)
    client = sign_in(getattr(cast, who))
    row = collector.round
    # The round's own page shows its history as well.
    urls = [(address("collection_round_list"), 10), (address("collection_round_detail", row), 11)]
    if who == "front":
        urls += [(address("collection_round_results", row), 10), (address("opinion_form_list"), 10)]

    def costs():
        found = []
        for url, most in urls:
            with django_assert_max_num_queries(most) as log:
                assert client.get(url).status_code == 200
            found.append(len(log))
        return found

    a_return(cast=cast, collector=collector)
    costs()
    before = costs()
    for place in range(4):
        a_collector(cast=cast, collection_round=row, area=f"Xóm {place}")
        a_return(cast=cast, collector=collector, said=(["Y tế"], "Một việc\n---\nviệc nữa"))
        a_collector(cast=cast, collection_round=a_round(cast=cast, form=row.form))
    assert costs() == before


# --- paper ---


def sheets():
    return Paper.objects.filter(kind="opinion_form")


def test_print_makes_a_form_with_the_link_as_code_and_in_words(sign_in, cast, settings):
    settings.SITE_URL = "https://doithoai.example.vn"
    collector = a_collecting_collector(cast=cast)
    answer = sign_in(cast.unit).post(address("collector_print", collector))
    paper = sheets().get()
    assert answer.url == address("paper_detail", paper)
    code = collector.link_code
    assert f"doithoai.example.vn/phieu/{code[:4]}-{code[4:8]}-{code[8:]}/" in paper.html
    assert "<svg" in paper.html and "style=" not in paper.html and "DỰ THẢO" not in paper.html
    assert "Ông/bà có kiến nghị gì?" in paper.html and "chậm nhất ngày 29/04/2026" in paper.html
    assert "None" not in paper.html and not paper.number_text
    assert docx_of(paper.html)
    sign_in(cast.front).post(address("collection_round_print", collector.round))
    assert sheets().count() == 2
    bare = a_collector(cast=cast, collection_round=services.add_collection_round(
        conference=collector.conference, actor=cast.front,
        values={"name": "x", "form": None, "from_on": collector.round.from_on, "due_on": collector.round.due_on, "instruction": ""},
    ))  # fmt: skip
    assert sign_in(cast.front).post(address("collector_print", bare)).status_code == 409
    assert page(sign_in(cast.front), "collector_detail", bare)


# --- keying in ---


def key(collector, **said):
    names = [f"q{pk}" for pk in collector.round.form.questions.values_list("pk", flat=True)]
    known = {"returned_on": "21/4/2026", "hamlet": "Thôn Đông", "name": "", "phone": ""}
    return known | {names[int(place[1:])]: text for place, text in said.items() if place[1:].isdecimal()} | {
        name: text for name, text in said.items() if not name[1:].isdecimal()
    }  # fmt: skip


def test_forms_are_keyed_in_one_after_the_other_with_what_stays_kept(sign_in, cast):
    collector = a_collecting_collector(cast=cast)
    client, url = sign_in(cast.unit), address("collector_key", collector)
    text = client.get(url).content.decode()
    assert "autofocus" in text and "data-keying" in text and "1. Đất đai · 2. Môi trường · 3. Y tế" in text
    answer = client.post(
        url, key(collector, q0="1, 3", q1="Sửa đường.\n---\nThêm đèn.", q3="2", name="Ông Bình")
    )
    assert answer.status_code == 302 and "ngay=2026-04-21" in answer.url
    after = client.get(answer.url).content.decode()
    assert 'value="Thôn Đông"' in after and 'value="21/04/2026"' in after and "Phiếu số 1" in after
    assert "đã về <strong>1</strong>" in after and 'value="Ông Bình"' not in after
    made = FormReturn.objects.get()
    chosen = made.answers.exclude(question__kind="opinion").values_list("option", flat=True)
    assert sorted(chosen) == ["Bằng văn bản", "Y tế", "Đất đai"]
    assert made.petitions.count() == 2 and str(made.returned_on) == "2026-04-21"
    for said in ({"q0": "4"}, {"q0": "x"}, {"q3": "1 2"}, {"q1": ""}, {"q1": "x", "returned_on": "1/1/2099"}):
        wrong = client.post(url, key(collector, **said))
        assert wrong.status_code == 200 and "error-summary" in wrong.content.decode(), said
    assert FormReturn.objects.count() == 1
    assert client.get(f"{url}?ngay=khong-phai&thon=%3Cb%3E").status_code == 200
    assert client.post(address("form_return_undo", made)).url == url
    assert not Petition.objects.exists()
    # The office sees a link to mend what it keyed in; a unit sees the code only.
    client = sign_in(cast.office)
    client.post(url, key(collector, q1="Sửa cầu."))
    assert address("petition_detail", Petition.objects.get()) in client.get(url).content.decode()


def test_villages_stand_before_the_departments_where_collectors_are_chosen(sign_in, cast):
    village = a_unit(cast=cast, name="Thôn Yên")
    text = page(sign_in(cast.front), "collector_add_many", a_round(cast=cast))
    assert text.index(village.official_name) < text.index(cast.units.economy.official_name)


def test_who_could_not_be_told_that_collecting_begins_is_named(sign_in, cast):
    row = a_collector(cast=cast).round
    village = a_unit(cast=cast, name="Thôn Yên")
    a_collector(cast=cast, collection_round=row, unit=village)
    client = sign_in(cast.front)
    client.post(address("collection_round_open", row))
    text = page(client, "collection_round_detail", row)
    assert f"1 nơi chưa có ai dùng tài khoản nên chưa nhận được báo: {village.short_name}." in text


def test_the_hamlet_of_a_village_is_written_without_typing(client, sign_in, cast):
    village = a_unit(cast=cast, name="Thôn Đoài")
    collector = a_collecting_collector(cast=cast, unit=village)
    for text in (
        client.get(reverse("collector_fill", args=[collector.link_code])).content.decode(),
        sign_in(cast.front).get(address("collector_key", collector)).content.decode(),
    ):
        assert f'value="{village.short_name}"' in text.replace(f'<option value="{village.short_name}">', "")
    made = a_return(cast=cast, collector=collector, actor=cast.front)
    assert made.petitions.get().hamlet == village.short_name


# --- online ---


@pytest.fixture
def online(client, cast):
    """(send, collector): posts the form as a browser does, ten seconds after opening it."""
    collector = a_collecting_collector(cast=cast)
    url = reverse("collector_fill", args=[collector.link_code])

    def send(wait=10, **said):
        with time_machine.travel(TODAY_UTC, tick=False) as clock:
            form = client.get(url).context["form"]
            said.setdefault("ticket", form.next_ticket)
            clock.shift(timedelta(seconds=wait))
            return client.post(url, key(collector, **said))

    send.url = url
    return send, collector


def test_a_form_sent_online_gives_a_tracking_code_for_each_matter(online, client):
    send, collector = online
    text = client.get(send.url).content.decode()
    assert "Ông/bà có kiến nghị gì?" in text and 'type="radio"' in text and "<script>" not in text
    lost = client.get(reverse("collector_fill", args=["ABC"]))
    assert lost.status_code == 404 and "quét lại mã QR" in lost.content.decode()
    answer = send(q0=["Đất đai"], q1="Sửa đường.\n---\nThêm đèn.", name="Bà Hoa", hide_name="on")
    assert answer.status_code == 302
    made = FormReturn.objects.get()
    assert (made.via, made.entered_by, made.number) == ("online", None, 1)
    thanks = client.get(answer.url).content.decode()
    for petition in Petition.objects.all():
        assert reverse("track", args=[petition.tracking_code]) in thanks and petition.hide_name
    assert thanks.count("<svg") >= 2 and "Bà Hoa" not in thanks
    # Dashes, small letters: as people type it. The codes are shown to the browser that sent the form only.
    assert client.get(reverse("collector_fill", args=[collector.link_code.lower()])).status_code == 200
    client.post(reverse("collector_forget", args=[collector.link_code]))
    assert client.get(answer.url).status_code == 302
    entry = AuditEntry.objects.about(Petition.objects.first()).last()
    assert entry.actor is None


def test_the_link_takes_nothing_while_the_round_is_not_open_and_wrong_codes_are_404(online, client, cast):
    send, collector = online
    for code in ("X", "ABCDEFGHJKMN", "%00", "a" * 300, "..", "<script>"):
        assert client.get(f"/phieu/{code}/").status_code in (404, 400), code
    services.close_collection_round(collection_round=collector.round, actor=cast.front)
    shut = client.get(send.url)
    assert shut.status_code == 409 and "không còn nhận phiếu" in shut.content.decode()
    late = client.post(send.url, key(collector, q1="Sửa đường <b>liên thôn</b>."))
    assert late.status_code == 409 and "Sửa đường &lt;b&gt;liên thôn" in late.content.decode()
    waiting = a_collector(cast=cast, collection_round=a_round(cast=cast))
    soon = client.get(reverse("collector_fill", args=[waiting.link_code]))
    assert soon.status_code == 409 and "chưa bắt đầu" in soon.content.decode()
    assert not FormReturn.objects.exists()


def test_a_conference_called_off_ends_collecting_for_it(online, client, cast, sign_in):
    send, collector = online
    cancel_conference(conference=collector.round.conference, reason="Hoãn vì bão", actor=cast.chair)
    assert client.get(send.url).status_code == 409
    assert "Đôn đốc, kết thúc đợt" in sign_in(cast.front).get(address("my_work")).content.decode()
    assert client.post(address("collector_key", collector), key(collector, q1="Sửa")).status_code == 409
    client.post(address("collection_round_close", collector.round))
    assert client.post(address("collection_round_reopen", collector.round)).status_code == 409
    assert not FormReturn.objects.exists()


def test_hostile_texts_are_kept_as_words_or_refused(online, client, cast, sign_in):
    send, collector = online
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    assert send(q1=script, name=script[:100]).status_code == 302
    petition = Petition.objects.get()
    assert petition.content == script
    for answer in (client.get(reverse("collector_thanks", args=[collector.link_code])),):
        assert "<script>alert" not in answer.content.decode() and "onerror=alert" not in answer.content.decode().replace("&lt;img src=x onerror=alert", "")  # fmt: skip
    for said in ({"q1": "x" * 6000}, {"q1": ""}, {"q0": ["Bịa"], "q1": ""}, {"q1": "x", "name": "n" * 500},
                 {"q1": "a\x00b"}, {"q1": "\n---\n".join("abcdefghijkl")}, {"q1": "x", "phone": "<b>"}):  # fmt: skip
        assert send(**said).status_code == 200, said
    assert FormReturn.objects.count() == 1
    assert client.post(send.url, {"ticket": ["a", "b"], "q1": "x"}).status_code == 200


def test_robots_are_kept_off(online, client):
    send, _ = online
    assert send(q1="Sửa đường.", website="http://spam").status_code == 200
    assert send(q1="Sửa đường.", wait=1).status_code == 200
    assert send(q1="Sửa đường.", ticket="bịa").status_code == 200
    assert not FormReturn.objects.exists()
    ticket = client.get(send.url).context["form"].next_ticket
    assert send(q1="Sửa đường.", ticket=ticket).status_code == 302
    again = send(q1="Sửa đường.", ticket=ticket)
    assert again.status_code == 200 and "gửi rồi" in again.content.decode()
    codes = {send(q1=f"Việc {number}").status_code for number in range(PER_HOUR + 1)}
    assert 429 in codes and FormReturn.objects.count() <= PER_HOUR


def test_names_of_options_and_titles_cannot_smuggle_markup(sign_in, cast):
    evil = "<img src=x onerror=alert(1)>"
    rows = [{"kind": "choice", "text": evil, "options": f"{evil}\nHai", "field": "", "is_required": False}]
    form = an_opinion_form(cast=cast, questions=rows, title=evil, opening=evil, thanks=evil)
    collector = a_collecting_collector(cast=cast, collection_round=a_round(cast=cast, form=form))
    client = sign_in(cast.front)
    urls = [
        address("opinion_form_detail", form),
        address("collector_key", collector),
        address("collector_detail", collector),
    ]
    urls += [
        reverse("collector_fill", args=[collector.link_code]),
        address("collection_round_results", collector.round),
    ]
    client.post(address("collector_print", collector))
    texts = [client.get(url).content.decode() for url in urls] + [sheets().get().html]
    assert not [text for text in texts if "<img" in text]


def test_the_conference_has_a_tab_and_the_office_sees_late_rounds(sign_in, cast):
    collector = a_collecting_collector(cast=cast)
    url = address("conference_detail", collector.conference)
    text = sign_in(cast.front).get(url).content.decode()
    assert f"{address('collection_round_list')}?conference={collector.conference.pk}" in text
    with time_machine.travel("2026-05-05 03:00:00+00:00", tick=False):
        desk = sign_in(cast.office).get(address("my_work")).content.decode()
    assert "Đôn đốc, kết thúc đợt thu thập" in desk and "1 nơi chưa nộp." in desk
