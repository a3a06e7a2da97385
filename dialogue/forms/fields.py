"""Boxes and choices that several forms of this room use."""

from django import forms


def long_text(rows=4, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


def chosen(channels):
    return [(channel.value, channel.label) for channel in channels]
