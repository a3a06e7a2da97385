"""Input of the consolidated report."""

from django import forms

from feedback.forms.fields import long_text


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
