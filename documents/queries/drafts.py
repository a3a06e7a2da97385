"""The slate of a conference's papers: what there is, what is under the pen, what is still to be made."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse

from core.access import has_role
from core.providers import WorkItem
from core.states import Role
from core.vietnamese import lower_first
from documents.catalogue import COMMON, OwnPaper, all_types
from documents.models import DRAFTERS, Paper, PaperDraft
from documents.queries.deliveries import unread_items
from documents.queries.signatures import signing_items
from documents.states import DraftState, PaperStage, PaperState

TONES = {"none": "neutral", "draft": "info", "issued": "good"}


@dataclass(frozen=True)
class SlateLink:
    """One paper or draft of a kind: where it opens and how it stands, in words."""

    words: str
    state: str
    url: str
    paper: object = None

    @property
    def tone(self):
        return TONES[self.state]


@dataclass
class SlateRow:
    """One kind of paper: "none" (chưa lập), "draft" (dự thảo) or "issued" (đã ban hành)."""

    type: object
    links: list = field(default_factory=list)
    may_start: bool = False
    abouts: list = field(default_factory=list)

    @property
    def separate(self):
        """How many bodies can have a paper of their own, the common one aside."""
        return sum(key != COMMON for key, _ in self.abouts)

    @property
    def state(self):
        states = {link.state for link in self.links}
        return next((state for state in ("draft", "issued") if state in states), "none")

    @property
    def words(self):
        return {"none": "Chưa lập", "draft": "Dự thảo", "issued": "Đã ban hành"}[self.state]

    @property
    def tone(self):
        return TONES[self.state]


@dataclass(frozen=True)
class Slate:
    """All papers of one conference by stage; `counts`: how many kinds stand in each state."""

    stages: list
    counts: dict


def slate_of(conference, user):
    """Every kind of requirements C with its state and stage, as far as this person may see.

    Costs the same however many papers there are: drafts and papers are read once each.
    """
    drafts, papers = defaultdict(list), defaultdict(list)
    for draft in PaperDraft.objects.visible_to(user).about(conference).unfinished().order_by("pk"):
        drafts[draft.kind].append(draft)
    issued = Paper.objects.visible_to(user).about(conference).issued().light().with_fate().newest_first()
    for paper in issued[:500]:
        papers[paper.kind].append(paper)
    rows = [_row(kind, conference, user, drafts, papers) for kind in all_types()]
    stages = [
        (label, [row for row in rows if row.type.stage == stage]) for stage, label in PaperStage.choices
    ]
    counts = {state: sum(row.state == state for row in rows) for state in TONES}
    return Slate([stage for stage in stages if stage[1]], counts)


def _row(kind, conference, user, drafts, papers):
    if isinstance(kind, OwnPaper):
        return SlateRow(
            kind, [_own_link(row) for row in kind.rows(conference, user) if row.state != "none" or row.url]
        )
    links = [
        SlateLink(_draft_words(draft), "draft", reverse("paper_draft_detail", args=[draft.pk]))
        for draft in drafts[kind.kind]
    ]
    links += [
        SlateLink(_paper_words(paper), "issued", _paper_url(paper), paper) for paper in papers[kind.kind]
    ]
    # One draft at a time where a kind has one paper for all.
    may_start = has_role(user, conference, *kind.writers) and not (kind.abouts is None and drafts[kind.kind])
    abouts = list(kind.abouts(conference)) if kind.abouts and may_start else []
    return SlateRow(kind, links, may_start and (kind.abouts is None or bool(abouts)), abouts)


def _own_link(row):
    return SlateLink(row.words, row.state, row.url, row.paper)


def _draft_words(draft):
    about = f"{draft.about_label}: " if draft.about_label else ""
    return f"{about}{draft.get_state_display().lower()}"


def _paper_words(paper):
    number = f"số {paper.number_text}, " if paper.number_text else ""
    fate = f"; {lower_first(paper.fate)}" if paper.fate else ""
    return f"{number}ngày {paper.issued_on:%d/%m/%Y}{fate}"


def _paper_url(paper):
    return reverse("paper_detail", args=[paper.pk])


def work_items(user):
    """Drafts that wait for the chair's approval or for their writer; papers sent to the person's body."""
    wanted = {
        DraftState.SUBMITTED: (Role.CHAIR, "Phê duyệt hoặc trả lại: {}", "Xem và duyệt", "normal"),
        DraftState.RETURNED: (Role.OFFICE, "Sửa và trình lại: {}", "Sửa", "soon"),
        DraftState.APPROVED: (Role.OFFICE, "Ban hành: {}", "Ban hành", "normal"),
    }
    roles = user.roles | ({Role.CHAIR} if user.delegations_now else set())
    states = [state for state, (role, *_) in wanted.items() if role in roles]
    items = [*unread_items(user), *signing_items(user)]
    if not states:
        return items
    for draft in PaperDraft.objects.visible_to(user).filter(state__in=states).order_by("pk")[:50]:
        _, words, button, tone = wanted[draft.state]
        name = f"{str(draft)[:1].lower()}{str(draft)[1:]}"
        why = f"Nhận xét: {draft.return_reason}" if draft.state == DraftState.RETURNED else draft.excerpt
        url = reverse("paper_draft_detail", args=[draft.pk])
        items.append(WorkItem(words.format(name), url, button, why=why, tone=tone, group="Văn bản"))
    return items


def correctable_papers(draft):
    """Issued papers about the same thing that this draft may name as corrected, replaced or withdrawn.

    None for a kind without a number: a web text or a list cannot undo what bears one.
    """
    if not draft.type.sign:
        return Paper.objects.none()
    rows = Paper.objects.about(draft.subject).filter(state=PaperState.ISSUED, commune=draft.commune)
    return rows.exclude(number_text="").light().newest_first()[:200]


def reads_drafts(user, subject):
    """Whether the drafts and remarks about the subject are the person's business: office, chair, its delegate."""
    return has_role(user, subject, *DRAFTERS)
