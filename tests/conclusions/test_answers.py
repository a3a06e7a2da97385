"""Answers after the conference: whom they must reach, how, until when, and what is refused (QN-60 to 62, TD-70 to 72)."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conclusions import services
from conclusions.models import AnswerDelivery, Commitment
from conclusions.queries import petitions_in_use
from conclusions.queries.answers import answers_part
from core.models import Attachment, AuditEntry, Notice
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from deadlines.services import start_deadline
from deadlines.states import DeadlineKind
from feedback.models import Petition
from tests.factories import conclusions as make
from tests.factories.deadlines import a_rule
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
TOLD_ON = date(2026, 5, 27)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-28 03:00:00+00:00", tick=False):
        yield


def told(commitment, actor, rows=None, **more):
    values = {
        "way": "written", "standing": "received", "delivered_on": TOLD_ON, "number": "15/PKT",
        "said": "Đã khảo sát, làm trong tháng 6.",
    }  # fmt: skip
    rows = list(commitment.deliveries.all()) if rows is None else rows
    return services.record_answers(commitment=commitment, rows=rows, actor=actor, **values | more)


def fresh(obj):
    return type(obj).objects.get(pk=obj.pk)


def under(code, cast):
    """A commitment under a rule of that preset; a clock that counts from the conference runs since its closing."""
    conference, rule = make.a_held_conference(cast=cast), a_rule(code=code)
    if rule.anchor == "conference":
        start_deadline(
            rule=rule, subject=conference, subject_label="x", anchor_on=conference.ends_on, actor=None,
            commune=cast.commune,
        )  # fmt: skip
    else:
        type(conference.plan).objects.update(regulation=rule.regulation)
        conference = type(conference).objects.select_related("plan__regulation").get(pk=conference.pk)
    commitment = make.a_commitment(cast=cast, conference=conference)
    type(conference.plan).objects.update(regulation=rule.regulation)
    return Commitment.objects.get(pk=commitment.pk)


def test_td_71_chair_place_and_petitioner_are_listed_at_issue_and_done_when_all_have_dates(cast):
    """TD-70, TD-71: seven working days from the notice; met on the day of the last of the three, not before."""
    commitment = under("TD-R7", cast)
    rows = {row.addressee: row for row in commitment.deliveries.all()}
    assert list(rows) == ["chair", "unit", "petitioner"]
    assert rows["unit"].label == "Thôn Đông"
    assert rows["petitioner"].petitioner.name == "Nguyễn Văn Bình"
    assert "Bình" not in rows["petitioner"].label
    clock = Deadline.objects.about(commitment).of_kind(DeadlineKind.ANSWER_AFTER)
    assert clock.get().due_on == date(2026, 5, 29)
    told(commitment, cast.unit, [rows["chair"], rows["unit"]])
    assert clock.get().is_open
    told(commitment, cast.unit, [rows["petitioner"]], delivered_on=date(2026, 5, 28))
    assert clock.get().met_on == date(2026, 5, 28)
    assert Notice.objects.filter(recipient=cast.chair, key__startswith="commitment.answer").count() == 1


def test_td_70_a_report_that_the_work_is_done_answers_nobody(cast):
    """TD-70."""
    commitment = under("TD-R7", cast)
    services.report_commitment(commitment=commitment, text="Xong.", actor=cast.unit)
    assert Deadline.objects.about(commitment).of_kind(DeadlineKind.ANSWER_AFTER).get().is_open


def test_td_72_writing_only_where_the_plan_says_so_and_words_tell_how_far_it_is(cast):
    """TD-72."""
    commitment = under("TD-R7", cast)
    with pytest.raises(Refused, match="yêu cầu trả lời bằng văn bản"):
        told(commitment, cast.unit, way="direct", place="Nhà văn hoá", witness="Trưởng thôn")
    with pytest.raises(Refused, match="Đơn vị chưa báo cáo hoàn thành"):
        told(commitment, cast.unit, standing="settled")
    told(commitment, cast.unit)
    assert {row.standing for row in commitment.deliveries.all()} == {"received"}
    services.report_commitment(commitment=fresh(commitment), text="Xong.", actor=cast.unit)
    part = answers_part(fresh(commitment), cast.office)
    assert part.is_told_half
    told(fresh(commitment), cast.unit, standing="settled", delivered_on=date(2026, 5, 28))
    assert not answers_part(fresh(commitment), cast.office).is_told_half


def test_qn_60_fifteen_working_days_from_the_conference_are_met_with_the_last_answer(cast):
    """QN-60."""
    commitment = under("QN-R5", cast)
    clock = Deadline.objects.about(commitment.conference).of_kind(DeadlineKind.ANSWER_AFTER)
    assert clock.get().due_on == date(2026, 6, 4)
    services.report_commitment(commitment=commitment, text="Xong.", actor=cast.unit)
    assert clock.get().is_open
    told(fresh(commitment), cast.unit, standing="settled")
    assert clock.get().met_on == TOLD_ON
    told(fresh(commitment), cast.unit, [commitment.deliveries.last()], delivered_on=date(2026, 5, 28))
    assert clock.get().met_on == date(2026, 5, 28), "a corrected day is the day that counts"


def test_qn_61_by_word_with_place_and_witness_or_in_writing_with_number_or_file(cast):
    """QN-61."""
    commitment = under("QN-R5", cast)
    with pytest.raises(Refused, match="nơi trả lời và người chứng kiến"):
        told(commitment, cast.unit, way="direct")
    with pytest.raises(Refused, match="số văn bản hoặc đính kèm"):
        told(commitment, cast.unit, number=" ")
    told(commitment, cast.unit, way="direct", place="Nhà văn hoá thôn Đông", witness="Trưởng thôn")
    row = commitment.deliveries.last()
    assert (row.way, row.place, row.witness, row.number) == (
        "direct", "Nhà văn hoá thôn Đông", "Trưởng thôn", "",
    )  # fmt: skip
    file = SimpleUploadedFile("tra-loi.pdf", b"%PDF-1.7 thu")
    told(commitment, cast.unit, number="", file=file)
    assert Attachment.objects.about(commitment).get().name == "tra-loi.pdf"


def test_qn_62_each_petitioner_has_a_row_of_his_own(cast):
    """QN-62."""
    conference = make.an_open_conference(cast=cast)
    with on_the(conference.held_on):
        petition = make.a_petition(cast=cast, conference=conference, people=[make.BINH, make.HOA])
        make.classified(petition, cast=cast)
        make.feedback.assign_petition(
            petition=petition, lead=cast.units.economy, due_on=make.PENDING_DUE_ON, actor=cast.office
        )
        conference = make.close_conference(conference=conference, actor=cast.office)
    commitment = make.a_commitment(cast=cast, conference=conference)
    people = commitment.deliveries.exclude(petitioner=None)
    assert [row.petitioner.name for row in people] == [make.BINH["name"], make.HOA["name"]]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"delivered_on": date(2026, 5, 29)}, "không được sau hôm nay"),
        ({"delivered_on": date(2026, 5, 13)}, "không được trước ngày hội nghị"),
        ({"delivered_on": None}, "Hãy ghi ngày trả lời"),
        ({"undelivered_reason": "Đã chuyển đi."}, "Chỉ ghi một trong hai"),
        ({"standing": ""}, "Hãy chọn tình trạng"),
        ({"way": ""}, "Hãy chọn cách trả lời"),
        ({"rows": []}, "Hãy chọn ít nhất một nơi nhận"),
    ],
)
def test_what_cannot_be_recorded_says_why(cast, more, words):
    commitment = make.a_commitment(cast=cast)
    with pytest.raises(Refused, match=words):
        told(commitment, cast.unit, **more)
    assert commitment.deliveries.owing().count() == 3


def test_who_cannot_be_told_is_done_with_a_reason(cast):
    commitment = under("QN-R5", cast)
    told(commitment, cast.unit, list(commitment.deliveries.exclude(petitioner=None)), delivered_on=None,
         undelivered_reason="Người kiến nghị đã chuyển nơi ở.")  # fmt: skip
    told(commitment, cast.unit, list(commitment.deliveries.owing()))
    clock = Deadline.objects.about(commitment.conference).of_kind(DeadlineKind.ANSWER_AFTER).get()
    assert clock.met_on == date(2026, 5, 28)
    assert all(row.is_done for row in commitment.deliveries.all())


def test_only_the_unit_and_the_office_record_answers(cast):
    commitment = make.a_commitment(cast=cast)
    for person in (cast.other_unit, cast.chair, cast.front, cast.party):
        with pytest.raises(NotYourRole, match="Chỉ đơn vị được giao hoặc văn phòng"):
            told(commitment, person)
    told(commitment, cast.clerk)


def test_rows_of_another_commitment_are_refused(cast):
    notice = make.an_issued_notice(cast=cast, pending=2)
    one, other = notice.conference.commitments.all()
    with pytest.raises(Refused, match="ít nhất một nơi nhận của cam kết này"):
        told(one, cast.unit, list(other.deliveries.all()))


def test_lp_29_conduct_of_officials_is_told_to_chair_and_petitioner_only(cast):
    """LP-29, TD-68."""
    conference = make.a_held_conference(cast=cast)
    Petition.objects.filter(content__contains="nạo vét").update(names_official=True)
    commitment = make.a_commitment(cast=cast, conference=conference)
    assert [row.addressee for row in commitment.deliveries.all()] == ["chair", "petitioner"]


def test_the_log_names_kinds_of_addressees_but_no_citizen(cast):
    commitment = make.a_commitment(cast=cast)
    told(commitment, cast.unit)
    line = AuditEntry.objects.about(commitment).get(action="commitment.answer")
    assert line.note.startswith("Người chủ trì, nơi phát sinh kiến nghị, người kiến nghị: 27/05/2026")
    assert "Bình" not in f"{line.note}{line.changes}"


# Pages


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def test_the_unit_answers_through_its_page(sign_in, cast):
    commitment = make.a_commitment(cast=cast)
    client = sign_in(cast.unit)
    text = page(client, "commitment_detail", commitment.pk)[1]
    url = reverse("answer_delivery_record", args=[commitment.pk])
    assert url in text
    answer, text = page(client, "answer_delivery_record", commitment.pk)
    assert "Nguyễn Văn Bình" in text
    assert "None" not in text
    readings = AuditEntry.objects.about(commitment).filter(action="personal_data.read")
    assert readings.filter(sentence__contains="người kiến nghị cần trả lời").count() == 1
    typed = {
        "rows": [row.pk for row in commitment.deliveries.all()], "way": "written", "standing": "received",
        "delivered_on": "27/5/2026", "number": "15/PKT",
    }  # fmt: skip
    assert client.post(url, typed | {"standing": "settled"}).status_code == 200
    assert commitment.deliveries.owing().count() == 3
    assert client.post(url, typed).status_code == 302
    assert not commitment.deliveries.owing().exists()
    assert "15/PKT" in page(client, "commitment_detail", commitment.pk)[1]


def test_the_page_refuses_who_may_not_and_strangers_find_nothing(sign_in, cast, neighbours):
    commitment = make.a_commitment(cast=cast)
    url = reverse("answer_delivery_record", args=[commitment.pk])
    assert sign_in(neighbours.office).get(url).status_code == 404
    assert sign_in(cast.other_unit).get(url).status_code == 404
    answer = sign_in(cast.front).get(url)
    assert answer.status_code == 403
    assert "Chỉ đơn vị được giao hoặc văn phòng" in answer.content.decode()
    Commitment.objects.filter(pk=commitment.pk).update(petition=None)
    answer = sign_in(cast.office).get(url)
    assert answer.status_code == 409
    assert "không gắn với kiến nghị" in answer.content.decode()


def test_the_form_of_a_disputed_promise_does_not_begin_with_settled(sign_in, cast):
    """TD-72."""
    commitment = make.a_reported_commitment(cast=cast, reported_on=date(2026, 5, 26))
    client = sign_in(cast.unit)
    form = page(client, "answer_delivery_record", commitment.pk)[0].context["form"]
    assert form.initial["standing"] == "settled"
    services.dispute_commitment(commitment=commitment, actor=cast.front, reason="Mới làm một nửa.")
    form = page(client, "answer_delivery_record", commitment.pk)[0].context["form"]
    assert form.initial["standing"] == "received"


def test_names_are_for_who_answers_and_who_sees_the_petition(sign_in, cast):
    commitment = make.a_commitment(cast=cast)
    commitment.supporting.add(cast.units.culture)
    assert "Nguyễn Văn Bình" not in page(sign_in(cast.other_unit), "commitment_detail", commitment.pk)[1]


def test_the_list_of_those_owing_shows_the_late_first_and_costs_the_same(
    sign_in, cast, neighbours, django_assert_max_num_queries
):
    """TM-60: a plan without a figure is said to have none."""
    notice = make.an_issued_notice(cast=cast, pending=2)
    first, second = notice.conference.commitments.order_by("pk")
    client = sign_in(cast.office)
    answer, text = page(client, "answer_delivery_list")
    assert [row.commitment for row in answer.context["rows"]] == [first, second]
    assert "quy định không nêu" in text
    assert "None" not in text
    told(first, cast.unit)
    assert [row.commitment for row in page(client, "answer_delivery_list")[0].context["rows"]] == [second]
    assert page(client, "answer_delivery_list", state="half")[0].context["page"].paginator.count == 0
    assert page(client, "answer_delivery_list", state="all")[0].context["page"].paginator.count == 2
    assert page(sign_in(neighbours.office), "answer_delivery_list")[0].context["rows"] == []
    assert len(page(sign_in(cast.unit), "answer_delivery_list")[0].context["rows"]) == 1
    client, counts = sign_in(cast.office), []
    for pending in (1, 24):
        with django_assert_max_num_queries(10) as queries:
            page(client, "answer_delivery_list")
        counts.append(len(queries))
        make.an_issued_notice(cast=cast, pending=pending)
    assert counts[0] == counts[1]


def test_my_work_asks_the_unit_to_answer_and_says_until_when(sign_in, cast):
    commitment = under("TD-R7", cast)
    text = page(sign_in(cast.unit), "my_work")[1]
    assert f"Trả lời người kiến nghị {commitment.petition.code}" in text
    told(commitment, cast.unit)
    assert "Trả lời người kiến nghị" not in page(sign_in(cast.unit), "my_work")[1]


def test_deliveries_of_another_commune_are_not_seen(cast, neighbours):
    make.a_commitment(cast=cast)
    assert AnswerDelivery.objects.visible_to(cast.unit).count() == 3
    assert not AnswerDelivery.objects.visible_to(neighbours.office).exists()


def test_people_who_wait_for_an_answer_or_a_reply_are_not_anonymised(cast):
    """TD-71, LP-41: whoever must still be told has to be known."""
    notice = make.an_issued_notice(cast=cast)
    commitment, letter = notice.conference.commitments.get(), notice.submissions.get(kind="upward")
    Commitment.objects.filter(pk=commitment.pk).update(state="confirmed")
    assert set(petitions_in_use().values_list("pk", flat=True)) == {
        commitment.petition_id,
        letter.petition_id,
    }
    told(fresh(commitment), cast.unit)
    services.close_submission(submission=letter, actor=cast.office, reason="Đã trả lời.")
    assert not petitions_in_use().exists()


def test_anonymising_takes_words_that_may_name_people_and_leaves_the_days(cast):
    commitment = make.a_commitment(cast=cast)
    told(
        commitment,
        cast.unit,
        way="direct",
        place="Nhà ông Bình",
        witness="Ông Trưởng thôn",
        said="Ông Bình đã nghe.",
    )
    last = commitment.deliveries.last()
    told(commitment, cast.unit, [last], delivered_on=None, undelivered_reason="Ông Bình đi vắng.")
    services.forget_people([commitment.petition_id])
    rows = list(commitment.deliveries.all())
    assert [row.is_done for row in rows] == [True, True, True]
    assert rows[0].delivered_on == TOLD_ON
    log = AuditEntry.objects.about(commitment).filter(action="commitment.answer")
    left = " ".join(f"{row.said}{row.witness}{row.place}{row.undelivered_reason}" for row in rows)
    assert "Bình" not in left + " ".join(row.note for row in log)
