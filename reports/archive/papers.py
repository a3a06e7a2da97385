"""Issued papers of a conference: the frozen PDF, what was signed of it, scans; and every file that somebody attached."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.models import Attachment
from documents.catalogue import all_types
from documents.models import Paper, PaperSignature
from documents.states import PaperKind, PaperStage, SignatureKind
from documents.templatetags.paper import lines
from reports.archive.entry import stored
from reports.archive.subjects import about, kinds_of, parts_of, subjects_of
from reports.states import Group

STAGES = {
    PaperStage.PLAN: Group.PREPARATION, PaperStage.PREPARE: Group.PREPARATION, PaperStage.NOTICE: Group.PREPARATION,
    PaperStage.COLLECT: Group.OPINIONS, PaperStage.HOLD: Group.CONFERENCE, PaperStage.CONCLUDE: Group.CONCLUSION,
    PaperStage.FOLLOW_UP: Group.FOLLOW_UP,
}  # fmt: skip
# What is read elsewhere than where it is written.
KINDS = {
    PaperKind.DOSSIER_INDEX: Group.PREPARATION, PaperKind.CONSOLIDATED_REPORT: Group.OPINIONS,
    PaperKind.ANSWERING_REPORT: Group.OPINIONS, PaperKind.ANSWER: Group.OPINIONS, PaperKind.SURVEY_REPORT: Group.OPINIONS,
    PaperKind.MINUTES: Group.CONFERENCE, PaperKind.SATISFACTION_RESULT: Group.CONFERENCE,
    PaperKind.RESULTS_REPORT: Group.REPORTS, PaperKind.UPWARD_REPORT: Group.REPORTS, PaperKind.LESSONS: Group.REPORTS,
    PaperKind.PERIOD_REPORT: Group.REPORTS,
}  # fmt: skip
SIGNED = {
    SignatureKind.PERSON: "bản ký số", SignatureKind.SEAL: "bản ký số, đóng dấu số",
    SignatureKind.SCAN: "bản ký tay, chụp lại",
}  # fmt: skip
# Files of these rooms and things lie with what they prove.
ROOMS = {"dialogue": Group.CONFERENCE, "feedback": Group.OPINIONS, "documents": Group.PREPARATION}
CONCLUDING = {
    "conclusionnotice", "conclusionitem", "itemconfirmation", "itemremark", "omission", "dispatch", "dispatchattempt",
    "extensionrequest", "resultpublication",
}  # fmt: skip


def papers_of(conference):
    """Every issued paper about the conference or a part of it, and the plan that it carries out."""
    rows = Paper.objects.issued().filter(commune=conference.commune_id)
    return rows.filter(about(parts_of(conference), kinds_of(rows)) | Q(pk=conference.plan.paper_id))


def order_of_kinds():
    return {paper_type.kind: place for place, paper_type in enumerate(all_types())}


def group_of(kind):
    stages = {paper_type.kind: paper_type.stage for paper_type in all_types()}
    return KINDS.get(kind) or STAGES.get(stages.get(kind), Group.FOLLOW_UP)


def paper_entries(conference):
    """Papers in the order of the procedure, the dossier's own cover and index first."""
    order = order_of_kinds() | {PaperKind.DOSSIER_INDEX: -2, PaperKind.PLAN: -1}
    papers = sorted(
        papers_of(conference).light(),
        key=lambda row: (order.get(row.kind, len(order)), row.issued_on, row.pk),
    )
    signed = {}
    for row in PaperSignature.objects.filter(paper__in=[paper.pk for paper in papers]).order_by("order"):
        signed.setdefault(row.paper_id, []).append(row)
    return [entry for paper in papers for entry in _files(paper, signed.get(paper.pk, []))]


def _files(paper, signatures):
    group, title = group_of(paper.kind), title_of(paper)
    more = {
        "day": paper.issued_on, "url": reverse("paper_detail", args=[paper.pk]),
        "has_personal_data": paper.has_personal_data,
    }  # fmt: skip
    note = paper.fate or ("" if paper.pdf else "Tệp PDF chưa tạo xong")
    yield stored(group, title, paper.pdf, name="x.pdf", note=note, **more)
    digital = [row for row in signatures if row.is_digital]
    # The last digital file holds every signature before it; each scan is a paper of its own.
    for row in digital[-1:] + [row for row in signatures if not row.is_digital]:
        ending = "pdf" if row.content_type == "application/pdf" else row.content_type.rpartition("/")[2]
        yield stored(
            group, f"{title} ({SIGNED[row.kind]})", row.file, name=f"x.{ending}", note=row.note, **more
        )


def title_of(paper):
    number = f" số {paper.number_text}" if paper.number_text else ""
    excerpt = " ".join(" ".join(lines(paper.excerpt)).split())
    return (
        f"{paper.get_kind_display()}{number}: {excerpt}" if excerpt else f"{paper.get_kind_display()}{number}"
    )


def attachment_entries(conference):
    """Every file that was attached to the conference or to a part of it, with the name of what it proves."""
    rows = Attachment.objects.of_commune(conference.commune_id)
    kinds = kinds_of(rows)
    rows = rows.filter(about(subjects_of(conference, kinds), kinds))
    files = list(rows.select_related("subject_type").order_by("pk"))
    labels = {}
    for kind in {file.subject_type for file in files}:
        keys = [file.subject_id for file in files if file.subject_type == kind]
        for key, row in kind.model_class()._base_manager.in_bulk(keys).items():
            labels[kind.pk, key] = str(row)
    for file in files:
        label = labels.get((file.subject_type_id, file.subject_id), "")
        yield stored(
            _group_of_file(file.subject_type), f"{label}, tệp {file.name}" if label else file.name, file.file,
            name=file.name, day=timezone.localdate(file.created_at), note=file.note, has_personal_data=True,
        )  # fmt: skip


def _group_of_file(kind):
    if kind.app_label == "conclusions":
        return Group.CONCLUSION if kind.model in CONCLUDING else Group.FOLLOW_UP
    return ROOMS.get(kind.app_label, Group.FOLLOW_UP)
