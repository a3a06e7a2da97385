"""Input about what goes to bodies outside the commune."""

from django import forms

from conclusions.forms.fields import ConferenceKeyField, area
from conclusions.forms.notices import PetitionField
from conclusions.models import Submission
from conclusions.states import SubmissionKind, SubmissionState
from core.clock import local_today
from core.models import Unit
from core.uploads import clean_upload
from feedback.models import Petition

# What the office adds by hand; the report of the whole notice exists from its issue on.
BY_HAND = [choice for choice in SubmissionKind.choices if choice[0] != SubmissionKind.REPORT_UP]


class SubmissionForm(forms.ModelForm):
    """To whom, about what, by whom and by when."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Submission
        field_classes = {"petition": PetitionField}
        fields = ["kind", "petition", "to_body", "content", "owner", "due_on"]
        widgets = {"content": area(4), "kind": forms.RadioSelect}
        labels = {"petition": "Về kiến nghị"}
        help_texts = {
            "petition": "Gắn với kiến nghị thì phải báo lại người kiến nghị khi có trả lời.",
            "content": "Không ghi họ tên, điện thoại, địa chỉ của người kiến nghị.",
            "owner": "Mặc định là văn phòng; có thể giao Ban Xây dựng Đảng, Mặt trận hoặc đơn vị khác.",
            "due_on": "Để trống khi quy định không nêu ngày.",
        }

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        petitions = Petition.objects.for_conference(notice.conference_id).matters().order_by("pk")
        self.fields["petition"].queryset = petitions
        self.fields["petition"].empty_label = "Không gắn với kiến nghị nào"
        self.fields["kind"].choices = BY_HAND
        self.fields["owner"].queryset = Unit.objects.of_commune(notice.commune).active().sorted()
        self.fields["owner"].empty_label = None
        if self.instance.pk:
            del self.fields["kind"], self.fields["petition"]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day != self.initial.get("due_on") and day < local_today():
            raise forms.ValidationError("Ngày phải gửi không được trước hôm nay. Hãy chọn ngày khác.")
        return day


class SendForm(forms.Form):
    number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60)
    sent_on = forms.DateField(label="Ngày gửi")
    reply_due_on = forms.DateField(
        label="Đề nghị trả lời trước ngày", required=False,
        help_text="Đến ngày này mà chưa có trả lời, phần mềm nhắc. Để trống khi văn bản không đề nghị trả lời.",
    )  # fmt: skip


class RemindSubmissionForm(forms.Form):
    waits_until = forms.DateField(label="Chờ trả lời đến ngày")
    note = forms.CharField(
        label="Nhắc bằng cách nào", max_length=200, required=False,
        help_text="Ví dụ: công văn số 12/UBND-VP; gọi điện cho Văn phòng Sở.",
    )  # fmt: skip


class SubmissionReplyForm(forms.Form):
    replied_on = forms.DateField(label="Ngày trả lời")
    number = forms.CharField(label="Số văn bản trả lời", max_length=60, required=False)
    reply = forms.CharField(
        label="Nội dung trả lời", widget=area(6), max_length=20_000,
        help_text="Viết gọn, dễ hiểu; đây là nội dung báo lại người kiến nghị.",
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp văn bản trả lời", required=False, help_text="PDF, ảnh PNG hoặc JPG, DOCX, XLSX."
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file


class RelayForm(forms.Form):
    relayed_on = forms.DateField(label="Ngày báo lại")
    relay_note = forms.CharField(
        label="Báo lại bằng cách nào", max_length=250,
        help_text="Ví dụ: công văn số 45/UBND-VP gửi qua trưởng thôn; gặp trực tiếp tại Nhà văn hoá.",
    )  # fmt: skip


class SubmissionFilter(forms.Form):
    STATES = [
        ("", "còn phải làm, còn chờ"),
        ("late", "quá ngày"),
        *SubmissionState.choices,
        ("all", "mọi tình trạng"),
    ]
    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    kind = forms.ChoiceField(
        label="Loại", choices=[("", "mọi loại"), *SubmissionKind.choices], required=False
    )
    owner = forms.ModelChoiceField(Unit.objects.none(), label="Do", required=False, empty_label="mọi đơn vị")
    hoi_nghi = ConferenceKeyField()

    def __init__(self, data, *, user):
        super().__init__(data)
        mine = Submission.objects.visible_to(user).values("owner")
        self.fields["owner"].queryset = Unit.objects.visible_to(user).filter(pk__in=mine).sorted()

    def values(self):
        self.is_valid()
        return self.cleaned_data
