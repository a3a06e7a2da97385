"""What former conferences left open: told to who prepares the next one and to who writes the plan. Nothing is written."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from conclusions.models import Commitment, Submission
from conclusions.states import SubmissionKind
from core.clock import local_today
from core.providers import PartNote
from core.states import Role
from core.vietnamese import short_date, shorten
from dialogue.models import Conference
from feedback.models import Petition
from feedback.states import PetitionState

SHOWN = 5  # lines of a note; the list has all
ON_PAPER = 12  # lines that a programme or a report takes
READERS = {Role.OFFICE, Role.CHAIR, Role.UNIT, Role.FRONT, Role.PARTY}
HEADING = "Báo cáo kết quả thực hiện kết luận của hội nghị đối thoại kỳ trước"


@dataclass(frozen=True)
class Leftovers:
    """Three lists of what is not settled; querysets, to be counted or cut by who shows them."""

    commitments: object
    submissions: object
    petitions: object

    def counts(self):
        return self.commitments.count(), self.submissions.count(), self.petitions.count()


def former_conferences(user, before=None):
    """Closed ones of the commune; of a conference only those held before it."""
    rows = Conference.objects.visible_to(user).held()
    if before is not None:
        rows = rows.exclude(pk=before.pk)
        if before.held_on:
            rows = rows.filter(held_on__lt=before.held_on)
    return rows


def leftovers_of(user, before=None):
    """What this person may see of it; a petition that a promise or a letter stands for is named once, by that."""
    former = former_conferences(user, before).values("pk")
    commitments = Commitment.objects.visible_to(user).filter(conference__in=former).unconfirmed()
    submissions = Submission.objects.visible_to(user).filter(conference__in=former).waiting()
    petitions = Petition.objects.visible_to(user).filter(conference__in=former).matters()
    open_still = petitions.unanswered() | petitions.reported_up()
    promised = Commitment.objects.filter(petition=OuterRef("pk")).unconfirmed()
    sent = Submission.objects.filter(petition=OuterRef("pk")).waiting()
    petitions = open_still.exclude(Exists(promised)).exclude(Exists(sent))
    return Leftovers(
        commitments.with_names().order_by("due_on", "pk"),
        submissions.exclude(kind=SubmissionKind.REPORT_UP).with_names().order_by("conference__held_on", "pk"),
        petitions.select_related("conference").order_by("received_on", "pk"),
    )


def words_of(counts):
    """ "3 cam kết, 1 văn bản chờ cấp trên trả lời, 2 kiến nghị chưa trả lời"; "" where nothing is left."""
    names = ("cam kết chưa xong", "việc gửi cơ quan ngoài xã chưa có kết quả", "kiến nghị chưa trả lời")
    return ", ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True) if count)


# --- notes on other rooms' pages ------------------------------------------------------------------------------


def carry_notes(conference, user):
    """ "Kỳ trước còn …" while the conference is prepared; nothing where nothing is left."""
    if not conference.is_in_preparation or not user.roles & READERS:
        return []
    if not former_conferences(user, conference).exists():
        return []
    url = f"{reverse('leftover_list')}?hoi_nghi={conference.pk}"
    return _note(leftovers_of(user, before=conference), url)


def plan_notes(plan, user):
    """The same for who writes the year's plan; nothing once it has been issued."""
    if plan is not None and plan.paper_id or not user.roles & READERS:
        return []
    if not former_conferences(user).exists():
        return []
    return _note(leftovers_of(user), reverse("leftover_list"))


def _note(left, url):
    words = words_of(left.counts())
    if not words:
        return []
    rows = list(left.commitments[:SHOWN])
    lines = [(_line(row), reverse("commitment_detail", args=[row.pk])) for row in rows]
    lines += [
        (f"{row.to_body}: {_short(row.content)}", reverse("submission_detail", args=[row.pk]))
        for row in left.submissions[: SHOWN - len(lines)]
    ]
    return [PartNote("Kỳ trước còn", f"{words}.", lines, url, "Xem tất cả, đưa vào chương trình")]


def _line(row):
    late = ", quá hạn" if row.is_late else ""
    return f"{row.unit.short_name}: {_short(row.content)} (hạn {short_date(row.due_on)}{late})"


def _short(text, limit=110):
    return shorten(text.strip().rstrip("."), limit)


# --- the words for the next conference's papers ----------------------------------------------------------------


def carried_lines(user, conference):
    """What a programme or report says of it, a line each; nothing that is kept from the public (LP-29, TD-68)."""
    left = leftovers_of(user, before=conference)
    commitments = left.commitments.filter(is_restricted=False)
    submissions = left.submissions.filter(Q(item=None) | Q(item__is_restricted=False))
    # Of a petition without a notice's line only its code: its own words may name people.
    petitions = [row for row in left.petitions[:ON_PAPER] if not row.is_restricted]
    lines = [_line(row) for row in commitments[:ON_PAPER]]
    lines += [_sent_line(row) for row in submissions[:ON_PAPER]]
    lines += [f"{row.public_label}: {_state_words(row)}" for row in petitions]
    return lines[:ON_PAPER]


def programme_lines(user, conference):
    """What a printed programme has room for: how much each unit still owes, then the rest in figures."""
    left = leftovers_of(user, before=conference)
    units = {}
    for row in left.commitments.filter(is_restricted=False):
        units.setdefault(row.unit.short_name, []).append(row.is_late)
    lines = [
        f"{name}: {len(late)} cam kết" + (f", {sum(late)} quá hạn" if any(late) else "")
        for name, late in units.items()
    ]
    rest = words_of((0, left.submissions.count(), left.petitions.count()))
    return [*lines, *([f"{rest[:1].upper()}{rest[1:]}"] if rest else [])]


def _sent_line(row):
    when = f"gửi ngày {short_date(row.sent_on)}, chưa có kết quả" if row.sent_on else "chưa gửi"
    return f"{row.to_body}: {_short(row.content)} ({when})"


def _state_words(petition):
    return "đã báo cáo cấp trên" if petition.state == PetitionState.REPORTED_UP else "chưa trả lời"


def opening_words(user, conference):
    """The paragraph for a report: how much was promised, how much is kept, what is left."""
    promised = Commitment.objects.filter(conference__in=former_conferences(user, conference).values("pk"))
    kept = promised.exclude(pk__in=promised.unconfirmed().values("pk")).count()
    left = words_of(leftovers_of(user, before=conference).counts())
    rest = f" Kỳ trước còn {left}." if left else " Không còn việc nào chưa xong."
    return (
        f"Kết quả thực hiện kết luận kỳ trước (tính đến {short_date(local_today())}): "
        f"{kept}/{promised.count()} cam kết đã được xác nhận hoàn thành.{rest}"
    )
