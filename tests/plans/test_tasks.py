"""Tasks of an issued plan: taken on, done with proof, opened again, dated; deadlines follow, the paper stays."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.clock import local_today
from core.models import Attachment, AuditEntry, Notice
from core.refusals import NotYourRole, Refused
from deadlines.models import Deadline
from dialogue import services as dialogue
from plans import queries, services
from plans.models import PlanTask
from plans.queries.tasks import task_work
from plans.states import PlanTaskState
from tests.factories.dialogue import a_conference
from tests.factories.plans import DATA, a_plan, an_issued_plan

pytestmark = pytest.mark.django_db
TODAY = local_today()


def a_task(cast, unit="police", **kwargs):
    plan = an_issued_plan(cast=cast)
    task = PlanTask.objects.filter(plan=plan, unit=getattr(cast.units, unit)).first()
    if kwargs:
        services.reschedule_plan_task(plan_task=task, actor=cast.office, **kwargs)
    return task


def a_task_of_economy(cast, **kwargs):
    """A task added for the unit that has a person."""
    plan = an_issued_plan(cast=cast)
    values = {
        "unit": cast.units.economy,
        "stage": "prepare",
        "mode": "assign",
        "text": "Chuẩn bị số liệu đất đai.",
    }
    return services.add_plan_task(plan=plan, values=values | kwargs, actor=cast.office)


def deadline_of(task):
    return Deadline.objects.about(task).order_by("-pk").first()


def test_issue_starts_a_deadline_for_each_dated_task(cast):
    plan = a_plan(cast=cast)
    task = plan.tasks.filter(unit=cast.units.office).first()
    services.reschedule_plan_task(plan_task=task, due_on=date(2026, 4, 1), actor=cast.office)
    assert deadline_of(task) is None
    services.submit_plan(plan=plan, actor=cast.office)
    services.approve_plan(plan=plan, actor=cast.chair)
    services.issue_plan(plan=plan, issued_on=date(2026, 3, 5), signer_name="A", actor=cast.office)
    row = deadline_of(task)
    assert (row.kind, row.due_on, row.owner_unit) == ("plan_task", date(2026, 4, 1), cast.units.office)
    assert "KH-UBND" in row.legal_basis


def test_acknowledge_plan_task_is_the_units_word(cast, neighbours):
    """LP-109."""
    task = a_task_of_economy(cast)
    for stranger in (cast.other_unit, cast.front, neighbours.office):
        with pytest.raises(NotYourRole, match="Phòng Kinh tế"):
            services.acknowledge_plan_task(plan_task=task, actor=stranger)
    services.acknowledge_plan_task(plan_task=task, actor=cast.unit)
    task.refresh_from_db()
    assert (task.state, task.acknowledged_by) == (PlanTaskState.ACKNOWLEDGED, cast.unit)
    with pytest.raises(Refused, match="trạng thái"):
        services.acknowledge_plan_task(plan_task=task, actor=cast.unit)
    assert AuditEntry.objects.about(task).filter(action="plan_task.acknowledge").count() == 1


def test_acknowledge_plan_tasks_takes_all_of_a_body(cast):
    plan = an_issued_plan(cast=cast)
    assert services.acknowledge_plan_tasks(plan=plan, actor=cast.office) == 10
    with pytest.raises(Refused, match="không còn nhiệm vụ"):
        services.acknowledge_plan_tasks(plan=plan, actor=cast.office)


def test_finish_plan_task_needs_proof_and_meets_the_deadline(cast):
    task = a_task_of_economy(cast, due_on=TODAY + timedelta(days=20))
    with pytest.raises(Refused, match="kết quả hoặc gửi kèm tệp"):
        services.finish_plan_task(plan_task=task, result=" ", finished_on=TODAY, actor=cast.unit)
    with pytest.raises(Refused, match="chưa đến"):
        services.finish_plan_task(
            plan_task=task, result="Xong.", finished_on=TODAY + timedelta(days=1), actor=cast.unit
        )
    proof = SimpleUploadedFile("so-lieu.pdf", b"%PDF-1.4 test")
    services.finish_plan_task(plan_task=task, result="", finished_on=TODAY, file=proof, actor=cast.unit)
    task.refresh_from_db()
    assert (task.state, task.finished_on, task.finished_by) == (PlanTaskState.DONE, TODAY, cast.unit)
    assert Attachment.objects.about(task).get().name == "so-lieu.pdf"
    assert deadline_of(task).state == "met"


def test_finish_plan_task_late_stays_on_record(cast):
    task = a_task_of_economy(cast, due_on=date(2026, 3, 6))
    services.finish_plan_task(
        plan_task=task, result="Xong.", finished_on=date(2026, 3, 10), actor=cast.office
    )
    row = deadline_of(task)
    assert (row.is_met_late, row.late_working_days) == (True, 2)


def test_reopen_plan_task_runs_its_deadline_again(cast):
    task = a_task_of_economy(cast, due_on=TODAY + timedelta(days=20))
    services.finish_plan_task(plan_task=task, result="Xong.", finished_on=TODAY, actor=cast.unit)
    with pytest.raises(NotYourRole):
        services.reopen_plan_task(plan_task=task, reason="Thiếu.", actor=cast.unit)
    with pytest.raises(Refused, match="lý do"):
        services.reopen_plan_task(plan_task=task, reason="", actor=cast.office)
    services.reopen_plan_task(plan_task=task, reason="Thiếu số liệu thôn 2.", actor=cast.office)
    task.refresh_from_db()
    assert (task.state, task.finished_on) == (PlanTaskState.ACKNOWLEDGED, None)
    assert deadline_of(task).state == "open"
    assert Notice.objects.filter(recipient=cast.unit, title__contains="mở lại").count() == 1


def test_reschedule_plan_task_cancels_the_old_deadline_and_keeps_the_paper(cast):
    task = a_task_of_economy(cast, due_on=TODAY + timedelta(days=20))
    html = task.plan.paper.html
    services.reschedule_plan_task(
        plan_task=task, due_on=TODAY + timedelta(days=30), reason="Hội nghị lùi.", actor=cast.office
    )
    assert [row.state for row in Deadline.objects.about(task).order_by("pk")] == ["cancelled", "open"]
    task.plan.paper.refresh_from_db()
    assert task.plan.paper.html == html
    assert "Chuẩn bị số liệu đất đai" not in html
    entry = AuditEntry.objects.about(task).filter(action="plan_task.reschedule").get()
    assert list(entry.changes) == ["Hạn"]
    for wrong in ({"due_on": TODAY + timedelta(days=30)}, {"due_on": TODAY, "days_before": 3}):
        with pytest.raises(Refused):
            services.reschedule_plan_task(plan_task=task, actor=cast.office, **wrong)
    with pytest.raises(NotYourRole):
        services.reschedule_plan_task(plan_task=task, due_on=TODAY, actor=cast.unit)


def test_tasks_before_the_conference_are_dated_and_moved_with_it(cast):
    conference = a_conference(cast=cast)
    task = PlanTask.objects.filter(plan=conference.plan, unit=cast.units.office).first()
    services.reschedule_plan_task(plan_task=task, days_before=3, actor=cast.office)
    assert deadline_of(task) is None
    dialogue.schedule_conference(conference=conference, held_on=date(2027, 3, 18), actor=cast.office)
    task.refresh_from_db()
    assert task.due_on == deadline_of(task).due_on == date(2027, 3, 15)
    dialogue.reschedule_conference(
        conference=conference, held_on=date(2027, 3, 25), reason="Trùng lịch.", actor=cast.office
    )
    task.refresh_from_db()
    assert task.due_on == deadline_of(task).due_on == date(2027, 3, 22)


def test_units_find_their_tasks_in_their_work(cast):
    task = a_task_of_economy(cast, due_on=date(2026, 3, 6))
    items = queries.work_items(cast.unit)
    assert [item.sentence for item in items] == [
        "Xác nhận đã nhận 1 nhiệm vụ của kế hoạch đối thoại năm 2026",
        "Hoàn thành: Chuẩn bị số liệu đất đai.",
    ]
    assert (items[1].tone, items[1].due_on) == ("late", date(2026, 3, 6))
    services.finish_plan_task(plan_task=task, result="Xong.", finished_on=TODAY, actor=cast.unit)
    assert queries.work_items(cast.unit) == []


def test_progress_by_unit_says_done_and_late(cast):
    """ND-68."""
    task = a_task_of_economy(cast, due_on=date(2026, 3, 6))
    rows = {row.name: row for row in queries.progress_by_unit(task.plan, cast.party)}
    row = rows[cast.units.economy.official_name]
    assert (row.total, row.waiting, row.done, row.late) == (1, 1, 0, 1)
    assert {row.name for row in queries.progress_by_unit(task.plan, cast.unit)} <= {
        cast.units.economy.official_name, "2 đơn vị chưa gắn trên phần mềm",
    }  # fmt: skip


# Pages


def test_the_checklist_shows_a_unit_its_own_tasks_and_monitors_all(cast, neighbours, sign_in):
    task = a_task_of_economy(cast, due_on=date(2026, 3, 6))
    url = f"/ke-hoach/{task.plan_id}/nhiem-vu/"
    mine = sign_in(cast.unit).get(url).content.decode()
    assert "Chuẩn bị số liệu đất đai" in mine and "Nhận cả 1 nhiệm vụ" in mine and "Công an xã" not in mine
    everything = sign_in(cast.party).get(url).content.decode()
    assert "Tiến độ theo đơn vị" in everything and "Công an xã" in everything and "None" not in everything
    assert sign_in(neighbours.office).get(url).status_code == 404
    late = sign_in(cast.office).get(f"{url}?state=late").content.decode()
    assert "Quá hạn" in late and "Chuẩn bị số liệu" in late
    assert "Chuẩn bị số liệu" in sign_in(cast.unit).get("/ke-hoach/nhiem-vu/").content.decode()


def test_plan_task_pages_carry_a_task_to_its_end(cast, neighbours, sign_in):
    task = a_task_of_economy(cast)
    page = f"/ke-hoach/nhiem-vu/{task.pk}/"
    for person, status in (
        (neighbours.unit, 404),
        (cast.other_unit, 404),
        (cast.unit, 200),
        (cast.front, 200),
    ):
        assert sign_in(person).get(page).status_code == status
    assert sign_in(cast.front).post(f"{page}nhan/").status_code == 403
    client = sign_in(cast.unit)
    assert client.get(f"{page}nhan/").status_code == 405
    assert client.post(f"{page}nhan/").status_code == 302
    assert client.post(f"{page}nhan/").status_code == 409
    refused = client.post(f"{page}xong/", {"finished_on": TODAY.strftime("%d/%m/%Y")})
    assert "kết quả hoặc gửi kèm tệp" in refused.content.decode()
    proof = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n....")
    done = {"result": "Đã gửi Văn phòng.", "finished_on": TODAY.strftime("%d/%m/%Y"), "file": proof}
    assert client.post(f"{page}xong/", done).status_code == 302
    shown = client.get(page).content.decode()
    assert "Đã gửi Văn phòng." in shown and "anh.png" in shown
    file = Attachment.objects.about(task).get()
    assert client.get(f"/tep/{file.pk}/").status_code == 200
    office = sign_in(cast.office)
    assert office.post(f"{page}mo-lai/", {"reason": "Thiếu chữ ký."}).status_code == 302
    assert office.post(f"{page}dat-han/", {"due_on": "20/12/2027"}).status_code == 302
    task.refresh_from_db()
    assert task.due_on == date(2027, 12, 20)


def test_a_task_is_added_to_an_issued_plan_only(cast, sign_in):
    plan = an_issued_plan(cast=cast)
    url = f"/ke-hoach/{plan.pk}/nhiem-vu/bo-sung/"
    assert sign_in(cast.unit).get(url).status_code == 403
    client = sign_in(cast.office)
    values = {"text": "Rà soát loa.", "unit": cast.units.culture.pk, "mode": "assign", "stage": "prepare"}
    assert client.post(url, values).status_code == 302
    assert plan.tasks.get(is_added=True).unit_name == cast.units.culture.official_name
    assert Notice.objects.filter(recipient=cast.other_unit, title__contains="Rà soát loa").count() == 1
    draft = a_plan(cast=cast, plan=DATA["plan"] | {"year": 2027})
    assert client.get(f"/ke-hoach/{draft.pk}/nhiem-vu/bo-sung/").status_code == 409


def test_the_checklist_costs_the_same_with_many(cast, sign_in, django_assert_max_num_queries):
    task = a_task_of_economy(cast)
    client = sign_in(cast.office)
    PlanTask.objects.bulk_create(
        PlanTask(
            plan=task.plan,
            unit=cast.units.culture,
            unit_name="Phòng",
            stage="plan",
            text=f"Việc {n}",
            order=n,
        )
        for n in range(100)
    )
    for url in (f"/ke-hoach/{task.plan_id}/nhiem-vu/", "/ke-hoach/nhiem-vu/"):
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_who_only_administers_is_not_asked_to_do_a_bodys_tasks(cast, sign_in):
    plan = an_issued_plan(cast=cast)
    assert cast.admin.unit_ids == cast.office.unit_ids
    assert task_work(cast.office) != [] and task_work(cast.admin) == []
    assert (
        "Nhận cả" not in sign_in(cast.admin).get(reverse("plan_task_list", args=[plan.pk])).content.decode()
    )
