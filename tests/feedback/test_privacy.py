"""Who opened personal data; forgetting people after the commune's own time, on a list that was seen first."""

from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.log import record
from core.models import Attachment, AuditEntry
from core.providers import work_items_of
from core.uploads import attach
from documents.models import PaperVersion
from documents.services import keep_version
from documents.states import VersionStep
from feedback import queries, services, tasks
from feedback.models import (
    Anonymising,
    Answer,
    ImportRow,
    Petition,
    Petitioner,
    PetitionImport,
    PetitionSetting,
)
from feedback.queries.retention import months_before
from feedback.services import privacy
from tests.factories.crowd import a_crowd
from tests.factories.feedback import TODAY, a_petition, an_accepted_assignment, an_answered_petition

TEXT = "Bà Nguyễn Thị Hoa, số 0912 345 678, đề nghị xã nạo vét mương ở xóm Đình."
LATER = "2028-06-01 03:00:00+00:00"


def settled(cast, **more):
    return an_answered_petition(cast=cast, content=TEXT, **more)


def keep(cast, months=24):
    PetitionSetting.objects.update_or_create(commune=cast.commune, defaults={"retention_months": months})


@pytest.fixture
def later():
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock


# --- who opened what --------------------------------------------------------------------------------------------


def test_the_page_lists_who_opened_what(cast, sign_in, neighbours):
    petition = a_petition(cast=cast)
    services.read_contacts(petition=petition, actor=cast.office)
    services.read_contacts(petition=petition, actor=cast.front)
    services.start_list_export(query="", has_contacts=True, actor=cast.clerk)
    client, url = sign_in(cast.chair), reverse("personal_data")
    page = client.get(url)
    text = page.content.decode()
    assert page.context["page"].paginator.count == 3
    assert (
        "đã xem số điện thoại và địa chỉ" in text and "đã xuất bảng tính 1 kiến nghị, có điện thoại" in text
    )
    assert {key: count for key, _, count, _ in page.context["summary"]} == {
        cast.office.pk: 1, cast.front.pk: 1, cast.clerk.pk: 1,
    }  # fmt: skip

    def count(**query):
        return client.get(url, query).context["page"].paginator.count

    assert count(user=cast.front.pk) == 1 and count(user=cast.unit.pk) == 0
    assert count(petition=petition.pk) == 2 and count(petition=petition.pk + 1) == 0
    assert count(from_on="22/4/2026", to_on="22/4/2026") == 3 and count(from_on="23/4/2026") == 0
    for query in ({"user": "x"}, {"user": "999999"}, {"petition": "1 OR 1"}, {"petition": "9" * 40}, {"from_on": "40/1/2026"}):  # fmt: skip
        assert count(**query) == 3, query
    assert (
        f"?petition={petition.pk}"
        in client.get(reverse("petition_detail", args=[petition.pk])).content.decode()
    )
    assert sign_in(neighbours.office).get(url).context["page"].paginator.count == 0
    admin = sign_in(cast.admin).get(url).content.decode()
    assert petition.code in admin and reverse("petition_detail", args=[petition.pk]) not in admin
    for who in ("unit", "front", "party", "province"):
        assert sign_in(getattr(cast, who)).get(url).status_code == 403


def test_the_page_costs_the_same_with_one_and_with_many(cast, sign_in, client):
    petition = a_petition(cast=cast)
    services.read_contacts(petition=petition, actor=cast.office)
    sign_in(cast.office)
    seen = []
    for _ in range(2):
        client.get(reverse("personal_data"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("personal_data"))
        seen.append(len(captured))
        for _ in range(30):
            services.read_contacts(petition=petition, actor=cast.clerk)
    assert seen[0] == seen[1] <= 10, seen


# --- forgetting -------------------------------------------------------------------------------------------------


def test_months_are_counted_backwards():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert months_before(date(2026, 1, 15), 24) == date(2024, 1, 15)
    assert months_before(date(2026, 12, 31), 6) == date(2026, 6, 30)


def test_only_what_is_settled_untouched_and_free_is_on_the_list(cast, later):
    with time_machine.travel("2026-04-22 03:00:00+00:00", tick=False):
        done = settled(cast)
        touched, promised, running = settled(cast), settled(cast), an_accepted_assignment(cast=cast).petition
        merged_here, merged_there = a_petition(cast=cast), a_petition(cast=cast)
        Petition.objects.filter(pk=merged_here.pk).update(state="merged", merged_into=done)
        Petition.objects.filter(pk=merged_there.pk).update(state="merged", merged_into=running)
        fresh = a_petition(cast=cast)
    with time_machine.travel("2027-12-01 03:00:00+00:00", tick=False):
        services.attach_to_petition(
            petition=touched, files=[SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%x\n")], actor=cast.office
        )
        services.read_contacts(petition=done, actor=cast.office)  # reading is no act
    keep(cast)
    day = queries.retention_day(cast.commune)
    assert day == date(2026, 6, 1)
    listed = set(queries.to_anonymise(cast.commune, day).values_list("pk", flat=True))
    assert listed == {done.pk, promised.pk, merged_here.pk}
    assert not {touched.pk, running.pk, merged_there.pk, fresh.pk} & listed
    assert not queries.to_anonymise(cast.commune, date(2026, 4, 22)).exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "conclusions.queries.petitions_in_use",
            lambda: Petition.objects.filter(pk=promised.pk).values("pk"),
        )
        assert promised.pk not in set(queries.to_anonymise(cast.commune, day).values_list("pk", flat=True))


def test_people_are_taken_out_for_good_and_the_matter_stays(cast, sign_in, later):
    with time_machine.travel("2026-04-22 03:00:00+00:00", tick=False):
        petition = settled(cast)
        services.read_contacts(petition=petition, actor=cast.office)
        Answer.objects.update(content="Trả lời bà Nguyễn Thị Hoa: mương đã được nạo vét.")
        answer, task = petition.answers.get(), petition.assignments.get()
        keep_version(
            subject=answer, html="<p>Trả lời bà Nguyễn Thị Hoa: xong.</p>", step=VersionStep.RETURNED,
            actor=cast.office, note="Thêm số 0912 345 678.",
        )  # fmt: skip
        record(
            actor=cast.unit,
            action="assignment.refuse",
            subject=task,
            sentence="đã từ chối",
            note="Bà Hoa ở thôn khác.",
        )
        Petition.objects.update(public_content="[giấu tên] đề nghị", original_content=TEXT)
        file = SimpleUploadedFile("don.pdf", b"%PDF-1.4\n%x\n")
        services.attach_to_petition(petition=petition, files=[file], actor=cast.office)
        source = PetitionImport.objects.create(
            commune=cast.commune, conference=petition.conference, started_by=cast.office, file_name="a.xlsx",
            file=ContentFile(b"x", name="a.xlsx"),
        )  # fmt: skip
        rows = [
            ImportRow.objects.create(petition_import=source, number=n, cells={"ten": "Bà Hoa"}, values={"x": 1}, verdict="good")
            for n in (2, 3)
        ]  # fmt: skip
        Petition.objects.filter(pk=petition.pk).update(import_row=rows[0])
    keep(cast)
    before = AuditEntry.objects.about(petition).count()
    client, url = sign_in(cast.office), reverse("petition_anonymise")
    assert "đến hạn ẩn danh" in " ".join(item.sentence for item in work_items_of(cast.office))
    page = client.get(url)
    assert page.context["preview"] == {
        "count": 1,
        "people": 1,
        "contacts": 1,
        "import_rows": 1,
        "attachments": 1,
    }
    assert petition.code in page.content.decode()
    wanted = {"seen": 1, "before_on": "1/6/2026"}
    assert "Hãy đánh dấu vào ô này" in client.post(url, wanted).content.decode()
    changed = client.post(url, wanted | {"seen": 2, "sure": "on"}).content.decode()
    assert "Danh sách vừa thay đổi" in changed and not Anonymising.objects.exists()
    assert client.post(url, wanted | {"sure": "on"}).status_code == 302
    petition.refresh_from_db()
    assert petition.anonymised_on == date(2028, 6, 1) and petition.raised_by == privacy.NOBODY
    person = petition.petitioners.get()
    assert (person.name, person.phone, person.address, person.email) == (privacy.NOBODY, "", "", "")
    assert person.hamlet == "Thôn Đông"
    answer = Answer.objects.get(petition=petition)
    words = f"{petition.content} {petition.original_content} {petition.search_text} {answer.content}"
    for gone in ("Hoa", "thi hoa", "0912", "345 678"):
        assert gone not in words, gone
    assert (
        "nạo vét mương" in petition.content
        and "nạo vét" in answer.content
        and "nao vet" in petition.search_text
    )
    assert petition.public_content == "[giấu tên] đề nghị"
    assert not any(row.cells or row.values for row in ImportRow.objects.all())
    assert not PetitionImport.objects.get().file
    entries = AuditEntry.objects.about(petition)
    assert entries.count() == before and not any(entry.changes or entry.note for entry in entries)
    assert not any("don.pdf" in entry.sentence for entry in entries), "files are named after people"
    assert not any(entry.note for entry in AuditEntry.objects.about(task))
    versions = [f"{one.text} {one.note}" for one in PaperVersion.objects.about(answer)]
    assert any("xong" in one for one in versions) and not any(
        "Hoa" in one or "345 678" in one for one in versions
    )
    assert AuditEntry.objects.get(action="petition.anonymise").actor == cast.office
    assert Anonymising.objects.get().count == 1
    assert (
        "Đã ẩn danh ngày 01/06/2028"
        in client.get(reverse("petition_detail", args=[petition.pk])).content.decode()
    )
    page = client.get(url).content.decode()
    assert "Không có kiến nghị nào đến hạn" in page and "don.pdf" in page
    assert not any("ẩn danh" in item.sentence for item in work_items_of(cast.office))


def test_the_answer_to_the_main_petition_loses_the_people_of_the_merged_one(cast, later):
    with time_machine.travel("2026-04-22 03:00:00+00:00", tick=False):
        main = settled(cast)
        tam = [{"name": "Ông Lê Văn Tám", "hamlet": "Thôn Đông"}]
        other = a_petition(cast=cast, content="Mương xóm Đình tắc.", petitioners=tam)
        services.merge_petition(petition=other, into=main, actor=cast.office)
        Answer.objects.update(content="Trả lời bà Nguyễn Thị Hoa và ông Lê Văn Tám: đã nạo vét.")
    keep(cast)
    services.anonymise_petitions(commune=cast.commune, before_on=date(2026, 6, 1), seen=2, actor=cast.office)
    assert Answer.objects.get().content == "Trả lời [giấu tên] và [giấu tên]: đã nạo vét."


def test_files_are_deleted_by_a_person_one_by_one(cast, sign_in, neighbours):
    petition = settled(cast)
    rows = [
        attach(subject=petition, file=SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4\n%x\n"), actor=cast.office, commune=cast.commune)
        for n in range(2)
    ]  # fmt: skip
    url = reverse("petition_delete_files")
    client = sign_in(cast.office)
    assert client.get(url).status_code == 405
    client.post(url, {"keys": [rows[0].pk]})
    assert Attachment.objects.count() == 2  # not anonymised: not offered
    Petition.objects.filter(pk=petition.pk).update(anonymised_on=TODAY)
    sign_in(neighbours.office).post(url, {"keys": [rows[0].pk]})
    assert sign_in(cast.chair).post(url, {"keys": [rows[0].pk]}).status_code == 403
    assert Attachment.objects.count() == 2
    sign_in(cast.office).post(url, {"keys": [rows[0].pk, "x", ""]})
    assert Attachment.objects.count() == 2
    client.post(url, {"keys": [rows[0].pk]})
    assert list(Attachment.objects.all()) == [rows[1]]
    assert AuditEntry.objects.latest("pk").sentence == "đã xoá một tệp đính kèm sau khi ẩn danh"


def test_many_are_done_by_the_worker_slice_by_slice(cast, later, monkeypatch):
    a_crowd(cast=cast, count=120, last_on=TODAY, years=2, conferences=1)
    keep(cast)
    day = queries.retention_day(cast.commune)
    due = queries.to_anonymise(cast.commune, day).count()
    assert due > 60
    monkeypatch.setattr(privacy, "CHUNK", 25)
    queued = []
    monkeypatch.setattr(privacy, "async_task", lambda name, pk: queued.append(pk))
    monkeypatch.setattr(tasks, "async_task", lambda name, pk: queued.append(pk))
    monkeypatch.setattr(privacy.transaction, "on_commit", lambda work: work())
    run = services.anonymise_petitions(commune=cast.commune, before_on=day, seen=due, actor=cast.office)
    assert queued == [run.pk] and not Petition.objects.exclude(anonymised_on=None).exists()
    turns = 0
    while queued:
        tasks.run_anonymising(queued.pop())
        turns += 1
    assert turns >= due // 25
    assert Anonymising.objects.get().count == due == Petition.objects.exclude(anonymised_on=None).count()
    gone = Petitioner.objects.exclude(petition__anonymised_on=None)
    assert not gone.exclude(name=privacy.NOBODY, phone="", address="").exists()
    left = Petitioner.objects.filter(petition__anonymised_on=None)
    assert left.exists() and not left.filter(name=privacy.NOBODY).exists()


def test_who_may_see_the_list_and_who_may_run_it(cast, sign_in, neighbours, later):
    with time_machine.travel("2026-04-22 03:00:00+00:00", tick=False):
        settled(cast)
    url = reverse("petition_anonymise")
    page = sign_in(cast.office).get(url).content.decode()
    assert "Xã chưa quy định giữ" in page
    posted = {"seen": 1, "before_on": "1/6/2026", "sure": "on"}
    sign_in(cast.office).post(url, posted)  # without a time of the commune's nothing is due
    assert not Petition.objects.exclude(anonymised_on=None).exists()
    keep(cast)
    sign_in(cast.office).post(
        url, posted | {"before_on": "1/1/2030"}
    )  # a later day than the commune's is cut back
    assert Anonymising.objects.get().before_on == date(2026, 6, 1)
    assert sign_in(cast.chair).get(url).status_code == 200
    assert sign_in(cast.chair).post(url, posted).status_code == 403
    for who in ("unit", "front", "party", "admin", "province"):
        assert sign_in(getattr(cast, who)).get(url).status_code == 403
    keep(neighbours)
    assert sign_in(neighbours.office).get(url).context["preview"]["count"] == 0
