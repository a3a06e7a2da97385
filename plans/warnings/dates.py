"""Warnings about the order of the plan's dates: no working day left between two, one before the other, days off."""

from core.vietnamese import long_date, lower_first
from deadlines.states import Bound, DeadlineKind
from deadlines.wording import rule_words
from plans.warnings.base import PlanWarning
from plans.warnings.rules import open_conflicts

# Each act works with what the one before hands in.
CHAIN = (DeadlineKind.COLLECTION, DeadlineKind.ANSWER_BEFORE, DeadlineKind.REPORT)


def date_warnings(facts):
    return [
        *_no_slack(facts),
        *_notice_after_collection(facts),
        *_briefing_too_late(facts),
        *_days_off(facts),
        *_other_years(facts),
    ]


def _chosen(facts):
    """Kind -> its rule with a date; of two in conflict the one proposed by default."""
    rivals = {rival.pk for _, rival in open_conflicts(facts.rules)}
    rules = [rule for rule in facts.rules if rule.pk not in rivals]
    return {kind: rule for kind in DeadlineKind for rule in rules if rule.kind == kind and facts.due(rule)}


def _no_slack(facts):
    """D-03: between two dependent deadlines no working day is left (E-33)."""
    chosen = _chosen(facts)
    steps = [chosen[kind] for kind in CHAIN if kind in chosen]
    found = []
    for first, then in zip(steps, steps[1:], strict=False):
        if (first.fixed_on is None) != (then.fixed_on is None):
            continue
        start, end = facts.due(first), facts.due(then)
        if facts.calendar.count(start, end) > 0:
            continue
        sentence = (
            f"“{lower_first(first.name)}” đến hết {long_date(start)}, “{lower_first(then.name)}” phải xong {long_date(end)}: "
            "không còn ngày làm việc nào ở giữa."
        )
        advice = "Hãy đẩy hạn trước sớm lên hoặc lùi hạn sau, hoặc báo trước cho các đơn vị phải làm việc ngày nghỉ."
        found.append(
            PlanWarning("D-03", f"Mục {first.source} và {then.source}", sentence, advice, "thoi-han")
        )
    return found


def _notice_after_collection(facts):
    """D-36: petitions end before people are told of the conference."""
    chosen = _chosen(facts)
    notice, collection = chosen.get(DeadlineKind.NOTICE), chosen.get(DeadlineKind.COLLECTION)
    if not notice or not collection or facts.due(notice) <= facts.due(collection):
        return []
    sentence = (
        f"thu thập ý kiến {rule_words(collection)} nhưng thông báo chỉ phải xong {rule_words(notice)}: hết hạn nhận ý kiến "
        "trước khi người dân được báo."
    )
    advice = "Hãy thông báo sớm hơn hạn thu thập ý kiến."
    return [PlanWarning("D-36", f"Mục {notice.source} và {collection.source}", sentence, advice, "thoi-han")]


def _briefing_too_late(facts):
    """D-36: the meeting that starts the work is not before the work is due."""
    chosen = _chosen(facts)
    briefing, collection = chosen.get(DeadlineKind.BRIEFING), chosen.get(DeadlineKind.COLLECTION)
    if not briefing or not collection or facts.due(briefing) < facts.due(collection):
        return []
    sentence = (
        f"hội nghị quán triệt kế hoạch {rule_words(briefing)}, không sớm hơn hạn thu thập, tổng hợp ý kiến "
        f"({rule_words(collection)})."
    )
    advice = "Hãy quán triệt sớm hơn để các đơn vị kịp thu thập ý kiến."
    return [
        PlanWarning("D-36", f"Mục {briefing.source} và {collection.source}", sentence, advice, "thoi-han")
    ]


def _days_off(facts):
    """D-12: a last day on which nobody works."""
    found = []
    for target in facts.plan.targets.all():
        day = target.not_after
        if day and not facts.calendar.is_working(day):
            sentence = f"ngày cuối để tổ chức hội nghị là {long_date(day)}, ngày nghỉ."
            advice = f"Ngày làm việc cuối cùng là {long_date(facts.calendar.last_working(day))}; hãy tính theo ngày này."
            found.append(
                PlanWarning(
                    "D-12", f"Chỉ tiêu “{target.audience}”", sentence, advice, "chi-tieu", is_note=True
                )
            )
    for rule in _chosen(facts).values():
        if rule.fixed_on is None or rule.bound == Bound.ON or rule.periods:
            continue
        due = facts.due(rule)
        if not facts.calendar.is_working(due):
            sentence = (
                f"“{lower_first(rule.name)}” {rule_words(rule)}: ngày cuối là {long_date(due)}, ngày nghỉ."
            )
            advice = (
                f"Phần mềm nhắc theo ngày làm việc cuối cùng, {long_date(facts.calendar.last_working(due))}."
            )
            found.append(
                PlanWarning("D-12", f"Mục {rule.source}", sentence, advice, "thoi-han", is_note=True)
            )
    return found


def _other_years(facts):
    """Dates of another year than the plan's: they bind nobody (a plan renewed or imported with old dates)."""
    year, found = facts.plan.year, []
    old = [rule for rule in facts.rules if _years(rule) and year not in _years(rule)]
    if old:
        words = "; ".join(
            f"“{lower_first(rule.name)}” {rule_words(rule)} (mục {rule.source})" for rule in old
        )
        sentence = f"không thuộc năm kế hoạch {year}: {words}."
        advice = "Hãy sửa ngày ở thời hạn của kế hoạch, hoặc bỏ các thời hạn này."
        found.append(PlanWarning("NĂM", "Thời hạn", sentence, advice, "thoi-han"))
    for target in facts.plan.targets.all():
        for day in (target.not_after, target.held_on):
            if day and day.year != year:
                sentence = f"ngày {long_date(day)} không thuộc năm kế hoạch {year}."
                place = f"Chỉ tiêu “{target.audience}”"
                found.append(PlanWarning("NĂM", place, sentence, "Hãy sửa ngày này.", "chi-tieu"))
    return found


def _years(rule):
    """The years in which a rule with dates of its own falls."""
    if rule.fixed_on:
        return {rule.fixed_on.year}
    return {int(day[:4]) for pair in rule.periods for day in pair}
