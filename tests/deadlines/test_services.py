"""What becomes of a deadline: started, met, reopened, extended, waived, cancelled, dated anew."""

from datetime import date

import pytest
import time_machine

from core.log import history_of
from core.models import AuditEntry
from core.refusals import NotYourRole, Refused
from deadlines import services
from deadlines.models import Deadline, Rule
from deadlines.queries import rules_in_force
from deadlines.states import DeadlineState
from deadlines.wording import badge, explanation
from tests.factories.deadlines import a_deadline, a_regulation, a_rule, a_subject, confirmed_years

pytestmark = pytest.mark.django_db
GROUND = "nội dung kiến nghị vượt quá thẩm quyền"


@pytest.fixture
def may(commune, cast):
    """20/5/2026 in the office, the calendar of 2025 and 2026 confirmed."""
    with time_machine.travel("2026-05-20 03:00:00+00:00", tick=False):
        confirmed_years(commune=commune, admin=cast.admin)
        yield


# Start


def test_start_copies_the_figures_of_the_rule(may, commune, cast):
    """E-07, LP-94: 10 working days after 14/5 is 28/5; a later change of the rule moves nothing."""
    deadline = a_deadline(commune=commune, actor=cast.office)
    assert (deadline.due_on, deadline.original_due_on) == (date(2026, 5, 28), date(2026, 5, 28))
    assert (deadline.amount, deadline.unit, deadline.direction) == (10, "working_day", "after")
    assert deadline.extension_amount == 15
    assert "IV.1" in deadline.legal_basis
    assert not deadline.is_provisional
    Rule.objects.filter(pk=deadline.rule_id).update(amount=3)
    services.recompute_open(actor=None)
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 28)


def test_start_is_idempotent_while_the_deadline_is_open(may, commune, cast):
    subject = a_subject(commune=commune)
    first = a_deadline(commune=commune, actor=cast.office, subject=subject)
    assert a_deadline(commune=commune, actor=cast.office, subject=subject) == first
    assert Deadline.objects.count() == 1


def test_start_writes_one_log_entry(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    (line,) = history_of(deadline)
    assert "hạn là thứ Năm, 28/05/2026" in line.sentence
    assert line.actor == cast.office


@pytest.mark.parametrize(
    "code", ["LP-R3", "LP-R4", "TM-R4", "TM-R5", "ND-R2", "ND-R4", "LP-R5", "QN-R8", "TM-R2"]
)
def test_a_rule_without_figures_makes_no_deadline(may, commune, cast, code):
    """D-11, D-31: «chưa cấu hình» invents nothing."""
    assert a_deadline(commune=commune, actor=cast.office, rule=code) is None


def test_a_disabled_rule_makes_no_deadline(may, commune, cast):
    a_regulation()
    Rule.objects.filter(code="LP-R2").update(is_enabled=False)
    assert a_deadline(commune=commune, actor=cast.office) is None


def test_no_deadline_before_its_event_has_happened(may, commune, cast):
    """P9: answers of TD count from the conclusion's issue, which has no date yet."""
    assert a_deadline(commune=commune, actor=cast.office, rule="TD-R7", anchor_on=None) is None


def test_rules_in_conflict_make_no_deadline_until_one_is_chosen(may, commune, cast):
    """D-01, D-02: TD gives two dates for one report."""
    assert a_deadline(commune=commune, actor=cast.office, rule="TD-R3") is None
    assert a_deadline(commune=commune, actor=cast.office, rule="TD-R4") is None
    own = services.copy_regulation(regulation=a_regulation(code="TD"), commune=commune, actor=cast.admin)
    chosen = own.rules.get(code="TD-R3")
    services.choose_rule(rule=chosen, reason="Mục III.1 không khả thi.", actor=cast.admin)
    deadline = services.start_deadline(
        rule=chosen, subject=a_subject(commune=commune), subject_label="Hội nghị", anchor_on=None,
        actor=cast.office, commune=commune,
    )  # fmt: skip
    assert deadline.due_on == date(2026, 5, 19)  # E-32


def test_an_ad_hoc_conference_is_exempt_with_the_clause_and_still_owes_a_conclusion(may, commune, cast):
    """E-43, P12, LP-55."""
    subject = a_subject(commune=commune)
    notice, conclusion = services.start_deadlines_for(
        regulation=a_regulation(), kinds=["notice", "conclusion"], subject=subject, subject_label="Đột xuất",
        anchor_on=date(2026, 7, 7), anchor_kind="conference", conference_kind="ad_hoc",
        actor=cast.office, commune=commune,
    )  # fmt: skip
    assert notice.state == DeadlineState.EXEMPT
    assert notice.exempt_clause == "miễn theo III.1.1"
    assert (conclusion.state, conclusion.due_on) == (DeadlineState.OPEN, date(2026, 7, 21))
    assert badge(notice).phrase == "miễn theo III.1.1"


def test_start_for_leaves_rules_that_count_from_another_event(may, commune, cast):
    """TD-R6 counts from the conference, TD-R7 from the conclusion's issue."""
    subject = a_subject(commune=commune)
    started = services.start_deadlines_for(
        regulation=a_regulation(code="TD"), kinds=["conclusion", "answer_after"], subject=subject,
        subject_label="Hội nghị", anchor_on=date(2026, 5, 22), anchor_kind="conference",
        actor=cast.office, commune=commune,
    )  # fmt: skip
    assert [d.kind for d in started] == ["conclusion"]
    later = services.start_deadlines_for(
        regulation=a_regulation(code="TD"), kinds=["answer_after"], subject=subject,
        subject_label="Hội nghị", anchor_on=date(2026, 6, 5), anchor_kind="conclusion_issued",
        actor=cast.office, commune=commune,
    )  # fmt: skip
    assert [d.due_on for d in later] == [date(2026, 6, 16)]  # E-20


def test_the_law_stands_beside_the_plan_and_the_earlier_leads(may, commune, cast):
    """P16, E-37: 7 working days (5/5) lead over the law's 7 days (7/5)."""
    regulation = services.copy_regulation(regulation=a_regulation(), commune=commune, actor=cast.admin)
    regulation.has_statutory_overlay = True
    regulation.save()
    notices = services.start_deadlines_for(
        regulation=regulation, kinds=["notice"], subject=a_subject(commune=commune), subject_label="Hội nghị",
        anchor_on=date(2026, 5, 14), anchor_kind="conference", actor=cast.office, commune=commune,
    )  # fmt: skip
    assert [d.due_on for d in notices] == [date(2026, 5, 5), date(2026, 5, 7)]
    assert [d.is_statutory for d in notices] == [False, True]
    assert services.leading(notices) == notices[0]


def test_a_date_set_by_the_chair_includes_its_day(may, commune, cast):
    deadline = a_deadline(
        commune=commune, actor=cast.chair, rule=None, kind="answer_after", anchor_on=None,
        fixed_on=date(2026, 6, 10), label="Trả lời kiến nghị",
    )  # fmt: skip
    assert (deadline.due_on, deadline.rule, deadline.label) == (date(2026, 6, 10), None, "Trả lời kiến nghị")


def test_own_figures_win_over_the_rule(may, commune, cast):
    """«Kế hoạch tự ghi»: the plan's own text wins."""
    deadline = a_deadline(commune=commune, actor=cast.office, amount=5)
    assert deadline.due_on == date(2026, 5, 21)


def test_a_window_deadline_keeps_its_first_day(may, commune, cast):
    """LP-R6: quý II and IV; a conference of May falls into the first. E-34: ND's window is cut short."""
    window = a_deadline(commune=commune, actor=cast.office, rule="LP-R6")
    assert (window.starts_on, window.due_on) == (date(2026, 4, 1), date(2026, 6, 30))
    cut = a_deadline(
        commune=commune, actor=cast.office, rule="ND-R1", subject=a_subject(commune=commune, name="B")
    )
    assert (cut.starts_on, cut.due_on) == (date(2025, 10, 1), date(2025, 11, 14))


# Meet and reopen


@pytest.mark.parametrize(
    ("on", "is_late", "days"),
    [
        (date(2026, 5, 28), False, 0),
        (date(2026, 5, 29), True, 1),
        (date(2026, 5, 30), True, 1),
        (date(2026, 6, 3), True, 4),
    ],
)
def test_meet_deadline_records_how_late(may, commune, cast, on, is_late, days):
    """P13: late is not lost."""
    deadline = a_deadline(commune=commune, actor=cast.office)
    services.meet_deadline(deadline=deadline, on=on, actor=cast.office)
    deadline.refresh_from_db()
    assert (deadline.state, deadline.is_met_late, deadline.late_working_days) == ("met", is_late, days)
    assert (deadline.breached_on == date(2026, 5, 29)) == is_late


def test_meet_deadline_twice_is_refused(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    services.meet_deadline(deadline=deadline, on=date(2026, 5, 20), actor=cast.office)
    with pytest.raises(Refused):
        services.meet_deadline(deadline=deadline, on=date(2026, 5, 21), actor=cast.office)


def test_unmeet_deadline_opens_it_and_keeps_the_breach(may, commune, cast):
    """P10: the notice named another day."""
    deadline = a_deadline(commune=commune, actor=cast.office)
    services.meet_deadline(deadline=deadline, on=date(2026, 6, 1), actor=cast.office)
    services.unmeet_deadline(deadline=deadline, reason="Hội nghị đã chuyển ngày.", actor=cast.office)
    deadline.refresh_from_db()
    assert (deadline.state, deadline.met_on, deadline.is_met_late) == ("open", None, False)
    assert deadline.breached_on == date(2026, 5, 29)
    assert history_of(deadline)[0].note == "Hội nghị đã chuyển ngày."


def test_unmeet_deadline_that_runs_is_refused(may, commune, cast):
    with pytest.raises(Refused):
        services.unmeet_deadline(
            deadline=a_deadline(commune=commune, actor=None), reason="x", actor=cast.office
        )


# Extend


@pytest.mark.parametrize(
    ("row", "rule", "anchor", "first", "extended"),
    [
        ("E-08", "LP-R2", date(2026, 5, 14), date(2026, 5, 28), date(2026, 6, 4)),
        ("E-12", "LP-R2", date(2026, 2, 10), date(2026, 3, 3), date(2026, 3, 10)),
        ("E-21", "TD-R6", date(2026, 5, 22), date(2026, 6, 5), date(2026, 6, 12)),
    ],
)
def test_extend_deadline_counts_from_the_original_start(commune, cast, row, rule, anchor, first, extended):
    """P11: 15 from the conference, never 10 + 15; the first date stays visible."""
    with time_machine.travel(f"{anchor} 03:00:00+00:00", tick=False):
        deadline = a_deadline(commune=commune, actor=cast.office, rule=rule, anchor_on=anchor)
        assert deadline.due_on == first, row
        services.extend_deadline(
            deadline=deadline, ground=GROUND, reason="Liên quan ba sở.", actor=cast.chair
        )
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.original_due_on) == (extended, first)
    assert deadline.extended_by == cast.chair
    text = " ".join(explanation(deadline))
    assert f"{first:%d/%m/%Y}" in text
    assert "Liên quan ba sở" in text
    assert history_of(deadline)[0].changes["Hạn"] == [f"{first:%d/%m/%Y}", f"{extended:%d/%m/%Y}"]


def test_extend_deadline_in_the_last_second_of_the_last_day(may, commune, cast):
    """E-08, E-44: 23:59:59 on 28/5 is 16:59:59 UTC and still in time."""
    deadline = a_deadline(commune=commune, actor=cast.office)
    with time_machine.travel("2026-05-28 16:59:59+00:00", tick=False):
        services.extend_deadline(deadline=deadline, ground=GROUND, reason="Phức tạp.", actor=cast.chair)
    assert deadline.due_on == date(2026, 6, 4)


def test_extend_deadline_is_refused_once_the_first_date_has_passed(may, commune, cast):
    """E-44: 17:00 UTC on 28/5 is already 29/5 in Vietnam."""
    deadline = a_deadline(commune=commune, actor=cast.office)
    with (
        time_machine.travel("2026-05-28 17:00:00+00:00", tick=False),
        pytest.raises(Refused, match="Hạn ban đầu đã hết vào thứ Năm, 28/05/2026"),
    ):
        services.extend_deadline(deadline=deadline, ground=GROUND, reason="Phức tạp.", actor=cast.chair)


def test_extend_deadline_twice_is_refused(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    services.extend_deadline(deadline=deadline, ground=GROUND, reason="Phức tạp.", actor=cast.chair)
    with pytest.raises(Refused, match="gia hạn một lần"):
        services.extend_deadline(deadline=deadline, ground=GROUND, reason="Nữa.", actor=cast.chair)


@pytest.mark.parametrize(("ground", "reason"), [("bận việc khác", "x"), (GROUND, "  ")])
def test_extend_deadline_needs_a_listed_ground_and_a_reason(may, commune, cast, ground, reason):
    deadline = a_deadline(commune=commune, actor=cast.office)
    with pytest.raises(Refused):
        services.extend_deadline(deadline=deadline, ground=ground, reason=reason, actor=cast.chair)
    deadline.refresh_from_db()
    assert not deadline.is_extended


def test_extend_deadline_where_the_rule_allows_none_is_refused(may, commune, cast):
    """QN-R4 knows no extension (D-41)."""
    deadline = a_deadline(commune=commune, actor=cast.office, rule="QN-R4")
    with pytest.raises(Refused, match="không cho gia hạn"):
        services.extend_deadline(deadline=deadline, ground=GROUND, reason="x", actor=cast.chair)


def test_extend_deadline_is_the_chairs(may, commune, cast, neighbours):
    deadline = a_deadline(commune=commune, actor=cast.office)
    for person in (cast.office, cast.unit, cast.front, cast.admin, neighbours.office):
        with pytest.raises(NotYourRole):
            services.extend_deadline(deadline=deadline, ground=GROUND, reason="x", actor=person)


# Exempt and cancel


def test_exempt_deadline_needs_the_chair_and_a_reason(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    with pytest.raises(NotYourRole):
        services.exempt_deadline(deadline=deadline, reason="Thiên tai.", actor=cast.office)
    with pytest.raises(Refused, match="lý do"):
        services.exempt_deadline(deadline=deadline, reason=" ", actor=cast.chair)
    services.exempt_deadline(deadline=deadline, reason="Thiên tai.", clause="mục III.1.1", actor=cast.chair)
    deadline.refresh_from_db()
    assert (deadline.state, deadline.exempted_by, deadline.exempt_clause) == (
        "exempt",
        cast.chair,
        "mục III.1.1",
    )
    assert "Được miễn (mục III.1.1): Thiên tai." in explanation(deadline)


def test_exempt_deadline_after_its_day_keeps_the_breach(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office, anchor_on=date(2026, 4, 24))
    services.exempt_deadline(deadline=deadline, reason="Thiên tai.", actor=cast.chair)
    deadline.refresh_from_db()
    assert deadline.breached_on == date(2026, 5, 14)


def test_cancel_deadline_ends_it(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    services.cancel_deadline(deadline=deadline, reason="Hội nghị bị huỷ.", actor=cast.office)
    deadline.refresh_from_db()
    assert (deadline.state, services.leading([deadline])) == ("cancelled", None)
    with pytest.raises(Refused):
        services.meet_deadline(deadline=deadline, on=date(2026, 5, 20), actor=cast.office)


# Re-anchor


def test_reanchor_deadline_moves_anchored_ones_and_leaves_fixed_ones(may, commune, cast):
    """P10, E.4: TD's fixed 15/5 stays, LP's notice and conclusion follow the conference (E-01, E-42)."""
    subject = a_subject(commune=commune)
    notice = a_deadline(
        commune=commune, actor=cast.office, subject=subject, rule="LP-R1", anchor_on=date(2026, 6, 18)
    )
    fixed = a_deadline(
        commune=commune, actor=cast.office, subject=subject, rule="TD-R1", anchor_on=date(2026, 6, 18)
    )
    assert (notice.due_on, fixed.due_on) == (date(2026, 6, 9), date(2026, 5, 15))
    moved = services.reanchor_deadlines(
        subject=subject, anchor_kind="conference", anchor_on=date(2026, 6, 15), actor=cast.office
    )
    assert moved == [notice]
    notice.refresh_from_db()
    fixed.refresh_from_db()
    assert (notice.due_on, fixed.due_on) == (date(2026, 6, 4), date(2026, 5, 15))
    assert history_of(notice)[0].changes["Hạn"] == ["thứ Ba, 09/06/2026", "thứ Năm, 04/06/2026"]


def test_reanchor_deadline_into_the_past_is_overdue_at_once(may, commune, cast):
    """E-42: «if today is later the rule is at once overdue»."""
    subject = a_subject(commune=commune)
    notice = a_deadline(
        commune=commune, actor=cast.office, subject=subject, rule="LP-R1", anchor_on=date(2026, 6, 18)
    )
    services.reanchor_deadlines(
        subject=subject, anchor_kind="conference", anchor_on=date(2026, 5, 25), actor=cast.office
    )
    notice.refresh_from_db()
    assert notice.due_on == date(2026, 5, 14)
    assert badge(notice).tone == "late"
    assert list(Deadline.objects.overdue(date(2026, 5, 20))) == [notice]


def test_reanchor_deadline_keeps_extension_and_exemption(may, commune, cast):
    """E.4: both survive a re-computation, relative to the new anchor."""
    subject = a_subject(commune=commune)
    extended = a_deadline(commune=commune, actor=cast.office, subject=subject)
    services.extend_deadline(deadline=extended, ground=GROUND, reason="Phức tạp.", actor=cast.chair)
    exempt = a_deadline(commune=commune, actor=cast.office, subject=subject, rule="LP-R1")
    services.exempt_deadline(deadline=exempt, reason="Thiên tai.", actor=cast.chair)
    services.reanchor_deadlines(
        subject=subject, anchor_kind="conference", anchor_on=date(2026, 5, 22), actor=cast.office
    )
    extended.refresh_from_db()
    exempt.refresh_from_db()
    assert (extended.original_due_on, extended.due_on) == (date(2026, 6, 5), date(2026, 6, 12))  # E-21
    assert (exempt.state, exempt.due_on) == ("exempt", date(2026, 5, 13))


def test_reanchor_deadline_leaves_met_ones(may, commune, cast):
    subject = a_subject(commune=commune)
    met = a_deadline(commune=commune, actor=cast.office, subject=subject)
    services.meet_deadline(deadline=met, on=date(2026, 5, 20), actor=cast.office)
    assert not services.reanchor_deadlines(
        subject=subject, anchor_kind="conference", anchor_on=date(2026, 6, 1), actor=cast.office
    )


def test_a_late_deadline_that_is_moved_later_keeps_its_breach(may, commune, cast):
    subject = a_subject(commune=commune)
    late = a_deadline(commune=commune, actor=cast.office, subject=subject, anchor_on=date(2026, 4, 24))
    services.reanchor_deadlines(
        subject=subject, anchor_kind="conference", anchor_on=date(2026, 5, 22), actor=cast.office
    )
    late.refresh_from_db()
    assert (late.due_on, late.breached_on) == (date(2026, 6, 5), date(2026, 5, 14))


# Scheduling


@pytest.mark.parametrize(
    ("code", "kind", "today", "first"),
    [
        ("LP", "periodic", date(2026, 6, 9), date(2026, 6, 18)),  # E-01 the other way round
        ("LP", "periodic", date(2026, 5, 5), date(2026, 5, 14)),  # E-02
        ("LP", "periodic", date(2026, 11, 5), date(2026, 11, 14)),  # a Saturday, lawful as Monday 16/11 is
        ("LP", "ad_hoc", date(2026, 6, 9), date(2026, 6, 9)),
        ("QN", "periodic", date(2026, 9, 11), date(2026, 9, 13)),
        ("TM", "periodic", date(2026, 9, 11), date(2026, 9, 11)),
    ],
)
def test_earliest_lawful_date(commune, code, kind, today, first):
    """The first conference day whose notice day is not past; TM gives no figure and so no bar."""
    found = services.earliest_lawful_date(
        regulation=a_regulation(code=code), kind="notice", conference_kind=kind, today=today, commune=commune
    )
    assert found == first


def test_earliest_lawful_date_is_lawful_and_the_day_before_is_not(commune):
    regulation, rule = a_regulation(), a_rule(code="LP-R1")
    today = date(2026, 2, 10)
    found = services.earliest_lawful_date(
        regulation=regulation, kind="notice", conference_kind="periodic", today=today, commune=commune
    )
    calendar = services.calendar_for(commune)
    assert calendar.shift(found, -int(rule.amount)) >= today
    assert calendar.shift(found.replace(day=found.day - 1), -int(rule.amount)) < today


def test_rules_in_force_ask_for_the_kind_of_conference(commune):
    """ND-R1 is for periodic conferences only."""
    regulation = a_regulation(code="ND")
    assert rules_in_force(regulation, ["conference_window"], conference_kind="periodic")
    assert not rules_in_force(regulation, ["conference_window"], conference_kind="thematic")


# What a badge says


@pytest.mark.parametrize(
    ("today", "phrase", "tone"),
    [
        (date(2026, 5, 18), "còn 8 ngày làm việc", "info"),
        (date(2026, 5, 25), "còn 3 ngày làm việc", "soon"),
        (date(2026, 5, 28), "hết hạn hôm nay", "today"),
        (date(2026, 5, 29), "trễ 1 ngày làm việc", "late"),
        (date(2026, 5, 31), "trễ 1 ngày làm việc", "late"),
    ],
)
def test_badge_of_a_running_deadline(may, commune, cast, today, phrase, tone):
    """Due today is neither overdue nor merely running."""
    shown = badge(a_deadline(commune=commune, actor=cast.office), today)
    assert (shown.phrase, shown.tone) == (phrase, tone)


def test_late_over_a_weekend_is_told_in_days(may, commune, cast):
    deadline = a_deadline(
        commune=commune, actor=None, rule=None, kind="other", anchor_on=None, fixed_on=date(2026, 5, 22)
    )
    assert badge(deadline, date(2026, 5, 23)).phrase == "trễ 1 ngày"


def test_every_change_is_one_line_of_the_log(may, commune, cast):
    deadline = a_deadline(commune=commune, actor=cast.office)
    services.extend_deadline(deadline=deadline, ground=GROUND, reason="Phức tạp.", actor=cast.chair)
    services.meet_deadline(deadline=deadline, on=date(2026, 6, 1), actor=cast.office)
    services.unmeet_deadline(deadline=deadline, reason="Nhầm.", actor=cast.office)
    services.cancel_deadline(deadline=deadline, reason="Huỷ.", actor=cast.office)
    actions = [line.action for line in AuditEntry.objects.about(deadline).order_by("pk")]
    assert actions == [
        "deadline.start",
        "deadline.extend",
        "deadline.meet",
        "deadline.unmeet",
        "deadline.cancel",
    ]
