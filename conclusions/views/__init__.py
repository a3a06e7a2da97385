"""The screens of this room, one file per concern."""
