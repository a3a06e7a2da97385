"""Plans for tests, carried by the room's own services to the wanted state."""

from copy import deepcopy
from datetime import date

from plans import services
from plans.files import read_file
from tests.worlds import remembered

DATA = read_file("lac_phuong_2026")
ISSUED_ON = date(2026, 3, 5)


@remembered(clock=True)
def a_plan(*, cast, names=True, **changes):
    """The Lạc Phượng plan as a draft by the office; `changes` replace parts of its data (`tasks=[]`)."""
    data = deepcopy(DATA) | changes
    return services.load_plan_file(commune=cast.commune, data=data, actor=cast.office, names=names)


@remembered(clock=True)
def a_seed_plan(*, cast, name, change=lambda data: None, names=True):
    """The draft of one of the project's plan files in the cast's commune; `change(data)` alters its data before."""
    data = deepcopy(read_file(name))
    change(data)
    return services.load_plan_file(commune=cast.commune, data=data, actor=cast.office, names=names)


@remembered(clock=True)
def a_submitted_plan(*, cast, **changes):
    return services.submit_plan(plan=a_plan(cast=cast, **changes), actor=cast.office)


def a_returned_plan(*, cast, reason="Bổ sung phân công cho các thôn.", **changes):
    return services.return_plan(plan=a_submitted_plan(cast=cast, **changes), reason=reason, actor=cast.chair)


@remembered(clock=True)
def an_approved_plan(*, cast, **changes):
    return services.approve_plan(plan=a_submitted_plan(cast=cast, **changes), actor=cast.chair)


@remembered(clock=True)
def an_issued_plan(*, cast, issued_on=ISSUED_ON, **changes):
    """Issued on 5/3/2026 unless told otherwise."""
    plan = an_approved_plan(cast=cast, **changes)
    return services.issue_plan(
        plan=plan, issued_on=issued_on, signer_name=plan.signer_name, actor=cast.office
    )
