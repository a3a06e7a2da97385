"""The notice for everybody: personal data out by rule, read by a person, published, taken down (LP-33, TM-27, QN-56)."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from conclusions import services
from conclusions.models import ConclusionItem, ConclusionNotice, ResultPublication
from conclusions.queries import work_items
from conclusions.queries.publishing import clean, people_of_conference, public_text
from conclusions.states import PublicationState
from core.models import AuditEntry
from core.refusals import NotYourRole, Refused, StaleEdit
from deadlines.models import Deadline
from deadlines.services import start_deadline
from deadlines.states import DeadlineKind, DeadlineState
from tests.factories import conclusions as make
from tests.factories.deadlines import a_rule
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
PRIVATE = (
    "Ông Nguyễn Văn Bình (0912345678, CCCD 030 085 001 234, binh@example.vn), số nhà 7A, ngõ 3/12 thôn Đông, đề nghị "
    "nạo vét mương thoát nước dài 300 m trên đường liên thôn, kinh phí 120.000.000 đồng. Anh Bình sẽ cùng giám sát."
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-22 03:00:00+00:00", tick=False):
        yield


def url(name, *args):
    return reverse(name, args=args)


def a_publication(*, cast, text=PRIVATE, **line):
    """Prepared from an issued notice whose pending line holds every kind of personal data."""
    notice = make.an_issued_notice(cast=cast)
    ConclusionItem.objects.filter(notice=notice, group="pending").update(content=text, **line)
    return services.prepare_result_publication(notice=notice, actor=cast.office)


def published(*, cast, **more):
    publication = a_publication(cast=cast, **more)
    return services.publish_result_publication(
        result_publication=publication, actor=cast.office, is_checked=True
    )


def words_of(publication):
    return " ".join(
        f"{line['text']} {line['result']}" for part in publication.content for line in part["lines"]
    )


# --- what the rules take out ------------------------------------------------------------------------------------


def test_names_numbers_and_addresses_are_taken_out_each_with_its_reason(cast):
    """LP-33: answered matters without personal data; every piece that went is shown with why."""
    publication = a_publication(cast=cast)
    words = words_of(publication)
    for gone in ("Bình", "0912345678", "030 085", "binh@example.vn", "số nhà 7A", "ngõ 3"):
        assert gone not in words, gone
    for kept in (
        "nạo vét mương thoát nước dài 300 m trên đường liên thôn",
        "120.000.000 đồng",
        "sẽ cùng giám sát",
    ):
        assert kept in words, kept
    reasons = {row["before"]: row["why"] for row in publication.removals}
    assert reasons["Ông Nguyễn Văn Bình"] == reasons["Anh Bình"] == "Tên người kiến nghị"
    assert reasons["0912345678"] == "Số điện thoại" and reasons["binh@example.vn"] == "Địa chỉ thư điện tử"
    assert reasons["030 085 001 234"] == "Số giấy tờ tùy thân"
    assert reasons["số nhà 7A, ngõ 3/12"] == "Địa chỉ nhà"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Nhà ở số 7, ngõ 3, thôn Đông bị ngập.", "Nhà ở [giấu địa chỉ], thôn Đông bị ngập."),
        ("Nhà tôi ở ngõ 5, số nhà 12/4 ngập.", "Nhà tôi ở [giấu địa chỉ] ngập."),
        ("Số nhà 15 đường Trần Phú bị lún.", "[giấu địa chỉ] bị lún."),
        ("Sửa ngõ 3 thôn Đông và đường số 2.", "Sửa ngõ 3 thôn Đông và đường số 2."),
        ("Thông báo số 12 ngày 5/6; số 3, mục II.", "Thông báo số 12 ngày 5/6; số 3, mục II."),
        ("Thửa đất số 45, tờ bản đồ số 7.", "Thửa đất số 45, tờ bản đồ số 7."),
    ],
)
def test_where_somebody_lives_goes_and_the_road_that_is_mended_stays(text, left):
    assert clean(text, [])[0] == left


def test_people_of_merged_petitions_are_taken_out_too(cast):
    conference = make.a_held_conference(cast=cast)
    with on_the(conference.held_on, 12):
        kept = conference.petitions.filter(content__contains="nạo vét").get()
        twin = make.a_petition(
            cast=cast, conference=conference, people=[{"name": "Đào Thị Mơ", "phone": "0905111222"}]
        )
        make.feedback.merge_petition(petition=twin, into=kept, actor=cast.office)
    assert "Đào Thị Mơ" in [row["name"] for row in people_of_conference(conference)]
    assert clean("Bà Đào Thị Mơ đã nêu.", people_of_conference(conference))[0] == "[giấu tên] đã nêu."


@pytest.mark.parametrize("line", [{"is_restricted": True}, {"kind": "remedy"}], ids=str)
def test_restricted_lines_stay_out_whole(cast, line):
    """TD-68, LP-29: what is said of an official stands in the notice and nowhere in public."""
    publication = a_publication(cast=cast, text="Kiểm điểm trách nhiệm cán bộ địa chính.", **line)
    assert "Kiểm điểm" not in words_of(publication)
    assert [row["why"] for row in publication.removals if row["kind"] == "line"] == [
        "Mục hạn chế phổ biến, không đưa ra công khai"
    ]


def test_a_person_hides_more_and_can_add_nothing(cast):
    """Every word left is the issued notice's own."""
    publication = a_publication(cast=cast)
    notice = ConclusionNotice.objects.get(pk=publication.notice_id)
    key = f"item-{notice.items.filter(group='answered').first().pk}"
    services.edit_result_publication(
        result_publication=publication, phrases=["300 m", "<b>"], hidden=[key], version=1, actor=cast.office
    )
    words = words_of(publication)
    assert "dài [lược bỏ] trên" in words and "sổ đỏ" not in words
    assert {row["why"] for row in publication.removals} >= {
        "Người soát giấu thêm",
        "Người soát không đưa mục này ra công khai",
    }
    content, removals = public_text(notice)
    assert (publication.content, publication.removals) != (content, removals)
    services.edit_result_publication(
        result_publication=publication, phrases=[], hidden=[], version=2, actor=cast.office
    )
    assert publication.content == content, (
        "what was hidden by hand comes back, what the rules took out does not"
    )
    entry = AuditEntry.objects.filter(action="result_publication.edit").first()
    assert "Bình" not in str(entry.changes) and "0912" not in str(entry.changes)


def test_the_second_of_two_who_hide_is_told(cast):
    publication = a_publication(cast=cast)
    again = ResultPublication.objects.get(pk=publication.pk)
    services.edit_result_publication(
        result_publication=publication, phrases=["300 m"], hidden=[], version=1, actor=cast.office
    )
    with pytest.raises(StaleEdit):
        services.edit_result_publication(
            result_publication=again, phrases=[], hidden=[], version=1, actor=cast.clerk
        )


# --- publishing -------------------------------------------------------------------------------------------------


def law_runs(cast, notice):
    start_deadline(
        rule=a_rule(code="LAW-3"), subject=notice.conference, subject_label="x", anchor_on=notice.conference.ends_on,
        actor=None, commune=cast.commune,
    )  # fmt: skip
    return Deadline.objects.about(notice.conference).of_kind(DeadlineKind.RESULT_PUBLISHED)


def test_publish_result_publication_is_the_publics_row_and_meets_the_laws_deadline(cast):
    """LP-33, QN-56, LAW-3: ten days after the conference; the conclusion's own clock waits for its recipients."""
    publication = a_publication(cast=cast)
    deadline = law_runs(cast, publication.notice)
    services.publish_result_publication(result_publication=publication, actor=cast.office, is_checked=True)
    row = publication.notice.dispatches.get(kind="public", unit=None)
    assert (row.channel, row.sent_on) == ("web", date(2026, 5, 22))
    assert row.proof.endswith(f"/xa/lac-phuong/ket-luan/{publication.pk}/")
    assert deadline.get().state == DeadlineState.MET
    board = publication.notice.dispatches.exclude(unit=None).get(kind="public")
    assert board.sent_on is None, "the notice board is a row of its own"
    assert (publication.checked_by, publication.published_on) == (cast.office, date(2026, 5, 22))


def test_the_office_is_asked_to_publish_while_the_laws_period_runs(cast):
    """LAW-3: an act that waits on the desk, with its last day, until everybody can read it."""
    publication = a_publication(cast=cast)
    assert not [item for item in work_items(cast.office) if "Công khai kết quả" in item.sentence]
    deadline = law_runs(cast, publication.notice)
    waiting = [item for item in work_items(cast.office) if "Công khai kết quả" in item.sentence]
    assert [item.due_on for item in waiting] == [deadline.get().due_on]
    services.publish_result_publication(result_publication=publication, actor=cast.office, is_checked=True)
    assert not [item for item in work_items(cast.office) if "Công khai kết quả" in item.sentence]


def test_publish_result_publication_needs_somebody_who_has_read_it(cast):
    publication = a_publication(cast=cast)
    with pytest.raises(Refused, match="đọc lại toàn bộ"):
        services.publish_result_publication(
            result_publication=publication, actor=cast.office, is_checked=False
        )
    with pytest.raises(NotYourRole, match="Chỉ văn phòng"):
        services.publish_result_publication(result_publication=publication, actor=cast.chair, is_checked=True)
    old = publication.version
    services.edit_result_publication(
        result_publication=publication, phrases=["300 m"], hidden=[], version=old, actor=cast.clerk
    )
    with pytest.raises(Refused, match="Người khác vừa sửa"):
        services.publish_result_publication(
            result_publication=publication, actor=cast.office, is_checked=True, version=old
        )


def test_publish_result_publication_not_what_was_edited_at_that_moment(cast):
    """Read, found fine, and changed by another before the act: what nobody has read is not public."""
    row = a_publication(cast=cast)
    as_read = type(row).objects.get(pk=row.pk)
    services.edit_result_publication(
        result_publication=row, phrases=["mương"], hidden=[], version=row.version, actor=cast.clerk
    )
    with pytest.raises(Refused, match="vừa thay đổi"):
        services.publish_result_publication(
            result_publication=as_read, actor=cast.office, is_checked=True, version=as_read.version
        )
    assert not type(row).objects.exclude(published_on=None).exists()


def test_what_is_public_is_not_changed_under_the_readers_eyes(cast):
    publication = published(cast=cast)
    with pytest.raises(Refused, match="đang công khai"):
        services.edit_result_publication(
            result_publication=publication,
            phrases=[],
            hidden=[],
            version=publication.version,
            actor=cast.office,
        )
    again = services.prepare_result_publication(notice=publication.notice, actor=cast.office)
    assert again.pk == publication.pk


def test_a_name_that_became_known_later_is_found_before_publishing_again(cast):
    """The rules are asked once more at the press of the button: petitioners may have been corrected since."""
    publication = a_publication(cast=cast, text="Theo đề nghị của bà Vũ Thị Xuyến, xã sửa cống.")
    assert "Xuyến" in words_of(publication)
    person = publication.conference.petitions.first().petitioners.first()
    type(person).objects.filter(pk=person.pk).update(name="Vũ Thị Xuyến")
    with pytest.raises(Refused, match="Vũ Thị Xuyến"):
        services.publish_result_publication(
            result_publication=publication, actor=cast.office, is_checked=True
        )


def test_withdraw_result_publication_within_the_period_reopens_the_duty(cast):
    publication = a_publication(cast=cast)
    deadline = law_runs(cast, publication.notice)
    services.publish_result_publication(result_publication=publication, actor=cast.office, is_checked=True)
    with pytest.raises(Refused, match="Hãy ghi lý do gỡ"):
        services.withdraw_result_publication(result_publication=publication, actor=cast.office, reason=" ")
    with on_the(date(2026, 5, 23)):
        services.withdraw_result_publication(
            result_publication=publication, actor=cast.office, reason="Còn lộ tên."
        )
    assert deadline.get().state == DeadlineState.OPEN
    assert publication.notice.dispatches.get(kind="public", unit=None).sent_on is None
    with on_the(date(2026, 5, 24)):
        services.publish_result_publication(
            result_publication=publication, actor=cast.office, is_checked=True
        )
    assert deadline.get().met_on == date(2026, 5, 24)


def test_withdraw_result_publication_after_the_period_leaves_the_day_that_was(cast):
    publication = a_publication(cast=cast)
    deadline = law_runs(cast, publication.notice)
    services.publish_result_publication(result_publication=publication, actor=cast.office, is_checked=True)
    with on_the(date(2026, 8, 3)):
        services.withdraw_result_publication(
            result_publication=publication, actor=cast.office, reason="Hết thời gian."
        )
    row = publication.notice.dispatches.get(kind="public", unit=None)
    assert deadline.get().met_on == row.sent_on == date(2026, 5, 22) and "đã gỡ 03/08/2026" in row.proof


def test_a_published_day_that_was_recorded_before_stays(cast):
    """The radio was quicker than the page."""
    publication = a_publication(cast=cast)
    rows = list(publication.notice.dispatches.filter(kind="public", unit=None))
    make.send(cast=cast, notice=publication.notice, rows=rows, sent_on=date(2026, 5, 21), channel="radio")
    services.publish_result_publication(result_publication=publication, actor=cast.office, is_checked=True)
    assert publication.notice.dispatches.get(pk=rows[0].pk).channel == "radio"


# --- pages ------------------------------------------------------------------------------------------------------


def test_the_result_goes_from_the_notice_to_everybody_through_the_pages(sign_in, cast, client):
    """TM-27, QN-56: prepared, hidden in, read, published, read by a visitor, taken down."""
    notice = make.an_issued_notice(cast=cast)
    ConclusionItem.objects.filter(notice=notice, group="pending").update(content=PRIVATE)
    office = sign_in(cast.office)
    text = office.get(url("conclusion_notice_detail", notice.pk)).content.decode()
    assert "Lập bản công khai" in text
    answer = office.post(url("result_publication_prepare", notice.pk))
    publication = ResultPublication.objects.get()
    assert answer.url == url("result_publication_detail", publication.pk)
    text = office.get(answer.url).content.decode()
    assert "Tên người kiến nghị" in text and "Ông Nguyễn Văn Bình" in text, (
        "the checker sees what went and why"
    )
    edit = url("result_publication_edit", publication.pk)
    assert office.get(edit).status_code == 200
    assert office.post(edit, {"phrases": "300 m\n\n", "version": 1}).status_code == 302
    publish = url("result_publication_publish", publication.pk)
    stays = office.post(publish, {"version": 2})
    assert "đánh dấu xác nhận đã soát" in stays.content.decode()
    assert office.post(publish, {"version": 2, "is_checked": "on"}).status_code == 302
    office.logout()
    page = client.get(url("public_result", "lac-phuong", publication.pk))
    text = page.content.decode()
    assert page.status_code == 200 and "nạo vét mương" in text and "Phòng Kinh tế" in text
    for gone in ("Bình", "0912345678", "300 m", "item-"):
        assert gone not in text, gone
    listed = client.get(url("public_results", "lac-phuong")).content.decode()
    assert notice.conference.title in listed
    assert (
        url("public_results", "lac-phuong") in client.get(url("public_home", "lac-phuong")).content.decode()
    )
    office = sign_in(cast.office)
    withdraw = url("result_publication_withdraw", publication.pk)
    assert office.post(withdraw, {"reason": "Cần xem lại."}).status_code == 302
    assert client.get(url("public_result", "lac-phuong", publication.pk)).status_code == 404
    publication.refresh_from_db()
    assert publication.state == PublicationState.WITHDRAWN


def test_only_what_is_published_is_found_and_only_under_its_own_commune(client, cast, neighbours):
    draft = a_publication(cast=cast)
    assert client.get(url("public_result", "lac-phuong", draft.pk)).status_code == 404
    services.publish_result_publication(result_publication=draft, actor=cast.office, is_checked=True)
    assert client.get(url("public_result", "lac-phuong", draft.pk)).status_code == 200
    assert client.get(url("public_result", "thanh-mien", draft.pk)).status_code == 404
    assert client.post(url("public_result", "lac-phuong", draft.pk)).status_code in (200, 405)
    assert "Xã chưa công khai kết quả" in client.get(url("public_results", "thanh-mien")).content.decode()


def test_the_public_list_costs_the_same_with_many_rows(client, cast, django_assert_max_num_queries):
    for _ in range(3):
        published(cast=cast)
    with django_assert_max_num_queries(6):
        assert client.get(url("public_results", "lac-phuong")).status_code == 200


def test_units_party_and_strangers_do_not_see_what_was_hidden(sign_in, cast, neighbours):
    publication = published(cast=cast)
    named = ("detail", "edit", "publish", "withdraw")
    for person in (cast.unit, cast.party, cast.province):
        client = sign_in(person)
        for name in named:
            assert client.get(url(f"result_publication_{name}", publication.pk)).status_code == 403, name
    client = sign_in(neighbours.office)
    for name in named:
        assert client.get(url(f"result_publication_{name}", publication.pk)).status_code == 404, name
    assert client.post(url("result_publication_prepare", publication.notice_id)).status_code == 404
    client = sign_in(cast.front)
    assert client.get(url("result_publication_detail", publication.pk)).status_code == 200
    assert client.post(url("result_publication_withdraw", publication.pk), {"reason": "x"}).status_code == 403
    text = sign_in(cast.party).get(url("conclusion_notice_detail", publication.notice_id)).content.decode()
    assert "Xem như người dân" in text and "Những chỗ đã giấu" not in text


def test_wrong_methods_and_states_explain_themselves(sign_in, cast):
    publication = published(cast=cast)
    client = sign_in(cast.office)
    assert client.get(url("result_publication_prepare", publication.notice_id)).status_code == 405
    for name in ("edit", "publish"):
        assert client.post(url(f"result_publication_{name}", publication.pk)).status_code == 409, name
    draft = make.a_draft(cast=cast)
    answer = client.post(url("result_publication_prepare", draft.pk))
    assert answer.status_code == 409 and "chưa ban hành" in answer.content.decode()
