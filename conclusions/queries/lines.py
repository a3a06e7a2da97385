"""A line of the notice as those read it whom it binds. Nothing is written."""

from conclusions.states import ItemGroup

# What a unit agrees to: a change of any of these asks it anew.
BINDING = ("group", "content", "result", "unit", "due_on", "kind", "person")


def bound_units(item):
    """The lead and the supporting units of a pending line, the lead first."""
    if item.group != ItemGroup.PENDING or item.unit is None:
        return []
    return [item.unit, *[unit for unit in item.supporting.all() if unit.pk != item.unit_id]]


def binding_text(item):
    """The words that bind: what, how, what kind of work, who leads and supports. The date stands beside them."""
    supporting = ", ".join(unit.short_name for unit in item.supporting.all())
    parts = [
        item.content.strip(),
        f"Hướng giải quyết: {item.result.strip()}" if item.result.strip() else "",
        f"Loại việc: {item.get_kind_display()}.",
        f"Chủ trì: {item.unit.official_name}." if item.unit else "",
        f"Phối hợp: {supporting}." if supporting else "",
        f"Cá nhân được giao: {item.person}." if item.person else "",
    ]
    return "\n".join(part for part in parts if part)


def is_as_asked(confirmation, item):
    """Whether the line still reads as the unit saw it."""
    return confirmation.text_asked == binding_text(item) and confirmation.due_asked_on == item.due_on
