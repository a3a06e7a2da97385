"""Input of the pages of a plan's tasks. Nothing is written here."""

from django import forms

from core.clock import local_today
from core.models import Unit
from core.uploads import clean_upload
from plans.states import PlanTaskState, Stage, TaskMode

MAX_DAYS = 250


class TaskFilter(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị", required=False, empty_label="mọi đơn vị"
    )
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "mọi tình trạng"), *PlanTaskState.choices, ("late", "Quá hạn")],
    )
    stage = forms.ChoiceField(
        label="Giai đoạn", required=False, choices=[("", "mọi giai đoạn"), *Stage.choices]
    )

    def __init__(self, data, *, units):
        super().__init__(data)
        self.fields["unit"].queryset = units

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class FinishForm(forms.Form):
    result = forms.CharField(
        label="Kết quả",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-autosave": ""}),
        help_text="Đã làm gì, số văn bản, ai xác nhận. Ghi kết quả hoặc gửi kèm tệp.",
    )
    finished_on = forms.DateField(label="Ngày làm xong")
    file = forms.FileField(label="Tệp chứng minh", required=False, help_text="PDF, ảnh, DOCX hoặc XLSX.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"finished_on": local_today()}, **kwargs)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file or None


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Lý do mở lại",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Đơn vị được báo ngay, kèm lý do.",
    )


class DueForm(forms.Form):
    due_on = forms.DateField(label="Hạn hoàn thành", required=False, help_text="Kể cả ngày này.")
    days_before = forms.IntegerField(
        label="Hoặc số ngày làm việc trước hội nghị",
        required=False,
        min_value=1,
        max_value=MAX_DAYS,
        help_text="Tính từ hội nghị đầu tiên của kế hoạch, ngay khi ấn định ngày; hội nghị dời thì hạn dời theo.",
    )
    reason = forms.CharField(
        label="Lý do",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lưu trong nhật ký.",
    )

    def __init__(self, *args, task=None, **kwargs):
        initial = (
            {"due_on": task.due_on if not task.days_before else None, "days_before": task.days_before}
            if task
            else {}
        )
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        values = super().clean()
        if values.get("due_on") and values.get("days_before"):
            self.add_error(
                "days_before", "Chọn một cách: ghi ngày, hoặc ghi số ngày làm việc trước hội nghị."
            )
        return values


class AddTaskForm(DueForm):
    field_order = ("text", "unit", "mode", "stage", "due_on", "days_before")
    text = forms.CharField(label="Nhiệm vụ", widget=forms.Textarea(attrs={"rows": 4}))
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")
    mode = forms.ChoiceField(label="Cách giao", choices=TaskMode.choices)
    stage = forms.ChoiceField(label="Giai đoạn", choices=Stage.choices, initial=Stage.PREPARE)
    reason = None

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of_commune(commune).active().sorted()
