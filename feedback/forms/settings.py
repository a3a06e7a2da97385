"""Input of how the commune takes in and answers petitions."""

from django import forms

from feedback.models import PetitionSetting


class PetitionSettingForm(forms.ModelForm):
    link_days = forms.IntegerField(
        label="Liên kết trả lời có hiệu lực (ngày)", min_value=1, max_value=30,
        help_text="Đơn vị trả lời qua liên kết gửi trong thư; hết số ngày này liên kết không dùng được nữa.",
    )  # fmt: skip
    upward_days = forms.IntegerField(
        label="Chờ cấp trên trả lời (ngày)", min_value=1, max_value=365,
        help_text="Tính từ ngày gửi báo cáo; quá ngày phần mềm nhắc Văn phòng hỏi lại.",
    )  # fmt: skip
    retention_months = forms.IntegerField(
        label="Giữ tên, điện thoại, địa chỉ (tháng)", min_value=6, max_value=240, required=False,
        help_text="Tính từ khi kiến nghị có kết quả. Hết hạn, Văn phòng xem danh sách rồi mới ẩn danh. Để trống: "
        "không ẩn danh.",
    )  # fmt: skip

    class Meta:
        model = PetitionSetting
        fields = [
            "is_public_open", "public_intro", "needs_chair_approval", "link_days", "upward_days", "retention_months",
        ]  # fmt: skip
        labels = {
            "is_public_open": "Nhận ý kiến trên trang công khai của xã",
            "public_intro": "Lời mời góp ý trên trang công khai",
            "needs_chair_approval": "Người chủ trì duyệt câu trả lời trước khi gửi người dân",
        }
        help_texts = {
            "is_public_open": "Bỏ đánh dấu thì trang chỉ còn lịch hội nghị, câu trả lời đã công khai và tra cứu.",
            "public_intro": "Hiện ở đầu trang. Để trống thì dùng lời mời có sẵn.",
            "needs_chair_approval": "Văn phòng đọc xong thì trình người chủ trì, thay vì tự duyệt.",
        }
        widgets = {"public_intro": forms.Textarea(attrs={"rows": 4, "maxlength": 2000})}

    def clean_public_intro(self):
        text = self.cleaned_data["public_intro"].strip()
        if len(text) > 2000:
            raise forms.ValidationError("Lời mời không quá 2000 ký tự. Hãy viết ngắn lại.")
        return text
