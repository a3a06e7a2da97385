"""The worker's part of this room: one job per paper, counted, harmless when run twice."""

from core.attempts import attempt
from documents import services
from documents.models import Paper


def render_pdf(paper_pk):
    """Make one paper's PDF; a paper whose worker died three times is given up and says so."""
    paper = Paper.objects.filter(pk=paper_pk).first()
    if paper is None:
        return False
    with attempt(services.ATTEMPT_NAME, paper_pk) as allowed:
        if allowed:
            return services.render_paper(paper=paper)
    services.fail_paper(paper=paper, error="Đã thử ba lần không được.")
    return False
