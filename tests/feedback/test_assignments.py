"""Services of assignments and answers: giving out, accepting, refusing, taking back, answering, approving."""

from datetime import date, timedelta

import pytest
import time_machine

from core.log import history_of
from core.models import Notice
from core.refusals import NotYourRole, Refused, StaleEdit
from deadlines.models import Deadline
from deadlines.services import deadlines_of
from feedback import services
from feedback.models import Answer, Assignment, Petition
from feedback.queries import suggested_due, work_items
from feedback.states import AnswerState, AssignmentState, PetitionState, Triage
from tests.factories.dialogue import HELD_ON, a_conference, an_open_conference, on_the
from tests.factories.feedback import (
    TODAY,
    a_classified_petition,
    a_petition,
    a_submitted_answer,
    an_accepted_assignment,
    an_answer,
    an_assignment,
    an_upward_petition,
    answer_values,
    the_conference,
)

# Giving out


def test_assign_petition_has_one_lead_a_date_and_a_deadline(cast):
    """LP-17, LP-61."""
    lead = an_assignment(cast=cast, supporting=[cast.units.police], due_on=date(2026, 5, 8))
    lead.petition.refresh_from_db()
    assert lead.petition.state == PetitionState.ASSIGNED
    assert list(lead.petition.assignments.in_force().values_list("unit__short_name", "is_lead")) == [
        ("Phòng Kinh tế", True),
        ("Công an xã", False),
    ]
    deadline = deadlines_of(lead)[0]
    assert (deadline.kind, deadline.due_on, deadline.owner_unit) == (
        "answer_before", date(2026, 5, 8), cast.units.economy,
    )  # fmt: skip
    assert "nạo vét" not in deadline.subject_label  # lists of other rooms never show the words


def test_assign_petition_tells_the_people_of_the_unit(cast):
    an_assignment(cast=cast)
    assert Notice.objects.filter(recipient=cast.unit, title__contains="chủ trì trả lời").count() == 1
    assert not Notice.objects.filter(recipient=cast.other_unit, key__startswith="assignment:").exists()


def test_assign_petition_is_the_offices(cast):
    petition = a_classified_petition(cast=cast)
    for who in (cast.chair, cast.front, cast.unit):
        with pytest.raises(NotYourRole):
            services.assign_petition(petition=petition, lead=cast.units.economy, due_on=TODAY, actor=who)


def test_assign_petition_is_refused_before_classification_and_for_what_goes_upwards(cast):
    for petition, words in [
        (a_petition(cast=cast), "Mới tiếp nhận"),
        (an_upward_petition(cast=cast), "báo cáo cấp trên"),
    ]:
        with pytest.raises(Refused, match=words):
            an_assignment(cast=cast, petition=petition)


def test_assign_petition_refuses_dates_that_come_too_late(cast):
    """D-25: the hard limit of an answer for the hall is the day before the conference."""
    petition = a_classified_petition(cast=cast)
    for day, words in [
        (HELD_ON, "trước ngày họp"),
        (TODAY - timedelta(days=1), "đã qua"),
        (date(2090, 1, 1), "quá xa"),
    ]:
        with pytest.raises(Refused, match=words):
            an_assignment(cast=cast, petition=petition, due_on=day)
    an_assignment(cast=cast, petition=petition, due_on=HELD_ON - timedelta(days=1))


def test_assign_petition_to_be_answered_later_may_be_due_after_the_day(cast):
    """D-26."""
    petition = a_classified_petition(cast=cast, triage=Triage.LATER)
    lead = an_assignment(cast=cast, petition=petition, due_on=date(2026, 6, 1))
    assert deadlines_of(lead)[0].kind == "answer_after"


def test_assign_petition_refuses_foreign_units_and_a_lead_that_supports(cast, neighbours):
    petition = a_classified_petition(cast=cast)
    with pytest.raises(Refused, match="không thuộc xã"):
        an_assignment(cast=cast, petition=petition, unit=neighbours.units.economy)
    with pytest.raises(Refused, match="đã chủ trì"):
        an_assignment(cast=cast, petition=petition, supporting=[cast.units.economy])


def test_assign_many_is_all_or_none(cast):
    good, bad = a_classified_petition(cast=cast), a_petition(cast=cast)
    kwargs = {"lead": cast.units.economy, "due_on": TODAY + timedelta(days=3), "actor": cast.office}
    with pytest.raises(Refused, match=f"^{bad.code}: "):
        services.assign_petitions(petitions=[good, bad], **kwargs)
    assert not Assignment.objects.exists() and not Deadline.objects.of_kind("answer_before").exists()
    good.refresh_from_db()
    assert services.assign_petitions(petitions=[good], **kwargs) == 1


def test_the_suggested_date_is_three_working_days_before_the_conference(cast):
    """D-25: 14/5/2026 is a Thursday; 13, 12, 11 are counted."""
    assert suggested_due(the_conference(cast))[0] == date(2026, 5, 11)
    with time_machine.travel("2026-05-12 03:00:00+00:00"):
        assert suggested_due(the_conference(cast))[0] == date(2026, 5, 13)
    with time_machine.travel("2026-05-14 03:00:00+00:00"):
        assert suggested_due(the_conference(cast))[0] is None
    assert suggested_due(a_conference(cast=cast))[0] is None


# The unit's turn


def test_accept_assignment_by_its_own_unit_only(cast):
    lead = an_assignment(cast=cast)
    for who in (cast.other_unit, cast.office, cast.front):
        with pytest.raises(NotYourRole, match="Phòng Kinh tế"):
            services.accept_assignment(assignment=lead, actor=who)
    services.accept_assignment(assignment=lead, actor=cast.unit)
    assert lead.state == AssignmentState.ACCEPTED and lead.accepted_at
    with pytest.raises(Refused):
        services.accept_assignment(assignment=lead, actor=cast.unit)


def test_refuse_assignment_puts_the_petition_back_and_tells_the_office(cast):
    lead = an_assignment(cast=cast, supporting=[cast.units.police])
    with pytest.raises(Refused, match="lý do"):
        services.refuse_assignment(assignment=lead, reason="", actor=cast.unit)
    services.refuse_assignment(
        assignment=lead, reason="Việc của VH-XH.", proposed_unit=cast.units.culture, actor=cast.unit
    )
    petition = Petition.objects.get()
    assert petition.state == PetitionState.CLASSIFIED
    assert set(petition.assignments.values_list("state", flat=True)) == {"refused", "withdrawn"}
    assert deadlines_of(lead)[0].state == "cancelled"
    body = Notice.objects.get(recipient=cast.office, key__endswith="refused").body
    assert "Việc của VH-XH." in body and "Phòng VH-XH" in body
    assert not Petition.objects.visible_to(cast.unit).exists()
    again = an_assignment(cast=cast, petition=petition, unit=cast.units.culture)
    assert deadlines_of(again)[0].state == "open"


def test_refuse_assignment_of_a_helper_leaves_the_lead(cast):
    lead = an_assignment(cast=cast, supporting=[cast.units.culture])
    helper = lead.petition.assignments.get(is_lead=False)
    services.refuse_assignment(assignment=helper, reason="Không có người.", actor=cast.other_unit)
    lead.petition.refresh_from_db()
    assert lead.petition.state == PetitionState.ASSIGNED
    assert deadlines_of(lead)[0].state == "open"


def test_withdraw_assignment_frees_the_petition(cast):
    lead = an_accepted_assignment(cast=cast)
    with pytest.raises(NotYourRole):
        services.withdraw_assignment(assignment=lead, reason="x", actor=cast.unit)
    services.withdraw_assignment(assignment=lead, reason="Giao nhầm.", actor=cast.office)
    assert Petition.objects.get().state == PetitionState.CLASSIFIED
    assert deadlines_of(lead)[0].state == "cancelled"
    assert Notice.objects.filter(recipient=cast.unit, key__endswith="withdrawn").exists()


def test_complete_assignment_is_the_systems(cast):
    lead = an_accepted_assignment(cast=cast)
    services.complete_assignment(assignment=lead)
    assert lead.state == AssignmentState.DONE and history_of(lead)[0].actor is None


def test_one_lead_in_force_is_held_by_the_database(cast):
    from django.db import IntegrityError, transaction

    lead = an_assignment(cast=cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            commune=cast.commune,
            petition=lead.petition,
            unit=cast.units.police,
            due_on=TODAY,
            assigned_by=cast.office,
        )


# Answers


def test_write_answer_by_the_accepted_lead_only(cast):
    """LP-103."""
    lead = an_assignment(cast=cast, supporting=[cast.units.culture])
    helper = lead.petition.assignments.get(is_lead=False)
    values = answer_values()
    with pytest.raises(Refused, match="Nhận việc"):
        services.write_answer(assignment=lead, values=values, actor=cast.unit)
    services.accept_assignment(assignment=lead, actor=cast.unit)
    services.accept_assignment(assignment=helper, actor=cast.other_unit)
    for assignment, who, kind in [
        (lead, cast.other_unit, NotYourRole),
        (lead, cast.office, NotYourRole),
        (helper, cast.other_unit, Refused),
    ]:
        with pytest.raises(kind):
            services.write_answer(assignment=assignment, values=values, actor=who)
    services.write_answer(assignment=lead, values=values, actor=cast.unit)
    with pytest.raises(Refused, match="đã có bản trả lời"):
        services.write_answer(assignment=lead, values=values, actor=cast.unit)


def test_edit_answer_tells_the_second_of_two(cast):
    answer = an_answer(cast=cast)
    first, second = Answer.objects.get(), Answer.objects.get()
    services.edit_answer(answer=first, values=answer_values(content="Một"), version=1, actor=cast.unit)
    with pytest.raises(StaleEdit) as stale:
        services.edit_answer(answer=second, values=answer_values(content="Hai"), version=1, actor=cast.unit)
    assert stale.value.saved["content"][1:] == ("Một", "Hai")
    answer.refresh_from_db()
    assert answer.content == "Một"


def test_submit_answer_meets_the_deadline_on_that_day(cast):
    """LP-103: the unit has done its duty, however long the office then reads."""
    answer = a_submitted_answer(cast=cast)
    deadline = deadlines_of(answer.assignment)[0]
    assert (deadline.state, deadline.met_on) == ("met", TODAY)
    assert answer.submitted_on == TODAY
    assert Notice.objects.filter(recipient=cast.office, title__contains="đã gửi trả lời").exists()
    with pytest.raises(Refused):
        services.edit_answer(answer=answer, values=answer_values(), version=answer.version, actor=cast.unit)


@pytest.mark.parametrize("missing", ["content", "measures", "time_text"])
def test_submit_answer_needs_matter_measures_and_time(cast, missing):
    """LP-104."""
    answer = an_answer(cast=cast)
    Answer.objects.update(**{missing: " "})
    answer.refresh_from_db()
    with pytest.raises(Refused, match="đủ nội dung"):
        services.submit_answer(answer=answer, actor=cast.unit)


def test_submit_answer_by_another_unit_is_refused(cast):
    with pytest.raises(NotYourRole):
        services.submit_answer(answer=an_answer(cast=cast), actor=cast.other_unit)


def test_return_answer_reopens_the_deadline(cast):
    answer = a_submitted_answer(cast=cast)
    with pytest.raises(Refused, match="Hãy ghi rõ"):
        services.return_answer(answer=answer, reason=" ", actor=cast.office)
    services.return_answer(answer=answer, reason="Nêu rõ thời gian.", actor=cast.office)
    assert deadlines_of(answer.assignment)[0].state == "open"
    assert answer.state == AnswerState.RETURNED
    services.submit_answer(answer=answer, actor=cast.unit)
    assert deadlines_of(answer.assignment)[0].state == "met"


def test_approve_answer_settles_petition_and_tasks(cast):
    """LP-87."""
    answer = a_submitted_answer(cast=cast, supporting=[cast.units.police])
    with pytest.raises(NotYourRole):
        services.approve_answer(answer=answer, actor=cast.unit)
    services.approve_answer(answer=answer, actor=cast.office)
    petition = Petition.objects.get()
    assert petition.state == PetitionState.ANSWERED
    assert set(petition.assignments.values_list("state", flat=True)) == {"done"}
    assert [entry.action for entry in history_of(answer)][0] == "answer.approve"


def test_approve_answer_is_refused_to_who_wrote_it(cast):
    answer = a_submitted_answer(cast=cast)
    Answer.objects.update(written_by=cast.office)
    answer.refresh_from_db()
    with pytest.raises(Refused, match="không tự duyệt"):
        services.approve_answer(answer=answer, actor=cast.office)
    services.approve_answer(answer=answer, actor=cast.clerk)


def test_an_answer_in_draft_is_seen_by_its_unit_and_the_office_only(cast):
    answer = an_answer(cast=cast, supporting=[cast.units.culture])
    sees = {
        who: Answer.objects.visible_to(getattr(cast, who)).filter(pk=answer.pk).exists()
        for who in ("unit", "office", "chair", "front", "party", "other_unit")
    }
    assert sees == {
        "unit": True,
        "office": True,
        "chair": True,
        "front": False,
        "party": False,
        "other_unit": False,
    }


def test_assigned_in_the_hall_the_answer_is_due_after_the_conference(cast):
    conference = an_open_conference(cast=cast)
    with on_the(conference.held_on):
        lead = an_assignment(cast=cast, conference=conference, due_on=date(2026, 6, 1))
        assert deadlines_of(lead)[0].kind == "answer_after"


# Việc của tôi


def test_work_items_of_the_office_and_of_a_unit(cast):
    a_petition(cast=cast)
    a_classified_petition(cast=cast)
    an_upward_petition(cast=cast)
    an_assignment(cast=cast)
    an_accepted_assignment(cast=cast)
    an_accepted_assignment(cast=cast)
    a_submitted_answer(cast=cast)
    office = [item.sentence for item in work_items(cast.office)]
    assert office == [
        "Phân loại 1 kiến nghị mới",
        "Giao đơn vị trả lời 1 kiến nghị",
        "Báo cáo cấp trên 1 kiến nghị",
        "Duyệt 1 bản trả lời",
        "Soạn văn bản phân công chuẩn bị trả lời cho “Hội nghị đối thoại định kỳ với Nhân dân”",
    ]
    unit = {item.sentence: item.due_on for item in work_items(cast.unit)}
    assert unit == {
        "Nhận hoặc từ chối 1 kiến nghị được giao": date(2026, 4, 29),
        "Trả lời 2 kiến nghị về đất đai": date(2026, 4, 29),
    }
    assert work_items(cast.other_unit) == []


def test_work_items_ask_the_front_for_petitions_while_a_conference_is_ahead(cast):
    the_conference(cast)
    assert [item.button for item in work_items(cast.front)] == ["Nhập kiến nghị"]
