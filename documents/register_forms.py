"""Forms of the number registers. Nothing here writes to the database."""

from django import forms

from core.clock import local_today
from core.states import BodyKind
from documents.models import NumberRegister

STANDINGS = [
    ("", "mọi tình trạng"), ("paper", "ban hành trên phần mềm"), ("outside", "ban hành ngoài phần mềm"),
    ("reserved", "đang giữ"), ("cancelled", "đã huỷ"), ("book", "cấp trước khi dùng phần mềm"),
]  # fmt: skip
SIGN_HELP = "Ví dụ: KH (kế hoạch), TB (thông báo), GM (giấy mời), BC (báo cáo)."
SIGN = r"^\s*[^\W\d_]+(-[^\W\d_]+)*\s*$"
SIGN_WRONG = "Ký hiệu chỉ gồm chữ cái, có thể có dấu gạch nối, ví dụ KH hoặc TTr."


class EntryFilter(forms.Form):
    """Read as a sentence: "Xem số của … sổ … năm … tình trạng … có chữ …"."""

    body = forms.ChoiceField(label="Của", required=False, choices=[("", "mọi cơ quan"), *BodyKind.choices])
    sign = forms.ChoiceField(label="Sổ", required=False)
    period = forms.ChoiceField(label="Năm, nhiệm kỳ", required=False)
    standing = forms.ChoiceField(label="Tình trạng", required=False, choices=STANDINGS)
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def __init__(self, data, *, user):
        super().__init__(data)
        own = NumberRegister.objects.filter(commune_id=user.commune_id).values_list("sign", "period")
        pairs = list(own.distinct())
        signs, periods = ({pair[place] for pair in pairs} for place in (0, 1))
        self.fields["sign"].choices = [("", "mọi sổ"), *((sign, sign) for sign in sorted(signs))]
        self.fields["period"].choices = [
            ("", "mọi năm"), *((period, period) for period in sorted(periods, reverse=True))
        ]  # fmt: skip

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class ReserveForm(forms.Form):
    body = forms.ChoiceField(label="Cơ quan ban hành", choices=BodyKind.choices)
    sign = forms.RegexField(
        SIGN, label="Ký hiệu loại", max_length=10, help_text=SIGN_HELP, error_messages={"invalid": SIGN_WRONG}
    )
    issued_on = forms.DateField(
        label="Ngày dự kiến ban hành",
        help_text="Số lấy ở sổ của năm này; văn bản của Đảng ủy lấy theo nhiệm kỳ.",
    )
    reason = forms.CharField(
        label="Lý do giữ số", max_length=150, help_text="Ví dụ: văn bản mật, soạn ngoài phần mềm."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].initial = local_today()


class RecordForm(forms.Form):
    """Which paper, made outside the software, bears the number."""

    excerpt = forms.CharField(label="Trích yếu", max_length=500)
    issued_on = forms.DateField(label="Ngày ban hành")
    signer_name = forms.CharField(label="Người ký", max_length=120)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Lý do huỷ", max_length=130, help_text="Số đã huỷ vẫn ở trong sổ và không cấp lại."
    )
