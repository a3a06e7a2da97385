"""Every write of this room, and the readings that other rooms ask for together with them."""

from deadlines.loading import calendar_for
from deadlines.queries import deadlines_of, earliest_lawful_date, leading, rules_in_force
from deadlines.rules import check_is_extendable
from deadlines.services.changing import (
    cancel_deadline,
    exempt_deadline,
    extend_deadline,
    meet_deadline,
    meet_deadlines,
    postpone_deadline,
    reanchor_deadline,
    reanchor_deadlines,
    recompute_deadline,
    recompute_open,
    record_breach,
    settle_deadline,
    unmeet_deadline,
)
from deadlines.services.regulations import (
    choose_rule,
    copy_regulation,
    create_regulation,
    edit_regulation,
    edit_rule,
    fill_rule,
    install_presets,
    origin_of,
    regulation_data,
)
from deadlines.services.starting import start_deadline, start_deadlines_for
from deadlines.services.workcalendar import confirm_year, fill_year, remove_day, set_day
from deadlines.wording import badge, explanation

__all__ = [
    "badge",
    "calendar_for",
    "cancel_deadline",
    "check_is_extendable",
    "choose_rule",
    "confirm_year",
    "copy_regulation",
    "create_regulation",
    "deadlines_of",
    "earliest_lawful_date",
    "edit_regulation",
    "edit_rule",
    "exempt_deadline",
    "explanation",
    "extend_deadline",
    "fill_rule",
    "fill_year",
    "install_presets",
    "leading",
    "meet_deadline",
    "meet_deadlines",
    "origin_of",
    "postpone_deadline",
    "reanchor_deadline",
    "reanchor_deadlines",
    "recompute_deadline",
    "recompute_open",
    "record_breach",
    "regulation_data",
    "remove_day",
    "rules_in_force",
    "set_day",
    "settle_deadline",
    "start_deadline",
    "start_deadlines_for",
    "unmeet_deadline",
]
