"""Screens of this room, one file per concept."""
