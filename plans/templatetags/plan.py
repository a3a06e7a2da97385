"""A plan's texts in templates: its small markup as HTML, everything else escaped."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from plans import marks

register = template.Library()


@register.filter
def emphasis(text):
    """**bold** and *italic* of a plan's text."""
    words = marks.BOLD.sub(r"<b>\1</b>", escape(text or ""))
    return mark_safe(marks.ITALIC.sub(r"<i>\1</i>", words))


@register.filter
def plain(text):
    """The words without their markup."""
    return marks.plain(text)
