"""Input of the speakers' queue and the floor. Nothing here writes to the database."""

from django import forms

from core.models import Unit
from dialogue.models import Contribution, SpeakerRequest
from dialogue.states import Outcome, SpeechKind


class QueueForm(forms.Form):
    """Who asks to speak, as the desk writes it down: two fields are enough (live-room 2)."""

    speaker = forms.CharField(
        label="Người phát biểu", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    place = forms.CharField(
        label="Thôn, đơn vị", max_length=150, required=False,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label="Loại lượt", choices=SpeechKind.choices, required=False)
    answers_to = forms.ModelChoiceField(
        Contribution.objects.none(), label="Thuộc lượt phát biểu", required=False
    )
    is_unsatisfied = forms.BooleanField(label="Chưa thoả đáng với câu trả lời", required=False)
    topic = forms.CharField(label="Nội dung đăng ký", max_length=500, required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)
    asked_minutes = forms.IntegerField(label="Số phút đăng ký", min_value=1, max_value=60, required=False)
    petition_code = forms.CharField(label="Mã ý kiến đã gửi", max_length=20, required=False)
    venue = forms.ModelChoiceField(None, label="Điểm cầu", required=False)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers_to"].queryset = conference.contributions.all()
        self.fields["venue"].queryset = conference.venues.all()

    def clean_kind(self):
        return self.cleaned_data["kind"] or SpeechKind.NEW

    def clean_petition_code(self):
        return "".join(self.cleaned_data["petition_code"].split()).upper()

    def clean(self):
        values = super().clean()
        # A petition sent before is read out; a new one is not.
        if values.get("petition_code") and values.get("kind") == SpeechKind.NEW:
            values["kind"] = SpeechKind.READS
        return values

    def floor_values(self):
        """What a speech takes that begins at once."""
        names = ("speaker", "place", "kind", "answers_to", "is_unsatisfied")
        return {name: self.cleaned_data[name] for name in names}


class PlaceForm(forms.Form):
    """Directly before whom; empty: to the end."""

    before = forms.ModelChoiceField(SpeakerRequest.objects.none(), label="Đứng trước", required=False)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = conference.speaker_requests.all()


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="Lý do rút", max_length=200, required=False)


class SecondsForm(forms.Form):
    seconds = forms.IntegerField(label="Số giây", min_value=10, max_value=3600)


class LimitForm(forms.Form):
    """The time of one speech; empty: not limited (QN-46)."""

    minutes = forms.IntegerField(label="Số phút", min_value=1, max_value=60, required=False)
    seconds = forms.IntegerField(label="Số giây", min_value=0, max_value=3600, required=False)

    def total(self):
        """Seconds; None where both are empty."""
        minutes, seconds = self.cleaned_data["minutes"] or 0, self.cleaned_data["seconds"] or 0
        return minutes * 60 + seconds or None


class DirectForm(forms.Form):
    """The chair's one touch."""

    outcome = forms.ChoiceField(label="Hướng xử lý", choices=Outcome.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False)
    due_on = forms.DateField(label="Hạn giải quyết", required=False)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of_commune(conference.commune).active()
