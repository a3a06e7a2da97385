"""Input of the hall: what became of a speech, which petition it is about, which petitions the desk looks for."""

from django import forms

from core.models import Unit
from dialogue.states import Outcome
from feedback.forms.fields import long_text
from feedback.models import Petition
from feedback.queries.hall import petition_named
from feedback.states import Field

# Which boxes an outcome asks for, and what the others are worth.
BELONGS = {
    Outcome.ANSWERED: {"answered_by", "is_appointed", "answer"},
    Outcome.HANDED: {"unit", "due_on"},
    Outcome.LATER: {"unit", "due_on"},
    Outcome.UPWARD: {"level_text"},
    Outcome.NOTED: set(),
}
EMPTY = {
    "answered_by": "", "is_appointed": False, "answer": "", "unit": None, "due_on": None, "level_text": "",
}  # fmt: skip
MOST_KNOWN = 200  # petitions that a box proposes; any other is found by its code


class PetitionBox(forms.CharField):
    """A petition by its code or its number; `conference` is set by the form. Proposals stand in a datalist."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, required=False, **kwargs)
        self.conference = None

    def clean(self, value):
        text = super().clean(value).split(":")[0].strip()
        petition = petition_named(text, self.conference)
        if text and petition is None:
            raise forms.ValidationError(
                f"Hội nghị này không có kiến nghị “{text}”. Gõ mã hoặc số của kiến nghị."
            )
        return petition


def known_petitions(conference):
    """[(code, words)] for a datalist, what nobody has raised yet first; words on officials stay out (LP-29)."""
    rows = Petition.objects.for_conference(conference).linkable().unraised_first()[:MOST_KNOWN]
    return [(row.code, row.public_label if row.is_restricted else row.excerpt[:80]) for row in rows]


class SettleForm(forms.Form):
    """What was said and what became of it, on one screen for the secretary (LP-75, LP-76, LP-105, TM-14)."""

    summary = long_text("Nội dung phát biểu", rows=3)
    petition = PetitionBox(
        label="Kiến nghị đã gửi",
        help_text="Gõ mã hoặc số; để trống là việc mới.",
    )
    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("", "Chọn, hoặc theo kiến nghị đã gửi"), *Field.choices],
        help_text="Việc mới thì phải chọn.",
    )  # fmt: skip
    outcome = forms.ChoiceField(label="Kết quả", choices=Outcome.choices, widget=forms.RadioSelect)
    answered_by = forms.CharField(
        label="Người trả lời", max_length=200, required=False,
        help_text="Người chủ trì, hoặc người đứng đầu đơn vị được phân công.",
    )  # fmt: skip
    is_appointed = forms.BooleanField(label="Người chủ trì đã phân công người này trả lời", required=False)
    answer = long_text("Lời trả lời", rows=4, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị được giao", required=False, empty_label="Chưa giao"
    )
    due_on = forms.DateField(label="Hạn trả lời", required=False)
    level_text = forms.CharField(
        label="Cơ quan cấp trên", max_length=200, required=False, help_text="Ví dụ: UBND thành phố."
    )

    def __init__(self, *args, contribution, asked=None, **kwargs):
        """`asked`: the petition that a follow-up is a further round of; there is then none to choose (QN-48)."""
        super().__init__(*args, **kwargs)
        # Several such forms may stand on one page of the desk.
        self.auto_id = f"id_ket-qua-{contribution.pk}_%s"
        self.asked = asked
        if asked is not None:
            del self.fields["petition"], self.fields["field"]
        else:
            self.fields["petition"].conference = contribution.conference
            self.known = known_petitions(contribution.conference)
            self.fields["petition"].widget.attrs = {
                "list": f"kien-nghi-{contribution.pk}",
                "autocomplete": "off",
            }
        units = Unit.objects.of_commune(contribution.commune).answering().sorted()
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = lambda unit: unit.short_name
        self.fields["answered_by"].widget.attrs |= {
            "list": f"nguoi-tra-loi-{contribution.pk}",
            "autocomplete": "off",
        }
        self.fields["due_on"].widget.attrs["list"] = f"han-{contribution.pk}"

    def values(self):
        """What the service takes: boxes that do not belong to the outcome stand hidden and count for nothing."""
        values = {"petition": self.asked, "field": ""} | self.cleaned_data
        belongs = BELONGS[values["outcome"]]
        left_out = {name: EMPTY[name] for name in EMPTY if name not in belongs}
        return values | left_out


class LinkSpeakerForm(forms.Form):
    """Empty: the matter is the speaker's own."""

    petition = PetitionBox(label="Kiến nghị đã gửi")

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["petition"].conference = conference


class RegisterPetitionerForm(forms.Form):
    name = forms.CharField(label="Người phát biểu", max_length=120)
    place = forms.CharField(label="Thôn, đơn vị", max_length=150, required=False)


class MattersForm(forms.Form):
    """What the desk looks for among the petitions at hand."""

    ONLY = [("", "Chưa nêu"), ("raised", "Đã nêu, đã đăng ký"), ("all", "Tất cả")]
    q = forms.CharField(
        label="Tìm kiến nghị", required=False, max_length=200,
        widget=forms.SearchInput(
            attrs={"placeholder": "Tên, thôn, mã, nội dung", "autocomplete": "off"}
        ),
    )  # fmt: skip
    only = forms.ChoiceField(label="Hiện", choices=ONLY, required=False)
