"""Sealing a dossier: the conference is closed for every write, the worker packs it, the package stays for good."""

from functools import partial

from django.core.files.base import File
from django.core.files.temp import NamedTemporaryFile
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from core.attempts import dead_letters, revive
from core.log import record_reading
from core.refusals import Refused
from core.workflow import move
from dialogue.models import Conference
from dialogue.services.hall_log import held
from reports import rules
from reports.archive import log_size, package_name, write_package
from reports.models import Dossier, DossierSeal
from reports.services.retention import end_of_keeping

SEAL_TASK = "reports.tasks.build_package"
SEAL_ATTEMPT = "build_package"


class ChangedMeanwhile(RuntimeError):
    """Something was written to the conference while it was packed: it is packed once more."""


@transaction.atomic
def seal_dossier(*, dossier, actor):
    """From now on nothing of the conference is written; the worker makes the package (LP-99)."""
    held(dossier.conference)
    rules.check_can_seal_dossier(actor, dossier)
    now = timezone.now()
    move(dossier, "seal", actor=actor, sealed_by=actor, total=0, done=0, error="", touched_at=now)
    Conference.objects.filter(pk=dossier.conference_id).update(sealed_at=now)
    transaction.on_commit(partial(async_task, SEAL_TASK, dossier.pk))
    return dossier


@transaction.atomic
def retry_dossier(*, dossier, actor):
    """Pack again what stands still: its worker died, or the task was lost."""
    rules.check_can_retry_dossier(actor, dossier)
    for letter in dead_letters().filter(key__startswith=f"{SEAL_ATTEMPT}:{dossier.pk}-"):
        revive(letter)
    move(dossier, "retry", actor=actor, done=0, touched_at=timezone.now())
    transaction.on_commit(partial(async_task, SEAL_TASK, dossier.pk))
    return dossier


def build_package(*, dossier):
    """The worker's part: every file into one ZIP, its sums, the seal. Killed or run twice, there is one result."""
    dossier.conference.refresh_from_db()
    before = log_size(dossier.conference)
    with NamedTemporaryFile() as file:
        package = write_package(file, dossier, on_progress=partial(_count, dossier))
        if log_size(dossier.conference) != before:
            raise ChangedMeanwhile("Có người ghi vào hội nghị trong lúc đóng gói.")
        return complete_dossier(dossier=dossier, package=package, file=file)


def _count(dossier, done, total):
    Dossier.objects.filter(pk=dossier.pk).update(done=done, total=total, touched_at=timezone.now())


@transaction.atomic
def complete_dossier(*, dossier, package, file, actor=None):
    """Keep the package and its sum; where another worker was faster, this one's file goes again."""
    number = dossier.seals.count() + 1
    sealed_at = dossier.conference.sealed_at
    file.seek(0)
    seal = DossierSeal(
        commune=dossier.commune, dossier=dossier, number=number, file_name=package_name(dossier, number),
        sha256=package.sha256, size=package.size, manifest=package.manifest, sealed_at=sealed_at,
        sealed_by=dossier.sealed_by,
    )  # fmt: skip
    seal.file.save(seal.file_name, File(file), save=False)
    try:
        keep_until = end_of_keeping(dossier.group, sealed_at)
        move(
            dossier, "complete", actor=actor, keep_until=keep_until, error="", done=package.count,
            total=package.count, note=f"SHA-256 của gói hồ sơ: {package.sha256}",
        )  # fmt: skip
        seal.save()
    except Exception:
        seal.file.storage.delete(seal.file.name)
        raise
    return seal


@transaction.atomic
def fail_dossier(*, dossier, error, actor=None):
    """Given up after three tries: the dossier stands open as before, with the reason."""
    if dossier.is_moving:
        move(dossier, "fail", actor=actor, note=error[:250], error=error[:250])
        Conference.objects.filter(pk=dossier.conference_id).update(sealed_at=None)
    return dossier


@transaction.atomic
def reopen_dossier(*, dossier, reason, actor):
    """Let the conference be written again, for a reason; the sealed package stays as it is."""
    rules.check_can_reopen_dossier(actor, dossier)
    seal = dossier.last_seal
    if seal is None:
        raise Refused("Hồ sơ này chưa có gói nào để mở lại.")
    move(dossier, "reopen", actor=actor, note=reason, keep_until=None, total=0, done=0)
    seal.reopened_at, seal.reopened_by, seal.reopen_reason = timezone.now(), actor, reason
    seal.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
    Conference.objects.filter(pk=dossier.conference_id).update(sealed_at=None)
    return dossier


def read_package(*, seal, actor):
    """The package to take away; each time is logged, for citizens' names and addresses lie in it."""
    rules.check_can_take_package(actor, seal.dossier)
    record_reading(actor=actor, subject=seal.dossier, what=f"và tải gói hồ sơ lần {seal.number}")
    return seal.file
