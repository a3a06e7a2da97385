"""What stands above and below the text of a paper: body, number, date, signer. Nothing is stored here."""

from dataclasses import dataclass
from datetime import date

from core.models import Commune
from core.states import BodyKind
from core.vietnamese import paper_date
from documents.states import HeadingStyle, PaperKind

DOTS = "……"
# The sign of an official letter (công văn): "12/UBND-VP", "12/MTTQ-BTT" of state bodies, "12-CV/ĐU" of the Party.
LETTER = "CV"
# The body's abbreviation in the sign of its papers (official-format, "signs").
ABBREVIATIONS = {
    BodyKind.UBND: "UBND",
    BodyKind.HDND: "HĐND",
    BodyKind.PARTY: "ĐU",
    BodyKind.FRONT: "MTTQ-BTT",
}
BODY_NAMES = {
    BodyKind.UBND: "ỦY BAN NHÂN DÂN",
    BodyKind.HDND: "HỘI ĐỒNG NHÂN DÂN",
    BodyKind.PARTY: "ĐẢNG ỦY",
    BodyKind.FRONT: "ỦY BAN MTTQ VIỆT NAM",
}


def heading_style_of(body):
    """Which system a paper follows is the issuing body's, never a choice (LP-03)."""
    return HeadingStyle.PARTY if body == BodyKind.PARTY else HeadingStyle.STATE


def bare_sign(body, sign):
    """ "KH" of "KH" and of "KH-UBND": one register for both spellings."""
    return sign.removesuffix(f"-{ABBREVIATIONS[body]}")


def number_text_of(body, sign, number):
    """ "05/KH-UBND" of a state body, "20-KH/ĐU" of a Party body; dots where there is no number yet.

    Numbers below 10 take a leading zero. A sign that already names a body ("UBND-VP", an official letter) is
    left as it is.
    """
    figure = DOTS if number is None else f"{number:02d}"
    sign, abbreviation = bare_sign(body, sign), ABBREVIATIONS[body]
    if body == BodyKind.PARTY:
        return f"{figure}-{sign}/{abbreviation}"
    if sign == LETTER:
        # Number, body, the unit that drafted it; the Front's abbreviation names its standing board already.
        return f"{figure}/{abbreviation}" if "-" in abbreviation else f"{figure}/{abbreviation}-VP"
    return f"{figure}/{sign}" if "-" in sign else f"{figure}/{sign}-{abbreviation}"


@dataclass(frozen=True)
class PaperFace:
    """What a template needs to draw a paper's head and foot; a draft has neither number nor date.

    `signer_title` may have several lines ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), `excerpt` too. `draft_year` and
    `draft_month` are what is known of a draft's date (LP-02).
    """

    commune: Commune
    kind: str
    body: str
    sign: str
    excerpt: str
    number: int | None = None
    issued_on: date | None = None
    signer_name: str = ""
    signer_title: str = ""
    draft_year: int | None = None
    draft_month: int | None = None
    # The commune's own lines for this body (documents.models.PaperSetting); None: the house's.
    setting: object = None

    @property
    def is_draft(self):
        """Neither numbered nor dated; papers without a number (forms, lists) are issued by their date alone."""
        return self.number is None and self.issued_on is None

    @property
    def heading_style(self):
        return heading_style_of(self.body)

    @property
    def is_party(self):
        return self.heading_style == HeadingStyle.PARTY

    @property
    def number_text(self):
        return number_text_of(self.body, self.sign, self.number)

    @property
    def number_line(self):
        """ "Số: 05/KH-UBND", or the Party's "Số 20-KH/ĐU" without the colon; "" for what is not numbered."""
        if not self.sign:
            return ""
        return f"Số {self.number_text}" if self.is_party else f"Số: {self.number_text}"

    @property
    def place(self):
        return (self.setting and self.setting.place) or self.commune.name

    @property
    def date_line(self):
        day = paper_date(self.issued_on, year=self.draft_year, month=self.draft_month)
        return f"{self.place}, {day}"

    @property
    def parent_line(self):
        """The body above; unless the commune says otherwise only Party papers name one."""
        own = self.setting.parent.upper() if self.setting else ""
        return own or (self.commune.party_parent.upper() if self.is_party else "")

    @property
    def extra_recipients(self):
        """Lines that the commune adds to Nơi nhận of every paper of this body."""
        lines = self.setting.extra_recipients.splitlines() if self.setting else []
        return [line.strip().lstrip("-").strip().rstrip(";.,") for line in lines if line.strip()]

    @property
    def subject_line(self):
        """ "V/v …" of an official letter, which has no kind line (official-format)."""
        words = " ".join(self.excerpt_lines)
        return words if words.lower().startswith("v/v") else f"V/v {words[:1].lower()}{words[1:]}"

    @property
    def body_lines(self):
        where = f"{self.commune.get_kind_display()} {self.commune.name}".upper()
        name = BODY_NAMES[self.body]
        return [f"{name} {where}"] if self.is_party else [name, where]

    @property
    def kind_name(self):
        return PaperKind(self.kind).label.upper()

    @property
    def excerpt_lines(self):
        return [line.strip() for line in self.excerpt.splitlines() if line.strip()]

    @property
    def signer_lines(self):
        return [line.strip().upper() for line in self.signer_title.splitlines() if line.strip()]

    @property
    def title(self):
        """The paper's name as a PDF's title and a page's heading."""
        return " ".join(
            [
                self.kind_name.capitalize(),
                *([] if self.number is None else [self.number_text]),
                *self.excerpt_lines,
            ]
        )
