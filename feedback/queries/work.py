"""What waits for a person in this room, and what this room shows on a conference's page."""

from collections import Counter, defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, OuterRef, Subquery, Value, When
from django.urls import reverse
from django.utils.text import Truncator

from core.clock import local_today
from core.numbers import grouped
from core.pages import COUNTED
from core.providers import ConferencePart, ConferenceTab, StagePart, WorkItem
from core.states import Role
from core.vietnamese import lower_first
from dialogue.models import Conference
from documents.models import PaperDraft
from documents.states import PaperKind
from feedback.models import Answer, Assignment, Petition
from feedback.queries import answering, collecting, imports
from feedback.queries.lists import list_url
from feedback.queries.retention import has_names_to_forget, retention_day
from feedback.states import AnswerState, PetitionState, Triage

GROUP = "Kiến nghị"
REPORT_READERS = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}
FEW = 3  # returned answers that get a line each
MANY = 200  # assignments of one unit that are looked at; more reads as more


def work_items(user):
    """The office classifies, assigns and approves; a unit accepts and answers; the Front enters petitions."""
    items = []
    if Role.OFFICE in user.roles:
        items += _office_items(user) + _letters_to_write(user) + _names_to_forget(user)
    items += _unit_items(user) + answering.work_items(user) + collecting.work_items(user)
    items += imports.work_items(user)
    if Role.FRONT in user.roles:
        items += _front_items(user)
    return items


def _office_items(user):
    petitions = Petition.objects.visible_to(user)
    lists = [
        (petitions.to_classify(), "Phân loại {} kiến nghị mới", reverse("petition_board"), "Phân loại"),
        (petitions.to_assign(), "Giao đơn vị trả lời {} kiến nghị", list_url(state="to_assign"), "Giao đơn vị"),
        (petitions.to_report_up(), "Báo cáo cấp trên {} kiến nghị", list_url(triage="upward", state="classified"), "Báo cáo"),
        (Answer.objects.visible_to(user).to_approve(), "Duyệt {} bản trả lời", reverse("answer_list"), "Đọc và duyệt"),
    ]  # fmt: skip
    return [
        WorkItem(words.format(_bounded(count)), url, button, group=GROUP)
        for rows, words, url, button in lists
        if (count := rows.order_by()[: COUNTED + 1].count())
    ]


def _bounded(count):
    """A count as words; nobody counts what is more than a list shows."""
    return f"hơn {grouped(COUNTED)}" if count > COUNTED else grouped(count)


def _names_to_forget(user):
    """Something is due to be anonymised: a person looks at the list first."""
    before_on = retention_day(user.commune)
    if before_on is None or not has_names_to_forget(user.commune, before_on):
        return []
    why = "Đã hết thời hạn giữ tên, điện thoại, địa chỉ mà xã quy định."
    return [
        WorkItem(
            "Xem danh sách kiến nghị đến hạn ẩn danh", reverse("petition_anonymise"), "Xem danh sách", why=why,
            tone="info", group=GROUP,
        )
    ]  # fmt: skip


def _letters_to_write(user):
    """LP-61: petitions were given out for a conference ahead; the chair's letter is not yet under the pen."""
    given = Petition.objects.visible_to(user).filter(state=PetitionState.ASSIGNED).values("conference")
    ahead = Conference.objects.visible_to(user).upcoming(local_today()).filter(pk__in=given)
    begun = PaperDraft.objects.of_commune(user.commune).of_kind(PaperKind.ASSIGNMENT).live()
    begun = begun.filter(subject_type=ContentType.objects.get_for_model(Conference)).values("subject_id")
    return [
        WorkItem(
            f"Soạn văn bản phân công chuẩn bị trả lời cho “{conference.title}”",
            reverse("conference_papers", args=[conference.pk]),
            "Soạn văn bản",
            why="Đã giao đơn vị; người chủ trì còn phải ký văn bản phân công.",
            tone="info",
            group=GROUP,
        )
        for conference in ahead.exclude(pk__in=begun).order_by("held_on", "pk")[:3]
    ]


def _unit_items(user):
    mine = Assignment.objects.of_commune(user.commune).of_units(user.unit_ids).select_related("petition")
    items = []
    offered = list(mine.to_accept().order_by("due_on", "pk")[:MANY])
    if offered:
        url = _url_of(offered, list_url(state="offered"))
        sentence = f"Nhận hoặc từ chối {len(offered)} kiến nghị được giao"
        items.append(
            WorkItem(
                sentence,
                url,
                "Xem và nhận",
                offered[0].due_on,
                "Văn phòng đang chờ đơn vị nhận việc.",
                group=GROUP,
            )
        )
    back = Answer.objects.filter(assignment=OuterRef("pk"), state=AnswerState.RETURNED)
    rows = mine.to_answer().annotate(
        back=Subquery(back.values("pk")), reason=Subquery(back.values("return_reason"))
    )
    returned, by_field = [], defaultdict(list)
    for row in rows.order_by("due_on", "pk")[:MANY]:
        (returned if row.back else by_field[row.petition.field]).append(row)
    items += _returned_items(returned)
    for field, rows in by_field.items():
        label = lower_first(rows[0].petition.get_field_display())
        url = _url_of(rows, list_url(state="assigned", field=field))
        items.append(
            WorkItem(
                f"Trả lời {len(rows)} kiến nghị về {label}",
                url,
                "Soạn trả lời",
                rows[0].due_on,
                "Trả lời bằng văn bản gửi Văn phòng.",
                group=GROUP,
            )
        )
    return items


def _returned_items(rows):
    """Answers to mend and send again, with what is to be mended; a line each while they are few."""
    if len(rows) > FEW:
        sentence = f"Sửa và gửi lại {len(rows)} bản trả lời bị trả lại"
        return [WorkItem(sentence, reverse("answer_list"), "Xem và sửa", rows[0].due_on, group=GROUP)]
    return [
        WorkItem(
            f"Sửa và gửi lại trả lời {row.petition.code}",
            reverse("answer_detail", args=[row.back]),
            "Sửa",
            row.due_on,
            f"Đề nghị sửa: {Truncator(row.reason).chars(120)}",
            group=GROUP,
        )
        for row in rows
    ]


def _url_of(rows, many_url):
    return reverse("assignment_detail", args=[rows[0].pk]) if len(rows) == 1 else many_url


def _front_items(user):
    """The next conference still collects: the Front is asked to bring in what people say (LP-106)."""
    upcoming = Conference.objects.visible_to(user).upcoming(local_today()).order_by("held_on")
    return [
        WorkItem(
            f"Nhập kiến nghị của Nhân dân cho “{conference.title}”",
            f"{reverse('petition_add')}?conference={conference.pk}",
            "Nhập kiến nghị",
            why="Hội nghị đang thu thập ý kiến.",
            tone="info",
            group=GROUP,
        )
        for conference in upcoming[:2]
    ]


def conference_part(conference, user):
    """The stage «thu thập» and the tabs Kiến nghị, Báo cáo tổng hợp."""
    visible = Petition.objects.visible_to(user).for_conference(conference)
    # What is answered together with another petition is given to nobody: it waits for that one's answer.
    follows = When(
        state=PetitionState.CLASSIFIED, answered_with__isnull=False, then=Value(PetitionState.ASSIGNED)
    )
    standing = visible.matters().order_by().annotate(standing=Case(follows, default=F("state")))
    rows = standing.values_list("standing", "triage").annotate(count=Count("pk"))
    counts = {(state, triage): count for state, triage, count in rows}
    url = list_url(conference=conference.pk)
    tabs = [ConferenceTab("Kiến nghị", url, sum(counts.values())), *collecting.tabs(conference, user)]
    if user.roles & REPORT_READERS:
        tabs.append(ConferenceTab("Báo cáo tổng hợp", reverse("conference_report", args=[conference.pk])))
    return ConferencePart(stages=[_stage(conference, counts, url)], tabs=tabs)


def _stage(conference, counts, url):
    """`counts`: how many stand under (state, class)."""
    by_state = Counter()
    for (state, _), count in counts.items():
        by_state[state] += count
    fresh, waiting = by_state[PetitionState.RECEIVED], by_state[PetitionState.ASSIGNED]
    loose = by_state[PetitionState.CLASSIFIED] - counts.get((PetitionState.CLASSIFIED, Triage.UPWARD), 0)
    upward = by_state[PetitionState.CLASSIFIED] - loose
    total, answered = sum(counts.values()), by_state[PetitionState.ANSWERED]
    is_over = bool(conference.opened_at)
    if not total:
        words = "Không có kiến nghị trước hội nghị." if is_over else "Chưa có kiến nghị nào."
        return StagePart("collect", "Thu thập", "done" if is_over else "future", words, url)
    parts = [
        (fresh, "chưa phân loại"), (loose, "chờ giao đơn vị"), (waiting, "chờ trả lời"), (answered, "đã có trả lời"),
        (upward, "báo cáo cấp trên"),
    ]  # fmt: skip
    words = f"{total} kiến nghị: " + ", ".join(f"{count} {text}" for count, text in parts if count) + "."
    words = words.replace(": .", ", đều đã có kết quả.")
    state = "done" if is_over or not (fresh or loose or waiting) else "current"
    return StagePart("collect", "Thu thập", state, words, url)
