"""Input about notices and their lines."""

from django import forms

from conclusions.forms.fields import area
from conclusions.models import ConclusionItem, ConclusionNotice
from conclusions.states import ConclusionNoticeState, ItemGroup
from core.clock import local_today
from core.models import Unit
from feedback.models import Petition


class NoticeForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ConclusionNotice
        fields = ["opening", "general", "lessons", "monitor"]
        widgets = {"opening": area(4), "general": area(5), "lessons": area(4)}
        help_texts = {
            "opening": "Đứng đầu thông báo, trước mục I.",
            "general": "Đánh giá chung, nội dung tiếp thu.",
            "lessons": "In ở mục IV, Tổ chức thực hiện.",
            "monitor": "In trong câu “Giao … theo dõi, giám sát việc thực hiện Thông báo này”.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version


class PetitionField(forms.ModelChoiceField):
    """Petitions by code and first words; words on officials' conduct stay out of lists (LP-29)."""

    def label_from_instance(self, petition):
        return petition.public_label if petition.is_restricted else f"{petition.code}: {petition.excerpt}"


class ItemForm(forms.ModelForm):
    """One line; unit and date may wait until the notice is submitted."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ConclusionItem
        field_classes = {"petition": PetitionField}
        fields = ["group", "petition", "content", "result", "unit", "due_on", "is_late_confirmed", "level"]
        widgets = {"group": forms.RadioSelect, "content": area(4), "result": area(4)}
        help_texts = {
            "content": "Viết để công khai được: không ghi họ tên, điện thoại, địa chỉ của người kiến nghị.",
            "unit": "Bắt buộc với nội dung tiếp tục giải quyết.",
            "due_on": "Bắt buộc với nội dung tiếp tục giải quyết.",
            "is_late_confirmed": "Chỉ đánh dấu khi thời hạn trên muộn hơn thời hạn trả lời của quy định; thông báo sẽ ghi rõ.",
            "level": "Chỉ dùng cho nội dung báo cáo cấp trên. Ví dụ: Ủy ban nhân dân thành phố.",
        }

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.notice = notice
        self.fields["version"].initial = self.instance.version
        self.fields["group"].choices = ItemGroup.choices
        petitions = Petition.objects.for_conference(notice.conference_id).matters()
        self.fields["petition"].queryset = petitions.order_by("pk")
        self.fields["petition"].empty_label = "Không gắn với kiến nghị nào"
        self.fields["unit"].queryset = Unit.objects.of_commune(notice.commune).answering().sorted()
        self.fields["unit"].empty_label = "Chưa chọn đơn vị"

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day != self.initial.get("due_on") and day <= local_today():
            raise forms.ValidationError("Thời hạn phải sau hôm nay. Hãy chọn ngày khác.")
        return day


class RemoveItemForm(forms.Form):
    reason = forms.CharField(
        label="Lý do không đưa kiến nghị vào thông báo",
        widget=area(3),
        required=False,
        help_text="Bắt buộc khi không còn mục nào khác trả lời kiến nghị này.",
    )


class NoticeFilter(forms.Form):
    state = forms.ChoiceField(
        label="Tình trạng", choices=[("", "mọi tình trạng"), *ConclusionNoticeState.choices], required=False
    )
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data
