"""The one extension of the conclusion's period (LP-98, P11, D-23, E-08)."""

from datetime import date

import pytest

from conclusions import services
from conclusions.models import ExtensionRequest
from conclusions.rules import conclusion_deadline
from conclusions.states import ExtensionState
from core.models import Notice
from core.refusals import NotYourRole, Refused
from tests.factories import conclusions as make
from tests.factories import core as core_make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
DAY_9, DAY_10, DAY_11 = date(2026, 5, 27), date(2026, 5, 28), date(2026, 5, 29)


@pytest.fixture
def conference(cast):
    return make.a_held_conference(cast=cast)


def asked(cast, conference, day=DAY_9):
    with on_the(day):
        return make.an_extension_request(cast=cast, conference=conference)


def test_request_is_stored_and_tells_the_chair(cast, conference):
    request = asked(cast, conference)
    assert request.state == ExtensionState.REQUESTED
    assert conclusion_deadline(conference).due_on == DAY_10, "asking alone moves nothing"
    assert Notice.objects.filter(recipient=cast.chair, key=f"extension_request.ask:{request.pk}").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ground": ""}, "Hãy chọn một căn cứ"),
        ({"ground": "bận việc khác"}, "không có trong quy chế"),
        ({"reason": "  "}, "Hãy ghi lý do cụ thể"),
    ],
)
def test_request_is_refused_without_a_listed_ground_and_a_reason(cast, conference, typed, sentence):
    with on_the(DAY_9), pytest.raises(Refused, match=sentence):
        make.an_extension_request(cast=cast, conference=conference, **typed)
    assert not ExtensionRequest.objects.exists()


def test_request_after_the_tenth_day_is_stored_and_lengthens_nothing(cast, conference):
    """D-23: a late request stays on the record, the notice stays overdue."""
    request = asked(cast, conference, DAY_11)
    assert (request.state, request.decided_by) == (ExtensionState.REJECTED, None)
    assert "chỉ lưu, thời hạn không đổi" in request.decision_note
    deadline = conclusion_deadline(conference)
    assert (deadline.due_on, deadline.is_extended) == (DAY_10, False)
    with on_the(DAY_11), pytest.raises(Refused, match="Đã lưu một đề nghị nộp sau khi hết hạn"):
        make.an_extension_request(cast=cast, conference=conference)


def test_request_is_refused_to_others_than_the_office(cast, conference):
    for person in (cast.chair, cast.front, cast.unit):
        with on_the(DAY_9), pytest.raises(NotYourRole, match="Chỉ văn phòng được đề nghị"):
            services.request_extension(conference=conference, ground=make.GROUND, reason="x", actor=person)


def test_request_is_refused_while_another_waits_and_after_one_was_granted(cast, conference):
    request = asked(cast, conference)
    with on_the(DAY_9):
        with pytest.raises(Refused, match="đang chờ người chủ trì"):
            make.an_extension_request(cast=cast, conference=conference)
        services.approve_extension_request(extension_request=request, actor=cast.chair)
        with pytest.raises(Refused, match="đã được gia hạn một lần"):
            make.an_extension_request(cast=cast, conference=conference)


def test_request_is_refused_where_nothing_is_configured_or_all_is_done(cast, conference):
    notice = make.a_sent_notice(cast=cast, conference=conference)
    with on_the(make.SENT_ON), pytest.raises(Refused, match="đã kết thúc"):
        make.an_extension_request(cast=cast, conference=conference)
    conclusion_deadline(notice.conference).delete()
    with on_the(make.SENT_ON), pytest.raises(Refused, match="chưa cấu hình"):
        make.an_extension_request(cast=cast, conference=conference)


def test_approve_extension_request_counts_from_the_conference(cast, conference):
    """E-08: 15 working days after the conference, not 10 + 15; decided on day 10 itself is in time."""
    request = asked(cast, conference)
    with on_the(DAY_10, hour=23):
        services.approve_extension_request(extension_request=request, actor=cast.chair)
    deadline = conclusion_deadline(conference)
    assert (deadline.due_on, deadline.original_due_on) == (date(2026, 6, 4), DAY_10)
    assert deadline.extension_ground == make.GROUND
    assert request.decided_by == cast.chair
    assert Notice.objects.filter(
        recipient=cast.office, key=f"extension_request.approve:{request.pk}"
    ).exists()


def test_approve_extension_request_is_refused_after_the_tenth_day(cast, conference):
    request = asked(cast, conference)
    with on_the(DAY_11):
        with pytest.raises(Refused, match="Hạn ban đầu đã hết"):
            services.approve_extension_request(extension_request=request, actor=cast.chair)
        services.reject_extension_request(
            extension_request=request, actor=cast.chair, reason="Đã quá hạn quyết định."
        )
    assert conclusion_deadline(conference).due_on == DAY_10
    request.refresh_from_db()
    assert request.state == ExtensionState.REJECTED, "the late request stays on the record (D-23)"


def test_approve_extension_request_is_refused_to_others_than_the_chair(cast, conference):
    request = asked(cast, conference)
    for person in (cast.office, cast.front, cast.vice_chair, cast.admin):
        with on_the(DAY_9), pytest.raises(NotYourRole, match="Chỉ người chủ trì hội nghị"):
            services.approve_extension_request(extension_request=request, actor=person)


def test_approve_extension_request_by_the_delegate_of_this_conference_only(cast, conference):
    other = make.a_held_conference(cast=cast)
    requests = [asked(cast, conference), asked(cast, other)]
    with on_the(DAY_9):
        core_make.a_delegation(
            cast=cast, subject=conference, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 30)
        )
        delegate = type(cast.vice_chair).objects.get(pk=cast.vice_chair.pk)
        with pytest.raises(NotYourRole):
            services.approve_extension_request(extension_request=requests[1], actor=delegate)
        services.approve_extension_request(extension_request=requests[0], actor=delegate)
    assert conclusion_deadline(conference).due_on == date(2026, 6, 4)
    assert conclusion_deadline(other).due_on == DAY_10


def test_reject_extension_request_needs_a_reason_and_leaves_the_date(cast, conference):
    request = asked(cast, conference)
    with pytest.raises(Refused, match="Hãy ghi lý do không cho"):
        services.reject_extension_request(extension_request=request, actor=cast.chair, reason="")
    services.reject_extension_request(extension_request=request, actor=cast.chair, reason="Đủ thời gian.")
    assert (request.state, request.decision_note) == (ExtensionState.REJECTED, "Đủ thời gian.")
    assert conclusion_deadline(conference).due_on == DAY_10
    again = asked(cast, conference)
    assert again.state == ExtensionState.REQUESTED, "a new request on other reasons is open until day 10"


def test_an_extended_notice_prints_the_reason(cast, conference):
    request = asked(cast, conference)
    with on_the(DAY_9):
        services.approve_extension_request(extension_request=request, actor=cast.chair)
    notice = make.an_issued_notice(cast=cast, conference=conference, issued_on=date(2026, 6, 3))
    assert (
        "nội dung kiến nghị vượt quá thẩm quyền: Cần ý kiến Sở Nông nghiệp và Môi trường" in notice.paper.html
    )
    assert "từ ngày 28 tháng 5 năm 2026 đến ngày 04 tháng 6 năm 2026" in notice.paper.html
