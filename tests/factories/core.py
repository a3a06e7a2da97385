"""People, units and delegations for tests, made by the ground room's own services."""

from datetime import date

from core import services
from core.states import Role, UnitKind


def a_person(*, cast, username="nguoi.moi", full_name="Nguyễn Người Mới", **values):
    """(user, initial password): an account without a post, as the admin makes it."""
    values = {"email": "", "phone": "", "wants_email": True} | values
    return services.create_user(
        commune=cast.commune,
        actor=cast.admin,
        values={"username": username, "full_name": full_name, **values},
    )


def a_post(*, cast, user, unit=None, role=Role.UNIT, title="Chuyên viên", **more):
    more = {"is_main": False, "starts_on": date(2020, 1, 1), "ends_on": None} | more
    return services.give_post(
        user=user, unit=unit or cast.units.culture, role=role, title=title, actor=cast.admin, **more
    )


def a_unit(*, cast, name="Thôn Đông", kind=UnitKind.VILLAGE):
    values = {"kind": kind, "official_name": name, "short_name": f"{name} (gọn)", "email": "", "phone": ""}
    return services.create_unit(commune=cast.commune, values=values, actor=cast.admin)


def a_delegation(*, cast, subject, starts_on, ends_on, delegate=None, reason="Đi công tác đột xuất"):
    """The chair lets the vice chair chair `subject`; units stand in for conferences, which core does not know."""
    return services.grant_delegation(
        delegator=cast.chair,
        delegate=delegate or cast.vice_chair,
        subject=subject,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        actor=cast.chair,
    )
