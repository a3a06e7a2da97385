"""Function views of this room, one file per concern; addresses are in plans.urls."""
