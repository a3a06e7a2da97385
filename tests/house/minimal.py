"""The smallest row of any model that the database accepts: for questions that every model is asked alike.

Rooms' own tests use factories that walk the services; here the state is set from outside on purpose.
"""

from datetime import UTC, date, datetime, time

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from tests.house.house import ROOMS

SAME_PK = (
    770_077  # one key for all of them: an address with a key then finds a row, whatever its view looks for
)
WORDS = {
    models.CharField: "x",
    models.TextField: "x",
    models.SlugField: "x",
    models.EmailField: "x@x.vn",
    models.FileField: "x.pdf",
}
VALUES = {
    models.DateField: date(2026, 6, 1),
    models.DateTimeField: datetime(2026, 6, 1, 3, tzinfo=UTC),
    models.TimeField: time(8),
    models.BooleanField: False,
    models.JSONField: {},
}


# Columns that may be empty but hardly ever are.
FILLED = {
    "feedback.answer": {"assignment"},
    "feedback.speakerpetition": {"contribution"},
    "conclusions.conclusionnotice": {"paper"},
}

# Rows that only a whole sum can explain: ten working days after the first of June.
WHOLE = {
    "paper": {
        "html": '<html><head><link rel="stylesheet" href="/static/documents/paper-1.css"></head><body><p>x</p></body></html>',
        "issued_on": date(2026, 6, 1),
    },
    "conclusionnotice": {"issued_on": date(2026, 6, 1)},
    "paperdraft": {"kind": "detailed_notice"},
    "registerentry": {"origin": "hand", "reason": "x", "number": 1, "until": 1},
    "deadline": {
        "amount": 10, "unit": "working_day", "direction": "after", "anchor_on": date(2026, 6, 1), "bound": "at_most",
        "due_on": date(2026, 6, 15), "original_due_on": date(2026, 6, 15), "working_target_on": date(2026, 6, 15),
        "extension_amount": 15, "extension_unit": "working_day",
    },
}  # fmt: skip


class Minimal:
    """Makes rows of one commune, each model at most once, what they need first."""

    def __init__(self, cast, **wanted):
        """`wanted`: values that win over the builder's, by model: `conference={"state": "open"}`."""
        self.cast, self.made, self.wanted = cast, {}, wanted
        self.given = {
            "core.commune": cast.commune, "core.user": cast.unit, "core.unit": cast.units.economy,
            "core.post": cast.unit.posts.first(),
        }  # fmt: skip

    def row(self, model, **values):
        """The row of this model; `values` win over what the builder would choose."""
        name = model._meta.model_name
        values = WHOLE.get(name, {}) | self.wanted.get(name, {}) | values
        label = model._meta.label_lower
        if label in self.given:
            return self.given[label]
        if name == "paperdraft":
            # A paper under the pen reads what it is about.
            about = self.row(apps.get_model("dialogue.Conference"))
            values = {
                "subject_type": ContentType.objects.get_for_model(about),
                "subject_id": about.pk,
            } | values
        if label not in self.made:
            filled = FILLED.get(label, ())
            fields = model._meta.concrete_fields
            needed = [field for field in fields if self._is_needed(field) or field.name in filled]
            chosen = {field.name: self._value(field) for field in needed if field.name not in values}
            row = model(pk=SAME_PK, **(chosen | values))
            # Not save(): a frozen paper would take a row with a key for an edit.
            model._base_manager.bulk_create([row])
            self.made[label] = row
        return self.made[label]

    def _is_needed(self, field):
        if field.primary_key or getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            return False
        # Rows of the own commune and its units make views more telling than empty columns would.
        if field.is_relation and field.related_model._meta.label_lower in ("core.commune", "core.unit"):
            return True
        return (
            not field.has_default() and not field.null and not (field.blank and field.empty_strings_allowed)
        )

    def _value(self, field):
        if field.name in ("delegator", "subject_id"):
            return {"delegator": self.cast.chair, "subject_id": self.cast.commune.pk}[field.name]
        if field.is_relation:
            if field.related_model._meta.label_lower == "contenttypes.contenttype":
                return field.related_model.objects.get_for_model(self.cast.commune)
            return None if field.related_model is field.model else self.row(field.related_model)
        if field.choices:
            return next(value for value, _ in field.flatchoices if value != "")
        for kind in type(field).__mro__:
            if kind in VALUES or kind in WORDS:
                return {**VALUES, **WORDS}[kind]
        return 1

    def all_rows(self):
        """A row of every model of the product that belongs to a commune or to something in it."""
        for room in ROOMS:
            for model in apps.get_app_config(room).get_models() if apps.is_installed(room) else []:
                if model._meta.label_lower not in LOOSE:
                    self.row(model)
        return self.made


# The machine room's own tables, and what the cast has anyway.
LOOSE = {"core.workerbeat", "core.taskattempt", "core.auditentry"}
