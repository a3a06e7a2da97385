"""Input fields that several forms of this room share."""

from django import forms
from django.core.exceptions import ValidationError

from core.clock import local_today
from core.file_fields import FilesField, FilesInput

__all__ = ["FilesField", "FilesInput", "ReasonForm", "TextsField", "check_not_ahead", "long_text"]
LONGEST = 20_000  # characters of one text; a petition of this length is a dossier and belongs in a file


class TextsInput(forms.Textarea):
    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))


class TextsField(forms.Field):
    """Several long texts under one name, blank ones left out; the page draws the boxes itself."""

    widget = TextsInput

    def __init__(self, *, most, **kwargs):
        super().__init__(required=False, **kwargs)
        self.most, self.one = most, forms.CharField(required=False, max_length=LONGEST)

    def clean(self, value):
        texts = [text for text in map(self.one.clean, value or []) if text]
        if len(texts) > self.most:
            raise ValidationError(
                f"Mỗi lần không quá {self.most + 1} việc. Hãy nhập phần còn lại ở phiếu sau."
            )
        return texts


def check_not_ahead(day):
    """Validator of days on which something already came."""
    if day > local_today():
        raise ValidationError("Ngày nhận không thể sau hôm nay.")
    if day.year < 2000:
        raise ValidationError("Năm của ngày nhận chưa đúng. Hãy xem lại.")


def long_text(label, *, rows=5, required=True, help_text="", max_length=LONGEST):
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=max_length,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = long_text("Lý do", rows=4, max_length=4000)

    def __init__(self, *args, label="", help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or "Lý do"
        self.fields["reason"].help_text = help_text
