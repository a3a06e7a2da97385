"""Input of classifying, splitting and reporting upwards."""

from django import forms
from django.core.exceptions import ValidationError

from core.clock import local_today
from feedback.forms.board import OTHER_FIELDS
from feedback.forms.fields import long_text
from feedback.states import (
    Competence,
    Field,
    Triage,
)


class ClassifyForm(forms.Form):
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("", "Chọn lĩnh vực"), *Field.choices])
    competence = forms.ChoiceField(
        label="Thẩm quyền giải quyết", choices=Competence.choices, widget=forms.RadioSelect
    )
    triage = forms.ChoiceField(
        label="Phân loại", choices=Triage.choices, widget=forms.RadioSelect,
        help_text="Việc thuộc thẩm quyền xã không chuyển “Ghi nhận, báo cáo cấp trên”.",
    )  # fmt: skip
    is_urgent = forms.BooleanField(label="Việc bức xúc, cần ưu tiên", required=False)
    names_official = forms.BooleanField(
        label="Nêu tên cán bộ: hạn chế người xem", required=False,
        help_text="Chỉ Văn phòng, người chủ trì, người nhập và đơn vị được giao đọc được; không in nội dung vào báo cáo.",
    )  # fmt: skip
    other_fields = forms.MultipleChoiceField(
        label="Lĩnh vực liên quan", choices=OTHER_FIELDS, required=False, widget=forms.CheckboxSelectMultiple
    )


class SplitForm(forms.Form):
    """LP-60: one submission with several matters becomes several petitions."""

    kept = long_text(
        "Giữ lại ở kiến nghị này",
        rows=6,
        help_text="Xoá phần chuyển sang kiến nghị mới; mỗi kiến nghị một việc.",
    )
    taken = long_text(
        "Chuyển sang kiến nghị mới", rows=6,
        help_text="Kiến nghị mới có mã riêng, cùng người kiến nghị, ngày nhận và nguồn; chờ phân loại.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportUpForm(forms.Form):
    upward_to = forms.CharField(
        label="Cơ quan nhận báo cáo",
        max_length=200,
        help_text="Ví dụ: UBND thành phố, Sở Nông nghiệp và Môi trường.",
    )
    upward_on = forms.DateField(label="Ngày báo cáo")
    upward_number = forms.CharField(label="Số văn bản báo cáo", max_length=60, required=False)
    upward_due_on = forms.DateField(
        label="Chờ trả lời đến ngày", required=False,
        help_text="Quá ngày này phần mềm nhắc Văn phòng hỏi lại. Để trống thì tính theo quy định của xã.",
    )  # fmt: skip

    def clean_upward_on(self):
        day = self.cleaned_data["upward_on"]
        if day > local_today():
            raise ValidationError("Ngày báo cáo không thể sau hôm nay. Gửi xong hãy ghi vào đây.")
        return day
