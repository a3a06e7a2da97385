"""Finding petitions: codes, names, words in any order, without marks, with typing slips; the same on both databases."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.models import Petition, SearchWord
from feedback.queries import as_written, search
from feedback.states import Field
from tests.factories.feedback import a_classified_petition, a_petition

WORDS = ["thoat", "nuoc", "duong", "nghieng", "muong", "rac", "truong", "den", "chieu", "sang", "khuya"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def book(cast):
    """Three petitions of two years."""
    return [
        a_petition(cast=cast, content="Nạo vét mương thoát nước, mưa là ngập."),
        a_petition(
            cast=cast, content="Lắp đèn chiếu sáng ở ngõ Đình.", hamlet="Thôn Cẩm La",
            petitioners=[{"name": "Ông Đặng Văn Đoàn", "hamlet": "Thôn Cẩm La"}],
        ),
        a_classified_petition(cast=cast, content="Trả hồ sơ chậm hai tháng.", field=Field.LAND),
    ]  # fmt: skip


def hits(user, text, **more):
    return search.found(user, Petition.objects.visible_to(user), text, **more)


def codes(user, text, **more):
    return set(hits(user, text, **more).rows.values_list("code", flat=True))


def test_words_are_found_in_any_order_without_marks_and_without_their_signs(cast, book):
    drain, lamp, land = (petition.code for petition in book)
    for text in ("thoat nuoc", "nước, thoát!", "NUOC THOAT MUA", "vét mương", "thoát  nước."):
        assert codes(cast.office, text) == {drain}, text
    assert codes(cast.office, "dang van doan") == {lamp}
    assert codes(cast.office, "cam la den") == {lamp}
    assert codes(cast.office, "đất đai") == {land}  # the name of its field
    assert codes(cast.office, "dat") == set()  # a part of it is not
    assert codes(cast.office, "!!! ---") == set()
    assert codes(cast.office, "%") == codes(cast.office, "_") == set()


def test_codes_are_found_as_people_write_them(cast, book, neighbours):
    first = book[0].code
    assert first == "KN-2026-0001"
    for text in ("KN-2026-0001", "kn-2026-0001", "2026-1", "2026-01", "2026/1", "KN 2026-0001", "kn2026-1"):
        assert codes(cast.office, text) == {first}, text
    assert codes(cast.office, "2026-99") == set()
    secret = book[1].tracking_code
    spoken = f"{secret[:4]}-{secret[4:8]} {secret[8:]}".lower()
    assert codes(cast.office, spoken) == {book[1].code}
    assert codes(cast.front, spoken) == codes(neighbours.office, spoken) == set()


def test_a_mistyped_word_is_mended_and_said(cast, book, sign_in):
    drain, lamp, _ = (petition.code for petition in book)
    for text, code in (
        ("thoat nuco", drain), ("thaot nuoc", drain), ("thoatnuoc", drain), ("thoát nướcc", drain), ("muogn", drain),
        ("chieu snag", lamp), ("chiieu", lamp), ("dang van doaan", lamp),
    ):  # fmt: skip
        assert code in codes(cast.office, text), text
        assert not codes(cast.office, text, exact=True), text
    client = sign_in(cast.office)
    page = client.get(reverse("petition_list"), {"q": "thoat nuco"}).content.decode()
    assert "Không thấy “thoat nuco”; đang tìm “thoát nước”" in page
    assert "exact=on" in page and drain in page
    page = client.get(reverse("petition_list"), {"q": "thoat nuco", "exact": "on"}).content.decode()
    assert "đang tìm" not in page and drain not in page


def test_what_is_known_is_never_mended(cast, book):
    for text in ("thoat nuoc", "thoa", "nuo", "ngap", "xyz", "2026", "ab", "кириллица", "a" * 300):
        assert not hits(cast.office, text).mended, text
    assert hits(cast.office, "nuco ngap").mended == {"nuco": [("nuoc",)]}


def test_the_vocabulary_is_the_communes_own(cast, book, neighbours):
    assert not search.near_words(neighbours.office.commune_id, ["nuco"])
    assert search.near_words(cast.commune.pk, ["nuco"])
    assert not SearchWord.objects.filter(word="2026").exists()


@st.composite
def slips(draw):
    """A word of the vocabulary and what one slip of the finger makes of it."""
    word = draw(st.sampled_from(WORDS))
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from("less more other swap".split()))
    if kind == "less":
        return word, word[:place] + word[place + 1 :]
    if kind == "more":
        return word, word[:place] + letter + word[place:]
    if kind == "other":
        return word, word[:place] + letter + word[place + 1 :]
    return word, word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]


@given(slips())
@settings(max_examples=400, deadline=None)
def test_every_single_slip_leads_back_to_its_word(pair):
    """Whatever slip is made in a word, it is among what may be meant; so the database is asked for it."""
    word, typed = pair
    assert typed == word or word in search.one_slip(typed)
    assert search.distance(word, typed) <= 1


@pytest.mark.django_db
def test_every_slip_of_every_word_is_found_in_the_table(cast):
    """The same through the table: known by itself, known as a part of a word, or mended to the word among others."""
    SearchWord.objects.bulk_create([SearchWord(commune=cast.commune, word=word) for word in WORDS])
    for word in ("thoat", "nghieng", "rac"):
        for typed in sorted(search.one_slip(word)):
            if len(typed) < search.SHORTEST or any(typed in known for known in WORDS):
                continue
            near = search.near_words(cast.commune.pk, [typed]).get(typed, [])
            assert (word,) in near, (typed, near)


def test_the_words_are_shown_as_the_petitions_write_them(book):
    mended = {"nuco": [("nuoc",), ("nuoi",)], "den": [("den",)]}
    assert as_written("thoat nuco", mended, book) == "thoát nước"
    assert as_written("xnuco", {"xnuco": [("qqq",)]}, book) == "qqq"


def test_a_hostile_search_is_only_a_search(cast, book, sign_in):
    client = sign_in(cast.office)
    for text in ("' OR 1=1 --", "\\", "%%%", "*" * 5000, "<script>alert(1)</script>", "a " * 2000, "\x00", "😀", "{{7*7}}"):  # fmt: skip
        answer = client.get(reverse("petition_list"), {"q": text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
