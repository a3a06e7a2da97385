"""The worker's part of this room: one job per paper or slice of a batch, counted, harmless when run twice."""

from django_q.tasks import async_task

from core.attempts import attempt, dead_letters
from documents import services
from documents.models import Batch, Paper
from documents.render import no_garbage_collection


def render_pdf(paper_pk):
    """Make one paper's PDF; a paper whose worker died three times is given up and says so."""
    paper = Paper.objects.filter(pk=paper_pk).first()
    if paper is None:
        return False
    with attempt(services.ATTEMPT_NAME, paper_pk) as allowed:
        if allowed:
            # The file is stored before the collector looks at what a long report leaves behind.
            with no_garbage_collection():
                return services.render_paper(paper=paper)
    services.fail_paper(paper=paper, error="Đã thử ba lần không được.")
    return False


def run_batch(batch_pk):
    """Print the next sheets of a batch; the task queues itself again until none is left.

    Attempts are counted per sheet reached, so a batch of any length may be interrupted any number of times, and
    only a sheet that kills three workers stops it.
    """
    batch = Batch.objects.filter(pk=batch_pk).first()
    if batch is None or not batch.is_moving:
        return False
    key = f"{batch.pk}-{batch.version}-{batch.done_count}"
    with attempt(services.BATCH_ATTEMPT, key) as allowed:
        if allowed and services.run_batch(batch=batch):
            services.finish_batch(batch=batch)
            return True
    if allowed:
        async_task(services.BATCH_TASK, batch.pk)
    elif (letter := dead_letters().filter(key=f"{services.BATCH_ATTEMPT}:{key}").first()) is not None:
        services.fail_batch(batch=batch, error=letter.last_error or "Máy in dừng ba lần ở cùng một tờ.")
    return False
