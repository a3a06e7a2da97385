"""Conclusion notices and commitments for tests, walked by the rooms' own services to the wanted state.

The clock: the conference is held on 14/5/2026 (E-07, E-08), the notice drafted and submitted on 18/5, approved and
issued on 20/5, sent on 22/5; ten working days end on 28/5, fifteen on 4/6.
"""

from datetime import date

from conclusions import services
from conclusions.states import ItemGroup
from core.states import Channel
from dialogue.services import close_conference
from feedback import services as feedback
from feedback.states import AnswerResult, Competence, Field, Level, Triage
from tests.factories.dialogue import an_open_conference, on_the
from tests.worlds import remembered

DRAFTED_ON, ISSUED_ON, SENT_ON = date(2026, 5, 18), date(2026, 5, 20), date(2026, 5, 22)
PENDING_DUE_ON = date(2026, 6, 30)
GROUND = "nội dung kiến nghị vượt quá thẩm quyền"
BINH = {
    "name": "Nguyễn Văn Bình",
    "hamlet": "Thôn Đông",
    "phone": "0912345678",
    "address": "Số 7, ngõ 3, thôn Đông",
}
HOA = {"name": "Tập thể phụ huynh lớp 5A", "is_collective": True, "members": 24, "phone": "0987654321"}


def a_petition(*, cast, conference, content="Đề nghị sửa đường liên thôn.", people=(BINH,)):
    """Entered by the office; the clock is the test's."""
    values = {"content": content, "received_on": conference.held_on}
    return feedback.add_petition(
        conference=conference, values=values, petitioners=list(people), actor=cast.office
    )


def classified(petition, *, cast, field=Field.LAND, competence=Competence.COMMUNE, triage=Triage.LATER):
    return feedback.classify_petition(
        petition=petition,
        field=field,
        competence=competence,
        triage=triage,
        is_urgent=False,
        actor=cast.office,
    )


def an_answered_petition(*, cast, conference):
    petition = classified(
        a_petition(cast=cast, conference=conference, content="Đề nghị cấp sổ đỏ còn chậm."), cast=cast
    )
    feedback.assign_petition(
        petition=petition, lead=cast.units.economy, due_on=PENDING_DUE_ON, actor=cast.office
    )
    assignment = feedback.accept_assignment(assignment=petition.assignments.get(), actor=cast.unit)
    values = {
        "content": "Hồ sơ đã đủ, đang in giấy chứng nhận.", "measures": "Trả giấy trong tháng 6.",
        "result": AnswerResult.SETTLED, "time_text": "tháng 6/2026", "level": Level.COMMUNE,
    }  # fmt: skip
    answer = feedback.write_answer(assignment=assignment, values=values, actor=cast.unit)
    feedback.approve_answer(answer=feedback.submit_answer(answer=answer, actor=cast.unit), actor=cast.office)
    petition.refresh_from_db()
    return petition


def a_pending_petition(*, cast, conference, content="Đề nghị nạo vét mương thoát nước thôn Đông.", lead=None):
    petition = classified(a_petition(cast=cast, conference=conference, content=content), cast=cast)
    lead = lead or cast.units.economy
    return feedback.assign_petition(petition=petition, lead=lead, due_on=PENDING_DUE_ON, actor=cast.office)


def an_upward_petition(*, cast, conference):
    petition = a_petition(
        cast=cast, conference=conference, content="Đề nghị nâng mức hỗ trợ bảo hiểm.", people=[HOA]
    )
    classified(
        petition, cast=cast, field=Field.SOCIAL_POLICY, competence=Competence.HIGHER, triage=Triage.UPWARD
    )
    return feedback.report_up_petition(
        petition=petition, upward_to="Sở Nội vụ", upward_on=conference.held_on, upward_number="12/BC-UBND",
        actor=cast.office,
    )  # fmt: skip


@remembered
def a_held_conference(*, cast, pending=1, **more):
    """Closed, with one petition of each class (`pending` of them still to answer)."""
    conference = an_open_conference(cast=cast, **more)
    with on_the(conference.held_on, 9):
        an_answered_petition(cast=cast, conference=conference)
        for number in range(pending):
            words = (
                "Đề nghị nạo vét mương thoát nước thôn Đông."
                if number == 0
                else f"Đề nghị lắp đèn đường số {number}."
            )
            a_pending_petition(cast=cast, conference=conference, content=words)
        an_upward_petition(cast=cast, conference=conference)
    with on_the(conference.held_on, 11):
        return close_conference(conference=conference, actor=cast.office)


@remembered
def a_draft(*, cast, conference=None, **more):
    conference = conference or a_held_conference(cast=cast, **more)
    with on_the(DRAFTED_ON):
        return services.draft_conclusion_notice(conference=conference, actor=cast.clerk)


def confirm_late_dates(*, cast, notice):
    """The office saw that dates are later than the plan's rule for answers and keeps them (D-39)."""
    for item in notice.items.filter(group=ItemGroup.PENDING):
        services.edit_item(item=item, actor=cast.clerk, version=item.version, is_late_confirmed=True)


@remembered
def a_submitted_notice(*, cast, **more):
    notice = a_draft(cast=cast, **more)
    with on_the(DRAFTED_ON, 15):
        confirm_late_dates(cast=cast, notice=notice)
        return services.submit_conclusion_notice(conclusion_notice=notice, actor=cast.office)


@remembered
def an_approved_notice(*, cast, **more):
    notice = a_submitted_notice(cast=cast, **more)
    with on_the(ISSUED_ON, 8):
        return services.approve_conclusion_notice(conclusion_notice=notice, actor=cast.chair)


@remembered
def an_issued_notice(*, cast, issued_on=ISSUED_ON, **more):
    notice = an_approved_notice(cast=cast, **more)
    with on_the(issued_on):
        return services.issue_conclusion_notice(conclusion_notice=notice, actor=cast.office)


@remembered
def a_sent_notice(*, cast, sent_on=SENT_ON, **more):
    """Issued and sent to everybody, the public too."""
    notice = an_issued_notice(cast=cast, **more)
    with on_the(sent_on):
        return send(cast=cast, notice=notice, rows=list(notice.dispatches.missing()), sent_on=sent_on)


def send(*, cast, notice, rows, sent_on, channel=Channel.BY_HAND, proof="Sổ ký nhận"):
    return services.record_dispatches(
        notice=notice, rows=rows, channel=channel, sent_on=sent_on, proof=proof, actor=cast.office
    )


@remembered
def a_commitment(*, cast, **more):
    """Of Phòng Kinh tế, due on 30/6/2026."""
    return an_issued_notice(cast=cast, **more).conference.commitments.get()


@remembered
def a_reported_commitment(*, cast, reported_on=date(2026, 6, 10), **more):
    commitment = a_commitment(cast=cast, **more)
    with on_the(reported_on):
        return services.report_commitment(
            commitment=commitment, text="Đã nạo vét xong 300 m mương.", actor=cast.unit
        )


def an_extension_request(
    *, cast, conference, ground=GROUND, reason="Cần ý kiến Sở Nông nghiệp và Môi trường."
):
    """Asked by the office; the clock is the test's."""
    return services.request_extension(conference=conference, ground=ground, reason=reason, actor=cast.office)
