"""Input of the plan's own pages: filters, a new plan, return and issue."""

from django import forms

from core.clock import local_today
from core.states import BodyKind
from plans.files import OUTLINE, file_choices
from plans.states import PlanState

BODIES = [choice for choice in BodyKind.choices if choice[0] != BodyKind.FRONT]


class PlanFilter(forms.Form):
    year = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "mọi trạng thái"), *PlanState.choices]
    )

    def __init__(self, data):
        super().__init__(data)
        this_year = local_today().year
        years = [(year, str(year)) for year in range(this_year + 1, this_year - 6, -1)]
        self.fields["year"].choices = [("", "mọi năm"), *years]

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class NewPlanForm(forms.Form):
    year = forms.IntegerField(label="Năm của kế hoạch", min_value=2015, max_value=2100)
    source = forms.ChoiceField(
        label="Bắt đầu từ",
        widget=forms.RadioSelect,
        help_text="Kế hoạch có sẵn được chép nguyên văn để sửa tiếp; của xã khác thì chức danh thay cho họ tên.",
    )

    body = forms.ChoiceField(
        label="Cơ quan ban hành", choices=BODIES, initial=BodyKind.UBND, required=False,
        help_text="Khi bắt đầu từ đề cương trống. Thể thức văn bản theo cơ quan này.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = local_today().year
        self.fields["source"].choices = [(OUTLINE, "Đề cương trống, đủ các mục phải có"), *file_choices()]
        self.fields["source"].initial = OUTLINE


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label="Lý do trả lại",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ghi rõ cần sửa mục nào. Văn phòng thấy lý do này trên trang kế hoạch.",
    )


class IssueForm(forms.Form):
    issued_on = forms.DateField(label="Ngày ban hành")
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120)

    def __init__(self, *args, plan, **kwargs):
        initial = {"issued_on": local_today(), "signer_name": plan.signer_name}
        super().__init__(*args, initial=initial, **kwargs)
        if not plan.signer_title:
            self.fields["signer_title"] = forms.CharField(
                label="Chức vụ người ký", max_length=100, help_text="Ví dụ: BÍ THƯ."
            )
