"""Which papers the procedure knows: what each is called, whose it is, when it is due, how it reads.

Rooms tell their own in `<room>.documents.TYPES`; settings.PAPER_TYPES names them. Nothing is stored here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from core.states import BodyKind, Role
from documents.states import PaperKind, PaperStage

# Among `PaperType.abouts`: the key of the one paper that serves all bodies at once.
COMMON = "all"


@dataclass(frozen=True)
class DraftField:
    """One more thing that the writer of a draft fills in; kept in `PaperDraft.values[key]`.

    kind: "line", "text", "number", "date", "choice" (`choices`: pairs) or "rows" (a table whose `columns` are
    (key, heading) pairs: the value is a list of dicts of text). numbers: the columns that are reckoned with, so
    that what is typed there must be a number, or nothing.
    """

    key: str
    label: str
    kind: str = "line"
    help: str = ""
    columns: tuple = ()
    numbers: tuple = ()
    choices: tuple = ()
    is_required: bool = False
    # Its box stands behind that of the text, as it does on the paper.
    is_after_text: bool = False
    # It has a page of its own: the draft's form leaves it alone, the log names it.
    is_elsewhere: bool = False


def words_of(fields, values):
    """A draft's own boxes as people read them, a line each, for the log: "Nguồn kinh phí: Ngân sách xã"."""
    lines = []
    for row in fields:
        value = (values or {}).get(row.key)
        if row.kind == "rows":
            # By the columns: a database may give the cells of a line back in another order.
            keys = [key for key, _ in row.columns]
            cells = ["; ".join(str(line[key]) for key in keys if line.get(key)) for line in value or []]
            lines += [f"{row.label}, dòng {number}: {text}" for number, text in enumerate(cells, 1) if text]
        elif value not in (None, ""):
            lines.append(f"{row.label}: {_said(row, value)}")
    return "\n".join(lines)


def _said(row, value):
    if row.kind == "choice":
        return str(dict(row.choices).get(value, value))
    if row.kind == "date":
        return "/".join(reversed(str(value).split("-")))
    return str(value)


@dataclass(frozen=True)
class Begin:
    """What a new draft starts with; every word of it can be changed by its writer.

    `addressee`: after "Kính gửi:", one line each. `recipients`: lines of Nơi nhận, the archive's last.
    `signer_title`, `signer_name`: only where somebody else signs than the body's own head (a unit's head).
    """

    excerpt: str
    text: str = ""
    addressee: str = ""
    recipients: tuple = ()
    values: dict = field(default_factory=dict)
    signer_title: str | None = None
    signer_name: str | None = None


@dataclass(frozen=True)
class PaperType:
    """One of the papers of requirements C.

    row: its number there. html(draft, face): the whole paper (`documents.drafting.draft_html` with a template of
    the room). begin(subject, about): a new draft's first words; `about` is the chosen key ("unit-5") or "".
    abouts(subject): (key, label) of each body or petition that gets a paper of its own; None: one paper for all.
    body: whose paper, None = of the subject's plan. sign: of the number ("TB", "BC", "CV" = an official letter);
    "" = not numbered (forms, plates, lists). heading: printed above the excerpt; "" prints the excerpt as V/v (công văn).
    """

    kind: PaperKind
    row: int
    stage: PaperStage
    html: Callable
    begin: Callable
    heading: str = ""
    sign: str = ""
    body: BodyKind | None = None
    writers: tuple = (Role.OFFICE,)
    needs_approval: bool = False
    has_text: bool = True
    text_label: str = "Nội dung"
    has_addressee: bool = False
    has_signature: bool = True
    has_personal_data: bool = False
    fields: tuple = ()
    abouts: Callable | None = None
    help: str = ""

    @property
    def name(self):
        return PaperKind(self.kind).label

    @property
    def is_numbered(self):
        return bool(self.sign)


@dataclass(frozen=True)
class OwnPaper:
    """A paper with pages and a flow of its own (the plan, the consolidated report); it has no draft here.

    rows(conference, user): [OwnRow], at least one while the paper is not yet begun.
    """

    kind: PaperKind
    row: int
    stage: PaperStage
    rows: Callable
    help: str = ""

    @property
    def name(self):
        return PaperKind(self.kind).label


@dataclass(frozen=True)
class OwnRow:
    """Where one paper with a flow of its own stands: state "none", "draft" or "issued", its page, its file."""

    state: str
    words: str
    url: str = ""
    label: str = ""
    paper: object = None


@cache
def all_types():
    """Every paper of every room, in the order of requirements C."""
    found = [paper for name in settings.PAPER_TYPES for paper in import_string(name)]
    return sorted(found, key=lambda paper: paper.row)


def type_of(kind):
    """The PaperType of a kind that is drafted here; KeyError for papers with a flow of their own."""
    return {paper.kind: paper for paper in all_types() if isinstance(paper, PaperType)}[kind]
