"""Petitions for tests and in every state, walked by the room's own services. The clock is the test's."""

from datetime import date, timedelta

from core.clock import local_today
from feedback import services
from feedback.models import Petition
from feedback.states import AnswerResult, Competence, Field, Level, PetitionKind, Source, Triage
from tests.factories.dialogue import a_scheduled_conference
from tests.worlds import remembered

TODAY = date(2026, 4, 22)  # two days after the factory's conference was scheduled for 14/5/2026
TODAY_UTC = "2026-04-22 03:00:00+00:00"
CONTENT = "Đề nghị xã nạo vét mương thoát nước ở xóm Đình, mưa là ngập đường."


def petition_values(**more):
    values = {
        "content": CONTENT, "received_on": local_today(), "kind": PetitionKind.PETITION, "source": Source.OFFICE_DESK,
        "collector": None, "hamlet": "Thôn Đông", "is_urgent": False, "about_document": "",
    }  # fmt: skip
    return values | more


@remembered(clock=True)
def a_petition(*, cast, conference=None, actor=None, petitioners=None, **values):
    """Received at the office's desk."""
    people = petitioners or [
        {
            "name": "Bà Nguyễn Thị Hoa",
            "hamlet": "Thôn Đông",
            "phone": "0912 345 678",
            "address": "Số 5 ngõ Đình",
        }
    ]
    return services.add_petition(
        conference=conference or the_conference(cast), values=petition_values(**values), petitioners=people,
        actor=actor or cast.office,
    )  # fmt: skip


def the_conference(cast):
    """The one conference of the test's commune, scheduled; the same at every call."""
    known = Petition.objects.of_commune(cast.commune).select_related("conference").first()
    return known.conference if known else a_scheduled_conference(cast=cast)


@remembered(clock=True)
def a_classified_petition(
    *, cast, field=Field.LAND, competence=Competence.COMMUNE, triage=Triage.AT_CONFERENCE, **more
):
    return services.classify_petition(
        petition=a_petition(cast=cast, **more), field=field, competence=competence, triage=triage,
        is_urgent=more.get("is_urgent", False), actor=cast.office,
    )  # fmt: skip


@remembered(clock=True)
def an_upward_petition(*, cast, **more):
    return a_classified_petition(cast=cast, competence=Competence.HIGHER, triage=Triage.UPWARD, **more)


@remembered(clock=True)
def an_assignment(*, cast, petition=None, unit=None, supporting=(), due_on=None, **more):
    """Offered to the economy department, a week before it is due."""
    petition = petition or a_classified_petition(cast=cast, **more)
    return services.assign_petition(
        petition=petition, lead=unit or cast.units.economy, supporting=supporting,
        due_on=due_on or local_today() + timedelta(days=7), instruction="Trả lời rõ thời gian.", actor=cast.office,
    )  # fmt: skip


@remembered(clock=True)
def an_accepted_assignment(*, cast, **more):
    return services.accept_assignment(assignment=an_assignment(cast=cast, **more), actor=cast.unit)


def answer_values(**more):
    values = {
        "content": "Xã đã kiểm tra, mương bị bồi lấp 120 m.", "grounds": "Biên bản kiểm tra ngày 20/4/2026.",
        "measures": "Nạo vét toàn tuyến, lắp lưới chắn rác.", "result": AnswerResult.DIRECTION,
        "time_text": "Xong trước 30/5/2026", "level": Level.COMMUNE, "number_text": "12/KT", "signed_on": None,
        "signer": "Trưởng phòng Kinh tế",
    }  # fmt: skip
    return values | more


@remembered(clock=True)
def an_answer(*, cast, assignment=None, **more):
    """A draft of the economy department."""
    assignment = assignment or an_accepted_assignment(cast=cast, **more)
    return services.write_answer(assignment=assignment, values=answer_values(), actor=cast.unit)


@remembered(clock=True)
def a_submitted_answer(*, cast, **more):
    return services.submit_answer(answer=an_answer(cast=cast, **more), actor=cast.unit)


@remembered(clock=True)
def an_answered_petition(*, cast, **more):
    answer = services.approve_answer(answer=a_submitted_answer(cast=cast, **more), actor=cast.office)
    return Petition.objects.get(pk=answer.petition_id)
