"""Taking one matter out of a petition that holds several: two petitions of the same people (LP-60)."""

from django.db import transaction

from core.log import record
from core.workflow import move
from feedback import rules
from feedback.models import Petition
from feedback.services.petitions import PERSON, next_code, write_people
from feedback.services.shadow import refresh_search

COPIED = (
    "commune", "conference", "contribution", "kind", "source", "collector", "hamlet", "received_on", "is_urgent",
    "about_document", "hide_name",
)  # fmt: skip


@transaction.atomic
def split_petition(*, petition, kept, taken, version, actor):
    """`kept` stays in the petition, `taken` becomes a new one that names it; returns the new petition.

    The new one has its own code and is yet to be classified; the text as it was raised is kept once and for all.
    """
    rules.check_can_split_petition(actor, petition)
    rules.check_parts(petition=petition, kept=kept, taken=taken, version=version)
    new = Petition.objects.create(
        code=next_code(petition.commune, petition.received_on.year), content=taken.strip(), origin=petition,
        # What few may read stays so in both halves: the new one has no field yet that would say it (LP-29).
        entered_by=actor, names_official=petition.is_restricted, **{name: getattr(petition, name) for name in COPIED},
    )  # fmt: skip
    write_people(new, list(petition.petitioners.order_by("pk").values(*PERSON)))
    before = petition.content
    move(
        petition, "split", actor=actor, note=f"Tách ra {new.code}.",
        changes={"nội dung kiến nghị": [before, kept.strip()]},
        content=kept.strip(), original_content=petition.original_content or before,
    )  # fmt: skip
    refresh_search(petition)
    record(actor=actor, action="petition.add", subject=new, sentence=f"đã tách từ kiến nghị {petition.code}")
    return new
