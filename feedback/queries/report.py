"""The table of the consolidated report: six columns, three classes, fields (LP-63 to LP-67). No writing."""

from dataclasses import dataclass, field

from core.vietnamese import short_date
from feedback.models import Petition, answer_of, hamlet_of, lead_of, people_of, with_parts
from feedback.states import Competence, PetitionState, Triage
from feedback.states import Field as Topic

TITLES = {
    Triage.AT_CONFERENCE: "Những vấn đề trả lời tại hội nghị",
    Triage.LATER: "Những vấn đề cần kiểm tra, làm rõ, trả lời sau",
    Triage.UPWARD: "Những vấn đề ghi nhận, báo cáo cấp trên",
    "": "Những vấn đề chưa phân loại",
}
COLUMNS = {
    "who": "tổ chức, cá nhân nêu kiến nghị",
    "content": "nội dung",
    "answer": "nội dung trả lời",
    "result": "kết quả, hướng giải quyết",
    "time": "thời gian",
    "level": "cấp giải quyết",
}
NEEDED = {
    Triage.AT_CONFERENCE: tuple(COLUMNS),
    Triage.LATER: ("who", "content", "result", "time", "level"),
    Triage.UPWARD: ("who", "content", "result", "level"),
    "": tuple(COLUMNS),
}
LONG = 700
LEVELS = {Competence.COMMUNE: "Xã", Competence.HIGHER: "Cấp trên", Competence.OTHER_BODY: "Cơ quan khác"}


@dataclass
class ReportRow:
    """One petition as the report's six cells; `missing` names the required ones that are empty."""

    petition: Petition
    who: str
    content: str
    answer: str = ""
    result: str = ""
    time: str = ""
    level: str = ""
    missing: list = field(default_factory=list)

    @property
    def is_long(self):
        """Whether the row may have to go on overleaf: 700 letters of a cell fill a landscape page."""
        return any(len(text) > LONG for text in (self.content, self.answer, self.result))

    @property
    def missing_words(self):
        return ", ".join(COLUMNS[name] for name in self.missing)


def report_classes(petitions):
    """Classes with title, count and their fields' rows, from a petition queryset: empty ones left out."""
    rows = [
        row_of(petition)
        for petition in with_parts(petitions.matters()).order_by("-is_urgent", "received_on", "pk")
    ]
    classes = []
    for triage, title in TITLES.items():
        mine = [row for row in rows if row.petition.triage == triage]
        groups = [
            {"label": label, "rows": some}
            for value, label in [*Topic.choices, ("", "Chưa xác định lĩnh vực")]
            if (some := [row for row in mine if row.petition.field == value])
        ]
        if mine:
            classes.append({"triage": triage, "title": title, "count": len(mine), "groups": groups})
    return _numbered(classes)


def _numbered(classes):
    number = 0
    for one in classes:
        for group in one["groups"]:
            for row in group["rows"]:
                number += 1
                row.number = number
    return classes


def report_figures(classes):
    """Totals for the head of the page and the paper's opening."""
    rows = [row for one in classes for group in one["groups"] for row in group["rows"]]
    states = [row.petition.state for row in rows]
    return {
        "all": len(rows),
        "answered": states.count(PetitionState.ANSWERED),
        "assigned": states.count(PetitionState.ASSIGNED),
        "upward": sum(row.petition.triage == Triage.UPWARD for row in rows),
        "rejected": states.count(PetitionState.REJECTED),
        "incomplete": sum(bool(row.missing) for row in rows),
        # By degree (QN-26).
        "urgent": sum(row.petition.is_urgent for row in rows),
        "usual": sum(not row.petition.is_urgent for row in rows),
    }


def row_of(petition):
    """The six cells of one petition, read from its parts (`with_parts`)."""
    row = ReportRow(petition, who=who_words(petition), content=petition.content.strip())
    answer = answer_of(petition)
    if petition.state == PetitionState.REJECTED:
        row.answer, row.result = petition.reject_reason, "Không tiếp thu"
        row.time, row.level = "Đã trả lời", LEVELS.get(petition.competence, "Xã")
    elif answer is not None:
        row.answer = answer.content.strip()
        row.result = ": ".join(
            part for part in (answer.get_result_display(), answer.measures.strip()) if part
        )
        row.time, row.level = answer.time_text, answer.get_level_display()
    elif petition.triage == Triage.UPWARD:
        _fill_upward(row)
    else:
        _fill_pending(row)
    row.missing = [name for name in NEEDED[petition.triage] if not getattr(row, name)]
    return row


def _fill_upward(row):
    petition = row.petition
    row.level = petition.upward_to or LEVELS.get(petition.competence, "")
    if petition.state == PetitionState.REPORTED_UP:
        number = f" số {petition.upward_number}" if petition.upward_number else ""
        row.result = f"Đã báo cáo {petition.upward_to}{number}"
        row.time = f"Ngày {short_date(petition.upward_on)}" if petition.upward_on else ""


def _fill_pending(row):
    lead = lead_of(row.petition)
    row.level = LEVELS.get(row.petition.competence, "")
    if lead is not None and row.petition.triage == Triage.LATER:
        row.result = f"Giao {lead.unit.short_name} kiểm tra, trả lời bằng văn bản"
        row.time = f"Chậm nhất ngày {short_date(lead.due_on)}"


def who_words(petition):
    """Names and hamlets of everybody who raised it, a collective with its size; never phones or addresses."""
    return "; ".join(
        ", ".join(part for part in (_name(person), hamlet_of(person, petition)) if part)
        for person in people_of(petition)
    )


def _name(person):
    if not person.is_collective:
        return person.name
    return f"{person.name} (tập thể {person.members} người)" if person.members else f"{person.name} (tập thể)"
