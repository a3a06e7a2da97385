"""One speech as the minutes tell it: who, when, what was said, who answered what, what became of it."""

from django.utils import timezone

from core.vietnamese import lower_first, short_date
from dialogue.documents.facts import DOTS, hour_words
from dialogue.states import ANSWERS, Outcome, SpeechKind
from documents.templatetags.paper import lines

VERBS = {
    SpeechKind.READS: "nêu kiến nghị đã gửi",
    SpeechKind.NEW: "phát biểu",
    SpeechKind.FOLLOW_UP: "hỏi lại",
    SpeechKind.CHAIR_ANSWER: "trả lời",
    SpeechKind.UNIT_ANSWER: "trả lời",
}


def local(moment):
    """The local instant of a stored one; None stays None."""
    return timezone.localtime(moment) if moment else None


def order_of(talk):
    """The speech, then what belongs to it, each follow-up with its own answers."""
    return [talk, *(row for child in talk.children for row in order_of(child))]


def talk_lines(talk):
    """Paragraphs of one speech and of what belongs to it (LP-76, LP-105, QN-48, TD-54, TM-14)."""
    return [line for row in order_of(talk) for line in _own_lines(row)]


def _own_lines(row):
    who = f"**{row.speaker}**" + (f" ({row.place})" if row.place else "")
    verb = VERBS[row.kind]
    if row.is_unsatisfied:
        verb = f"{verb}, chưa thoả đáng với câu trả lời"
    said = " ".join(lines(row.summary))
    if row.kind in ANSWERS:
        return [f"{who}, {hour_words(local(row.started_at))}, {verb}{f': {said}' if said else '.'}"]
    found = [f"{who}, {hour_words(local(row.started_at))}, {verb}: {said or DOTS}"]
    answer = " ".join(lines(row.answer))
    if answer or (not row.outcome and not _is_answered_below(row)):
        by = f" ({row.answered_by})" if row.answered_by else ""
        found.append(f"Trả lời{by}: {answer or DOTS}")
    return [*found, f"*Kết quả:* {outcome_words(row) or DOTS}{_directed(row)}{_codes(row)}."]


def _is_answered_below(row):
    return any(child.kind in ANSWERS for child in row.children)


def outcome_words(row):
    """ "Giao đơn vị giải quyết: Phòng Kinh tế xã, hạn 01/06/2026"."""
    return _words(row.outcome, row.unit, row.due_on)


def _words(outcome, unit, due_on):
    if not outcome:
        return ""
    who = f": {unit.official_name}" if unit else ""
    return f"{Outcome(outcome).label}{who}{f', hạn {short_date(due_on)}' if due_on else ''}"


def _directed(row):
    """What the chair said, where the record says otherwise; that it was the chair's word, where it says the same."""
    if not row.directed:
        return ""
    if (row.directed, row.directed_unit_id) == (row.outcome, row.unit_id):
        return ", theo chỉ đạo của người chủ trì"
    return f" (người chủ trì chỉ đạo: {lower_first(_words(row.directed, row.directed_unit, row.directed_due_on))})"


def _codes(row):
    """The petition that it became (TM-14); the room that has petitions hangs them on the speech."""
    codes = [petition.code for petition in row.petitions.all()] if hasattr(row, "petitions") else []
    matter = getattr(row, "matter", None)
    codes += [matter.petition.code] if matter and matter.petition.code not in codes else []
    return f"; mã kiến nghị {', '.join(codes)}" if codes else ""
