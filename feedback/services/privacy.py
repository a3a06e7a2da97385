"""Taking people out of petitions that were settled long ago; what was asked and answered stays."""

from collections import defaultdict
from functools import partial

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django_q.tasks import async_task

from core.clock import local_today
from core.log import record
from core.models import Attachment, AuditEntry
from documents.services import clean_versions
from feedback import rules
from feedback.models import Anonymising, Answer, Assignment, ImportRow, Petition, Petitioner, PetitionImport
from feedback.queries.retention import (
    MOST_AT_ONCE,
    files_of_anonymised,
    keys_to_anonymise,
    retention_day,
    to_anonymise,
)
from feedback.redaction import redact
from feedback.services.shadow import shadow

NOBODY = "Người dân (đã ẩn danh)"
ANONYMISE_TASK = "feedback.tasks.run_anonymising"
CHUNK = 200
AT_ONCE = 50
PETITION_TEXTS = ("content", "original_content", "satisfaction_note", "reject_reason")
ANSWER_TEXTS = ("content", "grounds", "measures", "return_reason")
TASK_TEXTS = ("instruction", "part_text", "refuse_reason")
PERSON = ("name", "phone", "email", "address")


@transaction.atomic
def start_anonymising(*, commune, before_on, seen, actor):
    """Begin a run over what was settled before the day, if it is still the list of `seen` petitions; returns the row."""
    rules.check_can_anonymise_petitions(actor, commune)
    before_on = rules.check_retention(before_on, retention_day(commune))
    count = len(keys_to_anonymise(commune, before_on))
    rules.check_preview(seen=seen, count=count)
    run = Anonymising.objects.create(commune=commune, run_by=actor, before_on=before_on, count=0)
    record(
        actor=actor, action="petition.anonymise", subject=run,
        sentence=f"đã quyết định ẩn danh {count} kiến nghị kết thúc trước ngày {before_on:%d/%m/%Y}",
    )  # fmt: skip
    if count > AT_ONCE:
        transaction.on_commit(partial(async_task, ANONYMISE_TASK, run.pk))
    return run


def anonymise_petitions(*, commune, before_on, seen, actor):
    """The same; a short list is done at once."""
    run = start_anonymising(commune=commune, before_on=before_on, seen=seen, actor=actor)
    if seen <= AT_ONCE:
        carry_on_anonymising(run=run)
    return run


@transaction.atomic
def carry_on_anonymising(*, run):
    """The next petitions of a run, all or none; how many were done."""
    left = min(CHUNK, MOST_AT_ONCE - run.count)
    # Locked: of two runs at once the later one must not write back the texts that it read before.
    due = to_anonymise(run.commune, run.before_on).select_for_update().prefetch_related("petitioners")
    rows = list(due[: max(left, 0)])
    if not rows:
        return 0
    keys = [petition.pk for petition in rows]
    answers, tasks = _texts_about(Answer, rows), _texts_about(Assignment, rows)
    for petition in rows:
        _anonymise(petition, answers, tasks)
    Petitioner.objects.filter(petition__in=keys).update(name=NOBODY, phone="", address="", email="")
    names = [*PETITION_TEXTS, "search_text", "raised_by", "content_key", "anonymised_on"]
    Petition.objects.bulk_update(rows, names, batch_size=50)
    _forget_acts(keys)
    _forget_import_rows(keys)
    for name in settings.ON_ANONYMISE:
        import_string(name)(keys)
    Anonymising.objects.filter(pk=run.pk).update(count=F("count") + len(rows))
    return len(rows)


def _texts_about(model, petitions):
    """{petition key: its rows}, also of the petitions that these were merged into; one query."""
    keys = {petition.pk for petition in petitions} | {petition.merged_into_id for petition in petitions} - {
        None
    }
    found = defaultdict(list)
    for row in model.objects.filter(petition__in=keys).order_by("pk"):
        found[row.petition_id].append(row)
    return found


def _anonymise(petition, answers, tasks):
    """Names, numbers and addresses out of its texts and those of its answers and tasks; public texts stay."""
    people = [{name: getattr(person, name) for name in PERSON} for person in petition.petitioners.all()]
    for name in PETITION_TEXTS:
        setattr(petition, name, redact(getattr(petition, name), people) if getattr(petition, name) else "")

    def clean(text):
        return redact(text, people, all_phones=False)

    # What was merged was answered with the main petition, whose texts may call its people by name.
    for key in (petition.pk, petition.merged_into_id):
        for answer in answers.get(key, ()):
            _clean_row(answer, ANSWER_TEXTS, clean)
            clean_versions(subject=answer, clean=clean)
        for task in tasks.get(key, ()):
            _clean_row(task, TASK_TEXTS, clean)
    shadow(petition, [(NOBODY, person.hamlet) for person in petition.petitioners.all()])
    petition.anonymised_on = local_today()


def _clean_row(row, names, clean):
    texts = {name: clean(getattr(row, name)) for name in names if getattr(row, name)}
    if any(text != getattr(row, name) for name, text in texts.items()):
        type(row).objects.filter(pk=row.pk).update(**texts)
        for name, text in texts.items():  # others merged with it may clean the same row next
            setattr(row, name, text)


def _forget_acts(keys):
    """The log keeps who did what and when; the names and texts that an act changed or gave as its reason are blanked."""
    answers = Answer.objects.filter(petition__in=keys).values("pk")
    tasks = Assignment.objects.filter(petition__in=keys).values("pk")
    for model, about in ((Petition, keys), (Answer, answers), (Assignment, tasks)):
        kind = ContentType.objects.get_for_model(model)
        AuditEntry.objects.filter(subject_type=kind, subject_id__in=about).forget_texts()


def _forget_import_rows(keys):
    """The typed cells of their rows; the file itself once nobody of it is known any more."""
    rows = ImportRow.objects.filter(petition__in=keys)
    imports = set(rows.values_list("petition_import", flat=True))
    rows.update(cells={}, values={}, errors={})
    named = Petition.objects.filter(import_row__petition_import__in=imports, anonymised_on=None)
    left = set(named.values_list("import_row__petition_import", flat=True))
    for row in PetitionImport.objects.filter(pk__in=imports - left).exclude(file=""):
        ImportRow.objects.filter(petition_import=row).update(cells={}, values={}, errors={})
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))
        PetitionImport.objects.filter(pk=row.pk).update(file="")


@transaction.atomic
def delete_old_files(*, commune, keys, actor):
    """Delete chosen attachments of anonymised petitions, after somebody looked; how many went."""
    rules.check_can_delete_old_files(actor, commune)
    rows = list(files_of_anonymised(commune).filter(pk__in=keys))
    petitions = Petition.objects.in_bulk([row.subject_id for row in rows])
    for row in rows:
        record(
            actor=actor, action="petition.delete_file", subject=petitions[row.subject_id],
            sentence="đã xoá một tệp đính kèm sau khi ẩn danh",
        )  # fmt: skip
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
