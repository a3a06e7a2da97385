"""Input of the pages about personal data: whose readings, which list was seen."""

from django import forms

from feedback.forms.lists import ListForm


class ReadingFilter(ListForm):
    user = forms.ChoiceField(label="Người xem", required=False)
    from_on = forms.DateField(label="từ ngày", required=False)
    to_on = forms.DateField(label="đến ngày", required=False)
    petition = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, data, *, people):
        super().__init__(data)
        self.fields["user"].choices = [("", "mọi người"), *people]


class AnonymiseForm(forms.Form):
    """What was seen, so that nothing else is taken out, and the word that it is meant."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    before_on = forms.DateField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label="Tôi đã xem danh sách và hiểu rằng việc này không hoàn tác được",
        error_messages={"required": "Hãy đánh dấu vào ô này nếu anh/chị đã xem danh sách."},
    )


class OldFilesForm(forms.Form):
    keys = forms.TypedMultipleChoiceField(label="Tệp", coerce=int)

    def __init__(self, *args, files, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(file.pk, file.name) for file in files]
