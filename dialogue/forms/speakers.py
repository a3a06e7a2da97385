"""Input of those who ask to speak: on a phone in the hall, from home before the day, keyed in from paper."""

from django import forms

from core.robots import PeopleForm
from core.vietnamese import one_line
from dialogue.forms.fields import long_text
from dialogue.states import RequestSource, SpeechKind

PHONE = r"^\+?[0-9 .()-]{8,18}$"
PHONE_WORDS = {"invalid": "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."}
MOST_MINUTES = 30
# Which ways a clerk keys in: what came on paper, or what others handed over.
KEYED = (RequestSource.PAPER, RequestSource.FRONT, RequestSource.VILLAGE, RequestSource.DESK)


def speaker_field(**attrs):
    return forms.CharField(
        label="Họ và tên", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name", **attrs})
    )


def place_field(**attrs):
    # The page offers the commune's hamlets (datalist "hamlets"); any other place may be typed.
    return forms.CharField(
        label="Thôn, đơn vị", max_length=150,
        widget=forms.TextInput(attrs={"list": "hamlets", "autocomplete": "off", **attrs}),
    )  # fmt: skip


def phone_field(**more):
    return forms.RegexField(
        PHONE, label="Điện thoại", required=False, max_length=20, error_messages=PHONE_WORDS,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}), **more,
    )  # fmt: skip


def minutes_field(**more):
    return forms.IntegerField(
        label="Dự kiến nói mấy phút", required=False, min_value=1, max_value=MOST_MINUTES, **more
    )


def code_field(**more):
    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(
        label="Mã ý kiến đã gửi", required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **more
    )


class Names:
    """Who wants to speak is the same person however it is typed."""

    def clean_speaker(self):
        speaker = one_line(self.cleaned_data["speaker"])
        if not any(letter.isalpha() for letter in speaker):
            raise forms.ValidationError("Hãy ghi họ và tên.")
        return speaker

    def clean_place(self):
        return one_line(self.cleaned_data["place"])

    def clean_topic(self):
        return one_line(self.cleaned_data["topic"])

    def clean_petition_code(self):
        return one_line(self.cleaned_data["petition_code"]).upper()

    def values(self):
        """As the service takes them; who names a petition that was sent reads it out (live-room 6)."""
        values = {name: self.cleaned_data[name] for name in self.fields if name in SERVICE_TAKES}
        if values.get("petition_code"):
            values["kind"] = SpeechKind.READS
        return values


SERVICE_TAKES = ("speaker", "place", "phone", "topic", "asked_minutes", "petition_code", "venue")


class HallSpeakerForm(Names, PeopleForm):
    """On one's own phone in the hall: name and hamlet are enough (live-room 2)."""

    gate = "hall-speaker"
    not_done = "Chưa đăng ký được"
    # A hall full of people behind one router.
    freely_per_hour, per_hour, per_day = 40, 200, 400

    speaker = speaker_field()
    place = place_field()
    topic = forms.CharField(
        label="Muốn nói về việc gì", required=False, max_length=200, help_text="Vài chữ, để chủ trì biết mà sắp xếp."
    )  # fmt: skip

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        venues = list(conference.venues.all())
        if len(venues) > 1:
            self.fields["venue"] = forms.ModelChoiceField(
                conference.venues.all(), label="Anh/chị đang ngồi ở đâu", widget=forms.RadioSelect, empty_label=None
            )  # fmt: skip


class PublicSpeakerForm(Names, PeopleForm):
    """From home, before the day (LP-75, LP-81)."""

    gate = "public-speaker"
    not_done = "Chưa đăng ký được"

    speaker = speaker_field()
    place = place_field()
    topic = forms.CharField(
        label="Nội dung muốn phát biểu", required=False, max_length=500, widget=long_text(3),
        help_text="Việc gì, ở đâu. Viết ngắn; nói rõ hơn tại hội nghị.",
    )  # fmt: skip
    asked_minutes = minutes_field(help_text="Thời gian nói do người chủ trì quyết định tại hội nghị.")
    petition_code = code_field(help_text="Nếu việc này anh/chị đã gửi ý kiến: mã in trên giấy tiếp nhận.")
    phone = phone_field(help_text="Chỉ để báo khi đổi giờ, đổi chỗ. Không đọc, không hiện ở hội trường.")


class KeyedSpeakerForm(Names, forms.Form):
    """One paper form, or one name that a hamlet or the Front hands over; typed without the mouse."""

    not_done = "Chưa ghi được"

    source = forms.ChoiceField(label="Nguồn", choices=[(source.value, source.label) for source in KEYED])
    speaker = speaker_field(autofocus=True, autocomplete="off", **{"data-focus": ""})
    place = place_field()
    topic = forms.CharField(label="Nội dung đăng ký", required=False, max_length=500)
    asked_minutes = minutes_field()
    petition_code = code_field()
    phone = phone_field()

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        if len(sources) == 1:
            # The Front and a hamlet say whom they register by who they are.
            self.fields["source"].widget = forms.HiddenInput()
            self.fields["source"].initial = sources[0].value
        self.fields["source"].choices = [(source.value, source.label) for source in sources]
        self.fields["phone"].widget.attrs["autocomplete"] = "off"

    def values(self):
        return super().values() | {"source": self.cleaned_data["source"]}


class EditSpeakerForm(Names, forms.Form):
    """What was written down wrong; the place in the queue stays."""

    not_done = "Chưa lưu được"

    version = forms.IntegerField(widget=forms.HiddenInput)
    speaker = speaker_field(autocomplete="off")
    place = place_field()
    topic = forms.CharField(label="Nội dung đăng ký", required=False, max_length=500, widget=long_text(3))
    asked_minutes = minutes_field()
    petition_code = code_field()
    phone = phone_field()

    def values(self):
        return {name: self.cleaned_data[name] for name in SERVICE_TAKES if name in self.fields}


class SpeakerFilter(forms.Form):
    """The list of registrations, read as a sentence."""

    q = forms.CharField(label="Có chữ", required=False, max_length=100)
    nguon = forms.ChoiceField(
        label="Nguồn", required=False, choices=[("", "mọi nguồn"), *RequestSource.choices]
    )

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data
