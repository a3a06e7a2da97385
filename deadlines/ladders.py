"""Reminder ladders: when a deadline is called to mind, and to whom. Pure data and words, no database."""

DEFAULT_LADDER = {"before": [3, 1], "on": True, "after_chair": 1, "weekly": True}

ON = "on"
AFTER = "after"
WEEK = "week"


def pack(ladder):
    """A ladder as one canonical word line ("b3 b1 on after1 week"), by which deadlines are grouped in SQL."""
    ladder = ladder or {}
    before = sorted({int(n) for n in ladder.get("before", []) if int(n) > 0}, reverse=True)
    words = [f"b{n}" for n in before]
    words += [ON] if ladder.get("on") else []
    words += [f"{AFTER}{int(ladder['after_chair'])}"] if ladder.get("after_chair") else []
    words += [WEEK] if ladder.get("weekly") else []
    return " ".join(words)


def rungs(packed):
    """The stages of a packed ladder in the order in which they come."""
    return packed.split()


def stage_phrase(stage):
    """The opening words of a reminder of this stage."""
    if stage.startswith("b"):
        return f"Còn {stage[1:]} ngày làm việc"
    if stage == ON:
        return "Hôm nay là hạn cuối"
    if stage.startswith(AFTER):
        return "Đã quá hạn"
    return "Vẫn quá hạn"


def describe(ladder):
    """A ladder in one Vietnamese sentence."""
    ladder = ladder or {}
    parts = []
    if ladder.get("before"):
        days = " và ".join(str(n) for n in sorted(ladder["before"], reverse=True))
        parts.append(f"trước hạn {days} ngày làm việc")
    if ladder.get("on"):
        parts.append("đúng ngày hết hạn")
    if ladder.get("after_chair"):
        parts.append(f"quá hạn {ladder['after_chair']} ngày làm việc thì báo người chủ trì")
    if ladder.get("weekly"):
        parts.append("sau đó mỗi tuần một lần")
    return "Nhắc " + ", ".join(parts) + "." if parts else "Không nhắc."
