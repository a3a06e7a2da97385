"""The archive's list, one dossier's page, and what other rooms' pages say of dossiers."""

from dataclasses import dataclass

from django.urls import reverse

from core.clock import local_today
from core.providers import ConferencePart, ConferenceTab, WorkItem
from core.states import Role
from feedback.models import Petition
from reports.archive import entries_of
from reports.models import Dossier, reads_dossiers
from reports.states import Group

LIMIT = 5


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
    """A tab to the dossier, for those who may open it: each conference has one, an older one at first sight."""
    if not reads_dossiers(user):
        return ConferencePart()
    return ConferencePart(tabs=[ConferenceTab("Hồ sơ", reverse("conference_dossier", args=[conference.pk]))])


def cover_facts(conference):
    """What the cover of the paper dossier says of its place and its keeping (C-39); others are the office's to add."""
    dossier = Dossier.objects.filter(conference=conference).select_related("group").first()
    if dossier is None:
        return {}
    kept = dossier.group.period[:1].upper() + dossier.group.period[1:] if dossier.group else ""
    return {"code": dossier.code, "box": dossier.box, "kept": kept}


def petitions_under_seal():
    """Keys of petitions in sealed dossiers: nothing of them is written, not even to take names out."""
    return Petition.objects.filter(conference__sealed_at__isnull=False).values("pk")


def work_items(user):
    """Dossiers whose work is done wait for the office's seal; those past their period for its decision."""
    if Role.OFFICE not in user.roles:
        return []
    rows = Dossier.objects.visible_to(user).ready_to_seal().with_names()[:LIMIT]
    items = [
        WorkItem(
            f"Kiểm tra và niêm phong hồ sơ {row.conference.title}", reverse("dossier_detail", args=[row.pk]), "Mở hồ sơ",
            tone="info", group="Hồ sơ",
        )
        for row in rows
    ]  # fmt: skip
    ending = Dossier.objects.visible_to(user).ending(local_today()).count()
    if ending:
        url = f"{reverse('dossier_list')}?ending=on"
        words = f"{ending} hồ sơ sắp hết hoặc đã hết thời hạn lưu"
        items.append(WorkItem(words, url, "Xem danh sách", tone="info", group="Hồ sơ"))
    return items
