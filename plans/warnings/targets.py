"""Warnings about targets, participants, venues and the agenda."""

import re

from core.vietnamese import fold
from plans.queries.bodies import is_with_people
from plans.states import ConferenceKind, CountBound
from plans.warnings.base import PlanWarning

STATED = re.compile(r"(\d+)\s*hội nghị (?:đối thoại )?(định kỳ|chuyên đề)")
BOTH_HEADS = "nguoi dung dau cap uy, chinh quyen"
ROMANS = ("I", "II", "III", "IV")


def target_warnings(facts):
    return [
        *_wrong_totals(facts), *_open_windows(facts), *_staff_only(facts), *_both_heads(facts), *_soft_numbers(facts),
        *_last_group(facts), *_venues(facts), *_presenters(facts), *_early_survey(facts),
    ]  # fmt: skip


def _wrong_totals(facts):
    """LP-21: the sentence of targets says another number than the targets themselves."""
    kinds = {"định kỳ": ConferenceKind.PERIODIC, "chuyên đề": ConferenceKind.THEMATIC}
    found = []
    for figure, words in STATED.findall(facts.plan.target_text):
        total = sum(row.count or 0 for row in facts.plan.targets.all() if row.kind == kinds[words])
        if int(figure) != total:
            sentence = (
                f"câu chỉ tiêu ghi {figure} hội nghị {words} nhưng các chỉ tiêu cộng lại là {total:02d}."
            )
            found.append(PlanWarning("LP-21", "Chỉ tiêu", sentence, "Hãy sửa cho khớp.", "chi-tieu"))
    return found


def _open_windows(facts):
    """D-19: a target without a quarter, or with several for one conference; the date is then checked by nobody."""
    found = []
    for target in facts.plan.targets.all():
        place = f"Chỉ tiêu “{target.audience}”"
        has_window = target.quarters or target.months or target.not_after or target.held_on
        if not has_window and target.count is not None:
            sentence = "chưa ghi quý dự kiến hay ngày cuối."
            found.append(
                PlanWarning("D-19", place, sentence, "Hãy chọn quý trước khi ấn định ngày.", "chi-tieu")
            )
        elif target.count is not None and len(target.quarters) > max(target.count, 1):
            quarters = ", ".join(ROMANS[quarter - 1] for quarter in target.quarters)
            sentence = f"{target.count:02d} hội nghị nhưng ghi {len(target.quarters)} quý ({quarters}): chưa rõ ở quý nào."
            advice = (
                "Hãy chọn quý khi ấn định ngày hội nghị; để vậy thì quý nào trong số này cũng đúng kế hoạch."
            )
            found.append(PlanWarning("D-19", place, sentence, advice, "chi-tieu", is_note=True))
    return found


def _staff_only(facts):
    """D-07: a dialogue with staff alone is not counted as the yearly one with the People."""
    return [
        PlanWarning(
            "D-07",
            f"Chỉ tiêu “{target.audience}”",
            "đối tượng chỉ là cán bộ, công chức, viên chức, người lao động.",
            "Hội nghị của chỉ tiêu này mặc định không tính vào đối thoại với Nhân dân hằng năm; bật ở trang sửa hội nghị nếu "
            "cần tính.",
            "chi-tieu",
            is_note=True,
        )
        for target in facts.plan.targets.all()
        if not is_with_people(target.audience)
    ]


def _both_heads(facts):
    """D-13: "at least once" by the heads of Party committee and government: together or each."""
    words = fold(
        " ".join(
            (
                facts.plan.title,
                facts.plan.target_text,
                *(text for _, part, text in facts.texts if part != "can-cu"),
            )
        )
    )
    at_least = [row for row in facts.plan.targets.all() if row.bound == CountBound.AT_LEAST and row.count]
    if not at_least or BOTH_HEADS not in words:
        return []
    sentence = (
        "“người đứng đầu cấp ủy, chính quyền … ít nhất” không nói là cùng tổ chức hay mỗi người một lần."
    )
    advice = "Chỉ tiêu được tính cho toàn xã; hội nghị đồng chủ trì tính cho cả hai kế hoạch, trang “Các kế hoạch trong năm” ghi riêng từng người."
    return [
        PlanWarning("D-13", f"Chỉ tiêu “{at_least[0].audience}”", sentence, advice, "chi-tieu", is_note=True)
    ]


def _soft_numbers(facts):
    """D-16: numbers that may change are a wish, not a bound."""
    plan = facts.plan
    if not plan.is_people_soft or not (plan.min_people and plan.max_people):
        return []
    sentence = f"số người {plan.min_people}–{plan.max_people} có thể thay đổi: phần mềm chỉ lưu ý khi vượt, không chặn."
    advice = "Nếu là số bắt buộc, hãy bỏ đánh dấu “số người có thể thay đổi”."
    return [PlanWarning("D-16", "Thành phần tham dự", sentence, advice, "thanh-phan", is_note=True)]


def _last_group(facts):
    """D-29: one figure at the end of a list of groups: is it that group's or everybody's."""
    groups = list(facts.plan.groups.all())
    counted = [group for group in groups if group.min_count or group.max_count]
    if len(groups) < 2 or counted != groups[-1:]:
        return []
    figure = counted[0].max_count or counted[0].min_count
    sentence = f"chỉ thành phần cuối “{counted[0].name}” có số người ({figure})."
    advice = "Số này được hiểu là của riêng thành phần đó; tổng số không kiểm tra."
    return [PlanWarning("D-29", "Thành phần tham dự", sentence, advice, "thanh-phan", is_note=True)]


def _venues(facts):
    """D-27: two venues joined by "và"."""
    venues = list(facts.plan.venues.all())
    if len(venues) < 2:
        return []
    sentence = f"kế hoạch nêu {len(venues)} địa điểm."
    advice = "Mỗi hội nghị có thể dùng một hoặc nhiều địa điểm; chọn khi lập hội nghị."
    about = "|".join(venue.name for venue in venues)
    return [PlanWarning("D-27", "Địa điểm", sentence, advice, "dia-diem", about=about, is_note=True)]


def _presenters(facts):
    """D-08: a step that nobody presents."""
    found = []
    for number, step in enumerate(facts.plan.agenda_steps.all(), start=1):
        if not step.responsible.strip():
            words = (step.contents.splitlines() or [""])[0]
            sentence = f"“{words}” chưa ghi người thực hiện."
            advice = (
                "Hãy ghi người thực hiện trong kế hoạch hoặc ở chương trình hội nghị, trước khi khai mạc."
            )
            found.append(PlanWarning("D-08", f"Trình tự, mục {number}", sentence, advice, "chuong-trinh"))
    return found


def _early_survey(facts):
    """D-37: the satisfaction survey before there is anything to be satisfied with."""
    steps = list(facts.plan.agenda_steps.all())
    for number, step in enumerate(steps, start=1):
        if "hai long" in fold(step.contents) and any(row.takes_contributions for row in steps[number:]):
            sentence = "lấy ý kiến về sự hài lòng đứng trước phần trao đổi, trả lời."
            advice = "Thứ tự của kế hoạch được giữ; phiếu hài lòng chỉ mở sau khi kết thúc hội nghị."
            return [PlanWarning("D-37", f"Trình tự, mục {number}", sentence, advice, "chuong-trinh")]
    return []
