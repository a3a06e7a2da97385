"""A notice that goes out in part, on time, and its supplement within the extended period (D-22, D-23, LP-98, TD-64)."""

from datetime import date

import pytest
from django.urls import reverse

from conclusions import services
from conclusions.models import ConclusionNotice
from conclusions.queries import conference_part, work_items
from conclusions.queries.clocks import clock_of
from conclusions.queries.drafting import coverage_of
from conclusions.rules import conclusion_deadline
from conclusions.states import ItemGroup, RecipientKind
from core.models import AuditEntry, Notice
from core.refusals import Refused
from deadlines.models import Deadline
from deadlines.services import start_deadline
from deadlines.states import DeadlineKind, DeadlineState
from deadlines.sweep import sweep
from documents.plaintext import lines_of
from tests.conclusions.test_deciding import issue
from tests.factories import conclusions as make
from tests.factories.deadlines import a_rule
from tests.factories.dialogue import on_the
from tests.worlds import remembered

pytestmark = pytest.mark.django_db
DAY_5, DAY_10, DAY_11, DAY_15 = date(2026, 5, 21), date(2026, 5, 28), date(2026, 5, 29), date(2026, 6, 4)
REASON = "Chờ ý kiến Sở Nội vụ."


@remembered
def an_extended_draft(*, cast):
    """Drafted, the period lengthened to 4/6, the matter for the city left to the supplement."""
    notice = make.a_draft(cast=cast)
    with on_the(DAY_5):
        request = make.an_extension_request(cast=cast, conference=notice.conference)
        services.approve_extension_request(extension_request=request, actor=cast.chair)
        make.confirm_late_dates(cast=cast, notice=notice)
        item = notice.items.get(group=ItemGroup.UPWARD)
        services.remove_item(item=item, actor=cast.clerk, reason=REASON, is_deferred=True)
    return notice


@remembered
def a_partial_notice(*, cast, issued_on=DAY_5):
    return issue(cast, an_extended_draft(cast=cast), submitted_on=DAY_5, issued_on=issued_on)


@remembered
def a_supplement(*, cast):
    """Drafted on the eleventh day."""
    notice = a_partial_notice(cast=cast)
    with on_the(DAY_11):
        return services.draft_supplement(notice=notice, actor=cast.clerk)


def the_laws_period(conference):
    """Ten days for publishing the results, beside the plan's ten working days (D-47)."""
    start_deadline(
        rule=a_rule(code="LAW-3"), subject=conference, subject_label="x", anchor_on=conference.ends_on, actor=None,
        commune=conference.commune,
    )  # fmt: skip


def words_of(paper):
    return "\n".join(lines_of(paper.html))


def send_all(cast, notice, on):
    with on_the(on):
        make.send(cast=cast, notice=notice, rows=list(notice.dispatches.missing()), sent_on=on)
    notice.refresh_from_db()


# The main notice


def test_a_partial_notice_names_what_it_left_and_the_later_day(cast):
    """D-23: by code and field, with the office's words; never in the petitioners' own."""
    notice = a_partial_notice(cast=cast)
    petition = notice.omissions.get().petition
    text = words_of(notice.paper)
    assert "kết luận tại thông báo bổ sung, ban hành và gửi chậm nhất ngày 04 tháng 6 năm 2026" in text
    assert petition.code in text
    assert "chờ ý kiến Sở Nội vụ" in text
    assert petition.content not in text
    assert "được kéo dài từ ngày 28 tháng 5 năm 2026" in text
    found = coverage_of(notice)
    assert (found.covered, len(found.deferred), found.missing_count) == (2, 1, 0)


@pytest.mark.parametrize(
    ("issued_on", "words"),
    [
        (DAY_10, "ban hành một phần đúng hạn"),
        (DAY_11, "ban hành một phần trong thời gian kéo dài"),
        (date(2026, 6, 5), "ban hành một phần trễ"),
    ],
)
def test_a_partial_issue_has_words_of_its_own(cast, issued_on, words):
    """D-22, D-23: the first day is the measure of the part that went out."""
    notice = a_partial_notice(cast=cast, issued_on=issued_on)
    with on_the(issued_on):
        assert clock_of(notice.conference, notice).words == f"{words}, chưa gửi đủ"


def test_the_deadline_is_met_only_when_the_supplement_is_out_and_sent_too(cast):
    notice = a_partial_notice(cast=cast)
    send_all(cast, notice, DAY_10)
    assert notice.dispatched_on == DAY_10
    assert clock_of(notice.conference, notice).words == "ban hành một phần đúng hạn, gửi đúng hạn"
    assert conclusion_deadline(notice.conference).is_open
    with on_the(DAY_11):
        supplement = services.draft_supplement(notice=notice, actor=cast.clerk)
    issue(cast, supplement, submitted_on=DAY_11, issued_on=date(2026, 6, 2))
    assert conclusion_deadline(notice.conference).is_open
    send_all(cast, supplement, date(2026, 6, 3))
    deadline = conclusion_deadline(notice.conference)
    assert (deadline.state, deadline.met_on, deadline.is_met_late) == (
        DeadlineState.MET,
        date(2026, 6, 3),
        False,
    )
    assert clock_of(notice.conference, supplement).words == "ban hành bổ sung đúng hạn, gửi đúng hạn"


def test_nothing_is_left_for_later_without_a_granted_extension(cast):
    notice = make.a_draft(cast=cast)
    item = notice.items.get(group=ItemGroup.UPWARD)
    with on_the(DAY_5), pytest.raises(Refused, match="khi người chủ trì đã cho kéo dài"):
        services.remove_item(item=item, actor=cast.clerk, reason=REASON, is_deferred=True)


# The supplement


def test_the_supplement_is_drafted_from_the_record_for_the_petitions_that_waited(cast):
    supplement = a_supplement(cast=cast)
    (item,) = supplement.items.all()
    assert (item.group, item.petition) == (ItemGroup.UPWARD, supplement.main.omissions.get().petition)
    assert "Tiếp theo Thông báo số 02/TB-UBND ngày 21 tháng 5 năm 2026" in supplement.opening
    assert supplement.monitor == supplement.main.monitor
    assert not supplement.uncovered_petitions().exists()
    with on_the(DAY_11), pytest.raises(Refused, match="đã có bản bổ sung"):
        services.draft_supplement(notice=supplement.main, actor=cast.clerk)
    with pytest.raises(Refused, match="Đây đã là thông báo bổ sung"):
        services.omit_petition(
            notice=supplement, petition=item.petition, actor=cast.clerk, reason="x", is_deferred=True
        )


def test_the_supplement_goes_the_same_way_to_number_dispatch_and_commitments(cast):
    """Same approval, an own number, only the petitioners whose matters waited, commitments of its own."""
    supplement = a_supplement(cast=cast)
    item = supplement.items.get()
    with on_the(DAY_11):
        services.edit_item(
            item=item, actor=cast.clerk, version=item.version, group=ItemGroup.PENDING, unit=cast.units.culture,
            due_on=date(2026, 6, 30), is_late_confirmed=True,
        )  # fmt: skip
    issue(cast, supplement, submitted_on=DAY_11, issued_on=date(2026, 6, 2))
    assert supplement.paper.number_text == "03/TB-UBND"
    assert "Kết luận bổ sung của" in words_of(supplement.paper)
    people = supplement.dispatches.filter(kind=RecipientKind.PETITIONER)
    assert [row.petitioner.name for row in people] == ["Tập thể phụ huynh lớp 5A"]
    assert people.count() < supplement.main.dispatches.filter(kind=RecipientKind.PETITIONER).count()
    assert supplement.conference.commitments.filter(item__notice=supplement).get().unit == cast.units.culture
    assert ConclusionNotice.objects.main_of(supplement.conference) == supplement.main


def test_publishing_is_the_main_notices_own_duty(cast):
    supplement = a_supplement(cast=cast)
    the_laws_period(supplement.conference)
    issue(cast, supplement, submitted_on=DAY_11, issued_on=date(2026, 6, 2))
    send_all(cast, supplement, date(2026, 6, 3))
    rows = Deadline.objects.about(supplement.conference).of_kind(DeadlineKind.RESULT_PUBLISHED)
    assert rows.get().is_open, "the main notice has not been published yet"


def test_the_pages_lead_from_one_to_the_other(sign_in, cast):
    notice = a_partial_notice(cast=cast)
    url = reverse("conclusion_notice_detail", args=[notice.pk])
    with on_the(DAY_11):
        (item,) = [
            row
            for row in work_items(cast.office)
            if row.sentence.startswith("Soạn thông báo kết luận bổ sung")
        ]
        assert (item.url, item.due_on) == (url, DAY_15)
        client = sign_in(cast.office)
        text = client.get(url).content.decode()
        assert "chậm nhất thứ Năm, 04/06/2026" in text
        assert "ban hành một phần đúng hạn" in text
        assert client.get(reverse("conclusion_notice_supplement", args=[notice.pk])).status_code == 405
        answer = client.post(reverse("conclusion_notice_supplement", args=[notice.pk]), follow=True)
        text = answer.content.decode()
        assert "Bổ sung cho" in text
        assert "None" not in text
        assert "Có thông báo bổ sung" in client.get(url).content.decode()
        listed = client.get(reverse("conclusion_notice_list")).content.decode()
        assert "bản bổ sung" in listed
        assert (
            sign_in(cast.chair).post(reverse("conclusion_notice_supplement", args=[notice.pk])).status_code
            == 403
        )


def test_the_conferences_page_knows_that_the_supplement_is_still_to_come(cast):
    notice = a_partial_notice(cast=cast)
    send_all(cast, notice, DAY_10)
    part = conference_part(notice.conference, cast.office)
    (stage,) = [row for row in part.stages if row.key == "conclude"]
    assert (stage.state, stage.sentence) == ("current", "Đã ban hành một phần; còn thông báo bổ sung.")


def test_a_supplement_takes_in_nothing_but_what_waited(cast):
    supplement = a_supplement(cast=cast)
    petition = supplement.main.items.filter(group=ItemGroup.ANSWERED).get().petition
    with pytest.raises(Refused, match="không thuộc nội dung của thông báo"):
        services.restore_petition(notice=supplement, petition=petition, actor=cast.clerk)
    with pytest.raises(Refused, match="không thuộc nội dung của thông báo"):
        services.omit_petition(notice=supplement, petition=petition, actor=cast.clerk, reason="x")


def test_another_communes_people_find_no_supplement(sign_in, cast, neighbours):
    notice = a_partial_notice(cast=cast)
    client = sign_in(neighbours.office)
    assert client.post(reverse("conclusion_notice_supplement", args=[notice.pk])).status_code == 404


# Clocks side by side, and the breach


def test_the_clocks_stand_side_by_side_and_the_earliest_leads(cast):
    """D-47, LP-94: 10 working days beside the law's 10 days; each says whose it is."""
    notice = make.a_draft(cast=cast)
    the_laws_period(notice.conference)
    with on_the(make.DRAFTED_ON):
        rows = clock_of(notice.conference, notice).rows
    found = {
        row.deadline.kind: (row.deadline.due_on, row.is_leading, row.deadline.is_statutory) for row in rows
    }
    assert found[DeadlineKind.CONCLUSION] == (DAY_10, False, False)
    assert found[DeadlineKind.RESULT_PUBLISHED] == (date(2026, 5, 25), True, True)


def test_the_laws_period_is_shown_where_the_plan_gives_none(sign_in, cast):
    """LAW-3: «chưa cấu hình» hides no period that runs, and the panel of publishing names the board and the villages."""
    notice = make.an_issued_notice(cast=cast)
    the_laws_period(notice.conference)
    conclusion_deadline(notice.conference).delete()
    url = reverse("conclusion_notice_detail", args=[notice.pk])
    text = sign_in(cast.office).get(url).content.decode()
    assert "chưa cấu hình" in text
    assert text.count("quy định của luật") == 2, "in the table and in the panel"
    assert "niêm yết tại trụ sở và gửi Trưởng thôn" in text


def test_a_late_issue_puts_the_breach_on_the_record_at_once_and_tells_the_front(cast):
    """DESIGN 4: a notice cannot be marked issued late without the breach; the sweep adds nothing to it."""
    notice = make.an_issued_notice(cast=cast, issued_on=date(2026, 6, 1))
    deadline = conclusion_deadline(notice.conference)
    assert deadline.breached_on == DAY_11
    assert AuditEntry.objects.filter(action="deadline.breach", subject_id=deadline.pk).count() == 1
    key = f"deadline:{deadline.pk}:breach:28/05/2026"
    assert Notice.objects.filter(recipient=cast.front, key=key).count() == 1
    with on_the(date(2026, 6, 1)):
        sweep()
    assert AuditEntry.objects.filter(action="deadline.breach", subject_id=deadline.pk).count() == 1


def test_an_issue_in_time_records_no_breach(cast):
    notice = make.an_issued_notice(cast=cast)
    assert conclusion_deadline(notice.conference).breached_on is None
