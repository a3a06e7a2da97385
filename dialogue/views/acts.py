"""The hall's acts by the name that this room's views know them by; the code is the room's, for feedback's views too."""

from dialogue.acts import answered, form_refused, hall_act, is_by_script, refused, stamp_of

__all__ = ["answered", "form_refused", "hall_act", "is_by_script", "refused", "stamp_of"]
