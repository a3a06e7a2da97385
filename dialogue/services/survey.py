"""The Front's survey: preparing, opening, ballots on paper and by phone, closing.

A ballot is secret (QN-43): neither it nor anything written beside it tells who gave it or when. So nothing here writes
the log for a ballot; of who voted only a yes is kept, and on closing the rows themselves are written anew in random
order, because a database keeps them in the order in which they came.
"""

import random

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.editing import STALE
from core.log import record
from core.models import User
from core.notices import notify
from core.refusals import Refused, StaleEdit
from core.states import Role
from core.vietnamese import lower_first
from core.workflow import move
from dialogue import rules
from dialogue.models import Attendance, BallotAnswer, SatisfactionBallot, Survey, SurveyQuestion
from dialogue.states import BallotChannel

# What the paper form of requirements C-37 asks.
QUESTIONS = (
    "Công tác chuẩn bị, thông báo, mời dự hội nghị",
    "Nội dung, chương trình hội nghị",
    "Việc điều hành, dành thời gian để Nhân dân phát biểu",
    "Nội dung trả lời, giải đáp ý kiến, kiến nghị",
    "Tinh thần, thái độ tiếp thu của người chủ trì và các cơ quan",
    "Kết luận của người chủ trì, thời hạn giải quyết kiến nghị",
    "Kết quả chung của hội nghị",
)
TAKEN = "Phiếu này đã được dùng ở đợt lấy ý kiến khác. Hãy tải lại trang rồi nhập lại phiếu."
_CHANCE = random.SystemRandom()


def _held(survey):
    """The survey as it is now, its row held: no ballot comes in while somebody closes it."""
    return Survey.objects.select_for_update(of=("self",)).select_related("conference").get(pk=survey.pk)


@transaction.atomic
def create_survey(*, conference, actor):
    """A draft with the questions of the paper form (C-37); the Front changes them before it begins."""
    rules.check_can_create_survey(actor, conference)
    intro = (
        f"Ủy ban MTTQ Việt Nam {conference.commune} xin ý kiến ông/bà về kết quả {lower_first(conference.title)}. "
        "Phiếu không ghi tên; không ai biết ông/bà đã trả lời thế nào."
    )
    survey = Survey.objects.create(commune_id=conference.commune_id, conference=conference, intro=intro)
    _write_questions(survey, QUESTIONS)
    record(
        actor=actor, action="survey.create", subject=survey, sentence="đã lập đợt lấy ý kiến về sự hài lòng"
    )
    return survey


def _write_questions(survey, texts):
    rows = [
        SurveyQuestion(survey=survey, order=place, text=text) for place, text in enumerate(texts, start=1)
    ]
    SurveyQuestion.objects.bulk_create(rows)


@transaction.atomic
def edit_survey(*, survey, version, intro, questions, actor):
    """Write intro and questions (a list of texts); raises StaleEdit with both texts if somebody saved meanwhile."""
    survey = _held(survey)
    rules.check_can_edit_survey(actor, survey)
    before = {
        "intro": survey.intro,
        "questions": "\n".join(question.text for question in survey.questions.all()),
    }
    after = {"intro": intro, "questions": "\n".join(questions)}
    labels = {"intro": "Lời mở đầu", "questions": "Câu hỏi"}
    changes = {labels[name]: [before[name], after[name]] for name in after if after[name] != before[name]}
    if survey.version != version:
        saved = {name: (labels[name], before[name], after[name]) for name in after if labels[name] in changes}
        raise StaleEdit(STALE, saved=saved, version=survey.version)
    if not changes:
        return survey
    if labels["questions"] in changes:
        survey.questions.all().delete()
        _write_questions(survey, questions)
    Survey.objects.filter(pk=survey.pk).update(intro=intro, version=F("version") + 1)
    record(
        actor=actor, action="survey.edit", subject=survey, sentence="đã sửa phiếu lấy ý kiến", changes=changes
    )
    return survey


@transaction.atomic
def remove_survey(*, survey, actor):
    """Take away a survey that never began; the step may be skipped (QN-43)."""
    survey = _held(survey)
    rules.check_can_remove_survey(actor, survey)
    record(
        actor=actor, action="survey.remove", subject=survey.conference,
        sentence="đã bỏ đợt lấy ý kiến về sự hài lòng chưa bắt đầu",
    )  # fmt: skip
    survey.delete()


@transaction.atomic
def count_survey(*, survey, handed_out, actor):
    """How many papers the Front handed out; None: not counted."""
    survey = _held(survey)
    rules.check_can_count_survey(actor, survey)
    if handed_out != survey.handed_out:
        said = ["" if number is None else str(number) for number in (survey.handed_out, handed_out)]
        Survey.objects.filter(pk=survey.pk).update(handed_out=handed_out, version=F("version") + 1)
        record(
            actor=actor, action="survey.count", subject=survey, sentence="đã ghi số phiếu phát ra",
            changes={"Số phiếu phát ra": said},
        )  # fmt: skip
    return survey


@transaction.atomic
def open_survey(*, survey, actor):
    """Begin to take ballots, after the conference is over (D-37)."""
    survey = _held(survey)
    rules.check_can_open_survey(actor, survey)
    move(survey, "open", actor=actor, opened_at=timezone.now())
    return survey


@transaction.atomic
def key_ballot(*, survey, ballot, answers, remark, actor):
    """Write one paper ballot; `ballot` is its random key, made by the desk: the same paper sent twice is one.

    `answers` maps questions to a level or "". Returns how many papers are keyed in.
    """
    survey = _held(survey)
    rules.check_can_key_ballot(actor, survey)
    papers = survey.ballots.filter(channel=BallotChannel.PAPER)
    if not papers.filter(pk=ballot).exists():
        if SatisfactionBallot.objects.filter(pk=ballot).exists():
            raise Refused(TAKEN)
        _write_ballot(survey, BallotChannel.PAPER, answers, remark, key=ballot)
    return papers.count()


@transaction.atomic
def take_back_ballot(*, survey, ballot, actor):
    """Take out a paper that was keyed in wrong; returns how many papers are left. The log says that, not which."""
    survey = _held(survey)
    found = survey.ballots.filter(pk=ballot).first() if ballot else None
    rules.check_can_take_back_ballot(actor, survey, found)
    found.delete()
    record(
        actor=actor, action="survey.take_back", subject=survey,
        sentence="đã bỏ một phiếu giấy vừa nhập để nhập lại",
    )  # fmt: skip
    return survey.ballots.filter(channel=BallotChannel.PAPER).count()


@transaction.atomic
def cast_ballot(*, survey, code, answers, remark, actor=None):
    """Take one ballot from a phone. Of the code only “has voted” is kept, and of that neither when nor which ballot."""
    survey = _held(survey)
    rules.check_can_cast_ballot(survey, code)
    came = Attendance.objects.came().filter(conference=survey.conference_id, code=code, has_voted=False)
    if not came.update(has_voted=True):
        raise Refused(rules.USED)
    _write_ballot(survey, BallotChannel.PHONE, answers, remark)


def _write_ballot(survey, channel, answers, remark, key=None):
    named = {"pk": key} if key else {}
    ballot = SatisfactionBallot.objects.create(survey=survey, channel=channel, remark=remark.strip(), **named)
    BallotAnswer.objects.bulk_create(
        BallotAnswer(ballot=ballot, question=question, level=level) for question, level in answers.items()
    )


@transaction.atomic
def close_survey(*, survey, actor):
    """End it for good: no ballot comes in any more, the results are there for everybody at once (QN-43)."""
    survey = _held(survey)
    rules.check_can_close_survey(actor, survey)
    move(survey, "close", actor=actor, closed_at=timezone.now())
    _forget_the_order(survey)
    readers = User.objects.holding(survey.conference.commune, Role.CHAIR, Role.OFFICE, Role.FRONT, Role.PARTY)
    notify(
        readers, key=f"survey-closed-{survey.pk}", title="Đã có kết quả lấy ý kiến về sự hài lòng",
        body=survey.conference.title, link=reverse("conference_survey", args=[survey.conference_id]),
    )  # fmt: skip
    return survey


def _forget_the_order(survey):
    """Write all ballots anew in random order, under new keys, which no desk has ever seen."""
    old = list(survey.ballots.prefetch_related("answers"))
    _CHANCE.shuffle(old)
    anew, answers = [], []
    for ballot in old:
        copy = SatisfactionBallot(survey=survey, channel=ballot.channel, remark=ballot.remark)
        anew.append(copy)
        answers += [
            BallotAnswer(ballot=copy, question_id=answer.question_id, level=answer.level)
            for answer in ballot.answers.all()
        ]
    survey.ballots.all().delete()
    SatisfactionBallot.objects.bulk_create(anew, batch_size=500)
    BallotAnswer.objects.bulk_create(answers, batch_size=500)
