"""Input of the Front's desk: visits with photographs, urgings, opinions of lines, the yearly list."""

from django import forms
from django.core.exceptions import ValidationError

from conclusions.forms.fields import ConferenceKeyField, area
from conclusions.states import ItemOpinion, Verdict
from core.clock import local_today
from core.row_fields import RowsField

MOST_PHOTOS, LARGEST_MB = 8, 20
PICTURES = "image/png,image/jpeg,image/webp"


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photographs at once; whether each is one is told by whoever makes it anew (core.pictures)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", PhotosInput(attrs={"accept": PICTURES}))
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_PHOTOS:
            raise ValidationError(f"Mỗi lần gửi không quá {MOST_PHOTOS} ảnh. Hãy chọn những ảnh rõ nhất.")
        for file in files:
            if file.size > LARGEST_MB * 1024 * 1024:
                raise ValidationError(
                    f"Ảnh “{file.name}” lớn hơn {LARGEST_MB} MB. Hãy chụp lại nhỏ hơn rồi gửi."
                )
        return list(files)


class VisitForm(forms.Form):
    """One visit, and what follows from it where the unit's report waits for a word."""

    NOTHING = ("", "Chỉ ghi kết quả kiểm tra")
    visited_on = forms.DateField(label="Ngày đi thực địa")
    place = forms.CharField(
        label="Địa điểm", max_length=250, help_text="Ví dụ: mương thoát nước thôn Đông, đoạn sau nhà văn hóa."
    )
    people = forms.CharField(
        label="Thành phần", widget=area(3), required=False, max_length=4000,
        help_text="Mỗi dòng một người hoặc một tổ chức cùng đi; ghi chức danh, không ghi số điện thoại.",
    )  # fmt: skip
    findings = forms.CharField(label="Kết quả kiểm tra tại chỗ", widget=area(6), max_length=20_000)
    photos = PhotosField(
        label="Ảnh chụp tại chỗ",
        help_text=f"Nhiều nhất {MOST_PHOTOS} ảnh JPG, PNG hoặc WEBP; phần mềm bỏ vị trí và thông tin máy ghi trong ảnh.",
    )
    verdict = forms.ChoiceField(label="Kết luận sau kiểm tra", widget=forms.RadioSelect, required=False)
    text = forms.CharField(
        label="Lời nhận xét", widget=area(3), required=False, max_length=20_000,
        help_text="Để trống thì lấy kết quả kiểm tra ở trên.",
    )  # fmt: skip

    def __init__(self, *args, verdicts, **kwargs):
        """`verdicts`: those that this person may give now."""
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].initial = local_today()
        labels = dict(Verdict.choices) | {
            Verdict.CONFIRMED: "Xác nhận hoàn thành", Verdict.DISPUTED: "Chưa xác nhận, đề nghị làm tiếp",
            Verdict.REMARK: "Ghi một nhận xét giám sát",
        }  # fmt: skip
        self.fields["verdict"].choices = [self.NOTHING, *((one, labels[one]) for one in verdicts)]
        if not verdicts:
            del self.fields["verdict"], self.fields["text"]


class UrgeForm(forms.Form):
    text = forms.CharField(
        label="Nội dung đôn đốc", widget=area(5), max_length=20_000,
        help_text="Đề nghị đơn vị làm gì tiếp, báo cáo nội dung nào.",
    )  # fmt: skip
    reply_due_on = forms.DateField(label="Đề nghị trả lời chậm nhất ngày")


class ReplyForm(forms.Form):
    text = forms.CharField(
        label="Trả lời", widget=area(5), max_length=20_000,
        help_text="Đã làm đến đâu, vướng gì, khi nào xong.",
    )  # fmt: skip


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(label="Ý kiến", choices=ItemOpinion, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Nội dung", widget=area(4), required=False, max_length=20_000,
        help_text="Bắt buộc khi chưa đạt yêu cầu hoặc nhận xét.",
    )  # fmt: skip


class ProgrammeForm(forms.Form):
    programme = forms.CharField(
        label="Chương trình, kế hoạch giám sát", max_length=250, required=False,
        help_text="Số, ngày của chương trình. Ví dụ: Chương trình số 05/CTr-MTTQ-BTT ngày 10/01/2026.",
    )  # fmt: skip
    planned_on = forms.DateField(label="Dự kiến giám sát ngày", required=False)


class ProgrammeItemForm(ProgrammeForm):
    content = forms.CharField(label="Nội dung giám sát", widget=area(4), max_length=20_000)
    field_order = ["content", "programme", "planned_on"]


class ProgrammeAddForm(ProgrammeForm):
    """The chosen promises go into the list together."""

    commitments = RowsField(
        None, label="Cam kết", error_messages={"required": "Hãy chọn ít nhất một cam kết."}
    )
    field_order = ["commitments", "programme", "planned_on"]

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commitments"].queryset = candidates

    def clean_commitments(self):
        return list(self.cleaned_data["commitments"])


class DeskFilter(forms.Form):
    WORKS = [
        ("", "mọi cam kết"), ("front", "chờ Mặt trận xem"), ("reported", "đơn vị báo đã xong"), ("late", "quá hạn"),
        ("silent", "đơn vị im lặng"), ("disputed", "chưa được xác nhận"), ("urged", "đôn đốc chưa trả lời"),
        ("escalated", "đã báo lên người chủ trì"), ("kept", "đã xác nhận hoàn thành"),
    ]  # fmt: skip
    viec = forms.ChoiceField(label="Tình hình", choices=WORKS, required=False)
    nam = forms.TypedChoiceField(label="Kết luận năm", coerce=int, required=False, empty_value=None)
    words = forms.CharField(label="Có chữ", required=False, max_length=100)
    hoi_nghi = ConferenceKeyField()

    def __init__(self, data):
        super().__init__(data)
        this = local_today().year
        self.fields["nam"].choices = [
            ("", "mọi năm"),
            *((year, str(year)) for year in range(this, this - 5, -1)),
        ]

    def values(self):
        self.is_valid()
        return self.cleaned_data
