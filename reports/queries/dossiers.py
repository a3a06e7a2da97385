"""The archive's list, one dossier's page, and the dossier's tab on a conference's home page."""

from dataclasses import dataclass

from django.urls import reverse

from core.clock import local_today
from core.providers import ConferencePart, ConferenceTab
from reports.archive import entries_of
from reports.models import Dossier
from reports.states import Group


@dataclass(frozen=True)
class Part:
    """One part of the index: its files, under their themes where they have any (LP-64)."""

    label: str
    files: list
    themes: list  # (theme, files)


def dossiers_for(user, values):
    """The archive's rows under its filter, the latest conference first."""
    rows = Dossier.objects.visible_to(user).with_names()
    if values.get("ending"):
        return rows.ending(local_today())
    if values.get("state"):
        rows = rows.filter(state=values["state"])
    if values.get("year"):
        rows = rows.filter(conference__plan__year=values["year"])
    return rows.order_by("-conference__held_on", "-pk")


def index_of(dossier, *, is_keeper):
    """[Part]; who does not keep the dossier sees only what carries no citizen's data."""
    # A table lies in the package twice, to read and to reckon with; here it is named once.
    entries = [row for row in entries_of(dossier.conference) if row.ending != "csv"]
    entries = [row for row in entries if is_keeper or not row.has_personal_data]
    parts = []
    for value, label in Group.choices:
        files = [row for row in entries if row.group == value]
        themes = {}
        for row in files:
            if row.theme:
                themes.setdefault(row.theme, []).append(row)
        if files:
            parts.append(Part(label, [row for row in files if not row.theme], list(themes.items())))
    return parts


def dossier_part(conference, user):
    """A tab to the dossier, for those who may open it."""
    if not Dossier.objects.visible_to(user).filter(conference=conference).exists():
        return ConferencePart()
    return ConferencePart(tabs=[ConferenceTab("Hồ sơ", reverse("conference_dossier", args=[conference.pk]))])
