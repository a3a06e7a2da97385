"""Boxes and choices that several forms of this room use."""

from django import forms


def long_text(rows=4, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


class MinutesField(forms.IntegerField):
    """Typed in minutes, kept in seconds."""

    def __init__(self, **kwargs):
        super().__init__(**{"min_value": 1, "max_value": 60, "required": False} | kwargs)

    def prepare_value(self, value):
        """Kept seconds as minutes; what was just typed stands as it was typed."""
        return value // 60 if isinstance(value, int) and value >= 60 else value

    def clean(self, value):
        minutes = super().clean(value)
        return minutes * 60 if minutes else None


def chosen(channels):
    return [(channel.value, channel.label) for channel in channels]
