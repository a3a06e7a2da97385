"""The fence of public forms, QR codes, and the place behind a proxy; no page yet."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from core.qr import qr_svg
from core.robots import FIGURES, PER_HOUR, SENT_ALREADY, TOO_OLD, TOO_QUICK, TRAPPED, PeopleForm
from core.throttle import address_of, place_of


class Opinion(PeopleForm):
    content = forms.CharField(label="Ý kiến")


REQUEST = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")


def opened():
    """What the page of an empty form carries, hidden."""
    return {"ticket": Opinion(request=REQUEST).next_ticket, "content": "Đường hỏng"}


def later(seconds):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


def words(form):
    return " ".join(form.non_field_errors())


def test_a_form_is_sent_once_and_not_too_quickly_or_late():
    said = opened()
    early = Opinion(said, request=REQUEST)
    assert not early.is_valid() and words(early) == TOO_QUICK
    with later(4):
        form = Opinion(said | {"ticket": early.next_ticket}, request=REQUEST)
        assert form.is_valid() and form.admit()
        again = Opinion(said | {"ticket": early.next_ticket}, request=REQUEST)
        assert again.is_valid() and not again.admit() and words(again) == SENT_ALREADY
    with later(4 * 60 * 60):
        late = Opinion(said, request=REQUEST)
        assert not late.is_valid() and words(late) == TOO_OLD


@pytest.mark.parametrize("ticket", ["", "x", "eyJhdCI6MH0:1x:abc", "\x00", "é" * 900])
def test_a_ticket_that_is_not_ours_is_none(ticket):
    form = Opinion(opened() | {"ticket": ticket}, request=REQUEST)
    assert not form.is_valid() and words(form) == TOO_OLD


def test_who_fills_in_the_hidden_box_is_asked_to_send_again():
    said = opened() | {"website": "http://spam.example"}
    with later(10):
        form = Opinion(said, request=REQUEST)
        assert not form.is_valid() and words(form) == TRAPPED
        page = render_to_string("components/robots.html", {"form": form})
        assert "spam" not in page and 'tabindex="-1"' in page and "display" not in page


def test_many_from_one_place_answer_a_sum_and_too_many_wait():
    tickets = [opened() for _ in range(PER_HOUR + 1)]
    with later(10):
        answers = [Opinion(said, request=REQUEST) for said in tickets[:4]]
        assert [form.is_valid() and form.admit() for form in answers] == [True, True, True, False]
        assert answers[3].has_wrong_sum and answers[3].status == 200
        page = render_to_string("components/robots.html", {"form": answers[3]})
        one, other = re.search(r"(\w+) cộng (\w+) bằng mấy", page).groups()
        total = FIGURES.index(one.lower()) + FIGURES.index(other)
        said = tickets[3] | {"ticket": answers[3].next_ticket, "sum": str(total)}
        form = Opinion(said, request=REQUEST)
        assert form.is_valid() and form.admit()
        for said in tickets[6:]:
            form = Opinion(said, request=REQUEST)
            form.is_valid() and form.admit()
        assert form.status == 200
        form = Opinion(tickets[4], request=REQUEST)
        assert form.is_valid() and not form.admit()
        assert (
            form.status == 429
            and "Hãy thử lại sau" in words(form)
            and form["content"].value() == "Đường hỏng"
        )
        other = Opinion(tickets[4], request=RequestFactory().get("/", REMOTE_ADDR="203.0.113.8"))
        assert other.is_valid() and other.admit()


def test_a_forwarded_address_counts_only_behind_our_proxy(settings):
    def asked(remote, said):
        return RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=said)

    assert address_of(asked("127.0.0.1", "198.51.100.9")) == "127.0.0.1"
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8", "unix"]
    assert address_of(asked("127.0.0.1", "1.2.3.4, 198.51.100.9")) == "198.51.100.9"
    assert address_of(asked("", "198.51.100.9, 10.1.2.3")) == "198.51.100.9"
    assert address_of(asked("203.0.113.7", "198.51.100.9")) == "203.0.113.7"
    assert address_of(asked("127.0.0.1", "<script>")) == "127.0.0.1"
    one, other = asked("2001:db8::1", ""), asked("2001:db8::ffff:1", "")
    assert place_of(one) == place_of(other) != place_of(asked("2001:db8:1::1", ""))


def test_a_qr_code_says_what_it_is_and_carries_no_style():
    svg = qr_svg("https://doithoai.example.vn/tra-cuu/ABCD/", 'Mã <tra cứu> "A"')
    seen = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, dict(attrs)))

    Reader().feed(svg)
    assert seen[0][0] == "svg" and seen[0][1]["aria-label"] == 'Mã <tra cứu> "A"'
    assert [tag for tag, _ in seen] == ["svg", "title", "path", "path"] and "style" not in svg
