"""Who speaks for a unit that was given something. No writing."""

from core.access import need_role
from core.models import User
from core.refusals import NotYourRole
from core.states import Role


def is_of(user, unit):
    """Whether the person belongs to the unit today."""
    return user.commune_id == unit.commune_id and unit.pk in user.unit_ids


def need_unit(user, subject, unit, *, sentence):
    """The unit's own people; the office writes for a unit that has no account (a village, a school)."""
    if is_of(user, unit):
        return
    need_role(user, subject, Role.OFFICE, sentence=sentence)
    if User.objects.of_unit(unit).exists():
        raise NotYourRole(sentence)
