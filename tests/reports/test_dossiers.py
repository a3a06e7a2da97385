"""One dossier for each conference: what must lie in it, sealing, the package that anybody may check, opening again."""

import hashlib
import io
import json
import subprocess
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conclusions.models import Commitment
from core.models import Attachment, AuditEntry, TaskAttempt
from core.refusals import NotYourRole, Refused
from core.uploads import attach
from dialogue.documents.files import begin_dossier
from dialogue.models import BallotAnswer, Conference, SatisfactionBallot, Survey, SurveyQuestion
from dialogue.states import BallotChannel, Level, SurveyState
from documents.models import PaperSignature
from feedback.models import Petition
from reports import services
from reports.archive import entries_of, write_package
from reports.archive.completeness import missing_from, requirements_of
from reports.models import Dossier, DossierSeal, RetentionGroup
from reports.queries import petitions_under_seal, work_items
from reports.services.retention import end_of_keeping
from reports.states import DossierState
from reports.tasks import build_package
from tests.factories.conclusions import a_petition
from tests.factories.dialogue import a_conference, on_the
from tests.factories.dossiers import (
    REASON,
    SEALED_ON,
    a_dossier,
    a_followed_conference,
    a_sealed_dossier,
    seal,
    waive_all,
    with_files,
)
from tests.factories.imports import upload

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def unpacked(dossier, folder):
    with dossier.last_seal.file.open("rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        archive.extractall(folder)
    (inner,) = folder.iterdir()
    return inner


def sums_hold(folder):
    """What a stranger's own tool says."""
    run = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    return run.returncode == 0, run.stdout + run.stderr


def test_a_dossier_is_made_with_its_conference_and_only_once(cast):
    """LP-62: mỗi hội nghị lập 01 bộ hồ sơ."""
    conference = a_conference(cast=cast)
    dossier = Dossier.objects.get(conference=conference)
    assert services.open_dossier(conference=conference) == dossier and Dossier.objects.count() == 1
    assert dossier.group.is_default and dossier.group.years is None


def test_an_older_conference_gets_its_dossier_at_first_sight(cast, sign_in):
    """LP-62."""
    conference = a_conference(cast=cast)
    Dossier.objects.all().delete()
    answer = sign_in(cast.office).get(reverse("conference_dossier", args=[conference.pk]), follow=True)
    assert answer.status_code == 200 and Dossier.objects.filter(conference=conference).count() == 1


def test_what_is_missing_is_listed_with_its_source_and_a_link(cast):
    """LP-62, LP-63, QN-36, QN-37, QN-38: opinions, content, conclusion, each by the row that asks for it."""
    dossier = Dossier.objects.get(conference=a_conference(cast=cast))
    rows = {row.key: row for row in requirements_of(dossier)}
    assert rows["opinions"].source == "QN-36" and rows["minutes"].source == "QN-37"
    assert rows["conclusion"].source == "QN-38" and not rows["conclusion"].is_waivable
    assert {"closed", "opinions", "minutes", "conclusion"} <= {row.key for row in missing_from(dossier)}
    assert all(row.url for row in rows.values())


def test_seal_dossier_only_when_complete(cast):
    """LP-99: closed only when complete; the refusal names what is missing."""
    dossier = services.open_dossier(conference=a_followed_conference(cast=cast))
    with pytest.raises(Refused, match="còn thiếu"):
        services.seal_dossier(dossier=dossier, actor=cast.office)
    with_files(dossier.conference)
    waive_all(cast=cast, dossier=dossier)
    services.seal_dossier(dossier=dossier, actor=cast.office)
    assert dossier.state == DossierState.SEALING
    assert Conference.objects.get(pk=dossier.conference_id).sealed_at is not None


def test_a_reason_never_stands_for_minutes_or_conclusion(cast):
    """QN-37, QN-38: the regulation names them; other things may be missing with a reason."""
    dossier = Dossier.objects.get(conference=a_conference(cast=cast))
    for key in ("closed", "minutes", "conclusion", "không có"):
        with pytest.raises(Refused, match="bắt buộc"):
            services.waive_dossier(dossier=dossier, key=key, reason=REASON, actor=cast.office)
    services.waive_dossier(dossier=dossier, key="opinions", reason=REASON, actor=cast.office)
    row = next(row for row in requirements_of(dossier) if row.key == "opinions")
    assert not row.is_missing and row.waiver.reason == REASON and row.word == "Thiếu, có lý do"
    services.unwaive_dossier(dossier=dossier, key="opinions", actor=cast.office)
    assert next(row for row in requirements_of(dossier) if row.key == "opinions").is_missing
    with pytest.raises(NotYourRole):
        services.waive_dossier(dossier=dossier, key="opinions", reason=REASON, actor=cast.chair)


def test_the_sealed_package_verifies_with_sha256sum_and_a_tampered_one_does_not(cast, tmp_path):
    """LP-99: an outside tool checks every file; one changed byte is told by name."""
    dossier = a_sealed_dossier(cast=cast)
    assert dossier.state == DossierState.SEALED
    folder = unpacked(dossier, tmp_path)
    is_whole, words = sums_hold(folder)
    assert is_whole, words
    names = [path.name for path in folder.rglob("*") if path.is_file()]
    assert len(names) == words.count(": OK") + 1, "every file but the list itself is listed"
    victim = next(folder.rglob("*bien-ban*.pdf"))
    victim.write_bytes(victim.read_bytes() + b" ")
    is_whole, words = sums_hold(folder)
    assert not is_whole and f"{victim.name}: FAILED" in words


def test_the_package_holds_every_part_in_order_with_plain_names(cast, tmp_path):
    """LP-62, LP-64, QN-36 to QN-38: papers, opinions by theme, minutes, conclusion, ledger, follow-up, log."""
    folder = unpacked(a_sealed_dossier(cast=cast), tmp_path)
    paths = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert all(path.isascii() and " " not in path for path in paths)
    parts = {path.split("/")[0][:2] for path in paths if "/" in path}
    assert parts == {"01", "02", "03", "04", "05", "07"}
    for words in ("ke-hoach", "giay-moi", "bang-tong-hop-y-kien", "bien-ban", "thong-bao-ket-luan", "so-gui-thong-bao-ket-luan",
                  "bang-theo-doi-cam-ket", "cam-ket-1", "nhat-ky-hoi-truong", "nhat-ky-thao-tac", "cac-thoi-han"):  # fmt: skip
        assert any(words in path for path in paths), words
    manifest = json.loads((folder / "manifest.json").read_text())
    numbers = [int(row["path"].split("/")[1][:3]) for row in manifest["files"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {row["label"] for row in manifest["missing"]} and all(
        row["reason"] == REASON for row in manifest["missing"]
    )
    for petition in Petition.objects.all():
        page = next(folder.rglob(f"*{petition.code.lower()}*.html")).read_text()
        assert petition.content.split(".")[0] in page
    for name in ("DOC-TRUOC.txt", "MUC-LUC.html", "xem.css"):
        assert (folder / name).stat().st_size > 100
    assert "sha256sum -c SHA256SUMS" in (folder / "DOC-TRUOC.txt").read_text("utf-8-sig")


def test_proofs_attached_anywhere_are_in_the_package(cast, tmp_path):
    """Files of the conference itself, of a petition and of a unit's report; a neighbour's never."""
    dossier = a_dossier(cast=cast)
    conference = dossier.conference
    commitment = Commitment.objects.get(conference=conference)
    with on_the(SEALED_ON):
        report = commitment.reports.model.objects.create(
            commune=cast.commune,
            commitment=commitment,
            text="Đang làm",
            reported_on=SEALED_ON,
            written_by=cast.unit,
        )
    for subject, name in (
        (conference, "anh-hoi-truong.png"),
        (Petition.objects.first(), "don.png"),
        (report, "nghiem-thu.png"),
    ):
        attach(subject=subject, file=upload(PNG, name), actor=cast.office, commune=cast.commune)
    attach(subject=cast.commune, file=upload(PNG, "viec-khac.png"), actor=cast.office, commune=cast.commune)
    folder = unpacked(seal(cast=cast, dossier=dossier), tmp_path)
    assert (
        len([path for path in folder.rglob("*.png") if path.read_bytes() == PNG])
        == Attachment.objects.count() - 1
    )
    assert any(path.parent.name.startswith("05-") for path in folder.rglob("*nghiem-thu*"))


def test_the_survey_gives_figures_and_never_a_ballot(cast):
    """QN-43: counts of each level only; what somebody wrote or ticked is in no file."""
    conference = a_followed_conference(cast=cast)
    survey = Survey.objects.create(commune=cast.commune, conference=conference, state=SurveyState.CLOSED)
    question = SurveyQuestion.objects.create(survey=survey, order=1, text="Nội dung trả lời có rõ không?")
    for level in (Level.VERY, Level.VERY, Level.SATISFIED):
        ballot = SatisfactionBallot.objects.create(
            survey=survey, channel=BallotChannel.PAPER, remark="Lời viết riêng"
        )
        BallotAnswer.objects.create(ballot=ballot, question=question, level=level)
    conference = Conference.objects.get(pk=conference.pk)
    entries = entries_of(conference)
    sheet = next(row for row in entries if row.title == "Kết quả lấy phiếu hài lòng (bảng tính)")
    assert "Nội dung trả lời có rõ không?,2,1,0" in sheet.read().decode("utf-8-sig")
    texts = [row.read().decode("utf-8-sig") for row in entries if row.ending in ("html", "csv")]
    assert len(texts) > 20 and not any("Lời viết riêng" in text for text in texts)


def test_sealing_twice_gives_one_package_and_the_same_bytes(cast):
    dossier = a_dossier(cast=cast)
    with on_the(SEALED_ON):
        services.seal_dossier(dossier=dossier, actor=cast.office)
        build_package(dossier.pk)
        build_package(dossier.pk)
    assert DossierSeal.objects.count() == 1
    (first,) = DossierSeal.objects.all()
    content = first.file.open("rb").read()
    assert first.size == len(content)


def test_complete_dossier_keeps_one_package_however_often_it_is_packed(cast):
    """Two workers at once: the slower one's file goes again."""
    dossier = a_dossier(cast=cast)
    with on_the(SEALED_ON):
        services.seal_dossier(dossier=dossier, actor=cast.office)
        slow = Dossier.objects.get(pk=dossier.pk)
        build_package(dossier.pk)
        with pytest.raises(Refused):
            services.build_package(dossier=slow)
    assert DossierSeal.objects.count() == 1 and Dossier.objects.get(pk=dossier.pk).is_sealed


def test_complete_dossier_gives_the_same_bytes_for_the_same_moment(cast):
    """Order, names and times are fixed: what a killed worker had begun is made again as it was."""
    dossier = a_dossier(cast=cast)
    with on_the(SEALED_ON):
        services.seal_dossier(dossier=dossier, actor=cast.office)
        dossier = Dossier.objects.get(pk=dossier.pk)
        files = [io.BytesIO(), io.BytesIO()]
        first, second = (write_package(file, dossier) for file in files)
    assert first.sha256 == second.sha256 and files[0].getvalue() == files[1].getvalue()


def test_fail_dossier_after_three_tries_opens_the_conference_again(cast, monkeypatch):
    """A file that cannot be read stops the sealing and says so; nothing stays locked."""
    dossier = a_dossier(cast=cast)
    with on_the(SEALED_ON):
        services.seal_dossier(dossier=dossier, actor=cast.office)
    monkeypatch.setattr("reports.services.sealing.write_package", broken)
    for _ in range(3):
        with pytest.raises(OSError):
            build_package(dossier.pk)
    build_package(dossier.pk)
    dossier.refresh_from_db()
    assert dossier.is_open and "đĩa đầy" in dossier.error and dossier.conference.sealed_at is None
    assert not DossierSeal.objects.exists()


def broken(*arguments, **more):
    raise OSError("đĩa đầy")


def test_retry_dossier_only_when_the_worker_is_lost(cast):
    dossier = a_dossier(cast=cast)
    with on_the(SEALED_ON, 9):
        services.seal_dossier(dossier=dossier, actor=cast.office)
        with pytest.raises(Refused, match="đang được đóng gói"):
            services.retry_dossier(dossier=dossier, actor=cast.office)
    TaskAttempt.objects.create(
        key=f"{services.SEAL_ATTEMPT}:{dossier.pk}-{dossier.version}", attempts=3, is_dead=True
    )
    with on_the(SEALED_ON, 10):
        services.retry_dossier(dossier=dossier, actor=cast.office)
        build_package(dossier.pk)
    assert Dossier.objects.get(pk=dossier.pk).is_sealed and DossierSeal.objects.count() == 1


def test_reopen_dossier_with_a_reason_keeps_the_package_and_is_logged(cast):
    """LP-99: opened again only by a logged act; the next sealing is another package."""
    dossier = a_sealed_dossier(cast=cast)
    for person in (cast.unit, cast.front, cast.party):
        with pytest.raises(NotYourRole):
            services.reopen_dossier(dossier=dossier, reason="x", actor=person)
    services.reopen_dossier(dossier=dossier, reason="Bổ sung ảnh nghiệm thu.", actor=cast.chair)
    assert Conference.objects.get(pk=dossier.conference_id).sealed_at is None
    assert (
        AuditEntry.objects.about(dossier)
        .filter(action="dossier.reopen", note="Bổ sung ảnh nghiệm thu.")
        .count()
        == 1
    )
    first = dossier.seals.get()
    assert first.reopen_reason == "Bổ sung ảnh nghiệm thu." and first.reopened_by == cast.chair
    with on_the(SEALED_ON, 15):
        seal(cast=cast, dossier=dossier)
    assert [row.number for row in dossier.seals.all()] == [1, 2]
    assert first.sha256 != dossier.last_seal.sha256


def test_a_package_is_never_changed_nor_deleted(cast):
    package = a_sealed_dossier(cast=cast).last_seal
    package.sha256 = "0" * 64
    for write in (package.save, package.delete):
        with pytest.raises(Refused, match="không sửa, không xoá"):
            write()


def test_retention_is_counted_from_the_end_of_the_year_of_sealing(cast):
    """Years or for good, by the office's own table; nothing is deleted by itself."""
    dossier = a_sealed_dossier(cast=cast)
    assert dossier.keep_until is None and dossier.group.period == "vĩnh viễn"
    values = {
        "name": "Hồ sơ hội nghị chuyên đề",
        "years": 10,
        "basis": "Bảng thời hạn 2026",
        "is_default": True,
    }
    group = services.save_retention_group(commune=cast.commune, values=values, actor=cast.office)
    assert RetentionGroup.objects.filter(is_default=True).get() == group
    shelf = {"code": "12/2026", "box": "Hộp 3", "group": group}
    services.edit_dossier(dossier=dossier, version=dossier.version, values=shelf, actor=cast.office)
    dossier.refresh_from_db()
    assert dossier.keep_until == date(2036, 12, 31)
    values |= {"years": 2}
    services.save_retention_group(
        commune=cast.commune, group=group, version=group.version, values=values, actor=cast.office
    )
    dossier.refresh_from_db()
    assert dossier.keep_until == date(2028, 12, 31)
    assert not Dossier.objects.ending(date(2027, 12, 30)).exists()
    assert Dossier.objects.ending(date(2028, 1, 1)).get() == dossier and DossierSeal.objects.count() == 1
    with pytest.raises(Refused, match="tên này"):
        services.save_retention_group(commune=cast.commune, values=values, actor=cast.office)


def test_sealed_after_midnight_on_new_years_day_counts_from_the_new_year(cast):
    """In UTC it is still the old year then."""
    group = RetentionGroup(commune=cast.commune, name="Mười năm", years=10)
    assert end_of_keeping(group, datetime(2026, 12, 31, 17, 30, tzinfo=UTC)) == date(2037, 12, 31)


# --- pages -------------------------------------------------------------------------------------------------------


def test_pages_of_a_dossier_from_missing_to_sealed(sign_in, cast):
    """LP-62, LP-99: the whole way through the pages."""
    dossier = services.open_dossier(conference=with_files(a_followed_conference(cast=cast)))
    page = reverse("dossier_detail", args=[dossier.pk])
    client = sign_in(cast.office)
    words = client.get(page).content.decode()
    assert "Còn thiếu" in words and "Ghi lý do thiếu" in words and "Đất đai" in words
    refused = client.post(reverse("dossier_seal", args=[dossier.pk]))
    assert refused.status_code == 409 and "còn thiếu" in refused.content.decode()
    for row in missing_from(dossier):
        client.post(reverse("dossier_waive", args=[dossier.pk, row.key]), {"reason": REASON})
    assert "Hồ sơ đã đủ" in client.get(page).content.decode()
    with on_the(SEALED_ON, 9):
        client = sign_in(cast.office)
        client.post(reverse("dossier_seal", args=[dossier.pk]))
        progress = reverse("dossier_progress", args=[dossier.pk])
        assert "Đang đóng gói hồ sơ" in client.get(page).content.decode()
        build_package(dossier.pk)
        assert "Đã niêm phong xong" in client.get(progress).content.decode()
    package, client = dossier.last_seal, sign_in(cast.office)
    words = client.get(page).content.decode()
    assert package.sha256 in words and "Không ghi thêm" in words
    assert package.sha256 in client.get(reverse("dossier_slip", args=[package.pk])).content.decode()
    reopen = reverse("dossier_reopen", args=[dossier.pk])
    assert client.get(reopen).status_code == 200
    client.post(reopen, {"reason": "Bổ sung."})
    dossier.refresh_from_db()
    assert dossier.is_open and "Mở lại" in client.get(page).content.decode()


def test_the_package_is_for_who_keeps_it_and_each_taking_is_logged(sign_in, cast, neighbours):
    dossier = a_sealed_dossier(cast=cast)
    url = reverse("dossier_package", args=[dossier.last_seal.pk])
    for person in (cast.unit, cast.front, cast.party, cast.admin):
        assert sign_in(person).get(url).status_code == 403
    assert sign_in(neighbours.office).get(url).status_code == 404
    answer = sign_in(cast.chair).get(url)
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == dossier.last_seal.sha256
    assert AuditEntry.objects.readings().about(dossier).filter(actor=cast.chair).count() == 1


def test_who_looks_on_sees_the_dossier_without_citizens_data(sign_in, cast, neighbours):
    """Front and Party board read the list of papers; petitions, guests and the log are the office's."""
    dossier = a_sealed_dossier(cast=cast)
    page = reverse("dossier_detail", args=[dossier.pk])
    for person in (cast.front, cast.party):
        words = sign_in(person).get(page).content.decode()
        assert "Kế hoạch số" in words and "Tải gói ZIP" not in words and "Bảng tổng hợp ý kiến" not in words
        for url in ("dossier_seal", "dossier_retry"):
            assert sign_in(person).post(reverse(url, args=[dossier.pk])).status_code in (403, 409)
        assert sign_in(person).get(reverse("dossier_edit", args=[dossier.pk])).status_code == 403
    for person in (cast.unit, cast.admin, cast.province):
        assert sign_in(person).get(page).status_code == 403
    for name in ("dossier_detail", "dossier_reopen", "dossier_edit", "dossier_progress"):
        assert sign_in(neighbours.office).get(reverse(name, args=[dossier.pk])).status_code == 404
    for name in ("dossier_seal", "dossier_retry"):
        assert sign_in(cast.office).get(reverse(name, args=[dossier.pk])).status_code == 405


def test_retention_pages(sign_in, cast, neighbours):
    client = sign_in(cast.office)
    assert "vĩnh viễn" in client.get(reverse("retention_list")).content.decode().lower()
    client.post(reverse("retention_add"), {"name": "Hồ sơ sơ kết", "years": "10", "basis": "Bảng 2026"})
    group = RetentionGroup.objects.get(name="Hồ sơ sơ kết")
    edit = reverse("retention_edit", args=[group.pk])
    wrong = client.post(edit, {"name": "Hồ sơ sơ kết", "years": "99", "version": group.version})
    assert "70" in wrong.content.decode()
    client.post(edit, {"name": "Hồ sơ sơ kết", "years": "", "version": group.version})
    group.refresh_from_db()
    assert group.years is None
    assert sign_in(neighbours.office).get(edit).status_code == 404
    assert sign_in(cast.front).get(edit).status_code == 403


def test_the_list_costs_the_same_with_one_dossier_and_with_many(sign_in, cast, django_assert_max_num_queries):
    conference = a_conference(cast=cast)
    client, page = sign_in(cast.office), reverse("dossier_list")
    with django_assert_max_num_queries(10):
        client.get(page)
    for number in range(8):
        a_conference(cast=cast, plan=conference.plan, title=f"Hội nghị {number}")
    with django_assert_max_num_queries(10):
        words = client.get(page).content.decode()
    assert "Hội nghị 7" in words
    assert client.get(page, {"ending": "on"}).content.decode().count("Hội nghị 7") == 0


def test_the_page_costs_the_same_with_few_and_many_petitions(sign_in, cast):
    """What lies in the dossier is named by queries that do not grow with it."""
    dossier = services.open_dossier(conference=a_followed_conference(cast=cast))
    client, page = sign_in(cast.office), reverse("dossier_detail", args=[dossier.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(12):
        a_petition(cast=cast, conference=dossier.conference, content=f"Đề nghị số {number}.")
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) <= len(few) + 1 and len(few) < 95


def test_the_cover_of_the_paper_dossier_knows_number_shelf_and_period(cast):
    """C-39: what the archive has is printed on the cover."""
    dossier = Dossier.objects.get(conference=a_conference(cast=cast))
    shelf = {"code": "12/2026", "box": "Hộp 3", "group": dossier.group}
    services.edit_dossier(dossier=dossier, version=dossier.version, values=shelf, actor=cast.office)
    values = begin_dossier(dossier.conference).values
    assert (values["code"], values["box"], values["kept"]) == ("12/2026", "Hộp 3", "Vĩnh viễn")


def test_names_in_a_sealed_dossier_are_not_taken_out_behind_the_seal(cast):
    """The run that anonymises old petitions leaves a sealed conference as it is; opened again it is found."""
    dossier = a_sealed_dossier(cast=cast)
    sealed = set(petitions_under_seal().values_list("pk", flat=True))
    assert sealed == set(Petition.objects.values_list("pk", flat=True))
    services.reopen_dossier(dossier=dossier, reason="Bổ sung.", actor=cast.office)
    assert not petitions_under_seal().exists()


def test_a_dossier_whose_work_is_done_waits_on_the_offices_desk(cast):
    """LP-99: nothing is forgotten open; while a promise runs nobody is asked."""
    conference = a_followed_conference(cast=cast)
    assert work_items(cast.office) == []
    Commitment.objects.filter(conference=conference).update(state="confirmed")
    (item,) = work_items(cast.office)
    assert conference.title in item.sentence and work_items(cast.front) == []


def test_signed_files_and_scans_lie_beside_the_frozen_paper(cast):
    """The frozen PDF, its newest digital file, each scan: all three are kept (C-26)."""
    conference = with_files(a_followed_conference(cast=cast))
    paper = conference.conclusion_notices.get().paper
    for order, (kind, content_type) in enumerate(
        [("person", "application/pdf"), ("seal", "application/pdf"), ("scan", "image/jpeg")], start=1
    ):
        PaperSignature.objects.create(
            commune=cast.commune, paper=paper, order=order, kind=kind, content_type=content_type, size=3,
            file=ContentFile(kind.encode(), name=f"{kind}.bin"), sha256="a" * 64, paper_sha256="b" * 64, signed_by=cast.chair,
        )  # fmt: skip
    files = [row for row in entries_of(conference) if row.title.startswith("Thông báo kết luận")]
    assert [row.read() for row in files[1:]] == [b"seal", b"scan"] and files[0].read().startswith(b"%PDF")
    assert [row.ending for row in files] == ["pdf", "pdf", "jpeg"] and "ký tay" in files[2].title
