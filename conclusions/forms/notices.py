"""Input about notices and their lines."""

from django import forms

from conclusions.forms.fields import area
from conclusions.models import ConclusionItem, ConclusionNotice
from conclusions.states import ConclusionNoticeState, ItemGroup, ItemKind
from core.clock import local_today
from core.models import Unit


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
        fields = [
            "group", "petition", "content", "result", "unit", "supporting", "person", "kind", "due_on",
            "is_late_confirmed", "level", "is_restricted",
        ]  # fmt: skip
        widgets = {
            "group": forms.RadioSelect, "content": area(4), "result": area(4), "kind": forms.RadioSelect,
            "supporting": forms.CheckboxSelectMultiple,
        }  # fmt: skip
        help_texts = {
            "content": "Viết để công khai được: không ghi họ tên, điện thoại, địa chỉ của người kiến nghị.",
            "unit": "Bắt buộc với nội dung tiếp tục giải quyết.",
            "due_on": "Bắt buộc với nội dung tiếp tục giải quyết.",
            "is_late_confirmed": "Chỉ đánh dấu khi thời hạn trên muộn hơn thời hạn trả lời của quy định; thông báo sẽ ghi rõ.",
            "result": "Với nội dung tiếp tục giải quyết: biện pháp, kế hoạch thực hiện.",
            "person": "Khi giao đích danh: ghi chức vụ, họ tên người chịu trách nhiệm.",
            "is_restricted": "Khi nói về sai phạm, thiếu sót của cán bộ: không đưa ra công khai, chỉ người chủ trì, văn phòng, "
            "đơn vị đó và người đứng đầu Mặt trận theo dõi.",
            "level": "Chỉ dùng cho nội dung báo cáo cấp trên. Ví dụ: Ủy ban nhân dân thành phố.",
        }

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.notice = notice
        self.fields["version"].initial = self.instance.version
        self.fields["group"].choices = ItemGroup.choices
        self.fields["petition"].queryset = notice.petitions_to_cover()
        self.fields["petition"].empty_label = "Không gắn với kiến nghị nào"
        units = Unit.objects.of_commune(notice.commune).answering().sorted()
        self.fields["unit"].queryset = self.fields["supporting"].queryset = units
        self.fields["unit"].empty_label = "Chưa chọn đơn vị"
        self.fields["kind"].choices = ItemKind.choices
        self.fields["kind"].required = False

    def clean_kind(self):
        return self.cleaned_data["kind"] or ItemKind.SETTLE

    def clean(self):
        values = super().clean()
        supporting, unit = values.get("supporting"), values.get("unit")
        if supporting is not None and unit is not None:
            values["supporting"] = [one for one in supporting if one != unit]
        return values

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day != self.initial.get("due_on") and day <= local_today():
            raise forms.ValidationError("Thời hạn phải sau hôm nay. Hãy chọn ngày khác.")
        return day


LATER = "Để lại, kết luận ở thông báo bổ sung"
LATER_HELP = "Thông báo này nêu kiến nghị được để lại và ngày chậm nhất có thông báo bổ sung."


class RemoveItemForm(forms.Form):
    reason = forms.CharField(
        label="Lý do không đưa kiến nghị vào thông báo",
        widget=area(3),
        required=False,
        help_text="Bắt buộc khi không còn mục nào khác trả lời kiến nghị này.",
    )
    is_deferred = forms.BooleanField(label=LATER, required=False, help_text=LATER_HELP)

    def __init__(self, *args, may_defer, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_defer:
            del self.fields["is_deferred"]


class OmitForm(RemoveItemForm):
    """Why a petition stays out, and whether the supplement will speak about it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields[
            "reason"
        ].help_text = "Nếu để lại cho thông báo bổ sung, lý do được in trong thông báo này: không ghi họ tên, điện thoại, địa chỉ."


class NoticeFilter(forms.Form):
    state = forms.ChoiceField(
        label="Tình trạng", choices=[("", "mọi tình trạng"), *ConclusionNoticeState.choices], required=False
    )
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data
