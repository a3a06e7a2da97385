"""What several forms of this room share."""

from django import forms


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


class ConferenceKeyField(forms.IntegerField):
    """The conference that a link names; what no key can be counts as not named instead of reaching the database."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, min_value=1, max_value=2**63 - 1)


class ReasonForm(forms.Form):
    """A reason, named by the page that asks for it."""

    reason = forms.CharField(label="Lý do", widget=area(4))

    def __init__(self, *args, label="Lý do", help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text
