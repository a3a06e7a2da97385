"""Input of giving petitions to units and of refusing them."""

from django import forms

from core.models import Unit
from core.row_fields import RowsField
from feedback.forms.fields import ReasonForm, long_text


class AssignForm(forms.Form):
    lead = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị chủ trì trả lời", empty_label="Chọn một đơn vị"
    )
    due_on = forms.DateField(label="Hạn trả lời")
    instruction = long_text("Ý kiến chỉ đạo", rows=3, required=False, max_length=4000)
    supporting = RowsField(
        Unit.objects.none(), label="Đơn vị phối hợp", required=False, widget=forms.CheckboxSelectMultiple
    )
    with_link = forms.BooleanField(
        label="Gửi kèm liên kết trả lời qua thư", required=False,
        help_text="Người của đơn vị bấm liên kết trong thư để nhận việc và trả lời, không cần đăng nhập.",
    )  # fmt: skip

    def __init__(self, *args, commune, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.of_commune(commune).answering().sorted()
        for name in ("lead", "supporting"):
            self.fields[name].queryset = units
            self.fields[name].label_from_instance = lambda unit: unit.short_name
        self.fields["due_on"].help_text = hint


class RefuseForm(ReasonForm):
    proposed_unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị đề nghị giao thay", required=False, empty_label="Không đề nghị"
    )

    def __init__(self, *args, assignment, **kwargs):
        super().__init__(*args, label="Lý do từ chối", **kwargs)
        units = Unit.objects.of_commune(assignment.commune).answering().exclude(pk=assignment.unit_id)
        self.fields["proposed_unit"].queryset = units.sorted()
        self.fields["proposed_unit"].label_from_instance = lambda unit: unit.short_name
