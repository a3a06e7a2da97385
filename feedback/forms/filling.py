"""A designed form to be filled in: by the people online, by a clerk from paper."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape

from core.clock import local_today
from core.robots import PeopleForm
from feedback.forms.fields import check_not_ahead, long_text
from feedback.matters import MOST_MATTERS, matters_of
from feedback.states import QuestionKind

LONGEST_OPINION = 5000
PHONE = r"^[0-9+ .()-]{6,20}$"
PHONE_WORDS = {"invalid": "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."}


def name_of(question):
    return f"q{question.pk}"


def written(opinion_form, data):
    """The opinions in what a browser sent of a form, as typed; "" where there are none."""
    questions = opinion_form.questions.all() if opinion_form and data else []
    asked = [name_of(question) for question in questions if question.kind == QuestionKind.OPINION]
    texts = (data.get(name, "").replace("\x00", "").strip()[:LONGEST_OPINION] for name in asked)
    return "\n\n".join(filter(None, texts))


def person_fields(opinion_form):
    """Only what the form asks for; all of it may stay empty."""
    fields = {}
    if opinion_form.asks_name:
        fields["name"] = forms.CharField(label="Họ và tên", max_length=200, required=False)
    if opinion_form.asks_hamlet:
        # The page offers the commune's hamlets (datalist "hamlets"); any other place may be typed.
        fields["hamlet"] = forms.CharField(
            label="Thôn, khu dân cư", max_length=120, required=False,
            widget=forms.TextInput(attrs={"list": "hamlets"}),
        )  # fmt: skip
    if opinion_form.asks_phone:
        fields["phone"] = forms.RegexField(
            PHONE, label="Điện thoại", max_length=20, required=False, error_messages=PHONE_WORDS
        )
    if opinion_form.asks_name:
        fields["hide_name"] = forms.BooleanField(label="Giấu tên khi công khai", required=False)
    return fields


class Filling:
    """What both share: the questions in their order, the answers as the service takes them."""

    def answers(self):
        return {question.pk: self.cleaned_data.get(name_of(question)) or "" for question in self.questions}

    def person(self):
        return {name: self.cleaned_data.get(name) or "" for name in ("name", "hamlet", "phone", "hide_name")}

    def question_fields(self):
        return [self[name_of(question)] for question in self.questions]

    def person_fields(self):
        return [self[name] for name in person_fields(self.opinion_form)]


class FilledForm(Filling, PeopleForm):
    """The form as the people see it; needs no script."""

    gate = "phieu"

    def __init__(self, *args, opinion_form, **kwargs):
        super().__init__(*args, **kwargs)
        self.opinion_form, self.questions = opinion_form, list(opinion_form.questions.all())
        for question in self.questions:
            self.fields[name_of(question)] = online_field(question)
        self.fields |= person_fields(opinion_form)

    def clean(self):
        values = super().clean()
        if not self.errors and not any(self.answers().values()):
            self.add_error(None, "Phiếu chưa có ý kiến nào. Hãy trả lời ít nhất một câu hỏi.")
        for question in self.questions:
            if question.kind == QuestionKind.OPINION:
                _check_matters(self, name_of(question))
        return values


def online_field(question):
    if question.kind == QuestionKind.OPINION:
        return long_text(question.text, rows=5, required=question.is_required, max_length=LONGEST_OPINION)
    choices = [(option, option) for option in question.option_list]
    if question.kind == QuestionKind.CHOICE:
        return forms.ChoiceField(
            label=question.text, choices=choices, required=question.is_required, widget=forms.RadioSelect
        )
    return forms.MultipleChoiceField(
        label=question.text, choices=choices, required=question.is_required,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class KeyForm(Filling, forms.Form):
    """A paper form keyed in without the mouse: choices by their numbers, what stays the same is kept."""

    returned_on = forms.DateField(label="Ngày nhận phiếu", validators=[check_not_ahead])

    def __init__(self, *args, opinion_form, kept=None, **kwargs):
        kept = {"returned_on": local_today(), **(kept or {})}
        super().__init__(*args, initial=kept, **kwargs)
        self.opinion_form, self.questions = opinion_form, list(opinion_form.questions.all())
        self.fields |= person_fields(opinion_form)
        for question in self.questions:
            self.fields[name_of(question)] = keyed_field(question)
        first = next(
            (name for name in ("name", *map(name_of, self.questions)) if name in self.fields), "returned_on"
        )
        self.fields[first].widget.attrs |= {"autofocus": True, "data-focus": True}
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean(self):
        values = super().clean()
        for question in self.questions:
            if question.kind == QuestionKind.OPINION:
                _check_matters(self, name_of(question))
        return values


def keyed_field(question):
    if question.kind == QuestionKind.OPINION:
        return long_text(question.text, rows=3, required=False, max_length=LONGEST_OPINION * 2)
    return NumbersField(question)


class NumbersField(forms.CharField):
    """Options by their numbers: "2", "1 3", "1,3"; gives the options themselves."""

    def __init__(self, question):
        self.options, self.is_single = question.option_list, question.kind == QuestionKind.CHOICE
        listed = " · ".join(f"{place}. {option}" for place, option in enumerate(self.options, 1))
        how = "Gõ một số." if self.is_single else "Gõ các số, cách nhau bằng dấu cách hoặc dấu phẩy."
        super().__init__(
            label=question.text, required=False, max_length=80, help_text=escape(f"{how} {listed}"),
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )  # fmt: skip

    def clean(self, value):
        text = super().clean(value)
        words = re.split(r"[\s,;.]+", text.strip(" ,;.")) if text.strip(" ,;.") else []
        if not all(word.isdecimal() and 1 <= int(word[:4]) <= len(self.options) for word in words):
            raise ValidationError(f"Gõ số từ 1 đến {len(self.options)}.")
        if self.is_single and len(set(words)) > 1:
            raise ValidationError("Câu này chỉ chọn một phương án. Phiếu đánh dấu nhiều ô thì để trống.")
        return [self.options[int(word) - 1] for word in dict.fromkeys(words)]


def _check_matters(form, name):
    if len(matters_of(form.cleaned_data.get(name) or "")) > MOST_MATTERS:
        form.add_error(name, f"Nhiều nhất {MOST_MATTERS} việc trong một câu. Hãy ghi bớt sang phiếu khác.")
