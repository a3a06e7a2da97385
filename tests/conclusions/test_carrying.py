"""What a former conference left open meets who prepares the next one and who writes the plan."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from conclusions import services
from conclusions.models import Commitment
from conclusions.queries.carrying import HEADING, carried_lines, leftovers_of
from core.refusals import NotYourRole, Refused
from feedback.models import ConsolidatedReport, Petition
from tests.factories import conclusions as make
from tests.factories.dialogue import a_conference, a_scheduled_conference, on_the
from tests.factories.plans import DATA, a_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-07-06 03:00:00+00:00", tick=False):
        yield


def the_next(cast):
    """In preparation, without a day."""
    return a_conference(cast=cast, title="Hội nghị kỳ sau")


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def test_unsettled_promises_letters_and_petitions_are_left_and_each_is_named_once(cast):
    notice = make.an_issued_notice(cast=cast, pending=2)
    left = leftovers_of(cast.office, before=the_next(cast))
    assert left.counts() == (2, 1, 0), "the petitions stand behind a promise and a letter"
    done = notice.conference.commitments.first()
    with on_the(date(2026, 6, 10)):
        services.report_commitment(commitment=done, text="Xong.", actor=cast.unit)
    assert left.counts() == (2, 1, 0), "the unit's word alone settles nothing"
    services.confirm_commitment(commitment=Commitment.objects.get(pk=done.pk), actor=cast.front)
    assert left.counts() == (1, 1, 0)


def test_a_petition_without_a_notice_is_left_too(cast):
    make.a_held_conference(cast=cast)
    left = leftovers_of(cast.office, before=the_next(cast))
    assert left.counts() == (0, 0, 2)


def test_only_conferences_held_before_count(cast):
    make.an_issued_notice(cast=cast)
    with on_the(date(2026, 4, 20)):
        earlier = a_scheduled_conference(cast=cast, held_on=date(2026, 5, 13), title="Trước đó")
    assert leftovers_of(cast.office, before=earlier).counts() == (0, 0, 0)


def test_who_prepares_the_next_conference_reads_what_is_left(sign_in, cast, neighbours):
    make.an_issued_notice(cast=cast)
    conference = the_next(cast)
    text = page(sign_in(cast.office), "conference_detail", conference.pk)[1]
    assert "Kỳ trước còn" in text
    assert "1 cam kết chưa xong" in text
    assert f"{reverse('leftover_list')}?hoi_nghi={conference.pk}" in text
    other = the_next(neighbours)
    assert "Kỳ trước còn" not in page(sign_in(neighbours.office), "conference_detail", other.pk)[1]


def test_a_conference_that_is_over_and_one_without_a_past_say_nothing(sign_in, cast):
    notice = make.an_issued_notice(cast=cast)
    assert "Kỳ trước còn" not in page(sign_in(cast.office), "conference_detail", notice.conference_id)[1]


def test_who_writes_the_yearly_plan_reads_it_too(sign_in, cast):
    make.an_issued_notice(cast=cast)
    plan = a_plan(cast=cast, plan=DATA["plan"] | {"year": 2027})
    client = sign_in(cast.office)
    assert "Kỳ trước còn" in page(client, "plan_detail", plan.pk)[1]
    assert "Kỳ trước còn" in page(client, "plan_create")[1]
    issued = make.an_issued_notice(cast=cast).conference.plan
    assert "Kỳ trước còn" not in page(client, "plan_detail", issued.pk)[1]


def test_the_list_shows_all_of_it_and_is_bounded(sign_in, cast, neighbours, django_assert_max_num_queries):
    make.an_issued_notice(cast=cast)
    make.a_held_conference(cast=cast)
    client, counts = sign_in(cast.office), []
    answer, text = page(client, "leftover_list")
    assert answer.context["words"] == (
        "1 cam kết chưa xong, 1 việc gửi cơ quan ngoài xã chưa có kết quả, 2 kiến nghị chưa trả lời"
    )
    assert "quá hạn" in text
    assert "None" not in text
    assert "Đưa vào chương trình" not in text, "only into a conference"
    for _ in range(2):
        with django_assert_max_num_queries(12) as queries:
            page(client, "leftover_list")
        counts.append(len(queries))
        make.an_issued_notice(cast=cast, pending=12)
    assert counts[0] == counts[1]
    assert "không còn việc nào chưa xong" in page(sign_in(neighbours.office), "leftover_list")[1]
    conference = the_next(cast)
    answer = sign_in(neighbours.office).get(reverse("leftover_list"), {"hoi_nghi": conference.pk})
    assert answer.status_code == 404


def test_a_unit_sees_its_own_only(sign_in, cast):
    make.an_issued_notice(cast=cast)
    assert "1 cam kết chưa xong" in page(sign_in(cast.unit), "leftover_list")[1]
    assert "không còn việc nào chưa xong" in page(sign_in(cast.other_unit), "leftover_list")[1]


def test_on_demand_it_becomes_a_step_of_the_programme_once(sign_in, cast):
    make.an_issued_notice(cast=cast)
    conference, client = the_next(cast), sign_in(cast.office)
    before = conference.steps.count()
    url = reverse("leftover_carry", args=[conference.pk])
    for _ in range(2):
        assert client.post(url, {"vao": "chuong-trinh"}).url == reverse(
            "conference_agenda", args=[conference.pk]
        )
    assert conference.steps.count() == before + 1
    step = conference.steps.get(contents__startswith=HEADING)
    assert step.contents.splitlines()[1:] == [
        "Phòng Kinh tế: 1 cam kết, 1 quá hạn",
        "1 việc gửi cơ quan ngoài xã chưa có kết quả",
    ]
    order = [row.pk for row in conference.steps.all()]
    speaking = conference.steps.filter(takes_contributions=True).first()
    assert order.index(step.pk) == order.index(speaking.pk) - 1


def test_on_demand_it_becomes_a_paragraph_of_the_report_once_and_other_words_stay(sign_in, cast):
    make.an_issued_notice(cast=cast)
    conference, client = the_next(cast), sign_in(cast.office)
    url = reverse("leftover_carry", args=[conference.pk])
    assert client.post(url, {"vao": "bao-cao"}).status_code == 302
    report = ConsolidatedReport.objects.get(conference=conference)
    assert "0/1 cam kết đã được xác nhận hoàn thành" in report.opening
    ConsolidatedReport.objects.filter(pk=report.pk).update(
        opening=f"Lời của văn phòng.\n{report.opening}\nHết."
    )
    client.post(url, {"vao": "bao-cao"})
    report.refresh_from_db()
    assert report.opening.count("Kết quả thực hiện kết luận kỳ trước") == 1
    assert report.opening.count("nạo vét mương") == 1
    assert report.opening.startswith("Lời của văn phòng.\nHết.")


def test_nothing_restricted_and_no_name_is_carried(cast):
    """LP-29, TD-68."""
    notice = make.an_issued_notice(cast=cast)
    make.a_held_conference(cast=cast)
    Petition.objects.exclude(conference=notice.conference).update(content="Ông Nguyễn Văn Bình đề nghị.")
    notice.conference.commitments.update(is_restricted=True)
    lines = "\n".join(carried_lines(cast.office, the_next(cast)))
    assert "nạo vét" not in lines
    assert "Bình" not in lines


def test_carrying_is_refused_to_others_later_and_with_nothing_left(sign_in, cast, neighbours):
    conference = the_next(cast)
    with pytest.raises(Refused, match="không còn việc nào"):
        services.carry_into_agenda(conference=conference, actor=cast.office)
    notice = make.an_issued_notice(cast=cast)
    with pytest.raises(NotYourRole):
        services.carry_into_agenda(conference=conference, actor=cast.chair)
    with pytest.raises(Refused, match="không còn ở bước chuẩn bị"):
        services.carry_into_report(conference=notice.conference, actor=cast.office)
    url = reverse("leftover_carry", args=[conference.pk])
    assert sign_in(cast.office).get(url).status_code == 405
    assert sign_in(cast.front).post(url).status_code == 403
    assert sign_in(neighbours.office).post(url).status_code == 404
