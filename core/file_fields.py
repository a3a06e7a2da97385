"""A box for several uploads at once, shared by the rooms' forms. What becomes of the files is the rooms' business."""

from django import forms
from django.core.exceptions import ValidationError

from core.uploads import ACCEPT, ALLOWED, clean_upload

MAX_FILES = 10


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads at once, each checked by its content; `largest` in MB where it is less than the house's."""

    def __init__(self, *, most=MAX_FILES, largest=20, **kwargs):
        self.most, self.largest = most, largest
        kwargs.setdefault("widget", FilesInput(attrs={"accept": ACCEPT}))
        kwargs.setdefault("help_text", f"{ALLOWED}; mỗi tệp không quá {largest} MB.")
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise ValidationError("Chưa chọn tệp.")
        if len(files) > self.most:
            raise ValidationError(f"Mỗi lần gửi không quá {self.most} tệp. Hãy gửi làm nhiều lần.")
        for file in files:
            if file.size > self.largest * 1024 * 1024:
                raise ValidationError(
                    f"Tệp “{file.name}” lớn hơn {self.largest} MB. Hãy nén hoặc chụp lại nhỏ hơn rồi gửi."
                )
            clean_upload(file)
        return list(files)
