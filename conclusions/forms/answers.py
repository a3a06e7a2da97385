"""Input about answers after the conference."""

from django import forms

from conclusions.forms.fields import ConferenceKeyField, area
from conclusions.models import Commitment
from conclusions.states import AnswerWay, Standing
from core.models import Unit
from core.row_fields import RowsField
from core.uploads import clean_upload


class AnswerForm(forms.Form):
    """How the chosen addressees were told; rows are the table's check boxes."""

    rows = RowsField(None, label="Nơi nhận", error_messages={"required": "Hãy chọn ít nhất một nơi nhận."})
    standing = forms.ChoiceField(label="Đã báo rằng", choices=Standing.choices, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="Cách trả lời", choices=AnswerWay.choices, widget=forms.RadioSelect)
    delivered_on = forms.DateField(
        label="Ngày trả lời", required=False, help_text="Chỉ để trống khi không trả lời được."
    )
    number = forms.CharField(
        label="Số văn bản", max_length=60, required=False,
        help_text="Theo sổ của đơn vị, ví dụ 12/PKT. Chỉ ghi khi trả lời bằng văn bản.",
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp văn bản", required=False, help_text="PDF, ảnh PNG hoặc JPG, DOCX. Kèm vào trang cam kết."
    )
    place = forms.CharField(
        label="Nơi trả lời trực tiếp",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi trả lời trực tiếp.",
    )
    witness = forms.CharField(label="Người chứng kiến", max_length=200, required=False)
    said = forms.CharField(
        label="Nội dung đã trả lời", widget=area(3), required=False, max_length=4000,
        help_text="Một, hai câu; không ghi họ tên, điện thoại của người kiến nghị.",
    )  # fmt: skip
    undelivered_reason = forms.CharField(
        label="Hoặc lý do không trả lời được", max_length=250, required=False,
        help_text="Ví dụ: đã chuyển nơi ở, không liên lạc được. Khi đó để trống ngày trả lời.",
    )  # fmt: skip

    def __init__(self, *args, commitment, written_only=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = commitment.deliveries.all()
        if written_only:
            del self.fields["place"], self.fields["witness"]
            self.fields["way"].choices = [(AnswerWay.WRITTEN.value, AnswerWay.WRITTEN.label)]
            self.fields["number"].help_text = "Theo sổ của đơn vị, ví dụ 12/PKT."

    def clean_rows(self):
        return list(self.cleaned_data["rows"])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file


class AnswerFilter(forms.Form):
    STATES = [
        ("", "còn người chờ trả lời"),
        ("half", "việc đã xong, chưa báo kết quả cuối"),
        ("told", "đã trả lời đủ"),
        ("all", "mọi tình trạng"),
    ]
    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Của", required=False, empty_label="mọi đơn vị")
    hoi_nghi = ConferenceKeyField()

    def __init__(self, data, *, user):
        super().__init__(data)
        mine = Commitment.objects.visible_to(user).values("unit")
        self.fields["unit"].queryset = Unit.objects.visible_to(user).filter(pk__in=mine).sorted()

    def values(self):
        self.is_valid()
        return self.cleaned_data
