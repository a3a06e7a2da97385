"""Tables of this room, one file per concept."""

from deadlines.models.deadline import Deadline, Reminder
from deadlines.models.regulation import Regulation, Rule
from deadlines.models.workdays import CalendarDay, CalendarYear

__all__ = ["CalendarDay", "CalendarYear", "Deadline", "Regulation", "Reminder", "Rule"]
