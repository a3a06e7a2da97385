"""The renderer that draws every form with the house's templates; no forms live here."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.functional import cached_property


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
