"""Words of petitions compared: pure functions."""

import random
import time

from feedback.matching import Likeness, Phrases, content_key, marked, pairs_of, spelled
from feedback.wordlists import conduct_words, named_in, phrases_of

RANH = "Rãnh thoát nước khu chợ bị tắc, cứ mưa là ngập vào nhà dân. Đề nghị nạo vét và làm nắp đậy."
RANH_BARE = "De nghi xa nao vet ranh thoat nuoc khu cho, cu mua la ngap nha dan"
RANH_SHORT = "Rãnh thoát nước ở khu chợ tắc đã lâu, mưa là ngập vào nhà. Mong xã nạo vét."
DEN = "Đèn đường thôn Đoài hỏng nhiều bóng, đi lại buổi tối nguy hiểm"
DAT = "Đề nghị xã đo đạc lại diện tích đất trong sổ đỏ của gia đình tôi."


def test_pairs_leave_out_words_of_courtesy_and_stand_once():
    assert pairs_of("Đề nghị xã xem xét nạo vét mương, nạo vét mương!") == [
        "nao vet",
        "vet muong",
        "muong nao",
    ]
    assert pairs_of("Kính đề nghị các cấp quan tâm") == []


def test_the_same_matter_is_alike_with_and_without_marks_and_another_is_not():
    index = Likeness({"ranh": RANH, "bare": RANH_BARE, "short": RANH_SHORT, "den": DEN, "dat": DAT})
    found = index.like(RANH, but=("ranh",))
    assert [one.key for one in found] == ["bare", "short"]
    assert 0.25 < found[1].score <= found[0].score < 1
    assert "thoat nuoc" in found[0].pairs
    assert index.groups() == [["ranh", "bare", "short"]]


def test_equal_texts_are_found_however_often_they_stand():
    texts = dict.fromkeys(range(300), "Đề nghị sửa đường trục thôn Đoài.") | {"den": DEN}
    index = Likeness(texts)
    assert index.like("ĐỀ NGHỊ sửa đường trục, thôn Đoài", most=1)[0].score == 1
    assert [len(group) for group in index.groups()] == [300]
    assert content_key("") == "" and Likeness({1: "", 2: "!"}).groups() == []


def test_shared_words_are_marked_as_they_are_written():
    assert marked("Rãnh thoát nước ở khu chợ", {"thoat nuoc", "khu cho", "ranh thoat"}) == [
        ("Rãnh thoát nước", True), (" ở ", False), ("khu chợ", True),
    ]  # fmt: skip
    assert marked("Không có gì", set()) == [("Không có gì", False)]
    assert marked("", {"a b"}) == []
    assert "".join(piece for piece, _ in marked(RANH, pairs_of(RANH_SHORT))) == RANH
    assert spelled("Mương  thoát nước", "thoat nuoc") == "thoát nước"


def test_phrases_heed_marks_unless_the_text_has_none():
    table = Phrases({"price": ["giá cả"], "water": ["thuỷ lợi", "thoát nước"]})
    assert table.found("Công trình thủy lợi") == [("water", "thuỷ lợi")]
    assert table.found("cong trinh thuy loi, gia ca") == [("price", "giá cả"), ("water", "thuỷ lợi")]
    assert table.found("Gia cả nhà tôi") == []


def test_a_part_of_a_longer_phrase_does_not_count_again():
    found = phrases_of("field_words").found("Nhà văn hoá thôn chưa có bàn ghế")
    assert found == [("culture", "nhà văn hoá")]


def test_words_on_conduct_need_an_official_and_a_deed():
    assert conduct_words("Cán bộ địa chính nhũng nhiễu dân") == ("cán bộ", "nhũng nhiễu")
    assert conduct_words("Đề nghị cán bộ xã hướng dẫn") is None
    assert conduct_words("Ngân hàng gây khó dễ") is None
    assert named_in("ong TRAN VAN BAY noi nang coc can", ["Lê Thị Tám", "Trần Văn Bảy"]) == "Trần Văn Bảy"
    assert named_in("Trần Văn Bảyx", ["Trần Văn Bảy"]) == ""


def test_two_thousand_petitions_are_compared_in_a_moment():
    words = [word for text in (RANH, DEN, DAT) for word in text.split()] + [
        f"từ{number}" for number in range(900)
    ]
    rand = random.Random(4)
    texts = {number: " ".join(rand.choices(words, k=40)) for number in range(2000)}
    begun = time.process_time()
    index = Likeness(texts)
    index.like(RANH)
    assert time.process_time() - begun < 1, (
        "0.15 s on the office's PC; the bound leaves room for a busy machine"
    )
