"""Seen, supported, proposed to another unit; versions of an answer; the chair's approval."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.log import history_of
from core.models import Attachment, Notice, User
from core.refusals import NotYourRole, Refused
from documents.models import PaperVersion
from documents.queries import compares_versions
from feedback import queries, services
from feedback.models import Answer, Assignment, Petition, PetitionSetting
from feedback.states import AnswerState, AssignmentState, PetitionState
from tests.factories.core import a_delegation
from tests.factories.feedback import (
    a_classified_petition,
    a_submitted_answer,
    an_accepted_assignment,
    an_answer,
    an_answered_petition,
    an_assignment,
)


def again(person):
    return User.objects.get(pk=person.pk)


def a_supporting(cast):
    """The police, asked for their part and willing, beside the economy department that leads."""
    lead = an_accepted_assignment(cast=cast, supporting=[cast.units.culture])
    row = lead.petition.assignments.supporting().get()
    return lead, services.accept_assignment(assignment=row, actor=cast.other_unit)


def needs_chair(cast):
    PetitionSetting.objects.create(commune=cast.commune, needs_chair_approval=True)


# Seen


def test_a_task_is_seen_once_by_its_own_unit(cast):
    row = an_assignment(cast=cast)
    for who in (cast.office, cast.other_unit, cast.front):
        services.see_assignment(assignment=row, actor=who)
    assert row.seen_at is None
    for _ in range(2):
        services.see_assignment(assignment=row, actor=cast.unit)
    row.refresh_from_db()
    assert row.seen_at
    assert [entry.action for entry in history_of(row)].count("assignment.see") == 1


def test_opening_the_page_says_to_the_office_that_it_was_seen(cast, sign_in):
    row = an_assignment(cast=cast)
    office = sign_in(cast.office)
    assert "Chưa xem" in office.get(f"/kien-nghi/{row.petition_id}/").content.decode()
    sign_in(cast.unit).get(f"/viec-giao/{row.pk}/")
    assert "Đã xem lúc" in sign_in(cast.office).get(f"/kien-nghi/{row.petition_id}/").content.decode()


# Supporting units


def test_contribute_assignment_reaches_the_lead_and_may_be_replaced(cast):
    lead, row = a_supporting(cast)
    assert "ý kiến phối hợp" in " ".join(item.sentence for item in queries.work_items(again(cast.other_unit)))
    with pytest.raises(Refused, match="Hãy ghi"):
        services.contribute_assignment(assignment=row, text=" ", actor=cast.other_unit)
    pdf = SimpleUploadedFile("y-kien.pdf", b"%PDF-1.4\n")
    services.contribute_assignment(assignment=row, text="Đất công.", files=[pdf], actor=cast.other_unit)
    services.contribute_assignment(assignment=row, text="Đất do xã quản lý.", actor=cast.other_unit)
    (part, files), *rest = queries.parts_for(lead.petition)
    assert (part.part_text, len(files), rest) == ("Đất do xã quản lý.", 1, [])
    assert Notice.objects.filter(recipient=cast.unit, title__contains="ý kiến phối hợp").exists()
    assert row in Assignment.objects.visible_to(again(cast.unit))
    assert [entry.action for entry in history_of(row)].count("assignment.contribute") == 2
    assert "phối hợp" not in " ".join(item.sentence for item in queries.work_items(again(cast.other_unit)))


def test_contribute_assignment_is_refused_to_others_to_the_lead_and_after_the_answer(cast):
    lead, row = a_supporting(cast)
    for who in (cast.office, cast.unit, cast.front):
        with pytest.raises(NotYourRole):
            services.contribute_assignment(assignment=row, text="Ý kiến.", actor=who)
    with pytest.raises(Refused, match="chủ trì soạn"):
        services.contribute_assignment(assignment=lead, text="Ý kiến.", actor=cast.unit)
    a_submitted_answer(cast=cast, assignment=lead)
    with pytest.raises(Refused, match="đã gửi bản trả lời"):
        services.contribute_assignment(assignment=row, text="Ý kiến.", actor=cast.other_unit)


def test_a_supporting_unit_does_not_read_the_other_parts(cast):
    lead = an_assignment(cast=cast, supporting=[cast.units.culture, cast.units.police])
    culture, police = lead.petition.assignments.supporting().order_by("pk")
    seen = Assignment.objects.visible_to(again(cast.other_unit))
    assert culture in seen and police not in seen and lead not in seen


def test_the_lead_reads_the_parts_where_it_writes(cast, sign_in):
    lead, row = a_supporting(cast)
    pdf = SimpleUploadedFile("y-kien.pdf", b"%PDF-1.4\n")
    page = sign_in(cast.other_unit).post(
        f"/viec-giao/{row.pk}/phoi-hop/", {"text": "Đất công.", "files": pdf}
    )
    assert page.status_code == 302
    client = sign_in(cast.unit)
    assert "Đất công." in client.get(f"/viec-giao/{lead.pk}/soan-tra-loi/").content.decode()
    file = Attachment.objects.get(name="y-kien.pdf")
    assert client.get(f"/tep/{file.pk}/").status_code == 200
    assert sign_in(cast.party).get(f"/tep/{file.pk}/").status_code == 200
    Petition.objects.update(names_official=True)
    assert sign_in(cast.party).get(f"/tep/{file.pk}/").status_code == 404


def test_contribute_assignment_by_others_is_403_and_in_another_commune_404(cast, sign_in, neighbours):
    _, row = a_supporting(cast)
    for who, status in [(cast.party, 403), (cast.unit, 403), (cast.office, 403), (neighbours.office, 404)]:
        assert sign_in(who).post(f"/viec-giao/{row.pk}/phoi-hop/", {"text": "Khác."}).status_code == status


# Refused towards another unit


def test_the_office_follows_the_proposal_with_one_click(cast, sign_in):
    row = an_assignment(cast=cast, supporting=[cast.units.police, cast.units.culture])
    # A clock that runs, as in life: rows written one after the other differ by a little.
    for helper in row.petition.assignments.supporting():
        later = helper.created_at + timedelta(milliseconds=helper.pk - row.pk)
        Assignment.objects.filter(pk=helper.pk).update(created_at=later)
    services.refuse_assignment(
        assignment=row, reason="Việc văn hóa.", proposed_unit=cast.units.culture, actor=cast.unit
    )
    page = sign_in(cast.office).get(f"/kien-nghi/{row.petition_id}/").content.decode()
    assert "Giao ngay cho Phòng VH-XH" in page and "Việc văn hóa." in page
    with pytest.raises(NotYourRole):
        services.reassign_as_proposed(assignment=row, actor=cast.unit)
    assert sign_in(cast.office).post(f"/viec-giao/{row.pk}/giao-theo-de-nghi/").status_code == 302
    now = row.petition.assignments.in_force().order_by("-is_lead")
    assert [(one.unit, one.is_lead, one.due_on) for one in now] == [
        (cast.units.culture, True, row.due_on), (cast.units.police, False, row.due_on),
    ]  # fmt: skip
    assert sign_in(cast.office).post(f"/viec-giao/{row.pk}/giao-theo-de-nghi/").status_code == 409


def test_the_story_reads_who_gave_it_to_whom_and_what_came_of_it(cast):
    row = an_assignment(cast=cast)
    services.see_assignment(assignment=row, actor=cast.unit)
    services.refuse_assignment(
        assignment=row, reason="Nhầm.", proposed_unit=cast.units.culture, actor=cast.unit
    )
    services.reassign_as_proposed(assignment=row, actor=cast.office)
    chapters = queries.assignment_story(list(row.petition.assignments.select_related("unit")))
    assert [chapter.assignment.unit.short_name for chapter in chapters] == ["Phòng Kinh tế", "Phòng VH-XH"]
    words = [(line.actor_label.split(",")[0], line.sentence, line.note) for line in chapters[0].lines]
    assert words == [
        ("Nguyễn Thị Văn Phòng", "đã giao Phòng Kinh tế chủ trì", ""),
        ("Phạm Kinh Tế", "đã xem việc được giao", ""),
        ("Phạm Kinh Tế", "đã từ chối việc được giao", "Nhầm. Đề nghị giao: Phòng VH-XH."),
    ]


# Versions


def test_versions_are_kept_as_sent_returned_and_approved(cast, sign_in):
    answer = a_submitted_answer(cast=cast)
    services.return_answer(answer=answer, reason="Ghi rõ ngày.", actor=cast.office)
    services.edit_answer(
        answer=answer, values={"time_text": "Xong 15/5/2026"}, version=answer.version, actor=cast.unit
    )
    services.submit_answer(answer=answer, actor=cast.unit)
    services.approve_answer(answer=answer, actor=cast.office)
    rows = list(PaperVersion.objects.about(answer))
    assert [row.step for row in rows] == ["submitted", "returned", "submitted", "approved"]
    assert rows[1].note == "Ghi rõ ngày." and "15/5/2026" in rows[2].text and "15/5/2026" not in rows[0].text
    url = f"/van-ban/phien-ban/feedback.answer/{answer.pk}/"
    for who, status in [
        (cast.office, 200),
        (cast.chair, 200),
        (cast.unit, 200),
        (cast.front, 403),
        (cast.other_unit, 404),
    ]:
        assert sign_in(who).get(url).status_code == status, who
    assert compares_versions(again(cast.unit), answer) and not compares_versions(again(cast.front), answer)


# The chair's approval


def test_forward_answer_only_where_the_commune_wants_it(cast):
    answer = a_submitted_answer(cast=cast)
    with pytest.raises(Refused, match="không yêu cầu"):
        services.forward_answer(answer=answer, actor=cast.office)
    needs_chair(cast)
    with pytest.raises(Refused, match="Trình người chủ trì"):
        services.approve_answer(answer=answer, actor=cast.office)
    with pytest.raises(NotYourRole):
        services.forward_answer(answer=answer, actor=cast.chair)
    with pytest.raises(Refused, match="đang đọc"):
        services.return_answer(answer=answer, reason="Sửa.", actor=cast.chair)
    services.forward_answer(answer=answer, actor=cast.office)
    assert answer.state == AnswerState.FORWARDED
    assert Notice.objects.filter(recipient=cast.chair, title__contains="chờ anh/chị duyệt").count() == 1
    assert "Duyệt 1 bản trả lời" in " ".join(item.sentence for item in queries.work_items(again(cast.chair)))
    assert not Assignment.objects.to_answer().exists()


def test_endorse_answer_ends_as_the_offices_approval_does(cast):
    needs_chair(cast)
    answer = services.forward_answer(answer=a_submitted_answer(cast=cast), actor=cast.office)
    for who in (cast.office, cast.unit, cast.vice_chair):
        with pytest.raises(NotYourRole):
            services.endorse_answer(answer=answer, actor=who)
    services.endorse_answer(answer=answer, actor=cast.chair)
    answer.petition.refresh_from_db()
    assert answer.petition.state == PetitionState.ANSWERED and answer.approved_by == cast.chair
    assert Assignment.objects.get(pk=answer.assignment_id).state == AssignmentState.DONE
    assert PaperVersion.objects.about(answer).last().step == "approved"


def test_a_forwarded_answer_is_returned_by_the_chair_and_the_office_hears_of_it(cast):
    needs_chair(cast)
    answer = services.forward_answer(answer=a_submitted_answer(cast=cast), actor=cast.office)
    services.return_answer(answer=answer, reason="Chưa rõ.", actor=cast.chair)
    for who in (cast.unit, cast.office):
        assert Notice.objects.filter(recipient=who, title__startswith="Người chủ trì trả lại").count() == 1
    services.submit_answer(answer=answer, actor=cast.unit)
    assert answer.state == AnswerState.SUBMITTED


def test_endorse_answer_by_the_delegate_of_this_conference(cast, sign_in):
    """LP-68."""
    needs_chair(cast)
    answer = services.forward_answer(answer=a_submitted_answer(cast=cast), actor=cast.office)
    a_delegation(
        cast=cast, subject=answer.petition.conference, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30)
    )
    page = sign_in(cast.vice_chair).get("/tra-loi/").content.decode()
    assert answer.petition.code in page and "Duyệt các bản đã chọn" in page
    services.endorse_answer(answer=answer, actor=again(cast.vice_chair))
    assert answer.approved_by == cast.vice_chair


def test_the_chair_endorses_many_on_one_page(cast, sign_in):
    needs_chair(cast)
    answers = [a_submitted_answer(cast=cast) for _ in range(2)]
    office = sign_in(cast.office)
    keys = {"chon": [answer.pk for answer in answers]}
    assert "Trình người chủ trì các bản đã chọn" in office.get("/tra-loi/").content.decode()
    assert office.post("/tra-loi/trinh-nhieu/", keys).status_code == 302
    chair = sign_in(cast.chair)
    page = chair.get("/tra-loi/").content.decode()
    assert "Duyệt các bản đã chọn" in page and "mương bị bồi lấp" in page
    assert chair.post("/tra-loi/duyet-nhieu/", {}).status_code == 409
    assert chair.post("/tra-loi/duyet-nhieu/", keys).status_code == 302
    assert Answer.objects.approved().count() == 2
    assert sign_in(cast.office).post("/tra-loi/duyet-nhieu/", keys).status_code == 403


def test_answers_wait_in_groups_by_whose_turn_it_is(cast, sign_in, django_assert_max_num_queries):
    an_answer(cast=cast)
    pages = {}
    for who, word in [(cast.unit, "soan"), (cast.office, "doc"), (cast.chair, "xong")]:
        pages[word] = sign_in(who).get("/tra-loi/", {"xem": word})
        assert pages[word].status_code == 200
    assert "KN-2026" in pages["soan"].content.decode()
    assert sign_in(cast.front).get("/tra-loi/").status_code == 403
    for _ in range(4):
        a_submitted_answer(cast=cast, petition=a_classified_petition(cast=cast))
    client = sign_in(cast.office)
    client.get("/tra-loi/")
    with django_assert_max_num_queries(10):
        client.get("/tra-loi/")


def test_results_wait_on_one_list(cast, sign_in, django_assert_max_num_queries, neighbours):
    rows = [an_answered_petition(cast=cast) for _ in range(3)]
    client = sign_in(cast.office)
    client.get("/kien-nghi/cho-gui-ket-qua/")
    with django_assert_max_num_queries(10):
        page = client.get("/kien-nghi/cho-gui-ket-qua/").content.decode()
    assert all(row.code in page for row in rows)
    assert (
        sign_in(neighbours.office).get("/kien-nghi/cho-gui-ket-qua/").content.decode().count("KN-2026") == 0
    )
    post = {"chon": [row.pk for row in rows]}
    assert sign_in(neighbours.office).post("/kien-nghi/cho-gui-ket-qua/gui/", post).status_code == 409
    assert sign_in(cast.office).post("/kien-nghi/cho-gui-ket-qua/gui/", post).status_code == 302
    assert not queries.to_send(again(cast.office)).exists()


def test_a_batch_before_the_chair_tells_every_answer_that_stands_in_the_way(cast):
    """Both were never laid before the chair: one sentence, both codes, nothing approved."""
    answers = [a_submitted_answer(cast=cast) for _ in range(2)]
    with pytest.raises(Refused) as refused:
        services.endorse_answers(answers=answers, actor=cast.chair)
    assert all(answer.petition.code in refused.value.sentence for answer in answers)
