"""What this room says of petitions to the room where they live."""

from conclusions.models import Commitment


def petitions_in_use():
    """Keys of petitions about which a promise still runs: their people must be told how it ends."""
    return Commitment.objects.unconfirmed().exclude(petition=None).values("petition")
