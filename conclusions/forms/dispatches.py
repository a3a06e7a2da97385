"""Input about the sending of a notice."""

from django import forms
from django.core.exceptions import ValidationError

from conclusions.forms.fields import area
from conclusions.states import RecipientKind
from core.clock import local_today
from core.models import Unit
from core.row_fields import RowsField
from core.states import Channel
from core.uploads import ACCEPT, clean_upload

SENDING = [
    choice
    for choice in Channel.choices
    if choice[0] in (Channel.BY_HAND, Channel.POST, Channel.EMAIL, Channel.IN_APP, Channel.NOTICE_BOARD,
                     Channel.WEB, Channel.RADIO, Channel.VILLAGE_MEETING, Channel.OTHER)
]  # fmt: skip
STANDS = [
    ("missing", "Chưa gửi"),
    ("sent", "Đã gửi"),
    ("unreceived", "Đã gửi, chưa báo nhận"),
    ("received", "Đã nhận"),
    ("returned", "Thư bị trả lại, không gửi được"),
    ("unsent", "Có lý do không gửi"),
]
MOST_COPIES = 50


class LedgerFilter(forms.Form):
    nhom = forms.ChoiceField(
        label="Loại nơi nhận", choices=[("", "mọi loại"), *RecipientKind.choices], required=False
    )
    trang_thai = forms.ChoiceField(
        label="Tình trạng", choices=[("", "mọi tình trạng"), *STANDS], required=False
    )
    words = forms.CharField(label="Tên có", required=False, max_length=100)

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class DispatchForm(forms.Form):
    """How the chosen recipients were served; rows are the table's check boxes."""

    rows = RowsField(None, label="Nơi nhận", error_messages={"required": "Hãy chọn ít nhất một nơi nhận."})
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
    file = forms.FileField(
        label="Tệp bằng chứng",
        required=False,
        help_text="Ảnh chụp, bản quét sổ gửi, phiếu bưu gửi; dùng chung cho các nơi đã chọn.",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
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

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file


class ChosenForm(forms.Form):
    """Rows ticked in the ledger, and how many copies each of them signs for."""

    rows = RowsField(None, label="Nơi nhận", error_messages={"required": "Hãy chọn ít nhất một nơi nhận."})
    copies = forms.IntegerField(label="Số bản mỗi nơi", min_value=1, max_value=MOST_COPIES, required=False)

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = notice.dispatches.with_names().order_by("pk")

    def clean_rows(self):
        return list(self.cleaned_data["rows"])

    def clean_copies(self):
        return self.cleaned_data["copies"] or 1


class RecipientForm(forms.Form):
    """Somebody whom the procedure does not name."""

    unit = forms.ModelChoiceField(
        None, label="Cơ quan, đơn vị trong danh mục", required=False, empty_label="Không có trong danh mục"
    )
    label = forms.CharField(
        label="Hoặc ghi tên nơi nhận",
        max_length=250,
        required=False,
        help_text="Để trống khi đã chọn đơn vị.",
    )
    email = forms.EmailField(label="Địa chỉ thư điện tử", required=False)
    reason = forms.CharField(label="Vì sao gửi thêm", max_length=250)

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of_commune(commune).active().sorted()

    def clean(self):
        values = super().clean()
        if not values.get("unit") and not (values.get("label") or "").strip():
            self.add_error("label", "Hãy chọn đơn vị hoặc ghi tên nơi nhận.")
        return values


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="Địa chỉ thư điện tử", required=False, help_text="Để trống nếu nơi nhận không dùng thư điện tử."
    )


class ReceiptsForm(forms.Form):
    """The signed list typed in again: a tick for each who signed, a day and a name where they differ."""

    received_on = forms.DateField(
        label="Ngày nhận chung", help_text="Dùng cho mọi dòng không ghi ngày riêng."
    )
    tick = forms.MultipleChoiceField(label="Đã ký nhận", required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **{"initial": {"received_on": local_today()}} | kwargs)
        self.rows = list(rows)
        self.fields["tick"].choices = [(str(row.pk), row.label) for row in self.rows]
        for row in self.rows:
            day = forms.DateField(
                label="Ngày nhận riêng",
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
            by = forms.CharField(label="Người nhận", max_length=200, required=False)
            for name, field in ((f"day-{row.pk}", day), (f"by-{row.pk}", by)):
                field.widget.attrs["aria-label"] = f"{field.label}: {row.label}"
                self.fields[name] = field

    def lines(self):
        """(row, whether it is ticked, day, by) for the page; the last two are bound fields."""
        ticked = set(self["tick"].value() or [])
        return [
            (row, str(row.pk) in ticked, self[f"day-{row.pk}"], self[f"by-{row.pk}"]) for row in self.rows
        ]

    def clean(self):
        values = super().clean()
        if not self.errors and not self.receipts():
            raise ValidationError("Hãy đánh dấu ít nhất một nơi đã ký nhận.")
        return values

    def receipts(self):
        """[(row, day, by whom)] of the ticked lines; a day or a name typed beside a line ticks it as well."""
        values, found = self.cleaned_data, []
        for row in self.rows:
            day, by = values.get(f"day-{row.pk}"), values.get(f"by-{row.pk}") or ""
            if str(row.pk) in values.get("tick", []) or day or by:
                found.append((row, day or values["received_on"], by))
        return found


class PublicTextForm(forms.Form):
    """What a person takes out besides what the rules took out."""

    phrases = forms.CharField(
        label="Cụm từ cần giấu thêm",
        required=False,
        widget=area(5),
        max_length=5000,
        help_text="Mỗi dòng một cụm từ; phần mềm giấu cụm đó ở mọi chỗ trong bản công khai.",
    )
    hidden = forms.MultipleChoiceField(
        label="Mục không đưa ra công khai", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hidden"].choices = lines
        if not lines:
            del self.fields["hidden"]

    def clean_phrases(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["phrases"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        short = next((line for line in lines if len(line) < 2), None)
        if short:
            raise ValidationError(f"“{short}” quá ngắn, sẽ giấu nhầm chữ khác. Hãy ghi cả cụm từ.")
        return lines

    def clean(self):
        values = super().clean()
        values.setdefault("hidden", [])
        return values


class PublishForm(forms.Form):
    is_checked = forms.BooleanField(
        label="Tôi đã đọc toàn bộ bản trên đây và không còn thấy dữ liệu cá nhân",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
