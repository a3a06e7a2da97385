"""What this room says of petitions to the room where they live."""

from django.db.models import Q

from conclusions.models import AnswerDelivery, Commitment, Submission
from feedback.models import Petition


def petitions_in_use():
    """Keys of petitions whose people must still be told something: a promise runs, an answer or a reply is owed."""
    promised = Commitment.objects.unconfirmed().exclude(petition=None).values("petition")
    owed = AnswerDelivery.objects.owing().exclude(commitment__petition=None).values("commitment__petition")
    sent = Submission.objects.waiting().exclude(petition=None).values("petition")
    return Petition.objects.filter(Q(pk__in=promised) | Q(pk__in=owed) | Q(pk__in=sent)).values("pk")
