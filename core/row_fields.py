"""Ticking rows of a table; no forms live here."""

from django import forms
from django.core.exceptions import ValidationError

from core.pages import typed_key


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by their keys; what no key can be is a wrong choice instead of reaching the database."""

    def clean(self, value):
        if any(typed_key(str(key)) is None for key in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)
