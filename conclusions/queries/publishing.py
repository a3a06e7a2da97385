"""The text of an issued notice for everybody: what the rules take out, and what a person takes out besides (LP-33).

It can only become less: every word is the issued notice's own, and each that goes is kept with its reason.
"""

import re
import unicodedata
from collections import Counter
from datetime import date

from django.db.models import Q
from django.urls import reverse

from conclusions.models import ConclusionNotice
from conclusions.states import ItemGroup, ItemKind, PublicationState
from core.providers import WorkItem
from core.vietnamese import shorten
from deadlines.models import Deadline
from deadlines.states import DeadlineKind
from feedback.models import Petitioner
from feedback.redaction import NO_ADDRESS, NO_CARD, NO_EMAIL, NO_NAME, NO_PHONE, cut_out

GENERAL, LESSONS, MONITOR = "Kết luận chung", "Đánh giá, rút kinh nghiệm", "Theo dõi, giám sát"
NUMBERS = {ItemGroup.ANSWERED: "I", ItemGroup.PENDING: "II", ItemGroup.UPWARD: "III"}
BY_HAND, LINE, RULE = "hand", "line", "rule"
HIDDEN = "[lược bỏ]"
MOST_WORK = 20
WHY = {
    NO_NAME: "Tên người kiến nghị",
    NO_PHONE: "Số điện thoại",
    NO_EMAIL: "Địa chỉ thư điện tử",
    NO_CARD: "Số giấy tờ tùy thân",
    NO_ADDRESS: "Địa chỉ nhà",
    HIDDEN: "Người soát giấu thêm",
}
RESTRICTED = "Mục hạn chế phổ biến, không đưa ra công khai"
LEFT_OUT = "Người soát không đưa mục này ra công khai"
# "số nhà 12", "nhà số 7A/3", "số 7, ngõ 3", "ngõ 3, số nhà 12": where somebody lives, not the road that is mended.
_LANE = r"(?i:ngõ|ngách|hẻm|kiệt)\s+\d+\w*(?:/\d+)*"
_STREET = r"(?:\s*,?\s*(?i:đường|phố)(?:\s+[A-ZĐÁÀẢÃẠĂÂẤẦẨÉÊẾÍÓÔỐỒƠỚÚƯỨÝ]\w*){1,5})?"
HOUSE = re.compile(
    rf"(?:\b{_LANE}\s*,\s*)?\b(?i:số\s+nhà|nhà\s+số)\s*:?\s*\d+\w*(?:[/-]\d+\w*)*(?:\s*,?\s*{_LANE})*{_STREET}"
    rf"|\b(?i:số)\s+\d+\w*(?:/\d+)*\s*,?\s*{_LANE}{_STREET}"
)


def people_of_conference(conference):
    """Everybody by whom the text could be known, those of merged petitions too, as redaction reads them."""
    raised = Q(petition__conference=conference) | Q(petition__merged_into__conference=conference)
    rows = Petitioner.objects.filter(raised).order_by("pk")
    return list(rows.values("name", "phone", "email", "address"))


def public_text(notice, *, phrases=(), hidden=()):
    """(content, removals) of the notice's own words without what the rules and the person take out.

    `phrases`: words that the person hides wherever they stand. `hidden`: keys of lines that stay out whole.
    """
    people, removals, content = people_of_conference(notice.conference_id), [], []
    for heading, lines in _parts(notice):
        shown = []
        for number, line in enumerate(lines, start=1):
            where = f"{heading}, mục {number}" if len(lines) > 1 else heading
            why = RESTRICTED if line.pop("is_restricted") else LEFT_OUT if line["key"] in hidden else ""
            if why:
                removals.append(_removal(line["key"], where, line["text"], "", why, LINE))
                continue
            for name in ("text", "result"):
                line[name], cuts = clean(line[name], people, phrases)
                removals += [
                    _removal(
                        line["key"], where, before, after, WHY[after], BY_HAND if after == HIDDEN else RULE
                    )
                    for before, after in cuts
                ]
            shown.append(line)
        if shown:
            content.append({"heading": heading, "lines": shown})
    return content, removals


def _removal(key, where, before, after, why, kind):
    return {"key": key, "where": where, "before": before, "after": after, "why": why, "kind": kind}


def clean(text, people, phrases=()):
    """(text, [(piece, what stands instead)]) by every rule, then by the person's own phrases."""
    cuts = []

    def cut(pattern, instead, words):
        return pattern.sub(lambda found: cuts.append((found.group().strip(), instead)) or instead, words)

    text, known = cut_out(text, people)
    text = cut(HOUSE, NO_ADDRESS, text)
    for phrase in sorted(phrases, key=len, reverse=True):
        words = unicodedata.normalize("NFC", phrase).split()
        if words:
            text = cut(re.compile(r"\s+".join(map(re.escape, words)), re.I), HIDDEN, text)
    return text, known + cuts


def _parts(notice):
    """(heading, lines) of the issued notice in its own order."""
    general = [_line("opening", notice.opening), _line("general", notice.general)]
    items = list(notice.items.select_related("unit", "petition"))
    parts = [(GENERAL, general)]
    for group in ItemGroup:
        lines = [_item(item) for item in items if item.group == group]
        parts.append((f"{NUMBERS[group]}. {group.label}", lines))
    parts += [(LESSONS, [_line("lessons", notice.lessons)]), (MONITOR, [_line("monitor", notice.monitor)])]
    return [(heading, [line for line in lines if line["text"].strip()]) for heading, lines in parts]


def _line(key, text):
    return {
        "key": key,
        "text": text,
        "result": "",
        "unit": "",
        "due_on": "",
        "level": "",
        "is_restricted": False,
    }


def _item(item):
    is_pending = item.group == ItemGroup.PENDING
    return _line(f"item-{item.pk}", item.content) | {
        "result": item.result,
        "unit": item.unit.official_name if is_pending and item.unit else "",
        "due_on": item.due_on.isoformat() if is_pending and item.due_on else "",
        "level": item.level if item.group == ItemGroup.UPWARD else "",
        "is_restricted": item.is_restricted
        or item.kind == ItemKind.REMEDY
        or bool(item.petition and item.petition.is_restricted),
    }


def still_standing(publication):
    """Pieces by which somebody could be known as the petitioners stand now, each once; none where all is out."""
    people = people_of_conference(publication.notice.conference_id)
    lines = [line for part in publication.content for line in part["lines"]]
    cuts = [cut for line in lines for name in ("text", "result") for cut in clean(line[name], people)[1]]
    return list(dict.fromkeys(before for before, _ in cuts))


def taken_by_hand(publication):
    """(phrases, hidden lines) that a person took out before, as `public_text` takes them."""
    phrases = [row["before"] for row in publication.removals if row["kind"] == BY_HAND]
    hidden = [row["key"] for row in publication.removals if row["kind"] == LINE and row["why"] == LEFT_OUT]
    return list(dict.fromkeys(phrases)), hidden


# --- what waits for the office ------------------------------------------------------------------------------------


def publication_work(user):
    """Results that the law wants published and nobody has: two queries."""
    open_now = Deadline.objects.of_commune(user.commune).of_kind(DeadlineKind.RESULT_PUBLISHED).open()
    due = dict(open_now.order_by("due_on").values_list("subject_id", "due_on")[:MOST_WORK])
    notices = ConclusionNotice.objects.visible_to(user).main().issued().filter(conference__in=due)
    rows = notices.exclude(publication__state=PublicationState.PUBLISHED).with_names() if due else []
    return [
        WorkItem(
            f"Công khai kết quả đối thoại: {row.conference.title}",
            reverse("conclusion_notice_detail", args=[row.pk]), "Soát và công khai", group="Kết luận",
            due_on=due[row.conference_id], why="Luật yêu cầu Nhân dân được biết kết quả.",
        )
        for row in rows
    ]  # fmt: skip


# --- for pages ---------------------------------------------------------------------------------------------------


def published_parts(publication):
    """The parts with days as dates, as pages show them."""
    return [
        {
            "heading": part["heading"],
            # The notice's own paragraphs read as such; its lines are numbered as on the paper.
            "is_prose": not any(line["key"].startswith("item-") for line in part["lines"]),
            "lines": [line | {"due_on": _day(line["due_on"])} for line in part["lines"]],
        }
        for part in publication.content
    ]


def _day(text):
    return date.fromisoformat(text) if text else None


def removals_of(publication):
    """What was taken out, one line for each piece and place, with how often."""
    counts = Counter(
        (row["where"], row["before"], row["after"], row["why"], row["kind"]) for row in publication.removals
    )
    names = ("where", "before", "after", "why", "kind")
    return [dict(zip(names, row, strict=True)) | {"count": count} for row, count in counts.items()]


def lines_to_hide(publication):
    """(key, words) of each line that a person may keep off the page; what the rules keep off is not among them."""
    shown = [
        (line["key"], f"{part['heading']}: {shorten(line['text'], 110)}")
        for part in publication.content
        for line in part["lines"]
    ]
    hidden = [
        (row["key"], f"{row['where']}: {shorten(row['before'], 110)}")
        for row in publication.removals
        if row["kind"] == LINE and row["why"] == LEFT_OUT
    ]
    return shown + hidden
