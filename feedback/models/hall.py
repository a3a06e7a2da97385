"""Which petition somebody in the hall speaks about, from the registration on."""

from django.db import models
from django.db.models import Q

from core.models import Owned


class SpeakerPetition(Owned):
    """A person who waits, or a speech, is about this petition; several may be: each is one round of it (QN-48)."""

    conference = models.ForeignKey("dialogue.Conference", models.CASCADE, related_name="+")
    petition = models.ForeignKey("feedback.Petition", models.CASCADE, related_name="speakers")
    # Of somebody who waits; the speech that follows is about the same petition.
    request = models.OneToOneField(
        "dialogue.SpeakerRequest", models.CASCADE, null=True, related_name="matter"
    )
    contribution = models.OneToOneField(
        "dialogue.Contribution", models.CASCADE, null=True, related_name="matter"
    )

    class Meta:
        verbose_name = "kiến nghị của lượt phát biểu"
        verbose_name_plural = "kiến nghị của các lượt phát biểu"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False) | Q(contribution__isnull=False), name="speaks_in_the_hall"
            )
        ]

    def __str__(self):
        return f"{self.petition.code} tại hội nghị"
