"""Input of the consolidated report and of what became of a speech."""

from django import forms

from core.models import Unit
from dialogue.states import Outcome
from feedback.forms.fields import long_text
from feedback.models import Petition
from feedback.states import (
    Field,
)


class ReportForm(forms.Form):
    opening = long_text(
        "Lời mở đầu báo cáo",
        rows=4,
        required=False,
        max_length=6000,
        help_text="Để trống thì báo cáo dùng lời mở đầu mẫu.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    issued_on = forms.DateField(label="Ngày ban hành")
    signer_title = forms.CharField(
        label="Quyền hạn, chức vụ người ký",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng in thành một dòng, ví dụ: TM. ỦY BAN NHÂN DÂN rồi CHỦ TỊCH.",
    )
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120)


class SettleForm(forms.Form):
    """What was said and what became of it, on one screen for the secretary (LP-75, LP-76, LP-105)."""

    summary = long_text("Nội dung phát biểu", rows=4)
    petition = forms.ModelChoiceField(
        Petition.objects.none(), label="Đây là kiến nghị", required=False,
        empty_label="Mới nêu tại hội nghị (lập kiến nghị mới)",
        help_text="Chọn nếu kiến nghị đã gửi trước hội nghị, để không ghi hai lần.",
    )  # fmt: skip
    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("", "Theo kiến nghị đã có"), *Field.choices],
        help_text="Cần khi lập kiến nghị mới.",
    )  # fmt: skip
    outcome = forms.ChoiceField(label="Kết quả", choices=Outcome.choices, widget=forms.RadioSelect)
    answered_by = forms.CharField(
        label="Người trả lời",
        max_length=200,
        required=False,
        help_text="Ví dụ: Trưởng phòng Kinh tế. Cần khi đã trả lời tại hội nghị.",
    )
    answer = long_text("Lời trả lời", rows=4, required=False, help_text="Cần khi đã trả lời tại hội nghị.")
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị được giao", required=False, empty_label="Chưa giao"
    )
    due_on = forms.DateField(label="Hạn trả lời", required=False, help_text="Cần khi giao đơn vị.")
    level_text = forms.CharField(
        label="Cơ quan cấp trên",
        max_length=200,
        required=False,
        help_text="Ghi khi chuyển báo cáo cấp trên, ví dụ: UBND thành phố.",
    )

    def __init__(self, *args, contribution, **kwargs):
        super().__init__(*args, **kwargs)
        known = Petition.objects.for_conference(contribution.conference).linkable().order_by("code")
        self.fields["petition"].queryset = known
        # The hall looks on: words on officials stay out of the list (LP-29).
        self.fields["petition"].label_from_instance = lambda row: (
            row.public_label if row.is_restricted else f"{row.code}: {row.excerpt[:80]}"
        )
        self.fields["unit"].queryset = Unit.objects.of_commune(contribution.commune).answering().sorted()
        self.fields["unit"].label_from_instance = lambda unit: unit.short_name
        self.initial = {
            "summary": contribution.summary, "outcome": contribution.outcome, "answered_by": contribution.answered_by,
            "answer": contribution.answer, "unit": contribution.unit_id, "due_on": contribution.due_on,
        } | (self.initial or {})  # fmt: skip
