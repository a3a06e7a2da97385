"""Input of this room's pages. Nothing here writes to the database."""

from django import forms

from conclusions.models import Commitment, ConclusionItem, ConclusionNotice
from conclusions.states import CommitmentState, ConclusionNoticeState, ItemGroup
from core.clock import local_today
from core.models import Unit
from core.states import Channel
from core.uploads import clean_upload
from feedback.models import Petition

SENDING = [
    choice
    for choice in Channel.choices
    if choice[0] in (Channel.BY_HAND, Channel.POST, Channel.EMAIL, Channel.IN_APP, Channel.NOTICE_BOARD,
                     Channel.WEB, Channel.RADIO, Channel.VILLAGE_MEETING, Channel.OTHER)
]  # fmt: skip


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


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


class ReasonForm(forms.Form):
    """A reason, named by the page that asks for it."""

    reason = forms.CharField(label="Lý do", widget=area(4))

    def __init__(self, *args, label="Lý do", help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text


class DispatchForm(forms.Form):
    """How the chosen recipients were served; rows are the table's check boxes."""

    rows = forms.ModelMultipleChoiceField(
        None, label="Nơi nhận", error_messages={"required": "Hãy chọn ít nhất một nơi nhận."}
    )
    sent_on = forms.DateField(
        label="Ngày gửi",
        required=False,
        help_text="Từ ngày ban hành đến hôm nay; chỉ để trống khi không gửi được.",
    )
    channel = forms.ChoiceField(label="Cách gửi", choices=[("", "Chọn cách gửi"), *SENDING], required=False)
    proof = forms.CharField(
        label="Bằng chứng",
        max_length=250,
        required=False,
        help_text="Số bưu gửi, người ký nhận, đường dẫn…",
    )
    unsent_reason = forms.CharField(
        label="Hoặc lý do không gửi được",
        max_length=250,
        required=False,
        help_text="Chỉ ghi khi không gửi được; khi đó để trống ngày gửi.",
    )

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = notice.dispatches.all()

    def clean_rows(self):
        return list(self.cleaned_data["rows"])


class ExtensionRequestForm(forms.Form):
    ground = forms.ChoiceField(label="Căn cứ kéo dài", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do cụ thể", widget=area(4), help_text="Lý do được in trong thông báo kết luận."
    )

    def __init__(self, *args, deadline, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [
            (text, text[:1].upper() + text[1:]) for text in deadline.extension_grounds
        ]


class CommitmentReportForm(forms.Form):
    text = forms.CharField(label="Kết quả thực hiện", widget=area(6))
    file = forms.FileField(
        label="Văn bản, ảnh kèm theo", required=False, help_text="PDF, ảnh PNG hoặc JPG, DOCX, XLSX."
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file


class ConfirmForm(forms.Form):
    text = forms.CharField(label="Nhận xét", widget=area(3), required=False)


class RemarkForm(forms.Form):
    text = forms.CharField(label="Nhận xét giám sát", widget=area(4))


class NoticeFilter(forms.Form):
    state = forms.ChoiceField(
        label="Tình trạng", choices=[("", "mọi tình trạng"), *ConclusionNoticeState.choices], required=False
    )
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class CommitmentFilter(forms.Form):
    STATES = [("", "mọi tình trạng"), ("late", "đang quá hạn"), *CommitmentState.choices]
    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Của", required=False, empty_label="mọi đơn vị")
    words = forms.CharField(label="Có chữ", required=False, max_length=100)
    hoi_nghi = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        mine = Commitment.objects.visible_to(user).values("unit")
        self.fields["unit"].queryset = Unit.objects.visible_to(user).filter(pk__in=mine).sorted()

    def values(self):
        self.is_valid()
        return self.cleaned_data
