"""The sample's stages: a conference in each, from the one laid up to the one without a day; told by `story`."""

from feedback.states import Triage
from plans.states import ConferenceKind
from reports.sample.after import a_conference_is_laid_up, people_are_told, promises_are_watched
from reports.sample.hall import asked_afterwards, hold_now, registered_before
from reports.sample.intake import (
    collect_by_forms,
    letter_upwards,
    list_of_a_village,
    opinions_on_the_page,
    results_to_the_people,
    told_twice,
)
from reports.sample.papers import papers_of_the_coming, papers_of_the_held
from reports.sample.speakers import SPEAKERS
from reports.sample.story import Story


def tell(cast, today):
    """The whole story; every row of it written by the services that people use."""
    story = Story(cast, today)
    plan = story.issued_plan()
    periodic, farmers, schools = plan.targets.order_by("order", "pk")
    laid_up_stage(story, plan)
    follow_up_stage(story, plan, periodic)
    conclude_stage(story, plan, farmers)
    hold_stage(story, plan)
    collect_stage(story, plan, schools)
    notice_stage(story, plan, periodic)
    prepare_stage(story, plan, schools)
    story.next_plan()


def tell_of_neighbours(cast, today):
    """Beside it: a commune that is late with its conclusion; what the city's overview is for."""
    story = Story(cast, today)
    plan = story.issued_plan()
    row = story.conference(
        plan, target=plan.targets.order_by("order", "pk").first(), kind=ConferenceKind.PERIODIC,
        title="Hội nghị đối thoại định kỳ với Nhân dân", audience="Nhân dân", content="Đất đai, môi trường.",
        created=-40, held=-20,
    )  # fmt: skip
    story.announce(row, issued=-32, published=-31)
    story.invite(row, added=-32, sent=-31)
    petitions = story.collect(row, 5, received=-30)
    story.classify(petitions, at=-29)
    story.hold(row, held=-20, speakers=[])


def follow_up_stage(story, plan, target):
    """Held nine weeks ago, concluded in time; promises in every state, one overdue."""
    row = story.conference(
        plan, target=target, kind=ConferenceKind.PERIODIC, title="Hội nghị đối thoại định kỳ với Nhân dân, kỳ 1",
        audience="Nhân dân", content="Đất đai, môi trường, chính sách xã hội, an ninh trật tự.", created=-70, held=-45,
    )  # fmt: skip
    story.announce(row, issued=-60, published=-58)
    story.invite(row, added=-60, sent=-57)
    petitions = story.collect(row, 14, received=-62)
    story.classify(petitions[:9], at=-60)
    story.classify(petitions[9:12], at=-60, triage=Triage.LATER)
    story.classify(petitions[12:], at=-60, triage=Triage.UPWARD)
    story.assign(petitions[:12], at=-59, due=-48)
    story.accept(petitions[:12], at=-58)
    story.answer(petitions[:8], at=-50, approved=-49)
    story.hold(row, held=-45, speakers=SPEAKERS)
    for petition, _ in petitions[8:12]:
        petition.refresh_from_db()
    notice = story.conclude(row, drafted=-42, approved=-39, issued=-38, dispatched=-37)
    story.follow_up(notice.conference)
    promises_are_watched(story, notice.conference)
    letter_upwards(story, petitions[12][0])
    people_are_told(story, notice.conference, day=-5)
    asked_afterwards(story, row, day=-45)
    papers_of_the_held(story, row)
    results_to_the_people(story, petitions[:8])


def laid_up_stage(story, plan):
    """Ad-hoc, the first of the year: kept, told, its dossier sealed."""
    row = story.conference(
        plan, kind=ConferenceKind.AD_HOC, title="Hội nghị đối thoại đột xuất về cấp nước sạch thôn Bến",
        audience="Nhân dân thôn Bến", content="Nước sạch yếu và đục.", created=-72, held=-70,
    )  # fmt: skip
    story.invite(row, added=-72, sent=-71)
    petitions = story.collect(row, 3, received=-71)
    story.classify(petitions, at=-71, triage=Triage.LATER)
    story.assign(petitions, at=-71, due=-60)
    story.accept(petitions, at=-71)
    story.hold(row, held=-70, speakers=[])
    for petition, _ in petitions:
        petition.refresh_from_db()
    story.conclude(row, drafted=-68, approved=-66, issued=-65, dispatched=-64)
    a_conference_is_laid_up(story, row)


def conclude_stage(story, plan, target):
    """Held seven working days ago: the conclusion waits for the chair, three days are left."""
    row = story.conference(
        plan, target=target, kind=ConferenceKind.THEMATIC, title="Hội nghị đối thoại chuyên đề với Hội Nông dân xã",
        audience="Hội Nông dân xã", content="Sản xuất nông nghiệp, vốn, tiêu thụ nông sản.", created=-30, held=-7,
    )  # fmt: skip
    story.announce(row, issued=-20, published=-18)
    story.invite(row, added=-20, sent=-17)
    petitions = story.collect(row, 8, received=-16)
    story.classify(petitions, at=-15)
    story.assign(petitions, at=-15, due=-9)
    story.accept(petitions, at=-14)
    story.answer(petitions, at=-11, approved=-10)
    story.hold(row, held=-7, speakers=SPEAKERS[:2])
    story.conclude(row, drafted=-3)


def hold_stage(story, plan):
    """Ad-hoc, today: people are speaking in the hall."""
    row = story.conference(
        plan, kind=ConferenceKind.AD_HOC, title="Hội nghị đối thoại đột xuất về bãi tập kết rác thôn Đoài",
        audience="Nhân dân thôn Đoài", content="Ô nhiễm tại bãi tập kết rác thôn Đoài.", created=-1, held=0,
    )  # fmt: skip
    story.invite(row, added=-1)
    petitions = story.collect(row, 4, received=-1)
    story.classify(petitions, at=-1)
    hold_now(story, row, SPEAKERS[0])


def collect_stage(story, plan, target):
    """Next week: announced in time; petitions on every desk, some answers due now."""
    row = story.conference(
        plan, target=target, kind=ConferenceKind.THEMATIC, title="Hội nghị đối thoại chuyên đề với các nhà trường",
        audience="Các nhà trường", content="Cơ sở vật chất, chế độ giáo viên, thu chi đầu năm.", created=-15, held=5,
    )  # fmt: skip
    story.announce(row, issued=-8, published=-6)
    story.invite(row, added=-8, sent=-6)
    petitions = story.collect(row, 14, received=-5)
    story.classify(petitions[:11], at=-4)
    story.assign(petitions[:10], at=-4, due=2)
    story.accept(petitions[:8], at=-3)
    story.answer(petitions[:3], at=-2, approved=-1)
    story.answer(petitions[3:5], at=-1)
    papers_of_the_coming(story, row)
    registered_before(story, row)


def notice_stage(story, plan, target):
    """In eight working days: the notice is drafted, tomorrow is its last day."""
    row = story.conference(
        plan, target=target, kind=ConferenceKind.PERIODIC, title="Hội nghị đối thoại định kỳ với Nhân dân, kỳ 2",
        audience="Nhân dân", content="Kết quả giải quyết kiến nghị kỳ 1; nhiệm vụ phát triển kinh tế - xã hội.",
        created=-3, held=8,
    )  # fmt: skip
    story.announce(row, issued=-1)
    story.invite(row, added=-1)
    story.collect(row, 4, received=-1)
    collect_by_forms(story, row)
    opinions_on_the_page(story, row)
    list_of_a_village(story, row)
    told_twice(story)


def prepare_stage(story, plan, target):
    """No day yet."""
    story.conference(
        plan, target=target, kind=ConferenceKind.THEMATIC, title="Hội nghị đối thoại chuyên đề với phụ huynh học sinh",
        audience="Phụ huynh học sinh", content="An toàn trường học, bữa ăn bán trú.", created=-2,
    )  # fmt: skip
