"""The numbers of people of a conference beside what its plan says."""

from plans.states import ConferenceKind, GroupRole


def people_beside_plan(conference, groups):
    """A sentence when those present, or else expected, are fewer or more than the plan says; else "".

    Soft numbers (ND-35, ND-36) count everybody, hard ones only the people themselves (QN-35, D-38).
    """
    plan = conference.plan
    if conference.kind == ConferenceKind.AD_HOC or plan.min_people is None and plan.max_people is None:
        return ""
    counted = [group for group in groups if plan.is_people_soft or group.role == GroupRole.PEOPLE]
    total, words = _total(counted)
    low, high = plan.min_people, plan.max_people
    if total is None or (low is None or total >= low) and (high is None or total <= high):
        return ""
    limits = [f"không ít hơn {low}"] * (low is not None) + [f"không quá {high}"] * (high is not None)
    says = "dự kiến" if plan.is_people_soft else "quy định"
    advice = (
        "Số này có thể thay đổi theo tình hình thực tế."
        if plan.is_people_soft
        else "Hãy điều chỉnh số người được mời."
    )
    return f"Kế hoạch {says} mỗi hội nghị {' và '.join(limits)} người; {words} {total} người. {advice}"


def _total(groups):
    for name, words in (("present", "có mặt"), ("expected", "đang dự kiến")):
        numbers = [getattr(group, name) for group in groups if getattr(group, name) is not None]
        if numbers:
            return sum(numbers), words
    return None, ""
