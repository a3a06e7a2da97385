"""Input of interruption and continuation, and of the words of a speech. Nothing here writes to the database."""

from django import forms
from django.db.models import TextChoices

from core.clock import local_today
from dialogue.forms.fields import long_text
from dialogue.models import Contribution


class Again(TextChoices):
    """When an interrupted conference goes on, as the hall says it."""

    TODAY = "today", "Hôm nay (nghỉ giữa giờ, nghỉ trưa)"
    OTHER_DAY = "day", "Ngày khác"
    UNKNOWN = "unknown", "Chưa định, thông báo sau"


class ContinuationForm(forms.Form):
    """The day and hour on which it goes on; which boxes count follows from the choice above them."""

    when = forms.ChoiceField(label="Khi nào họp tiếp", choices=Again.choices, widget=forms.RadioSelect)
    resumes_on = forms.DateField(
        label="Ngày họp tiếp", required=False, help_text="Điền khi họp tiếp vào ngày khác, ví dụ 16/5/2026."
    )
    resumes_at = forms.TimeField(
        label="Giờ họp tiếp", required=False, widget=forms.TimeInput(format="%H:%M"),
        help_text="Ví dụ 13:30. Màn hình hội trường hiện giờ này; để trống nếu chưa định.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Lý do", max_length=300, widget=long_text(2),
        help_text="Ghi vào biên bản và báo cho khách mời khi họp tiếp vào ngày khác.",
    )  # fmt: skip

    def __init__(self, *args, conference, **kwargs):
        kwargs["initial"] = self._known(conference) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def _known(self, conference):
        """What is said already; where nothing is, a break of the same day."""
        day = conference.resumes_on
        if not day:
            return {"when": Again.TODAY if conference.is_live else Again.UNKNOWN}
        is_today = day == local_today()
        return {
            "when": Again.TODAY if is_today else Again.OTHER_DAY, "resumes_on": None if is_today else day,
            "resumes_at": conference.resumes_at,
        }  # fmt: skip

    def clean(self):
        values = super().clean()
        when, day = values.get("when"), values.get("resumes_on")
        if when == Again.TODAY:
            values["resumes_on"] = local_today()
        elif when == Again.UNKNOWN:
            values["resumes_on"] = values["resumes_at"] = None
        elif when == Again.OTHER_DAY and day is None and "resumes_on" not in self.errors:
            self.add_error("resumes_on", "Hãy ghi ngày họp tiếp, hoặc chọn “Chưa định, thông báo sau”.")
        return values

    def values(self):
        return {name: self.cleaned_data[name] for name in ("resumes_on", "resumes_at", "reason")}


class CourseForm(forms.Form):
    """The course of the day in the office's own markup; what reads as the log does goes on growing with it."""

    course = forms.CharField(
        label="Diễn biến hội nghị", max_length=120_000,
        widget=forms.Textarea(attrs={"rows": 28, "data-autosave": ""}),
        help_text="Mỗi dòng là một đoạn; dòng “1. …” ngắn in thành đề mục; chữ giữa **hai dấu sao** in đậm, giữa *một dấu "
        "sao* in nghiêng. Chưa sửa gì thì diễn biến tiếp tục lấy từ nhật ký.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContributionForm(forms.ModelForm):
    """What the secretary wrote of a speech; the wording before stays in the log (TM-14)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Contribution
        fields = ["summary", "answered_by", "answer"]
        widgets = {
            "summary": long_text(6, **{"data-autosave": ""}),
            "answer": long_text(6, **{"data-autosave": ""}),
        }
        help_texts = {
            "summary": "Ghi đủ, đúng lời người phát biểu. Bản ghi trước được giữ trong nhật ký.",
            "answered_by": "Chức vụ hoặc họ tên người trả lời; để trống nếu chưa ai trả lời.",
        }

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}
