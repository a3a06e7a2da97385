"""What the room says elsewhere: Việc của tôi, a conference's home page, the first draft's record."""

from datetime import date

import pytest

from conclusions import services
from conclusions.queries import conference_part, work_items
from conclusions.queries.conference import WAITING
from tests.factories import conclusions as make
from tests.factories import core as core_make
from tests.factories.dialogue import an_open_conference, on_the

pytestmark = pytest.mark.django_db


def sentences(user):
    with on_the(make.SENT_ON):
        return [item.sentence.split(":")[0] for item in work_items(type(user).objects.get(pk=user.pk))]


def test_the_office_is_asked_to_draft_by_the_last_day(cast):
    conference = make.a_held_conference(cast=cast)
    with on_the(make.DRAFTED_ON):
        (item,) = work_items(cast.office)
    assert item.sentence == f"Soạn thông báo kết luận: {conference.title}"
    assert item.due_on == date(2026, 5, 28)


def test_each_person_is_asked_for_what_is_theirs(cast):
    make.a_draft(cast=cast)
    assert sentences(cast.office) == ["Hoàn thiện và trình thông báo kết luận"]
    make.a_submitted_notice(cast=cast)
    assert "Phê duyệt thông báo kết luận" in sentences(cast.chair)
    make.an_approved_notice(cast=cast)
    assert "Ban hành thông báo kết luận" in sentences(cast.office)
    issued = make.an_issued_notice(cast=cast)
    assert "Gửi thông báo kết luận tới 3 nơi nhận" in sentences(cast.office)
    promise = issued.conference.commitments.get()
    answer = f"Trả lời người kiến nghị {promise.petition.code}"
    assert sentences(cast.unit) == ["Báo cáo cam kết", answer]
    assert sentences(cast.other_unit) == []
    services.report_commitment(commitment=promise, text="Xong.", actor=cast.unit)
    assert sentences(cast.front) == ["Xác nhận cam kết của Phòng Kinh tế"]
    assert sentences(cast.unit) == [answer], "whoever asked is still to be told"
    assert sentences(cast.party) == sentences(cast.province) == sentences(cast.admin) == []


def test_the_office_confirms_where_the_front_has_no_account(cast):
    make.a_reported_commitment(cast=cast)
    assert "Xác nhận cam kết của Phòng Kinh tế" not in sentences(cast.office)
    type(cast.front).objects.filter(pk=cast.front.pk).update(is_active=False)
    assert "Xác nhận cam kết của Phòng Kinh tế" in sentences(cast.office)


def test_the_chair_decides_on_extensions_and_chases_what_is_overdue(cast):
    conference = make.a_held_conference(cast=cast)
    with on_the(make.DRAFTED_ON):
        make.an_extension_request(cast=cast, conference=conference)
    commitment = make.a_commitment(cast=cast)
    type(commitment).objects.update(due_on=date(2026, 5, 21))
    assert sentences(cast.chair) == ["Quyết định kéo dài thời hạn kết luận", "Đôn đốc 1 cam kết quá hạn"]


def test_a_delegate_is_asked_about_the_delegated_conference_only(cast):
    mine, _ = make.a_submitted_notice(cast=cast), make.a_submitted_notice(cast=cast)
    with on_the(make.DRAFTED_ON):
        core_make.a_delegation(
            cast=cast, subject=mine.conference, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 30)
        )
    assert sentences(cast.vice_chair) == ["Phê duyệt thông báo kết luận"]


def test_my_work_costs_the_same_with_many_rows(cast, django_assert_max_num_queries):
    make.an_issued_notice(cast=cast)
    make.a_draft(cast=cast)
    counts = []
    for _ in range(2):
        user = type(cast.office).objects.get(pk=cast.office.pk)
        with on_the(make.SENT_ON), django_assert_max_num_queries(18) as queries:
            work_items(user)
        counts.append(len(queries))
        make.an_issued_notice(cast=cast, pending=4)
        make.a_draft(cast=cast)
    assert counts[0] == counts[1]


def stages(conference, user):
    with on_the(make.SENT_ON):
        return {part.key: (part.state, part.sentence) for part in conference_part(conference, user).stages}


def test_a_conference_page_shows_both_stages_as_they_go(cast):
    conference = an_open_conference(cast=cast)
    assert stages(conference, cast.office)["conclude"] == ("future", "Bắt đầu khi hội nghị bế mạc.")
    conference = make.a_held_conference(cast=cast)
    assert stages(conference, cast.office)["conclude"] == ("current", WAITING["draft"])
    notice = make.a_draft(cast=cast, conference=conference)
    assert stages(conference, cast.office)["conclude"] == ("current", WAITING["draft"])
    assert stages(conference, cast.front)["conclude"] == ("current", "Chưa có thông báo kết luận.")
    assert stages(conference, cast.office)["follow_up"][0] == "future"
    assert notice.state == "draft"


def test_a_conference_page_counts_dispatches_and_commitments(cast):
    notice = make.an_issued_notice(cast=cast, pending=2)
    found = stages(notice.conference, cast.office)
    assert found["conclude"] == ("current", "Đã ban hành; còn 3 nơi chưa gửi.")
    assert found["follow_up"] == ("current", "Đã xác nhận 0 trong 2 cam kết.")
    with on_the(make.SENT_ON):
        make.send(cast=cast, notice=notice, rows=list(notice.dispatches.missing()), sent_on=make.SENT_ON)
    assert stages(notice.conference, cast.office)["conclude"][0] == "done"
    first = notice.conference.commitments.first()
    type(first).objects.filter(pk=first.pk).update(due_on=date(2026, 5, 21))
    assert stages(notice.conference, cast.office)["follow_up"] == (
        "blocked",
        "1 trong 2 cam kết đang quá hạn.",
    )
    notice.conference.commitments.update(state="confirmed")
    assert stages(notice.conference, cast.office)["follow_up"] == ("done", "Cả 2 cam kết đã được xác nhận.")
    tabs = conference_part(notice.conference, cast.office).tabs
    assert [(tab.label, tab.count) for tab in tabs] == [("Kết luận", None), ("Cam kết", 2)]
