"""What the room has learned of words: which exist (for typing slips), how petitions with them were classed."""

from django.db import models

from feedback.states import Field


class SearchWord(models.Model):
    """A folded word that stands in some petition of the commune; a mistyped search is mended from these."""

    commune = models.ForeignKey("core.Commune", models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "word"], name="search_word_once")]


class LearnedField(models.Model):
    """How often petitions with this pair of folded words were classed under this field."""

    commune = models.ForeignKey("core.Commune", models.CASCADE, related_name="+")
    phrase = models.CharField(max_length=60)
    field = models.CharField(max_length=20, choices=Field)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune", "phrase", "field"], name="learned_field_once")
        ]


class LearnedUnit(models.Model):
    """How often petitions with this pair of folded words were given to this unit as the lead."""

    commune = models.ForeignKey("core.Commune", models.CASCADE, related_name="+")
    phrase = models.CharField(max_length=60)
    unit = models.ForeignKey("core.Unit", models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune", "phrase", "unit"], name="learned_unit_once")
        ]
