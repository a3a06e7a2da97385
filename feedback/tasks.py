"""The worker's part of this room: ids in, harmless when run twice."""

from django_q.tasks import async_task

from core.attempts import attempt
from feedback import services
from feedback.models import Anonymising, ListExport, PetitionImport
from feedback.services.exports import drop_old_exports


def run_import(pk):
    """Read, write or take back one file of petitions; what fails goes back to who decides, with nothing done."""
    row = PetitionImport.objects.select_related("commune", "started_by").filter(pk=pk).first()
    if row is None or not row.is_moving:
        return False
    with attempt(services.IMPORT_ATTEMPT, f"{pk}-{row.version}") as allowed:
        if allowed:
            try:
                services.carry_on_import(petition_import=row)
                return True
            except Exception:
                services.give_up_import(petition_import=row)
                raise
    services.give_up_import(petition_import=row)
    return False


def run_list_export(pk):
    """Write one list to its spreadsheet, as often as it takes: the file is kept in one go at the end."""
    export = ListExport.objects.select_related("commune", "user").filter(pk=pk, done_at=None).first()
    if export is None:
        return False
    with attempt(services.LIST_EXPORT_ATTEMPT, pk) as allowed:
        if allowed:
            services.write_list_export(export=export)
            return True
    services.give_up_list_export(export=export)
    return False


def run_anonymising(pk):
    """The next petitions of a run; the task queues itself again until none is left."""
    run = Anonymising.objects.select_related("commune").filter(pk=pk).first()
    if run is None:
        return False
    with attempt("anonymising", f"{pk}-{run.count}") as allowed:
        done = services.carry_on_anonymising(run=run) if allowed else 0
    if done:
        async_task(services.ANONYMISE_TASK, pk)
    return bool(done)


def forget_exports():
    """Delete spreadsheets of the list that have lain about for a week; returns how many."""
    return drop_old_exports()
