"""Filters of the list of papers. Nothing here writes to the database."""

from django import forms

from core.clock import local_today
from core.models import Unit
from core.row_fields import RowsField
from core.states import BodyKind
from documents.models import DRAFTERS
from documents.states import PaperKind, PaperState

SCOPES = [("", "của xã"), ("sent", "gửi tới đơn vị tôi"), ("unread", "gửi tới đơn vị tôi, chưa mở")]


class PaperFilter(forms.Form):
    """Read as a sentence: "Xem văn bản của xã đã ban hành loại … năm … có chữ …"."""

    scope = forms.ChoiceField(label="Phạm vi", required=False, choices=SCOPES)
    state = forms.ChoiceField(label="Tình trạng", required=False)
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "mọi loại"), *PaperKind.choices])
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def __init__(self, data, *, user):
        super().__init__(data)
        states = [(PaperState.ISSUED, "đã ban hành")]
        if user.roles & set(DRAFTERS):
            states.append((PaperState.DRAFT, "bản in dự thảo"))
        self.fields["state"].choices = states
        this_year = local_today().year
        years = [(year, str(year)) for year in range(this_year + 1, this_year - 6, -1)]
        self.fields["year"].choices = [("", "mọi năm"), *years]

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class DeliverForm(forms.Form):
    """To which of the commune's own bodies an issued paper goes."""

    units = RowsField(
        Unit.objects.none(),
        label="Gửi tới",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một nơi."},
    )

    def __init__(self, *args, units, named, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.fields["units"].initial = [unit.pk for unit in named]


class RegisterForm(forms.Form):
    body = forms.ChoiceField(label="Cơ quan ban hành", choices=BodyKind.choices)
    sign = forms.CharField(
        label="Ký hiệu loại", max_length=10, help_text="Ví dụ: KH (kế hoạch), TB (thông báo), GM, BC, BB."
    )
    period = forms.CharField(
        label="Năm hoặc nhiệm kỳ",
        max_length=12,
        help_text="Ví dụ: 2026; sổ của Đảng ủy ghi nhiệm kỳ 2025-2030.",
    )
    last_number = forms.IntegerField(label="Số cuối đã cấp", min_value=0, max_value=99999)
    reason = forms.CharField(
        label="Lý do", max_length=300, help_text="Ví dụ: sổ giấy đã cấp đến số này trước khi dùng phần mềm."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].initial = str(local_today().year)
