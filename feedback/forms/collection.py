"""Input of rounds and collectors."""

from django import forms
from django.db.models import Case, When

from core.clock import local_today
from core.models import Unit
from core.row_fields import RowsField
from core.states import UnitKind
from dialogue.models import Conference
from feedback.forms.fields import long_text
from feedback.forms.lists import ListForm
from feedback.models import CollectionRound, Collector, OpinionForm
from feedback.states import RoundState

MOST_FORMS = 100_000
OFTEN = (UnitKind.VILLAGE, UnitKind.FRONT, UnitKind.MASS_ORGANISATION, UnitKind.SCHOOL)


class RoundFilter(ListForm):
    state = forms.ChoiceField(
        label="Trạng thái", choices=[("", "mọi trạng thái"), *RoundState.choices], required=False
    )
    conference = forms.ChoiceField(label="Hội nghị", required=False)

    def __init__(self, data, *, conferences):
        super().__init__(data)
        self.fields["conference"].choices = [("", "mọi hội nghị"), *conferences]


class RoundForm(forms.ModelForm):
    conference = forms.ModelChoiceField(
        Conference.objects.none(), label="Cho hội nghị", empty_label="Chọn hội nghị"
    )
    instruction = long_text("Hướng dẫn", rows=4, required=False, max_length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = CollectionRound
        fields = ["conference", "name", "form", "from_on", "due_on", "instruction"]
        help_texts = {
            "name": "Ví dụ: Lấy ý kiến Nhân dân các thôn trước hội nghị định kỳ.",
            "form": "Chưa chọn mẫu phiếu thì chưa in phiếu, nhập phiếu và nhận trực tuyến được.",
            "due_on": "Ngày cuối cùng các nơi nộp kết quả; từng nơi có thể có hạn riêng.",
        }  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = OpinionForm.objects.visible_to(user).order_by("-pk")
        self.fields["form"].empty_label = "Chưa chọn"
        if self.instance.pk:
            del self.fields["conference"]
            self.initial["version"] = self.instance.version
        else:
            rows = Conference.objects.visible_to(user).upcoming(local_today()).order_by("held_on", "-pk")
            self.fields["conference"].queryset = rows

    def _post_clean(self):
        """The row is the service's to write: the form only reads what was typed."""

    def values(self):
        names = ("name", "form", "from_on", "due_on", "instruction")
        return {name: self.cleaned_data[name] for name in names}


def who_collects(user):
    """Bodies that can collect, those that mostly do before the departments: villages, organisations, schools."""
    first = Case(*[When(kind=kind, then=place) for place, kind in enumerate(OFTEN)], default=len(OFTEN))
    return Unit.objects.visible_to(user).answering().order_by(first, "sort_key")


class CollectorForm(forms.Form):
    """Who asks whom, where, with how many forms."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị thu thập", empty_label="Chọn đơn vị")
    area = forms.CharField(
        label="Địa bàn", required=False, max_length=200,
        help_text="Chỉ ghi khi một đơn vị thu thập ở nhiều nơi, ví dụ: Thôn Đông.",
    )  # fmt: skip
    audience = forms.CharField(
        label="Đối tượng", required=False, max_length=200, help_text="Ví dụ: hộ dân, giáo viên, đoàn viên."
    )
    forms_out = forms.IntegerField(
        label="Số phiếu phát ra", min_value=0, max_value=MOST_FORMS, initial=0,
        help_text="Chưa biết thì để 0; đơn vị tự báo sau.",
    )  # fmt: skip
    due_on = forms.DateField(
        label="Hạn nộp riêng", required=False, help_text="Để trống: theo hạn nộp của cả đợt."
    )

    def __init__(self, *args, user, collector=None, **kwargs):
        super().__init__(*args, **kwargs)
        if collector is None:
            self.fields["unit"].queryset = who_collects(user)
        else:
            del self.fields["unit"]
            self.initial |= {name: getattr(collector, name) for name in self.fields}


class CollectorsForm(forms.Form):
    """Many units by ticking, with one audience and one number of forms."""

    units = RowsField(Unit.objects.none(), label="Đơn vị", widget=forms.CheckboxSelectMultiple)
    audience = forms.CharField(label="Đối tượng", required=False, max_length=200)
    forms_out = forms.IntegerField(
        label="Số phiếu phát cho mỗi nơi", min_value=0, max_value=MOST_FORMS, initial=0
    )

    def __init__(self, *args, user, collection_round, **kwargs):
        super().__init__(*args, **kwargs)
        known = Collector.objects.filter(round=collection_round, area="").values("unit")
        self.fields["units"].queryset = who_collects(user).exclude(pk__in=known)

    def clean_units(self):
        return list(self.cleaned_data["units"])


class FormsOutForm(forms.Form):
    forms_out = forms.IntegerField(label="Số phiếu đã phát ra", min_value=0, max_value=MOST_FORMS)
