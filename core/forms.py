"""How every form of the house is drawn and what its plain errors say; no forms live here."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.functional import cached_property

# Django's own Vietnamese ("Trường này là bắt buộc") names the control, not what to do.
ERROR_WORDS = {
    forms.Field: {"required": "Chưa điền mục này."},
    forms.BooleanField: {"required": "Chưa đánh dấu mục này."},
    forms.ChoiceField: {"required": "Chưa chọn mục nào.", "invalid_choice": "Chọn một mục trong danh sách."},
    forms.ModelChoiceField: {
        "required": "Chưa chọn mục nào.",
        "invalid_choice": "Chọn một mục trong danh sách.",
    },
    forms.MultipleChoiceField: {
        "required": "Chưa chọn mục nào.",
        "invalid_choice": "Chọn các mục trong danh sách.",
    },
    forms.ModelMultipleChoiceField: {
        "required": "Chưa chọn mục nào.",
        "invalid_choice": "Chọn các mục trong danh sách.",
    },
    forms.DateField: {"invalid": "Ngày chưa đúng. Gõ ngày/tháng/năm, ví dụ 16/5/2026."},
    forms.TimeField: {"invalid": "Giờ chưa đúng. Gõ giờ:phút, ví dụ 08:00."},
    forms.DateTimeField: {"invalid": "Chưa đúng. Gõ giờ rồi ngày, ví dụ 08:00 16/5/2026."},
    forms.IntegerField: {
        "invalid": "Gõ một số nguyên, ví dụ 25.",
        "min_value": "Số nhỏ nhất được nhận là %(limit_value)s.",
        "max_value": "Số lớn nhất được nhận là %(limit_value)s.",
    },
    forms.EmailField: {"invalid": "Địa chỉ thư chưa đúng, ví dụ vanphong@lacphuong.gov.vn."},
    forms.FileField: {"required": "Chưa chọn tệp.", "empty": "Tệp này trống. Chọn tệp khác."},
}


FIRST_YEAR, LAST_YEAR = 1900, 2100


def check_year(day):
    """No form takes a slip such as 5/12/9999: such a day stops the pages that count from it."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Hãy xem lại năm của ngày vừa gõ.")


def set_error_words():
    """Give Django's fields the house's words; called when core is ready, before any form is defined."""
    forms.DateField.default_validators = [check_year]
    ProhibitNullCharactersValidator.message = "Có ký tự không dùng được trong văn bản. Hãy gõ lại mục này."
    for field, words in ERROR_WORDS.items():
        # A new dict: a class without words of its own shares its parent's.
        field.default_error_messages = vars(field).get("default_error_messages", {}) | words


class HouseRenderer(DjangoTemplates):
    """Looks in the project's templates first, then in Django's own widgets.

    Django's `TemplatesSetting` would do the same but silently loses all widgets when `django.forms` is not
    an installed app.
    """

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"

    @cached_property
    def engine(self):
        own = [folder for backend in settings.TEMPLATES for folder in backend["DIRS"]]
        return TemplateBackend(
            {
                "APP_DIRS": True,
                "DIRS": [*own, Path(forms.__file__).parent / "templates"],
                "NAME": "djangoforms",
                "OPTIONS": {},
            }
        )
