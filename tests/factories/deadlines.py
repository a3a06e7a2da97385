"""Deadlines for tests, made by the room's own services."""

from datetime import date

from core.models import Unit
from deadlines import services
from deadlines.models import Regulation, Rule
from tests.worlds import remembered


@remembered
def presets():
    """Every preset that the product ships; returns how many rules stand."""
    return services.install_presets()


def a_regulation(*, code="LP"):
    """One of the shipped presets."""
    if not Regulation.objects.filter(code=code, commune=None).exists():
        presets()
    return Regulation.objects.get(code=code, commune=None)


def a_rule(*, code="LP-R2"):
    """One rule of a preset by its code (`LP-R2`: the conclusion, 10 working days after)."""
    a_regulation(code=code.split("-")[0])
    return Rule.objects.select_related("regulation").get(code=code, regulation__commune=None)


def a_subject(*, commune, name=""):
    """Something of the commune that deadlines can be about; this room knows no conferences."""
    name = name or f"Hội nghị {Unit.objects.count()}"
    return Unit.objects.create(commune=commune, kind="village", official_name=name, short_name=name)


def a_deadline(*, commune, actor, subject=None, rule="LP-R2", anchor_on=date(2026, 5, 14), **more):
    """A running deadline: by default a conclusion notice after a conference on 14/5/2026 (E-07)."""
    return services.start_deadline(
        rule=a_rule(code=rule) if rule else None,
        subject=subject or a_subject(commune=commune),
        subject_label="Hội nghị định kỳ",
        anchor_on=anchor_on,
        actor=actor,
        commune=commune,
        **more,
    )


@remembered(clock=True)
def confirmed_years(*, commune, admin, years=(2025, 2026)):
    """The commune's calendar entered and vouched for, so that no date is provisional."""
    for year in years:
        services.confirm_year(commune=commune, year=year, actor=admin)
