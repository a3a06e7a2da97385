"""Promises: who reports, how far the work is, what is restricted, who is silent."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conclusions import services, tasks
from conclusions.documents.words import promises_of
from conclusions.models import Commitment, CommitmentReport
from conclusions.queries.commitments import commitment_story, silence_of
from conclusions.states import CommitmentState, Standing
from core.models import Attachment, Notice, Post, User
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from tests.factories import conclusions as make
from tests.factories.deadlines import a_regulation
from tests.factories.dialogue import on_the
from tests.factories.promises import kept, promises

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 x"


def fresh(user):
    """The person as a new request reads it."""
    return User.objects.get(pk=user.pk)


def test_a_promise_carries_who_helps_who_is_in_charge_and_what_kind_of_work_it_is(cast):
    """QN-55: an individual may be named; QN-59, TD-67: the work may be to verify."""
    (promise,) = promises(
        cast=cast, kind="verify", supporting=(cast.units.culture,), person="Đồng chí Trưởng phòng Kinh tế"
    )
    assert (promise.kind, promise.person) == ("verify", "Đồng chí Trưởng phòng Kinh tế")
    assert list(promise.supporting.all()) == [cast.units.culture]
    assert promise.first_due_on == promise.due_on == make.PENDING_DUE_ON
    told = Notice.objects.filter(recipient=cast.other_unit, key=f"commitment.support:{promise.pk}")
    assert "Phối hợp với Phòng Kinh tế" in told.get().title


def test_a_supporting_unit_reports_on_the_way_but_only_the_lead_says_that_it_is_done(cast):
    """LP-18."""
    (promise,) = promises(cast=cast, supporting=(cast.units.culture,))
    with on_the(make.SENT_ON):
        report = services.add_progress(
            commitment=promise, text="Đã vận động bà con.", standing=Standing.PARTLY, actor=cast.other_unit
        )
        assert (report.standing, report.is_final) == (Standing.PARTLY, False)
        with pytest.raises(NotYourRole, match="Chỉ đơn vị được giao được báo cáo"):
            services.report_commitment(commitment=promise, text="Xong.", actor=cast.other_unit)
        for person in (cast.office, cast.front, cast.chair):
            with pytest.raises(NotYourRole, match="hoặc đơn vị phối hợp"):
                services.add_progress(commitment=promise, text="x", actor=person)
    assert promise in Commitment.objects.visible_to(fresh(cast.other_unit))


def test_a_report_says_how_far_the_work_is_in_the_words_of_the_answer(cast):
    """TD-72: «đã tiếp nhận, đang chỉ đạo» is told apart from «đã giải quyết»."""
    (promise,) = promises(cast=cast)
    with on_the(make.SENT_ON):
        services.add_progress(commitment=promise, text="Đã khảo sát.", actor=cast.unit)
        services.report_commitment(commitment=promise, text="Đã làm xong.", actor=cast.unit)
    standings = [row.get_standing_display() for row in promise.reports.all()]
    assert standings == ["Đã tiếp nhận, đang chỉ đạo giải quyết", "Đã giải quyết xong"]


def test_each_report_keeps_its_own_proofs(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (promise,) = promises(cast=cast)
    with on_the(make.SENT_ON):
        services.add_progress(commitment=promise, text="Đã khảo sát.", actor=cast.unit, files=[_pdf("a.pdf")])
        services.report_commitment(
            commitment=promise, text="Xong.", actor=cast.unit, files=[_pdf("b.pdf"), _pdf("c.pdf")]
        )
    story = commitment_story(promise)
    assert [[file.name for file in entry.files] for entry in story] == [["a.pdf"], ["b.pdf", "c.pdf"]]


def test_a_report_whose_proof_is_refused_leaves_nothing(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (promise,) = promises(cast=cast)
    with on_the(make.SENT_ON), pytest.raises(Exception, match="không đúng loại"):
        services.report_commitment(
            commitment=promise, text="Xong.", actor=cast.unit,
            files=[_pdf("a.pdf"), SimpleUploadedFile("b.pdf", b"MZ no pdf")],
        )  # fmt: skip
    promise.refresh_from_db()
    assert promise.state == CommitmentState.OPEN
    assert not CommitmentReport.objects.exists()
    assert not Attachment.objects.exists()


def _pdf(name):
    return SimpleUploadedFile(name, PDF)


# What is restricted (TD-68)


def test_what_concerns_officials_who_failed_stays_with_few(cast, neighbours):
    """TD-68: office, chair, its unit and the Front's head; nobody else, not even by its label."""
    (promise,) = promises(cast=cast, kind="remedy")
    assert promise.is_restricted
    another = _of_the_front(cast, "Ủy viên Ban Thường trực")
    sees = {
        name: Commitment.objects.visible_to(fresh(person)).exists()
        for name, person in {**vars(cast), "member": another}.items()
        if isinstance(person, User)
    }
    assert {name for name, yes in sees.items() if yes} == {"office", "clerk", "chair", "unit", "front"}
    assert not Commitment.objects.visible_to(neighbours.office).exists()
    deadline = Deadline.objects.about(promise).of_kind("commitment").get()
    assert deadline.subject_label == "Nhiệm vụ hạn chế phổ biến của Phòng Kinh tế"
    notice = Notice.objects.get(recipient=cast.unit, key=f"commitment.start:{promise.pk}")
    assert "nạo vét" not in notice.body


def test_reasons_about_what_is_restricted_stay_off_its_deadlines(sign_in, cast):
    """TD-68: the Party board reads every deadline's page, with why it was moved; not of what it may not read."""
    (promise,) = promises(cast=cast, kind="remedy")
    with on_the(make.SENT_ON):
        wish = services.request_commitment_extension(
            commitment=promise, wanted_on=date(2026, 7, 20), reason="Ông Mật Danh ốm.", actor=cast.unit
        )
        services.approve_commitment_extension(commitment_extension=wish, actor=cast.chair)
        promise.refresh_from_db()
        services.report_commitment(commitment=promise, text="Ông Mật Danh đã kiểm điểm.", actor=cast.unit)
        services.dispute_commitment(commitment=promise, actor=cast.front, reason="Ông Mật Danh còn thiếu.")
    deadline = Deadline.objects.about(promise).of_kind("commitment").get()
    page = sign_in(cast.party).get(f"/thoi-han/{deadline.pk}/")
    assert page.status_code == 200 and "Mật Danh" not in page.content.decode()
    with on_the(make.SENT_ON):
        services.report_commitment(commitment=promise, text="Ông Mật Danh nghỉ việc.", actor=cast.unit)
        services.confirm_commitment(commitment=promise, actor=cast.front)
    log = sign_in(cast.party).get(f"/kien-nghi/{promise.petition_id}/").content.decode()
    assert "Cam kết đã thực hiện" in log and "Mật Danh" not in log
    assert "20/07/2026" in page.content.decode()


def test_the_common_paper_of_assignment_names_what_is_restricted_without_its_words(cast):
    """TD-68, TD-65: its own unit's copy says all; QN-55: helpers and the person in charge stand in both."""
    (promise,) = promises(
        cast=cast, kind="remedy", supporting=(cast.units.police,), person="Ông Trưởng phòng"
    )
    (common,) = promises_of(promise.conference)
    (own,) = promises_of(promise.conference, cast.units.economy)
    assert common.content == "Nội dung hạn chế phổ biến, giao riêng bằng văn bản."
    assert "nạo vét" in own.content
    assert {(row.helpers, row.person) for row in (common, own)} == {("Công an xã", "Ông Trưởng phòng")}


def test_confirm_commitment_that_is_restricted_by_the_fronts_head_or_else_the_office(cast):
    """TD-68, LP-108: nothing waits for ever."""
    (promise,) = promises(cast=cast, kind="remedy")
    _of_the_front(cast, "Ủy viên Ban Thường trực")
    Post.objects.filter(user=cast.front).update(title="Phó Chủ tịch")
    with on_the(make.SENT_ON):
        services.report_commitment(commitment=promise, text="Đã kiểm điểm.", actor=cast.unit)
        assert Notice.objects.filter(recipient=cast.office, key__startswith="commitment.report").exists()
        assert not Notice.objects.filter(recipient=cast.front, key__startswith="commitment.report").exists()
        services.confirm_commitment(commitment=promise, actor=fresh(cast.office))
    assert promise.state == CommitmentState.CONFIRMED


def _of_the_front(cast, title):
    user = User.objects.create(username=f"mt-{title[:3]}", full_name="Người Mặt Trận", commune=cast.commune)
    Post.objects.create(
        commune=cast.commune,
        user=user,
        unit=cast.units.front,
        role="front",
        title=title,
        starts_on=date(2020, 1, 1),
    )
    return user


# Silence (LP-18, TD-94)


def test_units_that_say_nothing_for_fourteen_days_are_listed(cast):
    """LP-18, TD-94: silent since the notice, or since the last report; what is reported as done is not silent."""
    promised = promises(cast=cast, count=3)
    silent, spoke, done = promised
    with on_the(date(2026, 6, 1)):
        services.add_progress(commitment=spoke, text="Đang làm.", actor=cast.unit)
        services.report_commitment(commitment=done, text="Xong.", actor=cast.unit)

    def listed(day):
        rows = Commitment.objects.silent(day).with_last_report().select_related("item__notice").order_by("pk")
        return [(row.pk, silence_of(row, day)) for row in rows]

    assert listed(date(2026, 6, 2)) == []
    assert listed(date(2026, 6, 3)) == [(silent.pk, "im lặng 14 ngày")]
    assert listed(date(2026, 6, 15)) == [
        (silent.pk, "im lặng 26 ngày"), (spoke.pk, "im lặng 14 ngày"),
    ]  # fmt: skip
    assert {pk for pk, _ in listed(date(2027, 1, 1))} == {silent.pk, spoke.pk}


def test_the_office_hears_once_a_week_of_units_that_say_nothing(cast, neighbours):
    """LP-18: run twice, one notice; another commune hears nothing of it; the next week it is told again."""
    promises(cast=cast, count=2)
    told = Notice.objects.filter(key__startswith="commitment.silent")
    for day, communes in [(date(2026, 6, 2), 0), (date(2026, 6, 4), 1), (date(2026, 6, 4), 1)]:
        with on_the(day):
            assert tasks.tell_silent() == communes
    assert {row.recipient for row in told} == {cast.office, cast.clerk}
    assert told.filter(recipient=cast.office).get().title.startswith("1 đơn vị không báo cáo 2 cam kết")
    with on_the(date(2026, 6, 9)):
        tasks.tell_silent()
    assert told.filter(recipient=cast.office).count() == 2


def test_a_confirmed_promise_is_finished_for_good(cast):
    (promise,) = promises(cast=cast)
    kept(cast=cast, commitment=promise)
    for act in (services.report_commitment, services.add_progress):
        with pytest.raises(Refused):
            act(commitment=promise, text="Thêm.", actor=cast.unit)
    with pytest.raises(Refused, match="Không thể"):
        services.dispute_commitment(commitment=promise, actor=cast.front, reason="x")


# Days (TD-22, TM-60)


def test_each_matter_that_is_still_to_be_settled_has_a_day_and_somebody_to_answer_for_it(cast):
    """TD-22: matters within competence are settled in time; TD-65: by whom is clear."""
    for promise in promises(cast=cast, count=3):
        deadline = Deadline.objects.about(promise).of_kind("commitment").get()
        assert (deadline.owner_unit, deadline.due_on) == (promise.unit, promise.due_on)
        assert promise.petition is not None


def test_where_the_plan_sets_no_limit_only_the_lines_own_day_binds(cast):
    """TM-60, D-31: the seed gives no figure for answers after the conference, so none is made up."""
    conference = make.a_held_conference(cast=cast)
    type(conference.plan).objects.update(regulation=a_regulation(code="TM"))
    (promise,) = promises(
        cast=cast,
        conference=type(conference).objects.select_related("plan__regulation").get(pk=conference.pk),
    )
    (deadline,) = Deadline.objects.about(promise)
    assert (deadline.kind, deadline.rule, deadline.due_on) == ("commitment", None, make.PENDING_DUE_ON)
    assert deadline.legal_basis == str(promise.item.notice.paper), "the day is the notice's, and says so"
