"""Results to the people: published, taken back, rated; a petition opened again once."""

import pytest

from core.log import history_of
from core.models import AuditEntry, Notice
from core.refusals import NotYourRole, Refused
from feedback import queries, services
from feedback.models import Answer, Assignment, Petition
from feedback.queries import proposed_public, result_of
from feedback.states import AnswerState, AssignmentState, Field, PetitionState
from tests.factories.feedback import (
    a_classified_petition,
    a_submitted_answer,
    an_answered_petition,
    an_assignment,
    an_upward_petition,
)

PUBLIC = {"is_public": True, "public_content": "Đề nghị nạo vét mương.", "public_answer": "Sẽ nạo vét."}


def a_published(cast, **more):
    return services.publish_petition(petition=an_answered_petition(cast=cast, **more), actor=cast.office)


def a_reopened(cast):
    petition = a_published(cast)
    return services.rate_petition(petition=petition, satisfaction="unsatisfied", note="Vẫn ngập.")


def test_publish_petition_goes_to_the_petitioner_and_is_logged_once(cast):
    petition = a_published(cast)
    petition.refresh_from_db()
    assert petition.published_at and not petition.is_public and petition.state == PetitionState.ANSWERED
    assert [row.action for row in history_of(petition)].count("petition.publish") == 1
    with pytest.raises(Refused, match="không có gì mới"):
        services.publish_petition(petition=petition, actor=cast.office)
    with pytest.raises(NotYourRole):
        services.publish_petition(petition=petition, actor=cast.unit)


def test_publish_petition_waits_for_an_outcome(cast):
    with pytest.raises(Refused, match="Đã phân loại"):
        services.publish_petition(petition=a_classified_petition(cast=cast), actor=cast.office)


def test_publish_petition_to_everybody_has_no_names(cast):
    petition = an_answered_petition(cast=cast, content="Nhà bà Hoa (0912 345 678) bị ngập.")
    content, answer = proposed_public(petition)
    assert content == "Nhà [giấu tên] ([giấu số điện thoại]) bị ngập." and "bồi lấp 120 m" in answer
    for words in ("Bà Hoa nói", "gọi 0912345678", "Nguyễn Thị Hoa", "Số 5 ngõ Đình"):
        with pytest.raises(Refused, match="còn thông tin"):
            services.publish_petition(
                petition=petition, actor=cast.office, **PUBLIC | {"public_answer": words}
            )
    with pytest.raises(Refused, match="cả nội dung"):
        services.publish_petition(petition=petition, actor=cast.office, **PUBLIC | {"public_answer": " "})
    services.publish_petition(petition=petition, actor=cast.office, **PUBLIC)
    petition.refresh_from_db()
    assert petition.is_public and petition.public_answer == "Sẽ nạo vét."
    changed = PUBLIC | {"public_answer": "Đã nạo vét."}
    services.publish_petition(petition=petition, actor=cast.office, **changed)


def test_publish_petition_that_is_restricted_stays_with_the_petitioner(cast):
    petition = an_answered_petition(cast=cast, field=Field.CONDUCT)
    with pytest.raises(Refused, match="tác phong"):
        services.publish_petition(petition=petition, actor=cast.office, **PUBLIC)
    assert services.publish_petition(petition=petition, actor=cast.office).published_at


def test_publish_petition_that_was_rejected_or_sent_upwards(cast):
    rejected = services.reject_petition(
        petition=a_classified_petition(cast=cast), reason="Đã có trong quy hoạch.", actor=cast.office
    )
    services.publish_petition(petition=rejected, actor=cast.office)
    assert (result_of(rejected).heading, result_of(rejected).text) == (
        "Không tiếp thu",
        "Đã có trong quy hoạch.",
    )
    up = an_upward_petition(cast=cast)
    services.report_up_petition(
        petition=up,
        upward_to="UBND thành phố",
        upward_on=up.received_on,
        upward_number="5/BC",
        actor=cast.office,
    )
    services.publish_petition(petition=up, actor=cast.office)
    assert "UBND thành phố" in result_of(up).text and "5/BC" in result_of(up).text


def test_publish_many_is_all_or_none(cast):
    good, bad = an_answered_petition(cast=cast), a_classified_petition(cast=cast)
    assert [row.pk for row in queries.to_send(cast.office)] == [good.pk]
    with pytest.raises(Refused, match=f"^{bad.code}: "):
        services.publish_petitions(petitions=[good, bad], actor=cast.office)
    good.refresh_from_db()
    assert good.published_at is None
    assert services.publish_petitions(petitions=[good], actor=cast.office) == 1
    assert not queries.to_send(cast.office).exists()


def test_unpublish_petition_needs_a_reason_and_keeps_what_the_petitioner_reads(cast):
    petition = an_answered_petition(cast=cast)
    with pytest.raises(Refused, match="chưa gửi"):
        services.unpublish_petition(petition=petition, reason="Sai.", actor=cast.office)
    services.publish_petition(petition=petition, actor=cast.office, **PUBLIC)
    with pytest.raises(Refused, match="lý do"):
        services.unpublish_petition(petition=petition, reason=" ", actor=cast.office)
    with pytest.raises(NotYourRole):
        services.unpublish_petition(petition=petition, reason="Sai.", actor=cast.chair)
    services.unpublish_petition(petition=petition, reason="Người dân đề nghị.", actor=cast.office)
    assert not petition.is_public and petition.published_at
    services.unpublish_petition(petition=petition, reason="Gửi nhầm.", actor=cast.office)
    petition.refresh_from_db()
    assert petition.published_at is None


def test_unpublish_petition_cannot_take_back_what_was_rated(cast):
    petition = a_published(cast)
    services.rate_petition(petition=petition, satisfaction="satisfied")
    with pytest.raises(Refused, match="đã cho ý kiến"):
        services.unpublish_petition(petition=petition, reason="Sai.", actor=cast.office)


def test_rate_petition_by_the_petitioner_or_the_office_once(cast):
    petition = an_answered_petition(cast=cast)
    with pytest.raises(Refused, match="chưa được gửi"):
        services.rate_petition(petition=petition, satisfaction="satisfied")
    services.publish_petition(petition=petition, actor=cast.office)
    for rating, note, words in [
        ("", "", "Hãy chọn"),
        ("great", "", "Hãy chọn"),
        ("unsatisfied", " ", "còn chưa"),
    ]:
        with pytest.raises(Refused, match=words):
            services.rate_petition(petition=petition, satisfaction=rating, note=note)
    with pytest.raises(NotYourRole):
        services.rate_petition(petition=petition, satisfaction="satisfied", actor=cast.front)
    services.rate_petition(petition=petition, satisfaction="satisfied", note="Cảm ơn.", actor=cast.office)
    assert (petition.satisfaction, petition.satisfaction_note) == ("satisfied", "Cảm ơn.")
    assert "Văn phòng ghi thay" in history_of(petition)[0].note
    with pytest.raises(Refused, match="một lần"):
        services.rate_petition(petition=petition, satisfaction="satisfied")


def test_rate_petition_unsatisfied_opens_it_again_and_the_second_time_tells(cast):
    petition = a_reopened(cast)
    petition.refresh_from_db()
    assert petition.state == PetitionState.CLASSIFIED and petition.reopened_on and not petition.published_at
    assert petition.satisfaction == "unsatisfied"
    for who in (cast.office, cast.unit):
        assert Notice.objects.filter(recipient=who, key=f"petition:{petition.pk}:reopened").count() == 1
    answer = a_submitted_answer(cast=cast, petition=petition)
    services.approve_answer(answer=answer, actor=cast.office)
    petition.refresh_from_db()
    assert petition.answers.approved().get() == answer
    services.publish_petition(petition=petition, actor=cast.office)
    assert petition.satisfaction == ""
    services.rate_petition(petition=petition, satisfaction="unsatisfied", note="Vẫn thế.")
    petition.refresh_from_db()
    assert petition.state == PetitionState.ANSWERED
    for who in (cast.office, cast.chair):
        assert Notice.objects.filter(recipient=who, title__contains="vẫn chưa hài lòng").count() == 1


def test_reopen_petition_once_by_the_office_with_a_reason(cast):
    petition = an_answered_petition(cast=cast)
    for who in (cast.chair, cast.unit, cast.front):
        with pytest.raises(NotYourRole):
            services.reopen_petition(petition=petition, reason="Chưa đúng.", actor=who)
    with pytest.raises(Refused, match="lý do"):
        services.reopen_petition(petition=petition, reason="", actor=cast.office)
    services.reopen_petition(petition=petition, reason="Trả lời chưa đúng việc.", actor=cast.office)
    petition.refresh_from_db()
    assert petition in Petition.objects.visible_to(cast.office).to_assign()
    answer = a_submitted_answer(cast=cast, petition=petition)
    services.approve_answer(answer=answer, actor=cast.office)
    petition.refresh_from_db()
    with pytest.raises(Refused, match="đã được mở lại một lần"):
        services.reopen_petition(petition=petition, reason="Nữa.", actor=cast.office)


def test_reopen_petition_of_a_commitment_is_left_to_the_front(cast):
    petition = a_classified_petition(cast=cast)
    services.answer_petition(petition=petition, note="Cam kết đã thực hiện.")
    with pytest.raises(Refused, match="Mặt trận"):
        services.reopen_petition(petition=petition, reason="Chưa xong.", actor=cast.office)
    services.publish_petition(petition=petition, actor=cast.office)
    services.rate_petition(petition=petition, satisfaction="unsatisfied", note="Chưa xong.")
    assert petition.state == PetitionState.ANSWERED and petition.satisfaction == "unsatisfied"


def test_supersede_answer_and_shelve_assignment_leave_the_first_time_on_record(cast):
    petition = a_reopened(cast)
    old = Answer.objects.get()
    assert old.state == AnswerState.SUPERSEDED and not petition.answers.approved().exists()
    assert Assignment.objects.get().state == AssignmentState.PAST
    again = an_assignment(cast=cast, petition=petition, unit=cast.units.culture)
    assert list(petition.assignments.in_force()) == [again]
    with pytest.raises(Refused):
        services.supersede_answer(answer=old)


def test_shelve_assignment_is_for_what_was_done(cast):
    with pytest.raises(Refused):
        services.shelve_assignment(assignment=an_assignment(cast=cast))


def test_reopening_leaves_those_answered_with_it_their_answer(cast):
    leader = an_answered_petition(cast=cast)
    follower = a_classified_petition(cast=cast)
    Petition.objects.filter(pk=follower.pk).update(answered_with=leader, state=PetitionState.ANSWERED)
    services.reopen_petition(petition=leader, reason="Chưa đúng.", actor=cast.office)
    follower.refresh_from_db()
    assert follower.answered_with is None and follower.state == PetitionState.ANSWERED
    assert follower.answers.approved().get().content == Answer.objects.filter(petition=leader).get().content


def test_the_pages_of_publishing_rating_and_reopening(cast, sign_in, neighbours):
    petition = an_answered_petition(cast=cast, content="Nhà bà Hoa bị ngập.")
    base, office = f"/kien-nghi/{petition.pk}", sign_in(cast.office)
    page = office.get(f"{base}/gui-ket-qua/").content.decode()
    assert "[giấu tên]" in page and "bồi lấp 120 m" in page
    data = {"is_public": "on", "public_content": "Nhà bà Hoa.", "public_answer": "Sẽ làm."}
    refused = office.post(f"{base}/gui-ket-qua/", data)
    assert refused.status_code == 200 and "còn thông tin" in refused.content.decode()
    for who, status in [(neighbours.office, 404), (cast.chair, 403), (cast.unit, 403)]:
        assert sign_in(who).post(f"{base}/gui-ket-qua/", data).status_code == status
    office = sign_in(cast.office)
    assert office.get(f"{base}/hai-long/").status_code == 409
    assert (
        office.post(f"{base}/gui-ket-qua/", data | {"public_content": "Một nhà bị ngập."}).status_code == 302
    )
    assert "Có, không nêu tên" in office.get(f"{base}/").content.decode()
    assert office.post(f"{base}/thoi-cong-khai/", {"reason": "Người dân đề nghị."}).status_code == 302
    assert office.post(f"{base}/hai-long/", {"satisfaction": "unsatisfied"}).status_code == 200
    said = {"satisfaction": "unsatisfied", "note": "Vẫn ngập."}
    assert office.post(f"{base}/hai-long/", said).status_code == 302
    page = office.get(f"{base}/").content.decode()
    assert "Đang giải quyết lại" in page and "Vẫn ngập." in page and "None" not in page
    assert office.get(f"{base}/giai-quyet-lai/").status_code == 409
    assert AuditEntry.objects.about(petition).filter(action="petition.reopen").count() == 1


def test_a_restricted_result_has_no_public_part(cast, sign_in):
    petition = an_answered_petition(cast=cast, field=Field.CONDUCT)
    office = sign_in(cast.office)
    assert "public_content" not in office.get(f"/kien-nghi/{petition.pk}/gui-ket-qua/").content.decode()
    assert office.post(f"/kien-nghi/{petition.pk}/gui-ket-qua/", PUBLIC).status_code == 302
    petition.refresh_from_db()
    assert petition.published_at and not petition.is_public
    assert office.get(f"/kien-nghi/{petition.pk}/gui-ket-qua/").status_code == 409
