"""Live pages by the name that this room's views know them by; the code is the room's, for feedback's views too."""

from dialogue.live import live

__all__ = ["live"]
