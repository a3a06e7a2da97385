"""Taking people out of what this room keeps of them, when their petitions are anonymised (settings.ON_ANONYMISE)."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from conclusions.models import AnswerDelivery, Dispatch, DispatchAttempt, ResultPublication, Submission

NOBODY = "Người dân (đã ẩn danh)"
FORGOTTEN = "(đã ẩn danh)"


def forget_people(petitions):
    """Names and addresses of these petitions' people go; that and when they were told stays.

    `petitions`: keys, inside the transaction that anonymises them.
    """
    rows = Dispatch.objects.filter(petitioner__petition__in=petitions)
    letters = DispatchAttempt.objects.filter(dispatch__in=rows.values("pk"))
    # Each keeps an address of its own: the table holds one living letter for each.
    letters.update(
        address=Concat(Value("an-danh-"), Cast(F("pk"), CharField()), Value("@an-danh.invalid")), error=""
    )
    rows.update(label=NOBODY, email="", received_by="", proof="")
    AnswerDelivery.objects.filter(petitioner__petition__in=petitions).update(label=NOBODY)
    told = AnswerDelivery.objects.filter(commitment__petition__in=petitions)
    told.update(witness="", place="", said="")
    told.exclude(undelivered_reason="").update(undelivered_reason=FORGOTTEN)
    # How the petitioner was told the reply from above: who called on whom, and where.
    letters_up = Submission.objects.filter(petition__in=petitions).exclude(relay_note="")
    letters_up.update(relay_note=FORGOTTEN)
    about = ResultPublication.objects.filter(notice__conference__petitions__in=petitions).distinct()
    for publication in about:
        removals = [
            row | {"before": FORGOTTEN} if row["kind"] == "rule" else row for row in publication.removals
        ]
        ResultPublication.objects.filter(pk=publication.pk).update(removals=removals)
