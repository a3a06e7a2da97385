"""Input of this room's pages: filters, a new plan, each part of a plan, return and issue. Nothing is written."""

from django import forms

from core.clock import local_today
from core.models import Unit
from core.states import UnitKind
from deadlines.models import Regulation
from plans.files import OUTLINE, file_choices
from plans.models import Plan
from plans.sections import GENERAL_FIELDS, LABELS, stamp_of, values_of
from plans.states import ConferenceForm, ConferenceKind, CountBound, GroupRole, PlanState, Stage, TaskMode

QUARTERS = [(1, "quý I"), (2, "quý II"), (3, "quý III"), (4, "quý IV")]
LETTERED = "Mỗi ý là một đoạn, cách nhau một dòng trống. Các chữ a), b), c) được tự đánh khi in."
TEXT_HELP = {
    "bases": "Mỗi căn cứ là một đoạn, cách nhau một dòng trống; in đúng như gõ ở đây.",
    "purpose": LETTERED,
    "requirement": LETTERED,
    "target_text": "Câu in ở mục II.1. Để trống thì phần mềm tự ghi theo các chỉ tiêu dưới đây.",
    "form": "In ở mục II.3.",
    "time": "In ở mục II.4. Quý dự kiến của từng chỉ tiêu ghi ở phần chỉ tiêu.",
    "participants": "In ở mục II.5.",
    "procedure": "Mỗi đoạn cách nhau một dòng trống. Đoạn bắt đầu bằng “- ” hoặc “+ ” là ý con của đoạn trên; các số "
    "1.1, 1.2 được tự đánh khi in.",
    "recipients": "Mỗi nơi nhận một dòng, mục đích ghi trong ngoặc: Thường trực HĐND xã (để báo cáo). Dòng “Lưu …” in "
    "cuối cùng. Dấu gạch và dấu chấm phẩy được tự thêm.",
}
TEXT_ROWS = {
    "purpose": 14,
    "requirement": 10,
    "bases": 10,
    "procedure": 24,
    "recipients": 10,
    "target_text": 2,
}


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
        help_text="Kế hoạch có sẵn được chép nguyên văn để sửa tiếp.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = local_today().year
        self.fields["source"].choices = [(OUTLINE, "Đề cương trống, đủ các mục phải có"), *file_choices()]
        self.fields["source"].initial = OUTLINE


class PartForm(forms.Form):
    """The texts of one part; `version` is the stamp of what the person read."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, plan, section):
        values = values_of(plan, section)
        super().__init__(data, initial=values | {"version": stamp_of(values)})
        for name in section.text_names:
            self.fields[name] = forms.CharField(
                label=LABELS[name], required=False, help_text=TEXT_HELP.get(name, ""),
                widget=forms.Textarea(attrs={"rows": TEXT_ROWS.get(name, 5)}),
            )  # fmt: skip

    def values(self):
        values = dict(self.cleaned_data)
        values.pop("version")
        return values


class GeneralForm(forms.ModelForm):
    version = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Plan
        fields = GENERAL_FIELDS
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "authority": "Người hoặc cơ quan xây dựng kế hoạch, ví dụ: Chủ tịch UBND xã.",
            "regulation": "Số ngày thông báo, kết luận, trả lời của các hội nghị lấy từ bộ quy định này.",
            "draft_month": "In trên bản dự thảo khi chưa có ngày.",
            "delegate_title": "Ví dụ: Phó Chủ tịch thường trực UBND xã.",
            "min_days": "Ví dụ: 0.5 (nửa ngày).",
            "lead_in": "Đoạn đứng sau các căn cứ.",
            "closing": "Dấu “./.” được tự thêm khi in.",
        }

    def __init__(self, data=None, *, plan, section):
        super().__init__(data, instance=plan, initial={"version": stamp_of(values_of(plan, section))})
        offices = Unit.objects.of_commune(plan.commune).active()
        self.fields["organiser"].queryset = offices.exclude(kind=UnitKind.HIGHER_BODY).sorted()
        self.fields["regulation"].queryset = Regulation.objects.for_commune(plan.commune)
        self.fields["draft_month"].max_value = 12
        for name in ("min_days", "max_days"):
            self.fields[name].widget.attrs["step"] = "0.5"

    def clean_draft_month(self):
        month = self.cleaned_data["draft_month"]
        if month is not None and not 1 <= month <= 12:
            raise forms.ValidationError("Tháng phải từ 1 đến 12.")
        return month

    def clean(self):
        values = super().clean()
        low, high = values.get("min_days"), values.get("max_days")
        if low is not None and high is not None and low > high:
            self.add_error("max_days", "Thời lượng nhiều nhất phải bằng hoặc hơn thời lượng ít nhất.")
        return values

    def values(self):
        values = dict(self.cleaned_data)
        values.pop("version")
        return {name: getattr(value, "pk", value) for name, value in values.items()}


class RowForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, units=None, **kwargs):
        super().__init__(*args, **kwargs)

    def row(self):
        """The typed row as the part's value holds it."""
        names = ("DELETE", "ORDER")
        return {name: value for name, value in self.cleaned_data.items() if name not in names}


class TargetRow(RowForm):
    kind = forms.ChoiceField(
        label="Loại hội nghị", choices=ConferenceKind.choices, initial=ConferenceKind.PERIODIC
    )
    count = forms.IntegerField(label="Số hội nghị", min_value=1, max_value=99, initial=1)
    bound = forms.ChoiceField(label="Mức", choices=CountBound.choices, initial=CountBound.EXACTLY)
    audience = forms.CharField(label="Đối tượng", max_length=200)
    quarters = forms.TypedMultipleChoiceField(
        label="Quý dự kiến", choices=QUARTERS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    not_after = forms.DateField(label="Chậm nhất ngày", required=False)
    topics = forms.CharField(
        label="Nội dung đối thoại", required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi ý là một đoạn, cách nhau một dòng trống.",
    )  # fmt: skip


class VenueRow(RowForm):
    name = forms.CharField(label="Địa điểm", max_length=200)
    form = forms.ChoiceField(label="Hình thức", choices=ConferenceForm.choices, initial=ConferenceForm.DIRECT)


class GroupRow(RowForm):
    name = forms.CharField(label="Thành phần", max_length=300)
    role = forms.ChoiceField(label="Vai trò", choices=GroupRole.choices, initial=GroupRole.PEOPLE)
    min_count = forms.IntegerField(label="Ít nhất (người)", min_value=0, max_value=9999, required=False)
    max_count = forms.IntegerField(label="Nhiều nhất (người)", min_value=0, max_value=9999, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def clean(self):
        values = super().clean()
        low, high = values.get("min_count"), values.get("max_count")
        if low is not None and high is not None and low > high:
            self.add_error("max_count", "Số nhiều nhất phải bằng hoặc hơn số ít nhất.")
        return values


class AgendaRow(RowForm):
    contents = forms.CharField(
        label="Nội dung", widget=forms.Textarea(attrs={"rows": 4}), help_text="Mỗi dòng một ý."
    )
    responsible = forms.CharField(label="Người thực hiện", widget=forms.Textarea(attrs={"rows": 2}))
    takes_contributions = forms.BooleanField(label="Bước này có người dân phát biểu", required=False)

    def row(self):
        lines = [line.strip() for line in self.cleaned_data["contents"].splitlines() if line.strip()]
        return super().row() | {"contents": "\n".join(lines)}


class TaskRow(RowForm):
    unit_name = forms.CharField(label="Đơn vị (in trên văn bản)", max_length=300)
    unit_id = forms.TypedChoiceField(
        label="Là đơn vị nào trên phần mềm", required=False, coerce=int, empty_value=None,
        help_text="Đơn vị được báo khi kế hoạch ban hành. Để trống nếu chỉ chung nhiều đơn vị.",
    )  # fmt: skip
    mode = forms.ChoiceField(label="Cách giao", choices=TaskMode.choices, initial=TaskMode.ASSIGN)
    stage = forms.ChoiceField(label="Giai đoạn", choices=Stage.choices, initial=Stage.PREPARE)
    text = forms.CharField(label="Nhiệm vụ", widget=forms.Textarea(attrs={"rows": 4}))
    is_joined = forms.BooleanField(label="In liền đoạn với nhiệm vụ trên", required=False)

    def __init__(self, *args, units=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", "không gắn với đơn vị nào"), *units]


ROW_FORMS = {
    "targets": TargetRow,
    "venues": VenueRow,
    "groups": GroupRow,
    "agenda": AgendaRow,
    "tasks": TaskRow,
}


class Rows(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].label = "Thứ tự"
        form.fields["DELETE"].label = "Bỏ dòng này"

    def values(self):
        """The rows that stay, in the order that the numbers give; what was left blank is no row."""
        return [form.row() for form in self.ordered_forms]


def rows_formset(plan, section, data=None, extra=0):
    """The rows of a part as a formset, or None where the part has none. `extra` blank rows at the end."""
    name = section.rows_name
    if not name:
        return None
    factory = forms.formset_factory(
        ROW_FORMS[name], formset=Rows, extra=extra, can_delete=True, can_order=True, max_num=300
    )
    units = [
        (unit.pk, unit.official_name) for unit in Unit.objects.of_commune(plan.commune).active().sorted()
    ]
    return factory(data, prefix=name, initial=values_of(plan, section)[name], form_kwargs={"units": units})


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
