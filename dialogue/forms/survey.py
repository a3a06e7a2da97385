"""Input of the satisfaction survey: its questions, a ballot keyed in from paper, a ballot on a phone."""

import uuid

from django import forms

from core.codes import LENGTH, typed_code
from dialogue.forms.fields import long_text
from dialogue.states import Level

MOST_QUESTIONS, LONGEST_QUESTION, LONGEST_REMARK = 12, 300, 2000
EMPTY = "Phiếu chưa có câu nào được trả lời. Hãy chọn ít nhất một mức hoặc ghi ý kiến."
EMPTY_PAPER = "Phiếu không có ô nào đánh dấu thì không nhập; xếp riêng cùng phiếu không hợp lệ."
# As the paper's columns are numbered; 0: left empty, or ticked twice.
DIGITS = {"0": "", "": ""} | {str(number): level for number, level in enumerate(Level.values, start=1)}


class SurveyForm(forms.Form):
    intro = forms.CharField(label="Lời mở đầu", required=False, max_length=2000, widget=long_text(3))
    questions = forms.CharField(
        label="Câu hỏi", widget=long_text(9),
        help_text=f"Mỗi dòng một câu, nhiều nhất {MOST_QUESTIONS} câu. Mỗi câu có năm mức từ “Rất hài lòng” đến “Rất không hài "
        "lòng”.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_questions(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["questions"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(
                f"Phiếu có {len(lines)} câu. Hãy bớt còn {MOST_QUESTIONS} câu trở xuống."
            )
        if any(len(line) > LONGEST_QUESTION for line in lines):
            raise forms.ValidationError(f"Có câu dài hơn {LONGEST_QUESTION} ký tự. Hãy viết gọn lại.")
        if len({line.lower() for line in lines}) < len(lines):
            raise forms.ValidationError("Có hai câu giống nhau. Hãy bỏ bớt một câu.")
        return lines


class HandedOutForm(forms.Form):
    handed_out = forms.IntegerField(
        label="Số phiếu giấy phát ra", required=False, min_value=0, max_value=100_000,
        help_text="Để tính tỷ lệ thu về. Để trống nếu không đếm.",
    )  # fmt: skip


class BallotForm(forms.Form):
    """What every ballot has; the questions' fields are the survey's own."""

    empty = EMPTY

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.all())
        own = {f"cau_{question.pk}": self.level_field(question) for question in self.questions}
        self.fields = own | self.fields

    def clean(self):
        values = super().clean()
        if not self.errors and not any(self.answers().values()) and not values.get("remark"):
            raise forms.ValidationError(self.empty)
        return values

    def answers(self):
        return {question: self.cleaned_data[f"cau_{question.pk}"] for question in self.questions}

    @property
    def levels(self):
        """The questions' fields, in order."""
        return [self[f"cau_{question.pk}"] for question in self.questions]


class PhoneBallotForm(BallotForm):
    remark = forms.CharField(
        label="Điều chưa hài lòng, ý kiến khác", required=False, max_length=LONGEST_REMARK, widget=long_text(3),
        help_text="Không cần ghi tên. Tránh những chi tiết làm lộ người viết.",
    )  # fmt: skip

    def level_field(self, question):
        return forms.ChoiceField(
            label=question.text, choices=Level.choices, required=False, widget=forms.RadioSelect
        )


class PaperBallotForm(BallotForm):
    """One digit for each line of the paper; `ballot` is the random key that the ballot will bear."""

    empty = EMPTY_PAPER

    ballot = forms.UUIDField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Ý kiến ghi thêm trên phiếu", required=False, max_length=LONGEST_REMARK,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"ballot": uuid.uuid4()}, **kwargs)

    def level_field(self, question):
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 1, "size": 1, "data-digit": ""}
        return DigitField(label=question.text, required=False, widget=forms.TextInput(attrs=attrs))


class DigitField(forms.CharField):
    """ "1" to "5" as a level; "0" or nothing: the line was left empty or ticked twice."""

    def clean(self, value):
        digit = super().clean(value)
        if digit not in DIGITS:
            raise forms.ValidationError("Gõ một chữ số từ 1 đến 5; gõ 0 khi dòng bỏ trống hoặc đánh hai ô.")
        return DIGITS[digit]


class CodeForm(forms.Form):
    ma = forms.CharField(
        label="Mã điểm danh", max_length=40,
        help_text="Mười hai chữ và số, in cạnh mã QR trên giấy mời hoặc thẻ Mặt trận phát. Gõ chữ hoa hay thường đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_ma(self):
        code = typed_code(self.cleaned_data["ma"])
        if len(code) != LENGTH:
            raise forms.ValidationError(f"Mã gồm {LENGTH} chữ và số. Hãy xem lại mã trên giấy.")
        return code
