"""Input of what is done about a plan's warnings."""

from django import forms


class DismissForm(forms.Form):
    reason = forms.CharField(
        label="Lý do bỏ qua",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Người phê duyệt thấy lý do này. Khi nội dung liên quan thay đổi, lưu ý hiện lại.",
    )


class RecipientForm(forms.Form):
    text = forms.CharField(label="Nơi nhận", max_length=300)
