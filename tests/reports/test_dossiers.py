"""One dossier for each conference: what must lie in it, sealing, the package that anybody may check, opening again."""

import io
import json
import subprocess
import zipfile

import pytest
from django.urls import reverse

from conclusions.models import Commitment
from core.models import Attachment
from core.refusals import NotYourRole, Refused
from core.uploads import attach
from dialogue.models import Conference
from feedback.models import Petition
from reports import services
from reports.archive import entries_of
from reports.models import Dossier, DossierSeal
from reports.queries.completeness import missing_from, requirements_of
from reports.states import DossierState
from reports.tasks import build_package
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
    """QN-43: nothing of a single ballot, nor who voted, goes into the dossier."""
    titles = " ".join(entry.title for entry in entries_of(a_followed_conference(cast=cast)))
    assert "hài lòng" not in titles.lower(), "no survey, no result"


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
