"""Input about the conclusion's extension."""

from django import forms

from conclusions.forms.fields import area


class ExtensionRequestForm(forms.Form):
    ground = forms.ChoiceField(label="Căn cứ kéo dài", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do cụ thể", widget=area(4), help_text="Lý do được in trong thông báo kết luận."
    )

    def __init__(self, *args, deadline, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [
            (text, text[:1].upper() + text[1:]) for text in deadline.extension_grounds
        ]
