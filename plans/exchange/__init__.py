"""Plan files of other communes: read safely, held against the shape of a plan, names taken out. Nothing is written."""

from plans.exchange.names import without_names
from plans.exchange.parsing import MAX_BYTES, PlanFileError, parsed, text_of
from plans.exchange.shape import problems_in

FROM_FILE = "tep"  # the choice of the rules that the file itself carries

__all__ = [
    "FROM_FILE",
    "MAX_BYTES",
    "PlanFileError",
    "checked",
    "parsed",
    "problems_in",
    "text_of",
    "without_names",
]


def checked(text):
    """The data of a plan file's text; raises PlanFileError with every sentence that says what is wrong and where."""
    data = parsed(text)
    problems = problems_in(data)
    if problems:
        raise PlanFileError(problems)
    return data
