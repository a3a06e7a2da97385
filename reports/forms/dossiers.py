"""Forms of the archive: its filter, a dossier's shelf, reasons, lines of the table of periods."""

from django import forms

from reports.models import RetentionGroup
from reports.models.retention import LONGEST
from reports.states import DossierState


class DossierFilter(forms.Form):
    """What the list shows; anything that is no choice is left out."""

    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "mọi trạng thái"), *DossierState.choices]
    )
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)
    ending = forms.BooleanField(label="Sắp hết thời hạn lưu", required=False)

    def values(self):
        return self.cleaned_data if self.is_valid() else {}


class ShelfForm(forms.Form):
    """Where the paper dossier stands and how long it is kept."""

    code = forms.CharField(
        label="Số, ký hiệu hồ sơ", max_length=60, required=False, help_text="Ví dụ 12/2026/HĐND-UBND."
    )
    box = forms.CharField(label="Hộp, giá", max_length=60, required=False)
    group = forms.ModelChoiceField(
        label="Nhóm thời hạn lưu", queryset=RetentionGroup.objects.none(), empty_label=None
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, dossier, **kwargs):
        names = ("code", "box", "group", "version")
        super().__init__(*args, initial={name: getattr(dossier, name) for name in names}, **kwargs)
        self.fields["group"].queryset = RetentionGroup.objects.of_commune(dossier.commune_id)

    def values(self):
        return {name: self.cleaned_data[name] for name in ("code", "box", "group")}


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lý do được in vào mục lục và gói hồ sơ.",
    )  # fmt: skip


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Lý do mở lại", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ghi rõ cần bổ sung hay sửa gì. Gói đã niêm phong vẫn được giữ nguyên.",
    )  # fmt: skip


class RetentionForm(forms.ModelForm):
    """One line of the office's table of periods."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RetentionGroup
        fields = ["name", "years", "basis", "is_default"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["years"].min_value, self.fields["years"].max_value = 1, LONGEST
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            if self.instance.is_default:
                # Another group takes its place by being chosen there.
                self.fields["is_default"].disabled = True

    def clean_years(self):
        years = self.cleaned_data["years"]
        if years is not None and not 1 <= years <= LONGEST:
            raise forms.ValidationError(f"Thời hạn từ 1 đến {LONGEST} năm; để trống là lưu vĩnh viễn.")
        return years

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
