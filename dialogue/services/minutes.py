"""The minutes under the secretary's pen: begun, their course worded, taken from the log again; a speech's words mended."""

from contextlib import suppress

from django.db import transaction

from core.editing import save_edit
from core.refusals import Refused, StaleEdit
from dialogue import rules
from dialogue.documents.minutes import BASE, COURSE, conclusion_text, course_text
from dialogue.queries.minutes import minutes_of
from dialogue.services.hall_log import NOW, held, note
from documents.models import PaperDraft
from documents.services import edit_paper_draft, start_draft
from documents.states import PaperKind

LONGEST = 120_000


def start_minutes(*, conference, actor):
    """The draft of the minutes; the one under the pen is given back."""
    return start_draft(kind=PaperKind.MINUTES, subject=conference, actor=actor)


@transaction.atomic
def fill_minutes(*, conference, actor):
    """On closing: the minutes exist, and their conclusion names what became of each speech if nobody wrote it yet."""
    known = minutes_of(conference)
    draft = known or start_minutes(conference=conference, actor=actor)
    blank, told = conclusion_text(conference, is_blank=True), conclusion_text(conference)
    if draft.is_open and draft.text.strip() in ("", blank) and draft.text != told:
        # Whoever saves at this very moment has written it: the closing does not wait for that.
        with suppress(StaleEdit):
            edit_paper_draft(draft=draft, values={"text": told}, version=draft.version, actor=actor)
    return draft


@transaction.atomic
def edit_minutes(*, draft, course, version, actor):
    """Keep the secretary's own wording of the course; what reads as the log does goes on growing with it.

    Raises StaleEdit with both texts if somebody saved meanwhile.
    """
    course = course.replace("\r\n", "\n").strip()
    if len(course) > LONGEST:
        raise Refused(f"Diễn biến dài quá {LONGEST:,} ký tự. Hãy rút gọn.".replace(",", "."))
    told = course_text(draft.subject)
    own = {} if course in ("", told) else {COURSE: course, BASE: told}
    return _save(draft, own, version, actor, typed=course)


@transaction.atomic
def retake_minutes(*, draft, version, actor):
    """Put the log's telling in the place of the secretary's wording, which the draft's history keeps."""
    if not draft.values.get(COURSE):
        raise Refused("Diễn biến đang lấy thẳng từ nhật ký hội trường, không có lời sửa riêng để thay.")
    return _save(draft, {}, version, actor, typed=course_text(draft.subject))


@transaction.atomic
def keep_minutes(*, draft, version, actor):
    """The secretary has seen what the log tells since and keeps the own wording: it is no news any more."""
    course = draft.values.get(COURSE)
    if not course:
        raise Refused("Diễn biến đang lấy thẳng từ nhật ký hội trường, không có lời sửa riêng để giữ.")
    own = {COURSE: course, BASE: course_text(draft.subject)}
    return _save(draft, own, version, actor, typed=course)


def _save(draft, own, version, actor, *, typed):
    rest = {key: value for key, value in draft.values.items() if key not in (COURSE, BASE)}
    try:
        return edit_paper_draft(draft=draft, values={"values": rest | own}, version=version, actor=actor)
    except StaleEdit as stale:
        fresh = PaperDraft.objects.get(pk=draft.pk)
        theirs = fresh.values.get(COURSE) or course_text(fresh.subject)
        saved = {} if theirs == typed else {COURSE: ("diễn biến hội nghị", theirs, typed)}
        raise StaleEdit(stale.sentence, saved=saved, version=stale.version) from None


@transaction.atomic
def edit_contribution(*, contribution, version, values, actor, stamp=NOW):
    """Mend what was written of a speech until the close; the wording before stays in the log (TM-14)."""
    contribution.conference = held(contribution.conference)
    rules.check_can_edit_contribution(actor, contribution)
    before = contribution.version
    row = save_edit(
        contribution, actor=actor, version=version, values=values, action="contribution.edit",
        sentence="đã sửa lời ghi lượt phát biểu",
    )  # fmt: skip
    if row.version != before:
        words = f"Sửa lời ghi lượt của {row.speaker}."
        note(
            conference=row.conference, action="contribution.edit", words=words, actor=actor, stamp=stamp, contribution=row
        )  # fmt: skip
    return row
