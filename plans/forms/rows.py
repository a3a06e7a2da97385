"""Rows of a plan's parts under the pen: headings, targets, venues, groups, agenda, tasks and the rest."""

from django import forms

from core.models import Unit
from plans.outline import labelled_headings
from plans.sections import ROW_WORDS, values_of
from plans.states import (
    ChairMode,
    ConferenceForm,
    ConferenceKind,
    CountBound,
    GroupRole,
    HeadingLabel,
    InviteWay,
    Mark,
    Meeting,
    Slot,
    Stage,
    Stated,
    TaskLayout,
    TaskMode,
)

QUARTERS = [(1, "quý I"), (2, "quý II"), (3, "quý III"), (4, "quý IV")]
MONTHS = [(month, f"tháng {month}") for month in range(1, 13)]
KINDS = [("", "mọi loại"), *ConferenceKind.choices]


class RowForm(forms.Form):
    """One row. `part`: its name in plans.sections. `line`: fields that stand in one line, the others folded away."""

    part, line = "", ()
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, units=(), headings=(), **kwargs):
        super().__init__(*args, **kwargs)

    @property
    def summary(self):
        """The row in a few words, for its fold."""
        words = ROW_WORDS[self.part](self.initial).split("\n")[0] if self.initial else "dòng mới"
        return words if len(words) < 110 else f"{words[:108].rsplit(' ', 1)[0]}…"

    @property
    def line_fields(self):
        return [self[name] for name in self.line]

    @property
    def folded_fields(self):
        return [item for item in self.visible_fields() if item.name not in self.line]

    def row(self):
        """The typed row as the part's value holds it."""
        names = ("DELETE", "ORDER")
        return {name: value for name, value in self.cleaned_data.items() if name not in names}


class HeadingRow(RowForm):
    part = "outline"
    line = ("ORDER", "level", "text", "DELETE")
    level = forms.TypedChoiceField(
        label="Cấp", coerce=int, initial=2,
        choices=[(1, "1 (I.)"), (2, "2 (1.)"), (3, "3 (1.1.)"), (4, "4 (1.1.1.)")],
    )  # fmt: skip
    text = forms.CharField(label="Đề mục", required=False, max_length=500)
    label = forms.ChoiceField(label="Đánh số", choices=HeadingLabel.choices, initial=HeadingLabel.NUMBER)
    is_run_in = forms.BooleanField(label="Đoạn đầu in liền dòng với đề mục", required=False)
    slot = forms.ChoiceField(label="In ở đây, sau các đoạn văn", choices=Slot.choices, required=False)
    kind = forms.ChoiceField(label="Chỉ của loại hội nghị", choices=KINDS, required=False)
    states = forms.MultipleChoiceField(
        label="Mục này nêu", choices=Stated.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())


class TargetRow(RowForm):
    part = "targets"
    kind = forms.ChoiceField(
        label="Loại hội nghị", choices=ConferenceKind.choices, initial=ConferenceKind.PERIODIC
    )
    count = forms.IntegerField(
        label="Số hội nghị",
        min_value=1,
        max_value=99,
        required=False,
        help_text="Để trống: tổ chức khi cần thiết.",
    )
    bound = forms.ChoiceField(label="Mức", choices=CountBound.choices, initial=CountBound.EXACTLY)
    audience = forms.CharField(label="Đối tượng", max_length=200)
    quarters = forms.TypedMultipleChoiceField(
        label="Quý dự kiến", choices=QUARTERS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    months = forms.TypedMultipleChoiceField(
        label="Tháng dự kiến", choices=MONTHS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    not_after = forms.DateField(
        label="Chậm nhất ngày", required=False,
        help_text="“Trước ngày 15/11/2025” là chậm nhất ngày 14/11/2025.",
    )  # fmt: skip
    held_on = forms.DateField(label="Ngày đã ấn định", required=False)
    window_text = forms.CharField(label="Thời gian, như kế hoạch ghi", max_length=200, required=False)
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)
    topics = forms.CharField(
        label="Nội dung đối thoại", required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi ý là một đoạn, cách nhau một dòng trống; in với dấu gạch đầu dòng, gõ “1. ” nếu muốn đánh số.",
    )  # fmt: skip


class VenueRow(RowForm):
    part = "venues"
    name = forms.CharField(label="Địa điểm", max_length=200)
    form = forms.ChoiceField(label="Hình thức", choices=ConferenceForm.choices, initial=ConferenceForm.DIRECT)


class GroupRow(RowForm):
    part = "groups"
    name = forms.CharField(label="Thành phần", max_length=300)
    role = forms.ChoiceField(label="Vai trò", choices=GroupRole.choices, initial=GroupRole.PEOPLE)
    meeting = forms.ChoiceField(label="Dự", choices=Meeting.choices, initial=Meeting.CONFERENCE)
    kind = forms.ChoiceField(label="Loại hội nghị", choices=KINDS, required=False)
    way = forms.ChoiceField(label="Cách mời", choices=InviteWay.choices, initial=InviteWay.INVITE)
    min_count = forms.IntegerField(label="Ít nhất (người)", min_value=0, max_value=9999, required=False)
    max_count = forms.IntegerField(label="Nhiều nhất (người)", min_value=0, max_value=9999, required=False)
    per = forms.CharField(
        label="Tính cho mỗi",
        max_length=100,
        required=False,
        help_text="Ví dụ: trường học. Để trống: cho cả nhóm.",
    )
    is_soft = forms.BooleanField(label="Số dự kiến, có thể thay đổi", required=False, initial=True)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def clean(self):
        values = super().clean()
        low, high = values.get("min_count"), values.get("max_count")
        if low is not None and high is not None and low > high:
            self.add_error("max_count", "Số nhiều nhất phải bằng hoặc hơn số ít nhất.")
        return values


class AgendaRow(RowForm):
    part = "agenda"
    contents = forms.CharField(
        label="Nội dung", widget=forms.Textarea(attrs={"rows": 4}), help_text="Mỗi dòng một ý."
    )
    responsible = forms.CharField(
        label="Người thực hiện", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label="Câu in", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chỉ dùng khi trình tự in thành đoạn, không thành bảng. Để trống thì ghép từ hai ô trên.",
    )  # fmt: skip
    takes_contributions = forms.BooleanField(label="Bước này có người dân phát biểu", required=False)

    def row(self):
        lines = [line.strip() for line in self.cleaned_data["contents"].splitlines() if line.strip()]
        return super().row() | {"contents": "\n".join(lines)}


class TaskRow(RowForm):
    part = "tasks"
    heading_id = forms.TypedChoiceField(label="In ở đề mục", required=False, coerce=int, empty_value=None)
    unit_name = forms.CharField(label="Đơn vị (in trên văn bản)", max_length=300)
    unit_id = forms.TypedChoiceField(
        label="Là đơn vị nào trên phần mềm", required=False, coerce=int, empty_value=None,
        help_text="Đơn vị được báo khi kế hoạch ban hành. Để trống nếu chỉ chung nhiều đơn vị.",
    )  # fmt: skip
    mode = forms.ChoiceField(label="Cách giao", choices=TaskMode.choices, initial=TaskMode.ASSIGN)
    layout = forms.ChoiceField(label="Cách in", choices=TaskLayout.choices, initial=TaskLayout.HEADING)
    stage = forms.ChoiceField(label="Giai đoạn", choices=Stage.choices, initial=Stage.PREPARE)
    text = forms.CharField(label="Nhiệm vụ", widget=forms.Textarea(attrs={"rows": 4}))
    mark = forms.ChoiceField(
        label="Dấu đầu dòng", required=False, choices=[("", "tự động"), *Mark.choices[1:]]
    )
    is_joined = forms.BooleanField(label="In liền đoạn với nhiệm vụ trên", required=False)

    def __init__(self, *args, units=(), headings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["heading_id"].choices = [("", "đề mục nhiệm vụ đầu tiên"), *headings]
        self.fields["unit_id"].choices = [("", "không gắn với đơn vị nào"), *units]


class LetteringRow(RowForm):
    part = "letterings"
    mode = forms.ChoiceField(
        label="Khi người chủ trì là", choices=ChairMode.choices, initial=ChairMode.EITHER
    )
    heading = forms.CharField(label="Câu đề mục", required=False, max_length=300)
    lines = forms.CharField(
        label="Các dòng tít chữ",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi dòng in thành một dòng.",
    )
    is_printed = forms.BooleanField(label="In trong kế hoạch", required=False, initial=True)

    def clean_lines(self):
        return "\n".join(line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip())


class BudgetRow(RowForm):
    part = "budget"
    name = forms.CharField(label="Khoản", max_length=200)
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)


ROW_FORMS = {
    "outline": HeadingRow,
    "letterings": LetteringRow,
    "budget": BudgetRow,
    "targets": TargetRow,
    "venues": VenueRow,
    "groups": GroupRow,
    "agenda": AgendaRow,
    "tasks": TaskRow,
}


# More rows than these are folded, each under its own words.
MOST_OPEN = 4


class Rows(forms.BaseFormSet):
    @property
    def is_folded(self):
        return self.initial_form_count() > MOST_OPEN

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
    headings = [
        (row.pk, f"{label} {row.text}".strip())
        for row, label in labelled_headings(plan)
        if row.slot == Slot.TASKS
    ]
    return factory(
        data, prefix=name, initial=values_of(plan, section)[name],
        form_kwargs={"units": units, "headings": headings},
    )  # fmt: skip
