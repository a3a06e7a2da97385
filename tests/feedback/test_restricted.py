"""Petitions on officials' conduct, or naming an official, are read by those who need it and by nobody else (LP-29)."""

from types import SimpleNamespace

import pytest
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from core.models import AuditEntry, Notice
from deadlines.models import Deadline
from feedback import services
from feedback.forms import SettleForm
from feedback.models import Assignment, Petition
from feedback.queries.officials import officials_of, why_restricted
from tests.factories.feedback import (
    a_petition,
    an_assignment,
)

SECRET = "ranh giới Quỳnh Lộc"
SKIPPED = ("sign_out", "sign_in")


def fresh(petition):
    return Petition.objects.get(pk=petition.pk)


def log_of(petition):
    return AuditEntry.objects.filter(action="petition.restrict", subject_id=petition.pk)


def test_a_text_with_an_officials_name_is_restricted_as_it_comes_in(cast):
    name = cast.chair.full_name
    found = a_petition(cast=cast, actor=cast.front, content=f"Đề nghị ông {name.upper()} trả lời.")
    assert found.names_official and found.is_restricted
    row = log_of(found).get()
    assert row.actor is None and "gợi ý của hệ thống" in row.sentence and name not in row.sentence
    assert not a_petition(cast=cast, content="Đề nghị xã trả lời.").names_official
    assert not a_petition(cast=cast, content=f"Cảm ơn {cast.front.full_name}.").names_official, "no official"


def test_names_of_the_commune_are_one_query_and_others_communes_do_not_count(
    cast, neighbours, django_assert_num_queries
):
    with django_assert_num_queries(1):
        names = officials_of(cast.commune)
    assert cast.unit.full_name in names and cast.party.full_name not in names
    assert why_restricted("can bo xa NHUNG NHIEU dan", []) == "nội dung có chữ “cán bộ” và “nhũng nhiễu”"
    assert why_restricted("Mong cán bộ xã giúp đỡ", []) == ""


def test_only_the_office_opens_it_and_what_was_ticked_at_entry_needs_no_words(cast):
    made = a_petition(cast=cast, content="Cán bộ xã hách dịch.", names_official=False)
    assert made.names_official and log_of(made).exists(), "a form that says no does not open it"
    ticked = a_petition(cast=cast, content="Việc riêng.", names_official=True)
    assert ticked.names_official and not log_of(ticked).exists()


def test_editing_restricts_new_words_only_and_leaves_what_the_office_lifted(cast):
    petition = a_petition(cast=cast, content="Cán bộ xã hách dịch.")
    services.classify_petition(
        petition=petition, field="administration", competence="commune", triage="later", is_urgent=False,
        names_official=False, actor=cast.office,
    )  # fmt: skip
    people = [{"name": "Bà A"}]

    def edit(content):
        row = fresh(petition)
        services.edit_petition(
            petition=row,
            values={"content": content},
            petitioners=people,
            version=row.version,
            actor=cast.office,
        )
        return fresh(petition).names_official

    assert not edit("Cán bộ xã hách dịch với dân.")
    assert not edit("Đề nghị hướng dẫn thủ tục.")
    assert edit("Cán bộ xã vòi tiền.")
    assert log_of(petition).count() == 2


def test_both_halves_of_a_restricted_petition_stay_restricted(cast):
    petition = a_petition(cast=cast, content="Cán bộ hách dịch. Đường hỏng.")
    new = services.split_petition(
        petition=petition,
        kept="Đường hỏng.",
        taken="Cán bộ hách dịch.",
        version=petition.version,
        actor=cast.office,
    )
    assert new.is_restricted and fresh(new).names_official


def test_what_was_taken_out_of_a_petition_is_read_by_the_office_and_the_chair_only(cast, sign_in):
    petition = a_petition(cast=cast, content="Cán bộ hách dịch. Đường hỏng.", collector=cast.units.front)
    new = services.split_petition(
        petition=petition, kept="Đường hỏng.", taken="Cán bộ hách dịch.", version=petition.version, actor=cast.office
    )  # fmt: skip
    row = fresh(petition)
    services.classify_petition(
        petition=row, field="infrastructure", competence="commune", triage="later", is_urgent=False,
        names_official=False, actor=cast.office,
    )  # fmt: skip
    assert fresh(new).is_restricted and not fresh(row).is_restricted
    for who, is_read in (("front", False), ("party", False), ("office", True), ("chair", True)):
        page = sign_in(getattr(cast, who)).get(f"/kien-nghi/{petition.pk}/").content.decode()
        assert "Đường hỏng" in page and ("hách dịch" in page) is is_read, who
        log = sign_in(getattr(cast, who)).get(reverse("history", args=["feedback.petition", petition.pk]))
        assert log.status_code == 200 and ("hách dịch" in log.content.decode()) is is_read, who


@pytest.fixture
def closed(cast):
    """Restricted, given to one unit; its words and its people must stand on no page of the others."""
    people = [{"name": "Bà Mật Danh", "hamlet": "Thôn Đông"}]
    petition = a_petition(cast=cast, content=f"Việc {SECRET}.", names_official=True, petitioners=people)
    services.classify_petition(
        petition=petition, field="land", competence="commune", triage="at_conference", is_urgent=True, actor=cast.office
    )  # fmt: skip
    return an_assignment(cast=cast, petition=petition, unit=cast.units.economy).petition


def addresses(conference):
    """Every address that needs no key or a conference's."""
    found = []

    def walk(patterns):
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns)
            elif one.name and one.name not in SKIPPED:
                args = [conference.pk] if one.name.startswith("conference_") else []
                try:
                    found.append(reverse(one.name, args=args))
                except NoReverseMatch:
                    continue

    walk(get_resolver().url_patterns)
    return sorted(set(found))


@pytest.mark.parametrize("who", ["front", "party", "other_unit", "province"])
def test_no_page_shows_its_words_to_those_who_may_not(sign_in, cast, closed, who):
    client = sign_in(getattr(cast, who))
    seen = 0
    for url in addresses(closed.conference):
        answer = client.get(url)
        if answer.status_code == 200 and not answer.streaming:
            seen += 1
            text = answer.content.decode(errors="ignore")
            assert SECRET not in text and "Mật Danh" not in text, url
    assert seen > 5
    assert client.get(reverse("petition_detail", args=[closed.pk])).status_code in (403, 404)
    listed = client.get("/kien-nghi/", {"q": "Quynh Loc"}).content.decode()
    assert closed.code not in listed


def test_those_who_need_it_read_it(sign_in, cast, closed):
    for who in ("office", "chair", "unit"):
        assert (
            SECRET
            in sign_in(getattr(cast, who)).get(reverse("petition_detail", args=[closed.pk])).content.decode()
        )


def test_its_words_stand_in_no_notice_and_no_deadline(cast, closed):
    texts = [
        *Notice.objects.values_list("title", "body"),
        *Deadline.objects.values_list("label", "subject_label"),
    ]
    assert texts and not any(SECRET in text for pair in texts for text in pair)
    assert closed.public_label == f"Kiến nghị {closed.code} (Đất đai)"
    assert not Assignment.objects.visible_to(cast.front).filter(petition=closed).exists()


def test_the_hall_sees_its_code_only(cast, closed):
    speech = SimpleNamespace(pk=1, conference=closed.conference, commune=cast.commune)
    shown = dict(SettleForm(contribution=speech).known)
    assert closed.code in shown and SECRET not in " ".join(shown.values())
