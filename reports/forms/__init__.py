"""Input of this room's pages, one file per concern. Nothing is written here."""
