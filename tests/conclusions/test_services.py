"""The notice from draft to dispatch, the clock, the commitments."""

from datetime import date

import pytest

from conclusions import services
from conclusions.models import Commitment, ConclusionNotice, Dispatch
from conclusions.queries.clocks import clock_of
from conclusions.rules import conclusion_deadline
from conclusions.states import CommitmentState, ConclusionNoticeState, ItemGroup, RecipientKind, Verdict
from core.models import AuditEntry, Notice
from core.refusals import NotYourRole, Refused, StaleEdit
from deadlines.models import Deadline
from deadlines.services import start_deadline
from deadlines.states import DeadlineKind, DeadlineState
from dialogue.services import begin_contribution, close_conference, end_contribution
from dialogue.states import Outcome, SpeechKind
from feedback import services as feedback
from feedback.states import AssignmentState, PetitionState
from tests.factories import conclusions as make
from tests.factories import core as core_make
from tests.factories.deadlines import a_rule
from tests.factories.dialogue import a_closed_conference, an_open_conference, on_the

pytestmark = pytest.mark.django_db


# Draft


def test_draft_is_filled_from_the_day(cast):
    notice = make.a_draft(cast=cast)
    rows = [(item.group, item.unit, item.due_on, item.petition is not None) for item in notice.items.all()]
    assert rows == [
        (ItemGroup.ANSWERED, None, None, True),
        (ItemGroup.PENDING, cast.units.economy, make.PENDING_DUE_ON, True),
        (ItemGroup.UPWARD, None, None, True),
    ]
    assert notice.drafted_by == cast.clerk
    assert not notice.uncovered_petitions().exists()
    assert "nghị" in notice.opening and "None" not in notice.opening


def test_draft_takes_what_was_said_in_the_hall_without_a_petition(cast):
    conference = a_closed_conference(cast=cast)
    notice = make.a_draft(cast=cast, conference=conference)
    item = notice.items.get()
    assert (item.group, item.content, item.result) == (
        ItemGroup.ANSWERED, "Đề nghị sửa đường liên thôn.", "Xã sửa trong quý III.",
    )  # fmt: skip


def test_draft_keeps_words_on_officials_conduct_in_their_own_room(cast):
    """LP-29: a notice goes to everybody."""
    conference = make.a_held_conference(cast=cast)
    petition = conference.petitions.get(content__startswith="Đề nghị nạo vét")
    type(petition).objects.filter(pk=petition.pk).update(field="conduct")
    notice = make.a_draft(cast=cast, conference=conference)
    item = notice.items.get(petition=petition)
    assert "nạo vét" not in item.content
    assert petition.code in item.content


def test_draft_on_close_exists_at_once_and_is_read_anew_until_somebody_works_on_it(cast):
    """LP-77, live-room 15: a draft in the closing's own transaction; whoever begins it is its drafter."""
    conference = make.a_held_conference(cast=cast)
    notice = ConclusionNotice.objects.get(conference=conference)
    assert (notice.state, notice.drafted_by, notice.items.count()) == ("draft", None, 3)
    with make.on_the(make.DRAFTED_ON):
        make.a_pending_petition(cast=cast, conference=conference, content="Đề nghị lắp biển báo.")
        begun = services.draft_conclusion_notice(conference=conference, actor=cast.clerk)
        assert (begun.pk, begun.drafted_by, begun.items.count()) == (notice.pk, cast.clerk, 4)
        with pytest.raises(Refused, match="đã có thông báo kết luận"):
            services.draft_conclusion_notice(conference=conference, actor=cast.office)


def test_edit_item_of_the_draft_that_the_closing_left_takes_it_in_hand(cast):
    conference = make.a_held_conference(cast=cast)
    item = conference.conclusion_notices.get().items.first()
    services.edit_item(item=item, actor=cast.clerk, version=1, content="Đã sửa lời văn.")
    with pytest.raises(Refused, match="đã có thông báo kết luận"):
        services.draft_conclusion_notice(conference=conference, actor=cast.office)
    assert conference.conclusion_notices.get().items.filter(content="Đã sửa lời văn.").exists()


def test_draft_begun_by_two_at_the_same_moment_keeps_what_the_first_one_writes(cast, monkeypatch):
    """The second asked the rule before the first had taken the draft in hand."""
    conference = make.a_held_conference(cast=cast)
    item = conference.conclusion_notices.get().items.first()
    services.edit_item(item=item, actor=cast.clerk, version=1, content="Đã sửa lời văn.")
    monkeypatch.setattr("conclusions.rules.check_can_draft_conclusion_notice", lambda *asked: None)
    with pytest.raises(Refused, match="vừa bắt đầu soạn"):
        services.draft_conclusion_notice(conference=conference, actor=cast.office)
    assert conference.conclusion_notices.get().items.filter(content="Đã sửa lời văn.").exists()


def test_draft_on_close_has_one_line_for_a_petition_asked_about_twice_and_none_for_thanks(cast):
    """TM-14, QN-48: what is no petition is noted; a question asked again stands with its petition."""
    conference = an_open_conference(cast=cast)

    def spoken(outcome, said, **more):
        row = begin_contribution(conference=conference, speaker="Ông Bình", actor=cast.office, **more)
        row.refresh_from_db()
        end_contribution(contribution=row, actor=cast.office)
        row.refresh_from_db()
        answered = {"answered_by": "Chủ tịch", "answer": "Sửa."} if outcome == Outcome.ANSWERED else {}
        feedback.settle_contribution(
            contribution=row, outcome=outcome, summary=said, field="land", actor=cast.office, **answered
        )
        row.refresh_from_db()
        return row

    with on_the(conference.held_on):
        asked = spoken(Outcome.ANSWERED, "Đường hỏng.")
        again = spoken(Outcome.ANSWERED, "Bao giờ sửa?", kind=SpeechKind.FOLLOW_UP, answers_to=asked)
        spoken(Outcome.ANSWERED, "Cụ thể tháng nào?", kind=SpeechKind.FOLLOW_UP, answers_to=again)
        spoken(Outcome.NOTED, "Cảm ơn xã.")
        close_conference(conference=conference, actor=cast.office)
    assert [item.content for item in conference.conclusion_notices.get().items.all()] == ["Đường hỏng."]


def test_draft_is_refused_before_the_conference_is_closed(cast):
    conference = make.a_held_conference(cast=cast)
    type(conference).objects.filter(pk=conference.pk).update(state="open")
    conference.refresh_from_db()
    with pytest.raises(Refused, match="chưa bế mạc"):
        make.a_draft(cast=cast, conference=conference)


def test_draft_is_refused_twice_and_to_others_than_the_office(cast):
    conference = make.a_held_conference(cast=cast)
    with pytest.raises(NotYourRole, match="Chỉ văn phòng được soạn"):
        services.draft_conclusion_notice(conference=conference, actor=cast.chair)
    make.a_draft(cast=cast, conference=conference)
    with pytest.raises(Refused, match="đã có thông báo kết luận"):
        make.a_draft(cast=cast, conference=conference)


# Lines


def test_remove_item_asks_why_its_petition_is_left_out(cast):
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.PENDING)
    petition = item.petition
    with pytest.raises(Refused, match="Hãy ghi lý do không đưa"):
        services.remove_item(item=item, actor=cast.office)
    services.remove_item(item=item, actor=cast.office, reason="Trùng với kiến nghị khác.")
    assert notice.omissions.get().petition == petition
    assert not notice.uncovered_petitions().exists()
    again = services.restore_petition(notice=notice, petition=petition, actor=cast.office)
    assert again.group == ItemGroup.PENDING
    assert not notice.omissions.exists()
    with pytest.raises(Refused, match="đã có trong thông báo"):
        services.restore_petition(notice=notice, petition=petition, actor=cast.office)


def test_shift_item_moves_within_its_part(cast):
    notice = make.a_draft(cast=cast, pending=3)
    first, second, third = notice.items.filter(group=ItemGroup.PENDING)
    services.shift_item(item=third, actor=cast.office, step=-1)
    assert list(notice.items.filter(group=ItemGroup.PENDING)) == [first, third, second]
    services.shift_item(item=first, actor=cast.office, step=-1)
    assert notice.items.filter(group=ItemGroup.PENDING).first() == first


def test_edit_item_tells_the_second_of_two_people(cast):
    item = make.a_draft(cast=cast).items.get(group=ItemGroup.PENDING)
    services.edit_item(item=item, actor=cast.office, version=1, content="Bản của Văn phòng")
    with pytest.raises(StaleEdit) as stale:
        services.edit_item(item=item, actor=cast.clerk, version=1, content="Bản của Lê Văn Thư")
    assert stale.value.saved["content"][1:] == ("Bản của Văn phòng", "Bản của Lê Văn Thư")


def test_edit_notice_tells_the_second_of_two_people(cast):
    notice = make.a_draft(cast=cast)
    services.edit_conclusion_notice(conclusion_notice=notice, actor=cast.office, version=1, general="A")
    with pytest.raises(StaleEdit):
        services.edit_conclusion_notice(conclusion_notice=notice, actor=cast.clerk, version=1, general="B")


def test_lines_do_not_change_after_submit(cast):
    notice = make.a_submitted_notice(cast=cast)
    item = notice.items.first()
    for act in (
        lambda: services.edit_item(item=item, actor=cast.office, version=item.version, content="X"),
        lambda: services.add_item(notice=notice, actor=cast.office, group="pending", content="X"),
        lambda: services.remove_item(item=item, actor=cast.office, reason="X"),
        lambda: services.shift_item(item=item, actor=cast.office, step=1),
        lambda: services.edit_conclusion_notice(
            conclusion_notice=notice, actor=cast.office, version=9, general="X"
        ),
    ):
        with pytest.raises(Refused, match="không sửa được"):
            act()


# Submit, return, approve, issue


def test_submit_conclusion_notice_is_refused_while_a_pending_line_has_no_unit_or_date(cast):
    """LP-66, D-26."""
    notice = make.a_draft(cast=cast)
    notice.items.filter(group=ItemGroup.PENDING).update(due_on=None)
    with pytest.raises(Refused, match="Còn 1 mục tiếp tục giải quyết chưa ghi đơn vị hoặc thời hạn"):
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    notice.items.filter(group=ItemGroup.PENDING).update(due_on=make.PENDING_DUE_ON, unit=None)
    with pytest.raises(Refused, match="Còn 1 mục"):
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)


def test_submit_conclusion_notice_is_refused_while_a_petition_is_not_covered(cast):
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.UPWARD)
    item.delete()
    with pytest.raises(Refused, match=item.petition.code):
        services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)


def test_submit_conclusion_notice_tells_the_chair(cast):
    notice = make.a_submitted_notice(cast=cast)
    assert notice.state == ConclusionNoticeState.SUBMITTED
    assert (
        Notice.objects.filter(recipient=cast.chair, key__startswith="conclusion_notice.submit").count() == 1
    )


def test_return_conclusion_notice_needs_a_reason_and_tells_the_office(cast):
    notice = make.a_submitted_notice(cast=cast)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        services.return_conclusion_notice(conclusion_notice=notice, actor=cast.chair, reason=" ")
    services.return_conclusion_notice(conclusion_notice=notice, actor=cast.chair, reason="Rút gọn mục II.")
    assert notice.return_reason == "Rút gọn mục II."
    assert Notice.objects.filter(
        recipient=cast.clerk, title__startswith="Thông báo kết luận bị trả lại"
    ).exists()
    services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    assert notice.return_reason == ""


def test_approve_conclusion_notice_is_refused_to_who_drafted_or_submitted_it(cast):
    notice = make.a_submitted_notice(cast=cast)
    hands = {"drafted_by": cast.clerk, "submitted_by": cast.office}
    for column in hands:
        type(notice).objects.filter(pk=notice.pk).update(**(hands | {column: cast.chair}))
        notice.refresh_from_db()
        with pytest.raises(NotYourRole, match="không được tự phê duyệt"):
            services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)


def test_approve_conclusion_notice_by_the_delegate_of_this_conference_only(cast):
    """LP-68: who chairs by delegation decides about that conference and no other."""
    mine = make.a_submitted_notice(cast=cast)
    other = make.a_submitted_notice(cast=cast)
    delegate_for(cast, mine.conference)
    with on_the(make.ISSUED_ON):
        delegate = fresh(cast.vice_chair)
        with pytest.raises(NotYourRole, match="được uỷ quyền chủ trì"):
            services.approve_conclusion_notice(conclusion_notice=other, actor=delegate)
        services.approve_conclusion_notice(conclusion_notice=mine, actor=delegate)
        assert list(type(mine).objects.visible_to(delegate)) == [mine]
    assert mine.approved_by == cast.vice_chair


def fresh(user):
    """The person as a new request reads it: roles and delegations are kept for one request."""
    return type(user).objects.get(pk=user.pk)


def delegate_for(cast, conference):
    with on_the(make.DRAFTED_ON):
        core_make.a_delegation(
            cast=cast, subject=conference, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 30)
        )


def test_issue_conclusion_notice_numbers_freezes_and_lists_recipients(cast):
    notice = make.an_issued_notice(cast=cast)
    assert notice.paper.number_text == "02/TB-UBND", "01 was the public notice of the conference"
    assert notice.issued_on == make.ISSUED_ON
    kinds = [row.kind for row in notice.dispatches.all()]
    K = RecipientKind
    assert kinds == [K.PETITIONER, K.PETITIONER, K.PARTY, K.FRONT, K.UNIT, K.UPPER, K.PUBLIC, K.PUBLIC]


def test_issue_conclusion_notice_keeps_phones_and_addresses_out_of_the_paper(cast):
    """LP-33: who reads the notice reads no personal data."""
    html = make.an_issued_notice(cast=cast).paper.html
    for private in ("0912345678", "0987654321", "Số 7, ngõ 3", "Nguyễn Văn Bình"):
        assert private not in html
    for words in (
        "nạo vét mương",
        "Phòng Kinh tế xã Lạc Phượng",
        "ngày 30 tháng 6 năm 2026",
        "Sở Nội vụ",
        "./.",
    ):
        assert words in html


def test_issue_conclusion_notice_by_a_deputy_is_signed_for_the_chair(cast):
    notice = make.a_submitted_notice(cast=cast)
    delegate_for(cast, notice.conference)
    with on_the(make.ISSUED_ON):
        services.approve_conclusion_notice(conclusion_notice=notice, actor=fresh(cast.vice_chair))
        services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)
    assert "KT. CHỦ TỊCH" in notice.paper.html
    assert "PHÓ CHỦ TỊCH" in notice.paper.html


def test_issued_paper_does_not_change_with_later_edits(cast):
    notice = make.an_issued_notice(cast=cast)
    before = notice.paper.html
    notice.items.update(content="Khác hẳn")
    notice.paper.refresh_from_db()
    assert notice.paper.html == before


def test_print_conclusion_notice_is_a_draft_without_a_number(cast):
    paper = services.print_conclusion_notice(conclusion_notice=make.a_draft(cast=cast), actor=cast.office)
    assert paper.number is None
    assert "DỰ THẢO" in paper.html


# The clock (LP-94, D-22)


def test_deadline_is_not_met_by_issuing_alone(cast):
    notice = make.an_issued_notice(cast=cast)
    deadline = conclusion_deadline(notice.conference)
    assert deadline.due_on == date(2026, 5, 28), "E-07"
    assert deadline.state == DeadlineState.OPEN
    assert clock_of(notice.conference, notice).words == "ban hành đúng hạn, chưa gửi đủ"


def test_bodies_with_an_account_are_served_in_the_software_on_issue(cast):
    """LP-96: the Front sees the notice from the moment of issue."""
    notice = make.an_issued_notice(cast=cast)
    served = notice.dispatches.exclude(sent_on=None)
    assert {row.unit for row in served} == {cast.units.front, cast.units.party, cast.units.economy}
    assert {row.sent_on for row in served} == {make.ISSUED_ON}
    assert Notice.objects.filter(recipient=cast.front, key=f"conclusion_notice.issued:{notice.pk}").exists()


def test_dispatch_to_the_last_recipient_meets_the_deadline(cast):
    notice = make.an_issued_notice(cast=cast)
    *first, last = notice.dispatches.compulsory().missing()
    with on_the(make.SENT_ON):
        make.send(cast=cast, notice=notice, rows=first, sent_on=make.ISSUED_ON)
        assert conclusion_deadline(notice.conference).is_open
        make.send(cast=cast, notice=notice, rows=[last], sent_on=make.SENT_ON)
    deadline = conclusion_deadline(notice.conference)
    assert (deadline.state, deadline.met_on, deadline.is_met_late) == (DeadlineState.MET, make.SENT_ON, False)
    assert notice.dispatched_on == make.SENT_ON
    assert clock_of(notice.conference, notice).words == "ban hành đúng hạn, gửi đúng hạn"


def test_sent_late_is_told_apart_from_issued_in_time(cast):
    late = date(2026, 6, 1)
    notice = make.a_sent_notice(cast=cast, sent_on=late)
    deadline = conclusion_deadline(notice.conference)
    assert (deadline.is_met_late, deadline.late_working_days) == (True, 2)
    assert deadline.breached_on == date(2026, 5, 29)
    assert clock_of(notice.conference, notice).words == "ban hành đúng hạn, gửi trễ"


def test_issued_late_is_recorded_as_a_breach(cast):
    notice = make.a_sent_notice(cast=cast, issued_on=date(2026, 6, 1), sent_on=date(2026, 6, 2))
    assert clock_of(notice.conference, notice).words == "ban hành trễ, gửi trễ"
    assert conclusion_deadline(notice.conference).breached_on == date(2026, 5, 29)


def test_a_reason_instead_of_a_day_lets_the_deadline_be_met(cast):
    """LP-95: each petitioner has a sent date or a recorded reason."""
    notice = make.an_issued_notice(cast=cast)
    *rest, last = notice.dispatches.compulsory().missing()
    with on_the(make.SENT_ON):
        make.send(cast=cast, notice=notice, rows=rest, sent_on=make.SENT_ON)
        services.record_dispatches(
            notice=notice, rows=[last], actor=cast.office, unsent_reason="Người kiến nghị đã chuyển đi."
        )
    assert conclusion_deadline(notice.conference).met_on == make.SENT_ON


def test_a_corrected_day_moves_the_day_on_which_the_deadline_was_met(cast):
    notice = make.a_sent_notice(cast=cast)
    with on_the(date(2026, 6, 3)):
        make.send(cast=cast, notice=notice, rows=[notice.dispatches.first()], sent_on=date(2026, 6, 2))
    deadline = conclusion_deadline(notice.conference)
    assert (deadline.met_on, deadline.is_met_late) == (date(2026, 6, 2), True)


def test_publishing_meets_its_own_deadline_only(cast):
    conference = make.a_held_conference(cast=cast)
    law = a_rule(code="LAW-3")
    start_deadline(
        rule=law, subject=conference, subject_label="x", anchor_on=conference.ends_on, actor=None,
        commune=cast.commune,
    )  # fmt: skip
    notice = make.an_issued_notice(cast=cast, conference=conference)
    with on_the(make.SENT_ON):
        rows = list(notice.dispatches.filter(kind=RecipientKind.PUBLIC))
        make.send(cast=cast, notice=notice, rows=rows, sent_on=make.SENT_ON, channel="radio")
    kinds = {row.kind: row.state for row in Deadline.objects.about(conference)}
    assert kinds[DeadlineKind.RESULT_PUBLISHED] == DeadlineState.MET
    assert kinds[DeadlineKind.CONCLUSION] == DeadlineState.OPEN


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Hãy ghi ngày gửi, hoặc ghi lý do"),
        ({"sent_on": date(2026, 5, 19), "channel": "post"}, "không được trước ngày ban hành"),
        ({"sent_on": date(2026, 5, 23), "channel": "post"}, "không được sau hôm nay"),
        ({"sent_on": make.SENT_ON}, "Hãy chọn cách gửi"),
        ({"sent_on": make.SENT_ON, "channel": "post", "unsent_reason": "x"}, "Chỉ ghi một trong hai"),
    ],
)
def test_dispatch_refuses_what_cannot_be(cast, typed, sentence):
    notice = make.an_issued_notice(cast=cast)
    with on_the(make.SENT_ON), pytest.raises(Refused, match=sentence):
        services.record_dispatches(
            notice=notice, rows=list(notice.dispatches.missing()), actor=cast.office, **typed
        )


def test_dispatch_refuses_others_and_rows_of_another_notice(cast):
    notice, other = make.an_issued_notice(cast=cast), make.an_issued_notice(cast=cast)
    with on_the(make.SENT_ON):
        with pytest.raises(NotYourRole, match="Chỉ văn phòng"):
            services.record_dispatches(notice=notice, rows=[notice.dispatches.first()], actor=cast.front)
        with pytest.raises(Refused, match="không thuộc thông báo này"):
            make.send(cast=cast, notice=notice, rows=[other.dispatches.first()], sent_on=make.SENT_ON)
        with pytest.raises(Refused, match="ít nhất một nơi nhận"):
            make.send(cast=cast, notice=notice, rows=[], sent_on=make.SENT_ON)


def test_one_person_with_two_petitions_gets_one_letter(cast):
    notice = make.an_issued_notice(cast=cast, pending=3)
    labels = [row.label for row in Dispatch.objects.filter(notice=notice, petitioner__isnull=False)]
    assert labels == ["Nguyễn Văn Bình, Thôn Đông", "Tập thể phụ huynh lớp 5A"]


# Commitments


def test_issue_makes_each_pending_line_a_commitment_with_its_deadline(cast):
    """LP-18."""
    commitment = make.a_commitment(cast=cast)
    assert (commitment.unit, commitment.due_on) == (cast.units.economy, make.PENDING_DUE_ON)
    deadline = Deadline.objects.about(commitment).get()
    assert (deadline.kind, deadline.due_on) == (DeadlineKind.COMMITMENT, make.PENDING_DUE_ON)
    assert deadline.owner_unit == cast.units.economy
    assert Notice.objects.filter(recipient=cast.unit, key=f"commitment.start:{commitment.pk}").exists()


def test_issue_starts_the_plans_own_days_after_the_notice_too(cast):
    """TD-70: seven working days after the notice's issue; the line's own date stands beside them."""
    conference = make.a_held_conference(cast=cast)
    type(conference.plan).objects.update(regulation=a_rule(code="TD-R7b").regulation)
    commitment = make.a_commitment(cast=cast, conference=fresh_conference(conference))
    dues = {row.kind: row.due_on for row in Deadline.objects.about(commitment)}
    seven = date(2026, 5, 29)
    assert dues == {
        DeadlineKind.COMMITMENT: make.PENDING_DUE_ON,
        DeadlineKind.COMMITMENT_REPORT: seven,
        DeadlineKind.ANSWER_AFTER: seven,
    }
    with on_the(date(2026, 5, 25)):
        services.add_progress(commitment=commitment, text="Đã khảo sát.", actor=cast.unit)
    states = {row.kind: row.is_open for row in Deadline.objects.about(commitment)}
    assert states == {
        DeadlineKind.COMMITMENT: True,
        DeadlineKind.COMMITMENT_REPORT: False,
        DeadlineKind.ANSWER_AFTER: True,
    }


def fresh_conference(conference):
    return type(conference).objects.select_related("plan__regulation").get(pk=conference.pk)


def test_report_commitment_meets_its_deadline_on_that_day(cast):
    commitment = make.a_reported_commitment(cast=cast)
    deadline = Deadline.objects.about(commitment).get()
    assert (deadline.state, deadline.met_on) == (DeadlineState.MET, date(2026, 6, 10))
    assert commitment.final_report.text == "Đã nạo vét xong 300 m mương."
    assert Notice.objects.filter(recipient=cast.front, key__startswith="commitment.report").exists()


def test_confirm_commitment_keeps_the_day_of_the_report(cast):
    commitment = make.a_reported_commitment(cast=cast)
    with on_the(date(2026, 7, 10)):
        services.confirm_commitment(commitment=commitment, actor=cast.front, text="Đã xem tại chỗ.")
    assert commitment.state == CommitmentState.CONFIRMED
    assert Deadline.objects.about(commitment).get().met_on == date(2026, 6, 10)
    assert commitment.reviews.get().verdict == Verdict.CONFIRMED


def test_a_promise_takes_the_petition_over_and_its_confirmation_answers_it(cast):
    """LP-17, LP-92: one task with one date at a time; the petition ends in a final state."""
    commitment = make.a_commitment(cast=cast)
    petition = commitment.petition
    task = petition.assignments.get()
    assert (petition.state, task.state) == (PetitionState.ASSIGNED, AssignmentState.DONE)
    assert Deadline.objects.about(task).get().state == DeadlineState.CANCELLED
    with on_the(date(2026, 6, 10)):
        services.report_commitment(commitment=commitment, text="Đã nạo vét xong.", actor=cast.unit)
        services.confirm_commitment(commitment=commitment, actor=cast.front)
    petition.refresh_from_db()
    assert petition.state == PetitionState.ANSWERED


def test_dispute_commitment_needs_a_reason_and_reopens_the_deadline(cast):
    commitment = make.a_reported_commitment(cast=cast)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        services.dispute_commitment(commitment=commitment, actor=cast.front, reason="")
    services.dispute_commitment(commitment=commitment, actor=cast.front, reason="Mới làm được một nửa.")
    assert commitment.state == CommitmentState.DISPUTED
    assert Deadline.objects.about(commitment).get().is_open
    assert Notice.objects.filter(recipient=cast.unit, key__startswith="commitment.dispute").exists()
    with on_the(date(2026, 6, 20)):
        services.report_commitment(commitment=commitment, text="Đã làm nốt.", actor=cast.unit)
    assert Deadline.objects.about(commitment).get().met_on == date(2026, 6, 20)


def test_remark_commitment_changes_no_state(cast):
    """LP-19."""
    commitment = make.a_commitment(cast=cast)
    services.remark_commitment(commitment=commitment, actor=cast.front, text="Cần làm trước mùa mưa.")
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.OPEN
    with pytest.raises(NotYourRole, match="Chỉ Mặt trận"):
        services.remark_commitment(commitment=commitment, actor=cast.office, text="x")


def test_confirm_commitment_by_the_office_only_where_the_front_has_no_account(cast):
    commitment = make.a_reported_commitment(cast=cast)
    with pytest.raises(NotYourRole, match="Chỉ Mặt trận"):
        services.confirm_commitment(commitment=commitment, actor=cast.office)
    type(cast.front).objects.filter(pk=cast.front.pk).update(is_active=False)
    services.confirm_commitment(commitment=commitment, actor=cast.office)
    assert commitment.state == CommitmentState.CONFIRMED


def test_report_commitment_by_the_office_only_for_a_unit_without_an_account(cast):
    commitment = make.a_commitment(cast=cast)
    for person in (cast.other_unit, cast.office, cast.chair):
        with pytest.raises(NotYourRole, match="Chỉ đơn vị được giao"):
            services.report_commitment(commitment=commitment, text="x", actor=person)
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(is_active=False)
    services.report_commitment(commitment=commitment, text="Đơn vị báo qua điện thoại.", actor=cast.office)
    assert commitment.state == CommitmentState.REPORTED


def test_nobody_confirms_a_report_of_his_own(cast):
    commitment = make.a_commitment(cast=cast)
    Commitment.objects.filter(pk=commitment.pk).update(unit=cast.units.front)
    commitment = Commitment.objects.get(pk=commitment.pk)
    services.report_commitment(commitment=commitment, text="Xong.", actor=cast.front)
    with pytest.raises(NotYourRole, match="không được tự xác nhận"):
        services.confirm_commitment(commitment=commitment, actor=cast.front)


def test_a_report_without_words_is_refused(cast):
    commitment = make.a_commitment(cast=cast)
    for service in (services.add_progress, services.report_commitment):
        with pytest.raises(Refused, match="Hãy ghi kết quả"):
            service(commitment=commitment, text="  ", actor=cast.unit)
    services.report_commitment(commitment=commitment, text="Xong.", actor=cast.unit)
    with pytest.raises(Refused, match="không nhận báo cáo tiến độ"):
        services.add_progress(commitment=commitment, text="Thêm", actor=cast.unit)


def test_every_act_leaves_one_line_in_the_log(cast):
    commitment = make.a_reported_commitment(cast=cast)
    services.confirm_commitment(commitment=commitment, actor=cast.front)
    actions = list(
        AuditEntry.objects.filter(action__startswith="conclusion_notice.").values_list("action", flat=True)
    )
    assert sorted(actions) == [
        f"conclusion_notice.{act}" for act in ("approve", "draft", "issue", "prepare", "submit")
    ]
    assert AuditEntry.objects.about(commitment).count() == 2
