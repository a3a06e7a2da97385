"""Input of the pages of drafts, also tables of lines, and of a commune's own lines. Nothing is written here."""

from datetime import date

from django import forms

from core.clock import local_today
from core.numbers import typed_number
from core.vietnamese import short_date
from documents.models import Paper, PaperSetting
from documents.states import PaperEffect

BLANK_ROWS = 3
MOST_ROWS = 300


class RowsWidget(forms.Widget):
    """A table of text boxes, a few blank lines at its end; the last can be asked for more."""

    template_name = "documents/widgets/rows.html"
    use_fieldset = True

    def __init__(self, columns):
        super().__init__()
        self.columns = columns

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *({} for _ in range(BLANK_ROWS))]
        context["widget"]["columns"] = [label for _, label in self.columns]
        context["widget"]["rows"] = [
            [(f"{name}-{number}-{key}", label, row.get(key, "")) for key, label in self.columns]
            for number, row in enumerate(rows)
        ]
        return context

    def value_from_datadict(self, data, files, name):
        rows = []
        for number in range(MOST_ROWS):
            row = {key: data.get(f"{name}-{number}-{key}") for key, _ in self.columns}
            if all(cell is None for cell in row.values()):
                break
            cells = {key: (cell or "").strip() for key, cell in row.items()}
            if any(cells.values()):
                rows.append(cells)
        return rows


class RowsField(forms.Field):
    LONGEST_CELL = 2000

    def __init__(self, *, columns, numbers=(), **kwargs):
        super().__init__(widget=RowsWidget(columns), **kwargs)
        self.numbers = [(key, label) for key, label in columns if key in numbers]

    def clean(self, value):
        value = super().clean(value)
        if any(len(cell) > self.LONGEST_CELL for row in value or [] for cell in row.values()):
            raise forms.ValidationError(f"Mỗi ô nhiều nhất {self.LONGEST_CELL} ký tự.")
        wrong = [
            sentence for place, row in enumerate(value or [], 1) for sentence in self._unread(place, row)
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        return value or []

    def _unread(self, place, row):
        """A sentence for each cell that should hold a number and holds words."""
        for key, label in self.numbers:
            if row.get(key) and typed_number(row[key]) is None:
                yield f"Dòng {place}, {label}: “{row[key]}” không phải là số. Hãy ghi bằng chữ số, ví dụ 1.250.000."


def form_field(row):
    """The form's field of one `catalogue.DraftField`."""
    shared = {"label": row.label, "help_text": row.help, "required": False}
    if row.kind == "rows":
        return RowsField(columns=row.columns, numbers=row.numbers, **shared)
    if row.kind == "text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000, **shared)
    if row.kind == "number":
        return forms.IntegerField(min_value=0, max_value=2_000_000_000, **shared)
    if row.kind == "date":
        return forms.DateField(**shared)
    if row.kind == "choice":
        return forms.ChoiceField(choices=row.choices, **shared)
    return forms.CharField(max_length=500, **shared)


class DraftForm(forms.Form):
    """The words of one draft; which boxes there are follows from its kind."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    excerpt = forms.CharField(
        label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng in thành một dòng.",
    )  # fmt: skip
    addressee = forms.CharField(
        label="Kính gửi", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một nơi.",
    )  # fmt: skip
    text = forms.CharField(
        label="Nội dung", required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Mỗi dòng là một đoạn. Dòng bắt đầu bằng “I. ” in thành đề mục. Chữ giữa **hai dấu sao** in đậm, "
        "giữa *một dấu sao* in nghiêng. Số liệu, danh sách lấy từ phần mềm tự in kèm.",
    )  # fmt: skip
    recipients = forms.CharField(
        label="Nơi nhận", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một nơi; dòng Lưu đứng cuối.",
    )  # fmt: skip
    signer_title = forms.CharField(
        label="Chức vụ người ký", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng in thành một dòng, ví dụ TM. ỦY BAN NHÂN DÂN rồi CHỦ TỊCH.",
    )  # fmt: skip
    signer_name = forms.CharField(label="Họ tên người ký", required=False, max_length=120)
    corrects = forms.ModelChoiceField(
        Paper.objects.none(), label="Thay thế, thu hồi hoặc đính chính văn bản", required=False, empty_label="không thay thế, thu hồi, đính chính văn bản nào"
    )  # fmt: skip
    effect = forms.ChoiceField(
        label="Để làm gì", required=False, choices=[("", "không chọn"), *PaperEffect.choices]
    )

    def __init__(self, data=None, *, draft, papers):
        super().__init__(data)
        self.draft, kind = draft, draft.type
        for name, wanted in (
            ("addressee", kind.has_addressee), ("text", kind.has_text), ("recipients", kind.has_signature),
            ("signer_title", kind.has_signature), ("signer_name", kind.has_signature),
        ):  # fmt: skip
            if not wanted:
                del self.fields[name]
        own = {row.key: form_field(row) for row in kind.fields if not row.is_elsewhere}
        self._place(kind, own)
        self._offer_papers(papers)
        for name in self.fields:
            if name in own:
                self.fields[name].initial = _typed(draft.values.get(name), self.fields[name])
            else:
                self.fields[name].initial = getattr(draft, name)

    def _place(self, kind, own):
        """The kind's own boxes before the text or, as they stand on the paper, behind it."""
        place = list(self.fields).index("text") if "text" in self.fields else 2
        ordered = list(self.fields.items())
        text = ordered[place : place + 1] if "text" in self.fields else []
        first = [(row.key, own[row.key]) for row in kind.fields if row.key in own and not row.is_after_text]
        behind = [(row.key, own[row.key]) for row in kind.fields if row.key in own and row.is_after_text]
        self.fields = dict([*ordered[:place], *first, *text, *behind, *ordered[place + len(text) :]])
        if text:
            self.fields["text"].label = kind.text_label

    def _offer_papers(self, papers):
        """Only what was issued about the same thing can be corrected, replaced or withdrawn by this paper."""
        if not papers:
            del self.fields["corrects"], self.fields["effect"]
            return
        field = self.fields["corrects"]
        field.queryset = Paper.objects.filter(pk__in=[paper.pk for paper in papers]).light()
        field.label_from_instance = lambda paper: f"{paper}, ngày {short_date(paper.issued_on)}"

    def clean(self):
        values = super().clean()
        if values.get("corrects") and not values.get("effect"):
            self.add_error("effect", "Hãy chọn: đính chính, thay thế hay thu hồi văn bản đã nêu.")
        if values.get("effect") and not values.get("corrects"):
            self.add_error("corrects", "Hãy chọn văn bản được đính chính, thay thế hoặc thu hồi.")
        return values

    def values(self):
        """Field name -> value as the service saves them; the kind's own boxes together as `values`."""
        own = {row.key for row in self.draft.type.fields if not row.is_elsewhere}
        plain = {name: value for name, value in self.cleaned_data.items() if name not in own | {"version"}}
        kept = {name: _plain(self.cleaned_data[name]) for name in own}
        return plain | {"values": {**self.draft.values, **kept}}


def _typed(value, field):
    """A day is kept as 2026-05-15 and typed as 15/5/2026; what is no day stands as it is."""
    if not isinstance(field, forms.DateField) or not value:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Nhận xét, lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class IssueForm(forms.Form):
    issued_on = forms.DateField(label="Ngày ban hành")
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120, required=False)

    def __init__(self, *args, draft, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].initial = local_today()
        self.fields["signer_name"].initial = draft.signer_name
        self.fields["signer_name"].required = draft.type.is_numbered
        if not draft.type.has_signature:
            del self.fields["signer_name"]

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > local_today():
            raise forms.ValidationError("Ngày ban hành không thể sau hôm nay.")
        return day


class SettingForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PaperSetting
        fields = ["parent", "place", "on_behalf", "signer_title", "signer_name", "extra_recipients"]
        widgets = {"extra_recipients": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
