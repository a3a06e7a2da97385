"""Screens of the ground room, one file per concern."""
