"""Input of designing an opinion form: its head and its questions."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from feedback.forms.fields import long_text
from feedback.models import OpinionForm
from feedback.states import Field, QuestionKind

MAX_QUESTIONS = 20
MAX_OPTIONS, LONGEST_OPTION = 20, 200


class OpinionFormForm(forms.ModelForm):
    """The head of a form; its questions stand in the formset below."""

    opening = long_text("Lời mở đầu", rows=4, required=False, max_length=2000)
    thanks = long_text("Lời cảm ơn cuối phiếu", rows=2, required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = OpinionForm
        fields = ["title", "audience", "opening", "thanks", "asks_name", "asks_hamlet", "asks_phone"]
        help_texts = {
            "asks_name": "Người dân luôn có thể để trống.",
            "asks_phone": "Chỉ hỏi khi thật cần liên hệ lại; số điện thoại là dữ liệu cá nhân.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def _post_clean(self):
        """The row is the service's to write: the form only reads what was typed."""

    def values(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class QuestionForm(forms.Form):
    order = forms.IntegerField(label="Thứ tự", min_value=1, max_value=99, required=False)
    kind = forms.ChoiceField(label="Kiểu câu hỏi", choices=QuestionKind.choices, initial=QuestionKind.OPINION)
    # Two rows: a question is longer than a telephone is wide; what was broken over lines is joined again.
    text = long_text("Câu hỏi", rows=2, required=False, max_length=400)
    options = long_text(
        "Các phương án", rows=4, required=False, max_length=6000,
        help_text="Mỗi dòng một phương án; chỉ dùng cho hai kiểu câu hỏi chọn phương án.",
    )  # fmt: skip
    field = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "Không định trước"), *Field.choices], required=False,
        help_text="Gợi ý cho lúc phân loại; câu về tác phong cán bộ thì ý kiến được hạn chế người xem ngay.",
    )  # fmt: skip
    is_required = forms.BooleanField(label="Bắt buộc trả lời khi gửi trực tuyến", required=False)
    is_removed = forms.BooleanField(label="Bỏ câu này", required=False)

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean_options(self):
        options = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if len(options) > MAX_OPTIONS:
            raise ValidationError(f"Mỗi câu nhiều nhất {MAX_OPTIONS} phương án. Hãy gộp bớt.")
        if any(len(option) > LONGEST_OPTION for option in options):
            raise ValidationError(f"Mỗi phương án không quá {LONGEST_OPTION} chữ. Hãy viết ngắn lại.")
        if len(set(options)) < len(options):
            raise ValidationError("Có hai phương án giống nhau. Hãy sửa hoặc bỏ bớt một.")
        return "\n".join(options)

    def clean(self):
        values = super().clean()
        if values.get("is_removed"):
            return values
        has_options, is_choice = bool(values.get("options")), values.get("kind") != QuestionKind.OPINION
        if has_options and not values.get("text") and "text" not in self.errors:
            self.add_error("text", "Hãy ghi câu hỏi của các phương án này, hoặc đánh dấu “Bỏ câu này”.")
        if values.get("text") and is_choice and values.get("options", "").count("\n") < 1 and "options" not in self.errors:  # fmt: skip
            self.add_error("options", "Câu chọn phương án cần ít nhất hai phương án, mỗi dòng một phương án.")
        if is_choice is False:
            values["options"] = ""
        return values


class BaseQuestionFormSet(forms.BaseFormSet):
    def questions(self):
        """The questions that were written, in the order of their numbers; a number twice keeps the order typed."""
        rows = [
            (form.cleaned_data.get("order") or MAX_QUESTIONS * 10, place, form.cleaned_data)
            for place, form in enumerate(self.forms)
            if form.cleaned_data.get("text") and not form.cleaned_data.get("is_removed")
        ]
        return [values for _, _, values in sorted(rows, key=lambda row: row[:2])]


QuestionFormSet = formset_factory(
    QuestionForm, formset=BaseQuestionFormSet, extra=0, max_num=MAX_QUESTIONS, absolute_max=MAX_QUESTIONS + 5
)

# What a new form begins with (LP-80, requirements C-9: field, content, proposal); every word can be changed.
USUAL_HEAD = {
    "title": "Phiếu xin ý kiến Nhân dân trước hội nghị đối thoại",
    "audience": "Nhân dân trên địa bàn",
    "opening": (
        "Để hội nghị đối thoại nói đúng, nói trúng điều mọi người quan tâm, xin ông/bà cho biết ý kiến, kiến nghị của "
        "mình. Ông/bà chọn ô phù hợp và viết ý kiến vào chỗ trống; có thể không ghi tên."
    ),
    "thanks": "Thông tin cá nhân chỉ dùng để trả lời người có ý kiến. Xin trân trọng cảm ơn ông/bà!",
}
_FIELDS = [label for value, label in Field.choices if value not in (Field.CONDUCT, Field.OTHER)]
USUAL_QUESTIONS = [
    {
        "kind": QuestionKind.CHOICES, "text": "Ông/bà quan tâm nhất đến lĩnh vực nào?",
        "options": "\n".join([*_FIELDS, "Lĩnh vực khác"]), "field": "", "is_required": False,
    },
    {
        "kind": QuestionKind.OPINION, "options": "", "field": "", "is_required": True,
        "text": "Ông/bà có ý kiến, kiến nghị gì? (việc gì, ở đâu, từ khi nào; đề xuất cách giải quyết)",
    },
    {
        "kind": QuestionKind.OPINION, "options": "", "field": Field.CONDUCT, "is_required": False,
        "text": "Ông/bà có góp ý gì về tinh thần, thái độ phục vụ của cán bộ, công chức?",
    },
    {
        "kind": QuestionKind.CHOICE, "options": "Phát biểu trực tiếp tại hội nghị\nĐược trả lời bằng văn bản\n"
        "Nghe kết luận trên loa truyền thanh, trang thông tin của xã",
        "text": "Ông/bà muốn được trả lời bằng cách nào?", "field": "", "is_required": False,
    },
]  # fmt: skip
