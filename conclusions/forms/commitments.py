"""Input about commitments."""

from django import forms

from conclusions.forms.fields import area
from conclusions.models import Commitment
from conclusions.states import CommitmentState
from core.models import Unit
from core.uploads import clean_upload


class CommitmentReportForm(forms.Form):
    text = forms.CharField(label="Kết quả thực hiện", widget=area(6))
    file = forms.FileField(
        label="Văn bản, ảnh kèm theo", required=False, help_text="PDF, ảnh PNG hoặc JPG, DOCX, XLSX."
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file


class ConfirmForm(forms.Form):
    text = forms.CharField(label="Nhận xét", widget=area(3), required=False)


class RemarkForm(forms.Form):
    text = forms.CharField(label="Nhận xét giám sát", widget=area(4))


class CommitmentFilter(forms.Form):
    STATES = [("", "mọi tình trạng"), ("late", "đang quá hạn"), *CommitmentState.choices]
    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Của", required=False, empty_label="mọi đơn vị")
    words = forms.CharField(label="Có chữ", required=False, max_length=100)
    hoi_nghi = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        mine = Commitment.objects.visible_to(user).values("unit")
        self.fields["unit"].queryset = Unit.objects.visible_to(user).filter(pk__in=mine).sorted()

    def values(self):
        self.is_valid()
        return self.cleaned_data
