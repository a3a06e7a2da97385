"""Input shape of the account pages; how forms are drawn stands in forms.py."""

from django.forms import ModelForm

from core.models import User


class ContactForm(ModelForm):
    class Meta:
        model = User
        fields = ["email", "phone", "wants_email"]
