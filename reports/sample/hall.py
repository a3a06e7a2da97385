"""The sample's halls: doors, queues and ballots. Invented people; every row written by the services of the day."""

import uuid
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

from django.utils import timezone

from dialogue import services as dialogue
from dialogue.states import Level, Outcome, Presence, RequestSource, SpeechKind
from feedback import services as feedback
from reports.sample.travel import on

WALK_INS = (
    ("Bà Hà Thị Mận", "Thôn Đoài"), ("Ông Vi Văn Thắng", "Thôn Đoài"), ("Bà Tạ Thị Lụa", "Thôn Đông"),
    ("Ông Cao Xuân Hùng", "Thôn Đoài"), ("Bà Mai Thị Huệ", "Thôn Đoài"), ("Ông Đinh Công Lực", "Thôn Bến"),
)  # fmt: skip
# Who waits in today's hall: name, hamlet, what about, minutes ago.
WAITING = (
    ("Ông Vi Văn Thắng", "Thôn Đoài", "Lịch thu gom rác của thôn", 24),
    ("Bà Hà Thị Mận", "Thôn Đoài", "Nước rỉ từ bãi rác chảy ra mương", 21),
    ("Bà Tạ Thị Lụa", "Thôn Đông", "Đường xe chở rác đi qua thôn Đông", 16),
    ("Ông Đinh Công Lực", "Thôn Bến", "Vị trí bãi tập kết mới", 9),
)
# Who registered before next week's conference.
REGISTERED = (
    (RequestSource.PUBLIC, None, "Chị Lương Thị Ngân", "Thôn Hạ", "Thu chi đầu năm học", 3),
    (RequestSource.FRONT, "nongdan", "Ông Phan Văn Tấn", "Thôn Trung", "Sân chơi cho học sinh trong hè", 5),
    (RequestSource.PAPER, "vanthu", "Bà Kiều Thị Hương", "Thôn Thượng", "Bữa ăn bán trú", 5),
)
# Of the papers that came back, for each question: how many ticked each level, the last figure left the line empty.
ANSWERS = (
    (21, 17, 4, 2, 0, 0), (18, 20, 5, 1, 0, 0), (12, 17, 8, 5, 1, 1), (9, 16, 9, 7, 2, 1), (17, 19, 5, 2, 0, 1),
    (13, 18, 7, 4, 1, 1), (15, 20, 6, 3, 0, 0),
)  # fmt: skip
HANDED_OUT, BACK = 52, 44
REMARKS = {
    1: "Trả lời rõ ràng, đề nghị giữ đúng hẹn.", 14: "Thời gian phát biểu còn ngắn.",
    22: "Bà con thôn xa đến muộn vì loa báo giờ chưa rõ.", 31: "Mong năm nào cũng có hội nghị như thế này.",
    36: "Việc mương tiêu đã hứa nhiều lần, mong lần này làm thật.",
}  # fmt: skip
LIMIT = 180  # seconds of one speech


@contextmanager
def ago(minutes):
    """The product's clock stands so many minutes before the real one, never before this day began."""
    now = timezone.localtime()
    first = now.replace(hour=0, minute=0, second=1, microsecond=0)
    with mock.patch("django.utils.timezone.now", return_value=max(now - timedelta(minutes=minutes), first)):
        yield


def at_the_door(conference, clerk):
    """Guests as they come: most of them, one sent somebody, one stays away; neighbours walk in."""
    guests = list(conference.invitations.order_by("pk"))
    venue = conference.venues.first()
    for place, guest in enumerate(guests):
        act = {"presence": Presence.PRESENT}
        if place == 1:
            act = {"presence": Presence.REPLACED, "name": "Bà Lại Thị Nga, Phó Chủ tịch Hội"}
        if place == len(guests) - 1:
            act = {"presence": Presence.ABSENT}
        dialogue.check_in(
            conference=conference, invitation=guest, venue=venue, door="Cửa 1", actor=clerk, **act
        )
    people = conference.groups.filter(role="people").last()
    for name, hamlet in WALK_INS:
        dialogue.add_walk_in(
            conference=conference,
            name=name,
            place=hamlet,
            group=people,
            venue=venue,
            door="Cửa 1",
            actor=clerk,
        )


def hold_now(story, conference, speaker):
    """Ad-hoc, today: one was answered, one speaks, four wait, the chair has just been asked again."""
    clerk, office = story.cast.vanthu, story.cast.vanphong
    with ago(70):
        at_the_door(conference, clerk)
    with ago(62):
        dialogue.open_conference(conference=conference, actor=office)
    steps = list(conference.steps.all())
    for step, begun, over in zip(steps[:2], (60, 48), (48, 34), strict=True):
        with ago(begun):
            dialogue.start_agenda_step(agenda_step=step, actor=clerk)
        with ago(over):
            dialogue.finish_agenda_step(agenda_step=step, actor=clerk)
    with ago(33):
        dialogue.start_agenda_step(agenda_step=steps[2], actor=clerk)
        dialogue.raise_limit(agenda_step=steps[2], seconds=LIMIT, actor=clerk)
        dialogue.open_queue(agenda_step=steps[2], actor=clerk)
    with ago(32):
        first = dialogue.begin_contribution(
            conference=conference, speaker=speaker["who"], place=speaker["hamlet"], actor=clerk
        )
    with ago(29):
        dialogue.end_contribution(contribution=first, actor=clerk)
    with ago(27):
        unit = story.cast.units[speaker["unit"]]
        feedback.settle_contribution(
            contribution=first, outcome=Outcome.HANDED, summary=speaker["text"], unit=unit, field=speaker["field"],
            due_on=story.calendar.shift(story.today, 15), actor=clerk,
        )  # fmt: skip
    for name, hamlet, topic, minutes in WAITING:
        with ago(minutes):
            dialogue.register_speaker(
                conference=conference,
                speaker=name,
                place=hamlet,
                topic=topic,
                source=RequestSource.DESK,
                actor=clerk,
            )
    with ago(1):
        dialogue.begin_contribution(
            conference=conference,
            speaker="Bà Mai Thị Huệ",
            place="Thôn Đoài",
            kind=SpeechKind.NEW,
            actor=clerk,
        )
        dialogue.arrange_queue(conference=conference, actor=clerk)


def registered_before(story, conference):
    """From the public page, by a mass organisation, on a paper form."""
    for source, account, name, hamlet, topic, minutes in REGISTERED:
        with on(story.day(-2), hour=9):
            dialogue.register_speaker(
                conference=conference, speaker=name, place=hamlet, topic=topic, asked_minutes=minutes, source=source,
                actor=getattr(story.cast, account) if account else None,
            )  # fmt: skip


def _ticks(counts, place):
    """One question's ticks, paper by paper; turned by its place, so that no paper says the same throughout."""
    ticks = [level for level, count in zip([*Level.values, ""], counts, strict=True) for _ in range(count)]
    return ticks[5 * place :] + ticks[: 5 * place]


def asked_afterwards(story, conference, *, day):
    """The Front's survey after the conference: a stack of papers keyed in, then closed."""
    front = story.cast.mattran
    with on(story.day(day), hour=11, minute=45):
        survey = dialogue.create_survey(conference=conference, actor=front)
        dialogue.open_survey(survey=survey, actor=front)
        dialogue.count_survey(survey=survey, handed_out=HANDED_OUT, actor=front)
    with on(story.day(day), hour=14):
        survey.refresh_from_db()
        columns = [_ticks(counts, place) for place, counts in enumerate(ANSWERS)]
        questions = list(survey.questions.all())
        for number in range(BACK):
            answers = {question: column[number] for question, column in zip(questions, columns, strict=True)}
            dialogue.key_ballot(
                survey=survey,
                ballot=uuid.uuid4(),
                answers=answers,
                remark=REMARKS.get(number, ""),
                actor=front,
            )
    with on(story.day(day), hour=15):
        survey.refresh_from_db()
        dialogue.close_survey(survey=survey, actor=front)
