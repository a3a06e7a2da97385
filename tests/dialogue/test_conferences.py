"""Setting up: from the plan, edits without loss, agenda and groups; what waits for whom; the stages of the home page."""

from datetime import date

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.refusals import NotYourRole, Refused, StaleEdit
from dialogue import services
from dialogue.models import Conference
from dialogue.queries import conference_part, home, work_items
from plans.models import Plan
from plans.states import PlanState
from tests.factories import dialogue as make
from tests.factories.deadlines import confirmed_years

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(cast):
    with make.on_the(make.BEGUN_ON):
        confirmed_years(commune=cast.commune, admin=cast.admin)


def entries(action):
    return AuditEntry.objects.filter(action=action).count()


# create


def test_create_conference_copies_groups_and_agenda_from_the_plan(cast):
    conference = make.a_conference(cast=cast)
    plan = conference.plan
    assert [step.contents for step in conference.steps.all()] == [
        step.contents for step in plan.agenda_steps.all()
    ]
    assert [group.name for group in conference.groups.all()] == [group.name for group in plan.groups.all()]
    assert conference.chair_title == "Chủ tịch UBND xã"
    assert entries("conference.create") == 1


def test_create_conference_of_a_draft_plan_is_refused(cast):
    plan = make.a_plan_of_conferences(cast=cast)
    Plan.objects.update(state=PlanState.DRAFT)
    plan.refresh_from_db()
    with pytest.raises(Refused, match="chưa ban hành"):
        make.a_conference(cast=cast, plan=plan)


def test_create_conference_is_the_offices(cast):
    plan = make.a_plan_of_conferences(cast=cast)
    with pytest.raises(NotYourRole):
        services.create_conference(
            plan=plan, kind="ad_hoc", values={"title": "x", "audience": "y"}, actor=cast.chair
        )


def test_create_conference_pages(cast, sign_in):
    plan = make.a_plan_of_conferences(cast=cast)
    target = plan.targets.first()
    client, url = sign_in(cast.office), reverse("conference_create")
    text = client.get(url).content.decode()
    assert str(target) in text
    assert "Lập hội nghị đột xuất" in text
    asked = client.get(url, {"target": target.pk})
    assert target.topics.first().text.split(",")[0] in asked.content.decode()
    form = {
        "title": "Hội nghị đối thoại quý II", "audience": "Nhân dân", "content": "Đất đai.", "form": "direct",
        "session": "morning", "starts_at": "08:00", "chair": cast.chair.pk, "secretary": cast.clerk.pk,
        "venues": [plan.venues.first().name], "other_venue": "Nhà văn hoá thôn Đông",
    }  # fmt: skip
    answer = client.post(f"{url}?target={target.pk}", form)
    conference = Conference.objects.get()
    assert answer.url == reverse("conference_detail", args=[conference.pk])
    assert (conference.target, conference.kind) == (target, "periodic")
    assert [venue.name for venue in conference.venues.all()] == [
        plan.venues.first().name,
        "Nhà văn hoá thôn Đông",
    ]
    ad_hoc = client.post(f"{url}?plan={plan.pk}", form | {"title": "Hội nghị đột xuất"})
    assert ad_hoc.status_code == 302
    assert Conference.objects.filter(kind="ad_hoc", target=None).count() == 1


def test_create_conference_asks_the_reason_of_an_online_form(cast, sign_in):
    """LP-45."""
    plan = make.a_plan_of_conferences(cast=cast)
    form = {"title": "x", "audience": "y", "form": "online", "session": "morning"}
    answer = sign_in(cast.office).post(f"{reverse('conference_create')}?plan={plan.pk}", form)
    assert "Ghi lý do không họp trực tiếp" in answer.content.decode()


def test_create_conference_from_a_foreign_target_shows_the_choice(cast, neighbours, sign_in):
    target = make.a_plan_of_conferences(cast=neighbours).targets.first()
    answer = sign_in(cast.office).get(reverse("conference_create"), {"target": target.pk})
    assert "Chưa có kế hoạch nào đã ban hành." in answer.content.decode()


# edit


def form_of(conference, **changes):
    values = {
        "title": conference.title, "audience": conference.audience, "content": conference.content, "form": conference.form,
        "session": conference.session, "starts_at": "08:00", "chair": conference.chair_id,
        "secretary": conference.secretary_id, "version": conference.version,
        "venues": [venue.name for venue in conference.venues.all()],
    }  # fmt: skip
    return values | changes


def test_edit_conference_page_saves_and_logs_what_changed(cast, sign_in):
    conference = make.a_conference(cast=cast)
    url = reverse("conference_edit", args=[conference.pk])
    form = form_of(conference, title="Tên mới", venues=[], other_venue="Sân vận động")
    assert sign_in(cast.office).post(url, form).status_code == 302
    conference.refresh_from_db()
    assert (conference.title, conference.folded[:7]) == ("Tên mới", "ten moi")
    assert [venue.name for venue in conference.venues.all()] == ["Sân vận động"]
    assert entries("conference.edit") == 2


def test_edit_conference_tells_the_second_of_two_and_loses_nothing(cast, sign_in):
    conference = make.a_conference(cast=cast)
    client, url = sign_in(cast.office), reverse("conference_edit", args=[conference.pk])
    assert client.post(url, form_of(conference, title="Bản thứ nhất")).status_code == 302
    second = client.post(url, form_of(conference, title="Bản thứ hai"))
    text = second.content.decode()
    assert second.status_code == 200
    assert "Bản thứ nhất" in text
    assert "Bản thứ hai" in text
    conference.refresh_from_db()
    assert conference.title == "Bản thứ nhất"


def test_edit_conference_changes_the_chairs_title_with_the_chair(cast):
    conference = make.a_conference(cast=cast, chair=None)
    assert conference.chair_title == ""
    services.edit_conference(
        conference=conference,
        version=conference.version,
        values={"chair": cast.chair},
        venues=["A"],
        actor=cast.office,
    )
    conference.refresh_from_db()
    assert conference.chair_title == "Chủ tịch UBND xã"


def test_edit_conference_is_stale_after_the_day_was_moved(cast):
    conference = make.a_conference(cast=cast)
    version = conference.version
    with make.on_the(make.BEGUN_ON):
        services.schedule_conference(conference=conference, held_on=make.HELD_ON, actor=cast.office)
        with pytest.raises(StaleEdit):
            services.edit_conference(
                conference=conference, version=version, values={"title": "x"}, venues=[], actor=cast.office
            )


def test_agenda_and_groups_are_added_changed_and_removed(cast, sign_in):
    conference = make.a_conference(cast=cast)
    client = sign_in(cast.office)
    step = {"order": 4, "contents": "Bế mạc", "responsible": "Chủ toạ", "planned_at": "11:00"}
    assert client.post(reverse("agenda_step_add", args=[conference.pk]), step).status_code == 302
    added = conference.steps.get(contents="Bế mạc")
    edit = reverse("agenda_step_edit", args=[added.pk])
    assert client.post(edit, step | {"contents": "Bế mạc hội nghị"}).status_code == 302
    assert (
        AuditEntry.objects.filter(sentence__contains="đã sửa mục", changes__has_key="nội dung").count() == 1
    )
    assert client.post(reverse("agenda_step_remove", args=[added.pk])).status_code == 302
    assert conference.steps.count() == conference.plan.agenda_steps.count()
    group = {"order": 3, "name": "Hội Nông dân", "role": "people", "expected": 10}
    assert client.post(reverse("group_add", args=[conference.pk]), group).status_code == 302
    added = conference.groups.get(name="Hội Nông dân")
    assert client.post(reverse("group_edit", args=[added.pk]), group | {"expected": 12}).status_code == 302
    assert client.post(reverse("group_remove", args=[added.pk])).status_code == 302
    assert conference.groups.count() == conference.plan.groups.count()


# The home page


def states_of(conference, user):
    return {stage.key: stage.state for stage in conference_part(conference, user).stages}


def test_stages_follow_the_conference(cast):
    conference = make.a_conference(cast=cast)
    assert states_of(conference, cast.office) == {"prepare": "current", "notice": "future", "hold": "future"}
    conference = make.an_announced_conference(cast=cast)
    with make.on_the(date(2026, 5, 6)):
        assert states_of(conference, cast.office) == {"prepare": "done", "notice": "done", "hold": "future"}
    with make.on_the(make.HELD_ON):
        assert states_of(conference, cast.office)["hold"] == "current"


def test_stage_notice_is_blocked_once_the_deadline_has_passed(cast):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(date(2026, 5, 5)):
        assert states_of(conference, cast.office)["notice"] == "current"
    with make.on_the(date(2026, 5, 6)):
        assert states_of(conference, cast.office)["notice"] == "blocked"
        page = home(conference, cast.office)
    assert "hạn đã hết" in page["blockers"][0]
    assert len(page["stages"]) == 7


def test_home_shows_the_next_deadline_why_and_the_timeline(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast)
    with make.on_the(date(2026, 4, 28)):
        text = sign_in(cast.office).get(reverse("conference_detail", args=[conference.pk])).content.decode()
    for words in (
        "còn 3 ngày làm việc",
        "thứ Ba, 05/05/2026",
        "Vì sao là ngày này?",
        "Trục thời gian",
        "hôm nay",
        "Quốc tế Lao động",
    ):
        assert words in text, words


def test_home_of_an_exempted_conference_shows_the_clause(cast, sign_in):
    conference = make.a_scheduled_conference(cast=cast, kind="ad_hoc")
    with make.on_the(make.BEGUN_ON):
        text = sign_in(cast.office).get(reverse("conference_detail", args=[conference.pk])).content.decode()
    assert "Miễn theo III.1.1." in text


# Work items


def sentences(user):
    return [item.sentence for item in work_items(user)]


def test_work_of_the_office_follows_the_stages(cast):
    conference = make.a_conference(cast=cast)
    assert sentences(cast.office) == [f"Ấn định ngày: {conference.title}"]
    with make.on_the(make.BEGUN_ON):
        services.schedule_conference(conference=conference, held_on=make.HELD_ON, actor=cast.office)
        found = {item.sentence.split(":")[0]: item for item in work_items(cast.office)}
    assert set(found) == {"Công bố thông báo", "Gửi giấy mời"}
    assert found["Công bố thông báo"].due_on == date(2026, 5, 5)


def test_work_of_the_office_on_the_day(cast):
    conference = make.an_announced_conference(cast=cast)
    with make.on_the(make.HELD_ON):
        assert sentences(cast.office) == [f"Khai mạc: {conference.title}"]
        services.open_conference(conference=conference, actor=cast.office)
        assert sentences(cast.office) == [f"Ghi diễn biến và bế mạc: {conference.title}"]


def test_work_of_the_chair_asks_for_a_decision_when_the_notice_is_late(cast):
    make.a_scheduled_conference(cast=cast)
    with make.on_the(date(2026, 5, 5)):
        assert not [text for text in sentences(cast.chair) if text.startswith("Quyết định")]
    with make.on_the(date(2026, 5, 6)):
        assert [text for text in sentences(cast.chair) if text.startswith("Quyết định miễn thời hạn")]


def test_work_of_the_office_offers_a_way_out_once_the_notice_is_late(cast):
    make.a_scheduled_conference(cast=cast)
    with make.on_the(make.HELD_ON):
        found = sentences(cast.office)
    assert any(text.startswith("Dời ngày hoặc trình miễn") for text in found)
    assert not any(text.startswith(("Khai mạc", "Công bố")) for text in found)


def test_work_of_the_invited_unit_names_the_conference(cast):
    make.an_announced_conference(cast=cast)
    with make.on_the(date(2026, 5, 6)):
        assert sentences(cast.unit) == ["Dự hội nghị đối thoại định kỳ với Nhân dân"]
        assert sentences(cast.other_unit) == []


def test_work_costs_the_same_with_many_conferences(cast, django_assert_max_num_queries):
    counts = []
    work_items(cast.office)
    for rows in (1, 12):
        for n in range(rows):
            make.a_scheduled_conference(cast=cast, title=f"Hội nghị {rows}.{n}")
        with make.on_the(make.BEGUN_ON), django_assert_max_num_queries(10) as queries:
            work_items(cast.office)
        counts.append(len(queries))
    assert counts[0] == counts[1]
