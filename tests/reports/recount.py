"""The figures counted a second time, straight from the tables and by plain loops: shares no code with the product.

Every row of every table is read and looked at one by one; what is meant stands in the product's own “Cách tính”.
"""

from collections import Counter
from datetime import date

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

TABLES = (
    "plans.plan", "plans.plantarget", "dialogue.conference", "dialogue.invitedgroup", "dialogue.survey",
    "dialogue.satisfactionballot", "dialogue.ballotanswer", "feedback.petition", "feedback.assignment",
    "conclusions.commitment", "conclusions.commitmentreport", "conclusions.submission", "deadlines.deadline",
)  # fmt: skip


def tables():
    """label -> [row as a dict], everything that is in the database."""
    return {label: list(apps.get_model(label)._base_manager.values()) for label in TABLES}


def recount(commune_pk, first, last, as_of, *, is_year):
    """Counter of every figure of one commune's conferences between two days."""
    everything, found = tables(), Counter()
    if is_year:
        for target in everything["plans.plantarget"]:
            plan = next(row for row in everything["plans.plan"] if row["id"] == target["plan_id"])
            if plan["commune_id"] == commune_pk and plan["year"] == first.year and plan["state"] == "issued":
                found["planned"] += target["count"] or 0
                found["as_needed"] += target["count"] is None
    held = []
    for row in everything["dialogue.conference"]:
        if row["commune_id"] != commune_pk or row["state"] == "cancelled" or row["held_on"] is None:
            continue
        if not first <= row["held_on"] <= last:
            continue
        _duties(row["id"], everything, found, as_of)
        if row["state"] != "closed":
            found["upcoming"] += 1
            continue
        held.append(row["id"])
        _conference(row, everything, found)
    for pk in held:
        _petitions(pk, everything, found)
        _promises(pk, everything, found, as_of)
        _ballots(pk, everything, found)
    return found


def _conference(row, everything, found):
    found["held"] += 1
    for name in ("target_id", "shared_target_id"):
        targets = [one for one in everything["plans.plantarget"] if one["id"] == row[name]]
        found["by_plan"] += sum(one["count"] is not None for one in targets)
    found["with_people"] += row["is_with_people"]
    people = row["attendance"]
    if people is None:
        came = [
            one["present"] for one in everything["dialogue.invitedgroup"] if one["conference_id"] == row["id"]
        ]
        came = [one for one in came if one is not None]
        people = sum(came) if came else None
    if people is None:
        found["uncounted"] += 1
    else:
        found["people"] += people


def _petitions(pk, everything, found):
    for row in everything["feedback.petition"]:
        if row["conference_id"] != pk or row["state"] == "merged":
            continue
        found["petitions"] += 1
        found["rated"] += row["satisfaction"] != ""
        found["pleased"] += row["satisfaction"] == "satisfied"
        states = [
            one["state"] for one in everything["conclusions.commitment"] if one["petition_id"] == row["id"]
        ]
        if row["state"] == "rejected":
            found["rejected"] += 1
        elif row["state"] == "answered" or (states and set(states) == {"confirmed"}):
            found["settled"] += 1
        elif row["state"] == "reported_up" or row["triage"] == "upward":
            found["upward"] += 1
        else:
            found["open"] += 1


def _duties(pk, everything, found, as_of):
    petitions = [row["id"] for row in everything["feedback.petition"] if row["conference_id"] == pk]
    subjects = {
        "conference": [pk],
        "assignment": [row["id"] for row in everything["feedback.assignment"] if row["petition_id"] in petitions],
        "commitment": [row["id"] for row in everything["conclusions.commitment"] if row["conference_id"] == pk],
        "submission": [row["id"] for row in everything["conclusions.submission"] if row["conference_id"] == pk],
    }  # fmt: skip
    kinds = {row.pk: row.model for row in ContentType.objects.all()}
    for row in everything["deadlines.deadline"]:
        if row["subject_id"] not in subjects.get(kinds[row["subject_type_id"]], []):
            continue
        if row["state"] == "cancelled" or row["kind"] == "upward_reply":
            continue
        found["duties"] += 1
        standing = _standing(row, as_of)
        found[standing] += 1
        bad = standing in ("late", "overdue")
        found["breaches"] += bad or (row["breached_on"] is not None and standing != "exempt")


def _standing(row, as_of):
    if row["state"] == "exempt":
        return "exempt"
    if row["state"] == "met":
        return "late" if row["is_met_late"] else "in_time"
    return "overdue" if row["due_on"] < as_of else "running"


def _promises(pk, everything, found, as_of):
    for row in everything["conclusions.commitment"]:
        if row["conference_id"] != pk:
            continue
        found["given"] += 1
        found["prolonged"] += row["due_on"] > row["first_due_on"]
        said = [
            one for one in everything["conclusions.commitmentreport"]
            if one["commitment_id"] == row["id"] and one["is_final"]
        ]  # fmt: skip
        late = bool(said) and max(said, key=lambda one: one["id"])["reported_on"] > row["due_on"]
        if row["state"] == "confirmed":
            found["kept_late" if late else "kept_in_time"] += 1
        elif row["state"] == "reported":
            found["claimed"] += 1
        elif row["due_on"] < as_of:
            found["unkept_late"] += 1
        else:
            found["disputed" if row["state"] == "disputed" else "unkept"] += 1


def _ballots(pk, everything, found):
    for row in everything["dialogue.survey"]:
        if row["conference_id"] != pk or row["state"] != "closed":
            continue
        found["surveys"] += 1
        ballots = [
            one["id"] for one in everything["dialogue.satisfactionballot"] if one["survey_id"] == row["id"]
        ]
        if len(ballots) < 5:
            found["few"] += 1
            continue
        found["ballots"] += len(ballots)
        levels = [one["level"] for one in everything["dialogue.ballotanswer"] if one["ballot_id"] in ballots]
        found["judged"] += sum(level != "" for level in levels)
        found["content"] += sum(level in ("very", "satisfied") for level in levels)


def day(text):
    return date.fromisoformat(text)
