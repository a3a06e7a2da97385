"""What several forms of this room share."""

from django import forms


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


class ReasonForm(forms.Form):
    """A reason, named by the page that asks for it."""

    reason = forms.CharField(label="Lý do", widget=area(4))

    def __init__(self, *args, label="Lý do", help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text
