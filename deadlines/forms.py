"""Input of this room's pages. Nothing here writes to the database."""

from django import forms

from core.models import Unit
from deadlines import calendar
from deadlines.arithmetic import MAX_AMOUNT
from deadlines.calendar import DayRow
from deadlines.models import Regulation, Rule
from deadlines.states import Anchor, DayKind, DeadlineKind, RuleDirection, RuleUnit

TIMED_KINDS = [
    choice for choice in DeadlineKind.choices if choice[0] not in ("duration", "attendance", "co_chair")
]


class BoardFilter(forms.Form):
    """The board's filters, read as a sentence."""

    STATES = [
        ("open", "đang chạy"),
        ("late", "đang quá hạn"),
        ("met", "đã xong"),
        ("exempt", "được miễn"),
        ("breached", "từng quá hạn"),
        ("all", "tất cả"),
    ]
    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    kind = forms.ChoiceField(label="Về việc", choices=[("", "mọi việc"), *TIMED_KINDS], required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Của", required=False, empty_label="mọi đơn vị")
    until = forms.DateField(label="Đến hạn trước hết ngày", required=False)
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["unit"].queryset = Unit.objects.visible_to(user).active().sorted()

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class ExtensionForm(forms.Form):
    ground = forms.ChoiceField(label="Căn cứ gia hạn", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do cụ thể",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lý do được in trong thông báo kết luận.",
    )

    def __init__(self, *args, deadline, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [
            (text, text[:1].upper() + text[1:]) for text in deadline.extension_grounds
        ]


class ExemptionForm(forms.Form):
    reason = forms.CharField(
        label="Lý do miễn",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lý do được lưu trong nhật ký và hiện bên cạnh thời hạn.",
    )
    clause = forms.CharField(
        label="Điều khoản cho phép miễn",
        required=False,
        max_length=400,
        help_text="Ví dụ: mục III.1.1 của kế hoạch. Để trống nếu không có.",
    )


class DayForm(forms.Form):
    """One day of the commune's calendar; its row replaces the nation's on that date."""

    day_on = forms.DateField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=DayKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do", max_length=200, help_text="Ví dụ: nghỉ hoán đổi với thứ Bảy 10/01/2026."
    )
    legal_basis = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Số, ngày và cơ quan ban hành văn bản."
    )
    is_confirmed = forms.BooleanField(
        label="Đã có văn bản xác nhận",
        required=False,
        initial=True,
        help_text="Bỏ chọn nếu còn chờ văn bản: ngày này chưa làm đổi thời hạn nào, phần mềm chỉ cảnh báo.",
    )

    def __init__(self, *args, day=None, **kwargs):
        if day is not None:
            names = ("day_on", "kind", "reason", "legal_basis", "is_confirmed")
            kwargs["initial"] = {name: getattr(day, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["day_on"].disabled = day is not None

    def clean_day_on(self):
        day = self.cleaned_data["day_on"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Năm phải từ 2000 đến 2100. Hãy xem lại ngày.")
        return day

    def clean(self):
        values = super().clean()
        day, kind = values.get("day_on"), values.get("kind")
        if day and kind == DayKind.OFF and day.weekday() >= 5 and not self.fields["day_on"].disabled:
            self.add_error(
                "day_on", "Ngày này đã là ngày nghỉ cuối tuần. Hãy chọn ngày khác hoặc “Ngày làm bù”."
            )
        return values

    def row(self):
        """The typed day as the calendar's pure row, for the preview."""
        values = self.cleaned_data
        return DayRow(
            values["day_on"],
            calendar.DayKind(values["kind"]),
            values["reason"],
            values["legal_basis"],
            values["is_confirmed"],
        )


class CalculatorForm(forms.Form):
    UNITS = [(RuleUnit.WORKING_DAY, "ngày làm việc"), (RuleUnit.CALENDAR_DAY, "ngày (liên tục)")]
    SIDES = [(RuleDirection.AFTER, "sau ngày"), (RuleDirection.BEFORE, "trước ngày")]
    amount = forms.IntegerField(label="Số ngày", min_value=1, max_value=MAX_AMOUNT)
    unit = forms.ChoiceField(label="Tính theo", choices=UNITS)
    direction = forms.ChoiceField(label="Phía", choices=SIDES)
    anchor_on = forms.DateField(label="Ngày mốc", help_text="Ngày này không tính vào thời hạn.")


class FixedDateForm(forms.Form):
    SHAPES = [("before", "trước ngày (không kể ngày đó)"), ("by", "chậm nhất ngày (kể cả ngày đó)")]
    shape = forms.ChoiceField(label="Cách ghi", choices=SHAPES)
    fixed_on = forms.DateField(label="Ngày ghi trong văn bản")


class RegulationForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Regulation
        fields = ["title", "legal_basis", "note", "has_statutory_overlay"]
        widgets = {
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version


class RuleForm(forms.ModelForm):
    """Figures of one rule in a commune's own regulation; an empty amount means «chưa cấu hình»."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remind_before = forms.CharField(
        label="Nhắc trước hạn (ngày làm việc)",
        required=False,
        max_length=40,
        help_text="Các số ngày, cách nhau bằng dấu phẩy, ví dụ: 3, 1. Để trống nếu không nhắc trước.",
    )
    remind_on = forms.BooleanField(label="Nhắc đúng ngày hết hạn", required=False)
    remind_after = forms.IntegerField(
        label="Quá hạn bao nhiêu ngày làm việc thì báo người chủ trì",
        required=False,
        min_value=1,
        max_value=30,
        help_text="Để trống nếu không báo.",
    )
    remind_weekly = forms.BooleanField(label="Sau đó nhắc mỗi tuần một lần", required=False)

    class Meta:
        model = Rule
        fields = [
            "name", "amount", "unit", "direction", "anchor", "bound", "fixed_on",
            "extension_amount", "text", "source", "is_enabled",
        ]  # fmt: skip
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "amount": "Để trống nếu kế hoạch không nêu: quy định sẽ ghi “chưa cấu hình” và không sinh thời hạn.",
            "extension_amount": "Tổng số ngày tính từ mốc ban đầu, không phải số ngày cộng thêm. Để trống nếu không cho gia hạn.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["anchor"].choices = [(value, label) for value, label in Anchor.choices]
        ladder = self.instance.ladder or {}
        self.initial |= {
            "remind_before": ", ".join(str(n) for n in ladder.get("before", [])),
            "remind_on": ladder.get("on", False),
            "remind_after": ladder.get("after_chair"),
            "remind_weekly": ladder.get("weekly", False),
        }

    def clean_remind_before(self):
        words = self.cleaned_data["remind_before"].replace(",", " ").split()
        if not all(word.isdecimal() and 1 <= int(word) <= 30 for word in words):
            raise forms.ValidationError("Gõ các số ngày từ 1 đến 30, cách nhau bằng dấu phẩy, ví dụ: 3, 1.")
        return sorted({int(word) for word in words}, reverse=True)

    def clean(self):
        """The four reminder fields become the rule's one ladder."""
        values = super().clean()
        if not self.errors:
            values["ladder"] = {
                "before": values.pop("remind_before"),
                "on": values.pop("remind_on"),
                "after_chair": values.pop("remind_after"),
                "weekly": values.pop("remind_weekly"),
            }
        return values


class ChoiceForm(forms.Form):
    reason = forms.CharField(label="Lý do chọn", widget=forms.Textarea(attrs={"rows": 3}))
