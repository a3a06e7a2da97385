"""Letters to bodies outside the commune: opened at issue or by hand, sent, answered, told on (LP-41, LP-97, QN-57 to 59)."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conclusions import services
from conclusions.documents.words import body_named
from conclusions.models import Submission
from conclusions.queries.submissions import letter_key
from conclusions.states import SubmissionKind as K
from conclusions.states import SubmissionState as S
from core.models import Attachment, AuditEntry, Notice
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from documents.drafting import preview_html
from documents.models import PaperDraft
from documents.services import start_draft
from feedback.models import Petition
from tests.conclusions.test_supplements import DAY_11, a_supplement, issue
from tests.factories import conclusions as make
from tests.factories.dialogue import on_the

pytestmark = pytest.mark.django_db
SENT_ON, REPLIED_ON = date(2026, 5, 21), date(2026, 5, 26)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-28 03:00:00+00:00", tick=False):
        yield


def fresh(obj):
    return type(obj).objects.get(pk=obj.pk)


def an_upward(cast):
    """The petition that the office had reported upwards on the day of the conference."""
    return make.an_issued_notice(cast=cast).submissions.get(kind=K.UPWARD)


def by_hand(cast, notice=None, kind=K.TRANSFER, **more):
    notice = notice or make.an_issued_notice(cast=cast)
    values = {
        "to_body": "Công an thành phố", "content": "Vụ việc tranh chấp phát sinh tại hội nghị.",
        "owner": cast.units.office,
    }  # fmt: skip
    return services.add_submission(notice=notice, kind=kind, actor=cast.office, **values | more)


def sent(submission, actor, **more):
    values = {"sent_on": SENT_ON, "number": "31/UBND-VP", "reply_due_on": date(2026, 6, 15)}
    return services.send_submission(submission=submission, actor=actor, **values | more)


def answered(submission, actor, **more):
    values = {"replied_on": REPLIED_ON, "reply": "Sở đồng ý, thực hiện trong năm 2026.", "number": "88/SNV"}
    return services.answer_submission(submission=submission, actor=actor, **values | more)


def told_on(submission, actor, **more):
    values = {"relayed_on": date(2026, 5, 27), "relay_note": "Công văn số 45/UBND-VP gửi qua trưởng thôn"}
    return services.relay_submission(submission=submission, actor=actor, **values | more)


def test_lp_97_the_issue_leaves_the_office_the_duty_to_report_upwards(cast):
    """LP-97, TD-63, D-24: the office by default, without a date where no plan gives one."""
    submission = make.an_issued_notice(cast=cast).submissions.get(kind=K.REPORT_UP)
    assert (submission.owner, submission.state, submission.due_on) == (cast.units.office, S.TO_SEND, None)
    assert "Ủy ban nhân dân thành phố Hải Phòng" in submission.to_body
    assert not Deadline.objects.about(submission).exists()


def test_lp_41_a_level_that_names_nobody_goes_to_the_body_above(cast):
    """ "Cấp trên" is no addressee; a body that somebody named stays."""
    conference = make.a_held_conference(cast=cast)
    above = "Ủy ban nhân dân thành phố Hải Phòng"
    assert [body_named(level, conference) for level in ("", "Cấp trên", "Sở Y tế")] == [
        above,
        above,
        "Sở Y tế",
    ]


def test_lp_41_each_matter_beyond_competence_is_followed_as_far_as_it_had_come(cast):
    """TD-23. LP-41, QN-57: the petition had been reported upwards before the notice, so the letter is known."""
    submission = an_upward(cast)
    assert (submission.state, submission.number, submission.to_body) == (S.SENT, "12/BC-UBND", "Sở Nội vụ")
    assert submission.reply_due_on == submission.petition.upward_due_on
    assert not Deadline.objects.about(submission).exists(), "the petition's own clock runs"
    assert [row.is_open for row in Deadline.objects.about(submission.petition)] == [True]


def test_d_24_the_duty_may_be_given_to_front_or_party_board(cast):
    """D-24, LP-97."""
    submission = make.an_issued_notice(cast=cast).submissions.get(kind=K.REPORT_UP)
    services.edit_submission(
        submission=submission, actor=cast.office, version=submission.version, owner=cast.units.party,
        due_on=date(2026, 6, 10),
    )  # fmt: skip
    deadline = Deadline.objects.about(submission).get()
    assert (deadline.kind, deadline.owner_unit, deadline.due_on) == (
        DeadlineKind.REPORT_UP, cast.units.party, date(2026, 6, 10),
    )  # fmt: skip
    assert Notice.objects.filter(recipient=cast.party, key__startswith="submission.owner").exists()
    with pytest.raises(Refused, match="Chỉ đơn vị chịu trách nhiệm gửi"):
        sent(fresh(submission), cast.front)
    sent(fresh(submission), cast.party, reply_due_on=None)
    assert fresh(submission).state == S.CLOSED, "a report asks for no reply"
    assert Deadline.objects.about(submission).get().met_on == SENT_ON


def test_send_submission_starts_the_waiting_for_a_reply(cast):
    """QN-58: to whom, number, date, reply."""
    submission = sent(by_hand(cast), cast.office)
    deadline = Deadline.objects.about(submission).get()
    assert (deadline.kind, deadline.due_on) == (DeadlineKind.UPWARD_REPLY, date(2026, 6, 15))
    assert AuditEntry.objects.about(submission).get(action="submission.send").note.startswith("Gửi Công an")


def test_send_submission_reports_a_petition_that_waited_for_it(cast):
    """LP-41: one clock, not two."""
    conference = make.an_open_conference(cast=cast)
    with on_the(conference.held_on):
        petition = make.a_petition(cast=cast, conference=conference, people=[make.HOA])
        make.classified(
            petition, cast=cast, competence=make.Competence.HIGHER, triage=make.Triage.UPWARD
        )  # fmt: skip
        conference = make.close_conference(conference=conference, actor=cast.office)
    submission = make.an_issued_notice(cast=cast, conference=conference).submissions.get(kind=K.UPWARD)
    assert submission.state == S.TO_SEND
    sent(submission, cast.office)
    petition = fresh(petition)
    assert (petition.state, petition.upward_number) == ("reported_up", "31/UBND-VP")
    assert petition.upward_due_on == date(2026, 6, 15)
    assert not Deadline.objects.about(submission).exists()


def test_answer_submission_leaves_the_petition_open_until_it_is_told_on(cast):
    """LP-41: the petition stays open until the reply is relayed."""
    submission = answered(an_upward(cast), cast.office)
    petition = fresh(submission.petition)
    assert (submission.state, petition.state) == (S.REPLIED, "reported_up")
    assert Deadline.objects.about(petition).get().met_on == REPLIED_ON


def test_relay_submission_makes_the_reply_the_petitions_answer(cast):
    """LP-41, QN-57."""
    submission = told_on(answered(an_upward(cast), cast.office), cast.office)
    petition = fresh(submission.petition)
    assert (submission.state, petition.state) == (S.RELAYED, "answered")
    assert petition.published_at
    answer = petition.answers.approved().get()
    assert (answer.content, answer.number_text) == ("Sở đồng ý, thực hiện trong năm 2026.", "88/SNV")


def test_relay_submission_of_a_petition_above_is_the_offices(cast):
    submission = answered(an_upward(cast), cast.office)
    Submission.objects.filter(pk=submission.pk).update(owner=cast.units.economy)
    with pytest.raises(Refused, match="do văn phòng trả lời người dân"):
        told_on(fresh(submission), cast.unit)


def test_relay_submission_follows_what_the_petitions_page_has_recorded_already(cast):
    """The office may have written the reply on the petition's own page."""
    submission = an_upward(cast)
    make.feedback.record_reply_petition(
        petition=submission.petition, replied_on=REPLIED_ON, content="Đồng ý.", level="province",
        actor=cast.office,
    )  # fmt: skip
    told_on(answered(fresh(submission), cast.office), cast.office)
    assert fresh(submission.petition).answers.approved().count() == 1


def test_relay_submission_settles_a_transferred_petition(cast):
    """QN-58."""
    notice = make.an_issued_notice(cast=cast)
    petition = Petition.objects.get(content__contains="nạo vét")
    submission = sent(by_hand(cast, notice, petition=petition), cast.office)
    told_on(answered(submission, cast.office), cast.office)
    assert fresh(petition).state == "answered"


def test_qn_59_a_verification_ends_with_its_result_and_leaves_the_petition(cast):
    """QN-59, TD-67."""
    notice = make.an_issued_notice(cast=cast)
    petition = Petition.objects.get(content__contains="nạo vét")
    submission = sent(by_hand(cast, notice, kind=K.VERIFY, petition=petition), cast.office)
    submission = answered(submission, cast.office)
    assert submission.reply == "Sở đồng ý, thực hiện trong năm 2026."
    told_on(submission, cast.office)
    assert fresh(petition).state == "assigned"


def test_td_66_a_proposal_on_a_policy_is_closed_by_its_answer(cast):
    """TD-66."""
    submission = sent(by_hand(cast, kind=K.POLICY), cast.office)
    assert answered(submission, cast.office).state == S.CLOSED


def test_a_late_reply_is_asked_for_again_and_awaited_until_a_new_day(cast):
    """QN-58, TD-69: that the first day passed stays on record."""
    submission = sent(by_hand(cast), cast.office, reply_due_on=date(2026, 5, 25))
    with pytest.raises(Refused, match="sau hôm nay"):
        services.remind_submission(submission=submission, waits_until=date(2026, 5, 28), actor=cast.office)
    services.remind_submission(
        submission=submission, waits_until=date(2026, 6, 12), note="Gọi điện cho Văn phòng", actor=cast.office
    )
    assert fresh(submission).reply_due_on == date(2026, 6, 12)
    rows = {row.due_on: row for row in Deadline.objects.about(submission)}
    assert rows[date(2026, 5, 25)].breached_on
    assert rows[date(2026, 6, 12)].is_open
    with pytest.raises(Refused, match="Chỉ đơn vị chịu trách nhiệm gửi"):
        services.remind_submission(submission=submission, waits_until=date(2026, 6, 20), actor=cast.front)
    answered(fresh(submission), cast.office)
    with pytest.raises(Refused, match="không còn chờ trả lời"):
        services.remind_submission(
            submission=fresh(submission), waits_until=date(2026, 6, 20), actor=cast.office
        )


def test_reminding_the_body_above_moves_the_petitions_own_clock(cast):
    submission = an_upward(cast)
    services.remind_submission(submission=submission, waits_until=date(2026, 8, 3), actor=cast.office)
    assert fresh(submission.petition).upward_due_on == date(2026, 8, 3)
    assert not Deadline.objects.about(submission).exists()


def test_a_reminder_through_its_page(sign_in, cast):
    submission = sent(by_hand(cast), cast.office)
    client = sign_in(cast.office)
    url = reverse("submission_remind", args=[submission.pk])
    assert url in page(client, "submission_detail", submission.pk)[1]
    assert "None" not in client.get(url).content.decode()
    assert client.post(url, {"waits_until": "30/6/2026", "note": "Công văn số 50"}).status_code == 302
    assert fresh(submission).reply_due_on == date(2026, 6, 30)


def test_close_submission_needs_a_reason_and_ends_its_clock(cast):
    submission = sent(by_hand(cast), cast.office)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        services.close_submission(submission=submission, actor=cast.office, reason=" ")
    services.close_submission(
        submission=submission, actor=cast.office, reason="Đã trả lời tại buổi làm việc."
    )
    assert Deadline.objects.about(submission).get().state == "cancelled"
    with pytest.raises(Refused, match="Không thể “Ghi nhận trả lời”"):
        answered(submission, cast.office)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"sent_on": date(2026, 5, 29)}, "không được sau hôm nay"),
        ({"sent_on": date(2026, 5, 13)}, "không được trước ngày hội nghị"),
        ({"number": " "}, "Hãy ghi số, ký hiệu"),
        ({"reply_due_on": SENT_ON}, "sau ngày gửi"),
    ],
)
def test_send_submission_refuses_what_cannot_be(cast, more, words):
    with pytest.raises(Refused, match=words):
        sent(by_hand(cast), cast.office, **more)


def test_answer_submission_and_relay_submission_refuse_what_cannot_be(cast):
    submission = an_upward(cast)
    for more, words in [
        ({"replied_on": date(2026, 5, 29)}, "không được sau hôm nay"),
        ({"replied_on": date(2026, 5, 1)}, "không được trước ngày gửi"),
        ({"reply": " "}, "Hãy ghi nội dung trả lời"),
    ]:
        with pytest.raises(Refused, match=words):
            answered(submission, cast.office, **more)
    answered(submission, cast.office)
    for more, words in [
        ({"relayed_on": date(2026, 5, 29)}, "không được sau hôm nay"),
        ({"relayed_on": date(2026, 5, 25)}, "không được trước ngày có trả lời"),
        ({"relay_note": ""}, "Hãy ghi cách báo lại"),
    ]:
        with pytest.raises(Refused, match=words):
            told_on(submission, cast.office, **more)


def test_only_the_office_adds_edits_and_closes(cast):
    notice = make.an_issued_notice(cast=cast)
    submission = by_hand(cast, notice)
    for person in (cast.unit, cast.front, cast.party, cast.chair):
        with pytest.raises(NotYourRole):
            services.add_submission(
                notice=notice, kind=K.VERIFY, actor=person, to_body="x", content="y", owner=cast.units.office
            )
        with pytest.raises(NotYourRole):
            services.edit_submission(submission=submission, actor=person, version=1, content="z")
        with pytest.raises(NotYourRole):
            services.close_submission(submission=submission, actor=person, reason="x")
    with pytest.raises(Refused, match="chưa ban hành"):
        by_hand(cast, make.an_approved_notice(cast=cast))


def test_a_petition_of_another_conference_is_refused(cast):
    other = make.an_issued_notice(cast=cast)
    petition = Petition.objects.filter(conference=other.conference).first()
    with pytest.raises(Refused, match="không thuộc hội nghị"):
        by_hand(cast, make.an_issued_notice(cast=cast), petition=petition)


def test_td_68_a_restricted_line_is_for_office_chair_and_its_sender(cast):
    submission = an_upward(cast)
    type(submission.item).objects.filter(pk=submission.item_id).update(is_restricted=True)
    seen = {
        name: Submission.objects.visible_to(getattr(cast, name)).filter(pk=submission.pk).exists()
        for name in ("office", "chair", "front", "party", "unit", "province")
    }
    assert seen == {
        "office": True, "chair": True, "front": False, "party": False, "unit": False, "province": False,
    }  # fmt: skip


def test_lp_29_a_letter_about_an_officials_conduct_is_named_without_its_words(cast):
    """TD-68, LP-29: neither Front and Party board nor the labels of its deadlines and notices to others tell it."""
    petition = Petition.objects.get(pk=an_upward(cast).petition_id)
    Petition.objects.filter(pk=petition.pk).update(names_official=True)
    notice = petition.submissions.get().notice
    made = by_hand(
        cast, notice, petition=fresh(petition), content="Ông Mật Danh nhũng nhiễu.", due_on=date(2026, 6, 5)
    )
    plain = by_hand(cast, notice, content="Việc chung.")
    assert "Mật Danh" not in Deadline.objects.about(made).get().subject_label
    for reader in (cast.front, cast.party):
        seen = Submission.objects.visible_to(reader)
        assert plain in seen and made not in seen and not seen.filter(petition=petition).exists()
    assert made in Submission.objects.visible_to(cast.chair)


# Pages


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return answer, answer.content.decode()


def test_a_letter_goes_through_its_pages_to_the_end(sign_in, cast):
    notice, client = make.an_issued_notice(cast=cast), sign_in(cast.office)
    assert "Thêm văn bản chuyển" in page(client, "conclusion_notice_detail", notice.pk)[1]
    petition = Petition.objects.get(content__contains="nạo vét")
    typed = {
        "kind": "transfer", "petition": petition.pk, "to_body": "Sở Nông nghiệp và Môi trường",
        "content": "Nạo vét mương liên xã.", "owner": cast.units.office.pk, "due_on": "5/6/2026", "version": 1,
    }  # fmt: skip
    client.post(reverse("submission_add", args=[notice.pk]), typed)
    submission = Submission.objects.get(kind=K.TRANSFER)
    text = page(client, "submission_detail", submission.pk)[1]
    for words in ("Sở Nông nghiệp và Môi trường", "Lập văn bản", "05/06/2026", "Ghi nhận đã gửi"):
        assert words in text
    acts = [
        ("send", {"number": "31/UBND", "sent_on": "28/5/2026", "reply_due_on": "15/6/2026"}),
        ("answer", {"replied_on": "28/5/2026", "number": "9/SNN", "reply": "Đồng ý.",
                    "file": SimpleUploadedFile("tra-loi.pdf", b"%PDF-1.7 thu")}),
        ("relay", {"relayed_on": "28/5/2026", "relay_note": "Gặp trực tiếp"}),
    ]  # fmt: skip
    for name, values in acts:
        url = reverse(f"submission_{name}", args=[submission.pk])
        assert "None" not in client.get(url).content.decode()
        assert client.post(url, {}).status_code == 200
        assert client.post(url, values).status_code == 302, name
    text = page(client, "submission_detail", submission.pk)[1]
    assert "Đã báo lại người kiến nghị" in text
    assert "None" not in text
    assert Attachment.objects.about(submission).get().name == "tra-loi.pdf"


def test_the_letters_own_number_and_day_are_filled_in(sign_in, cast):
    """C-30, C-31, C-32, C-35: each letter's paper is begun here."""
    notice, client = make.an_issued_notice(cast=cast), sign_in(cast.office)
    for kind in (K.TRANSFER, K.VERIFY, K.POLICY):
        by_hand(cast, notice, kind=kind)
    wanted = {
        K.REPORT_UP: "upward_report", K.UPWARD: "upward_letter", K.TRANSFER: "transfer_letter",
        K.VERIFY: "transfer_letter", K.POLICY: "policy_proposal",
    }  # fmt: skip
    for submission in notice.submissions.all():
        answer, _ = page(client, "submission_detail", submission.pk)
        kind, key = answer.context["letter"].kind, answer.context["letter_key"]
        assert kind == wanted[submission.kind]
        start = reverse("conference_paper_start", args=[notice.conference_id, kind])
        draft = PaperDraft.objects.filter(
            pk=client.post(start, {"about": key}).url.strip("/").split("/")[-1]
        ).get()
        assert draft.about_key == key
        assert page(client, "submission_detail", submission.pk)[0].context["letter"] == draft
        if kind != "policy_proposal":  # goes to the body above, whoever is written there
            assert submission.to_body.split(";")[0] in draft.addressee, submission.kind


def test_c_31_the_letter_of_a_followed_case_says_to_whom_about_what_and_why(cast):
    """QN-58, QN-59: each case has a letter of its own."""
    notice = make.an_issued_notice(cast=cast)
    petition = Petition.objects.get(content__contains="nạo vét")
    for kind, asks, more in [
        (K.TRANSFER, "chuyển vụ việc sau đây", {}),
        (K.VERIFY, "đề nghị quý cơ quan xem xét, xác minh", {"petition": petition}),
    ]:
        submission = by_hand(cast, notice, kind=kind, **more)
        draft = start_draft(
            kind="transfer_letter", subject=notice.conference, about=letter_key(submission), actor=cast.office
        )
        text = preview_html(draft)
        assert draft.addressee == "Công an thành phố"
        assert asks in text
        assert ("nạo vét" if more else "tranh chấp phát sinh") in text


def test_pages_of_letters_ask_the_same_questions(sign_in, cast, neighbours):
    submission = by_hand(cast)
    names = ("detail", "edit", "send", "remind", "answer", "relay", "close")
    for name in names:
        url = reverse(f"submission_{name}", args=[submission.pk])
        assert sign_in(neighbours.office).get(url).status_code == 404, name
        assert sign_in(cast.unit).get(url).status_code in (403, 404), name
    refused = sign_in(cast.front).get(reverse("submission_send", args=[submission.pk]))
    assert refused.status_code == 409
    assert "Chỉ đơn vị chịu trách nhiệm gửi" in refused.content.decode()
    assert sign_in(cast.chair).get(reverse("submission_send", args=[submission.pk])).status_code == 403
    assert sign_in(cast.office).get(reverse("submission_answer", args=[submission.pk])).status_code == 409


def test_submission_list_filters_and_costs_the_same_with_many(sign_in, cast, django_assert_max_num_queries):
    notice = make.an_issued_notice(cast=cast)
    client = sign_in(cast.office)
    answer, text = page(client, "submission_list")
    assert answer.context["page"].paginator.count == 2
    assert "None" not in text
    for query, count in [
        ({"state": "late"}, 0), ({"state": "all"}, 2), ({"kind": "upward"}, 1), ({"state": "sent"}, 1),
        ({"owner": cast.units.office.pk}, 2), ({"hoi_nghi": notice.conference_id}, 2), ({"state": "x"}, 2),
    ]:  # fmt: skip
        assert page(client, "submission_list", **query)[0].context["page"].paginator.count == count, query
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(10) as queries:
            page(client, "submission_list")
        counts.append(len(queries))
        for _ in range(12):
            by_hand(cast, notice, due_on=date(2026, 6, 9))
    assert counts[0] == counts[1]
    with time_machine.travel("2026-09-28 03:00:00+00:00", tick=False):
        client = sign_in(cast.office)
        assert page(client, "submission_list", state="late")[0].context["page"].paginator.count == 25


def test_my_work_names_what_is_to_be_sent_told_on_or_asked_for_again(sign_in, cast):
    submission = an_upward(cast)
    client = sign_in(cast.office)
    assert "Báo cáo kết quả đối thoại lên cấp trên" in page(client, "my_work")[1]
    answered(submission, cast.office)
    assert "Báo lại người kiến nghị" in page(client, "my_work")[1]
    assert "Báo lại người kiến nghị" not in page(sign_in(cast.unit), "my_work")[1]


def test_d_23_a_supplement_brings_its_own_matters_and_the_result_is_reported_once(cast):
    notice = a_supplement(cast=cast)
    issue(cast, notice, submitted_on=DAY_11, issued_on=DAY_11)
    rows = Submission.objects.filter(conference=notice.conference).order_by("pk")
    assert [(row.kind, row.notice.main_id is None) for row in rows] == [
        (K.REPORT_UP, True),
        (K.UPWARD, False),
    ]


def test_nothing_is_written_while_the_dossier_is_sealed(sign_in, cast):
    """LP-62: a reply that comes later asks for the dossier to be opened again."""
    submission = an_upward(cast)
    type(submission.conference).objects.filter(pk=submission.conference_id).update(sealed_at=timezone.now())
    for act in (answered, sent):
        with pytest.raises(Refused):
            act(fresh(submission), cast.office)
    with pytest.raises(Refused, match="đã niêm phong"):
        answered(fresh(submission), cast.office)
    assert fresh(submission).state == S.SENT
    commitment = submission.conference.commitments.get()
    with pytest.raises(Refused, match="đã niêm phong"):
        services.record_answers(
            commitment=commitment, rows=list(commitment.deliveries.all()), actor=cast.office, way="written",
            standing="received", delivered_on=SENT_ON, number="1/VP",
        )  # fmt: skip
    assert commitment.deliveries.owing().count() == 3
