"""Input at the door: which door this device stands at, a code or a photo of one, somebody who walked in."""

from django import forms

from dialogue.documents.codes import code_in
from dialogue.states import Presence

MOST_BYTES = 12 * 1024 * 1024
TOO_BIG = "Ảnh lớn quá 12 MB. Hãy chụp lại ở cỡ vừa, hoặc gõ mã in dưới hình QR."


class DoorForm(forms.Form):
    """Where this device stands; kept for the device, written with everybody who comes here."""

    door = forms.CharField(
        label="Tên cửa", max_length=60, required=False,
        widget=forms.TextInput(attrs={"list": "doors", "autocomplete": "off", "placeholder": "Cửa chính"}),
    )  # fmt: skip
    venue = forms.ModelChoiceField(
        label="Điểm cầu", queryset=None, required=False, empty_label="Không ghi điểm cầu"
    )
    is_online = forms.BooleanField(label="Ghi người dự trực tuyến", required=False)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = conference.venues.all()


class CheckInForm(forms.Form):
    """One touch on a guest's line; a name only where somebody else was sent."""

    invitation = forms.ModelChoiceField(label="Khách mời", queryset=None)
    presence = forms.ChoiceField(label="Tình trạng", choices=Presence, required=False)
    name = forms.CharField(label="Họ tên người dự thay", max_length=120, required=False)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitation"].queryset = conference.invitations.all()

    def clean(self):
        """Who typed a name means the one who was sent, also where Enter pressed the first button."""
        values = super().clean()
        presence = values.get("presence") or Presence.PRESENT
        if presence == Presence.PRESENT and values.get("name"):
            presence = Presence.REPLACED
        return values | {"presence": presence}


class WalkInForm(forms.Form):
    name = forms.CharField(
        label="Họ tên", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    place = forms.CharField(
        label="Thôn, đơn vị", max_length=150, required=False,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )  # fmt: skip
    group = forms.ModelChoiceField(
        label="Thành phần", queryset=None, required=False, empty_label="Không xếp thành phần"
    )

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = conference.groups.all()


class CodeForm(forms.Form):
    """The code read by a camera or typed, as an address or as its letters alone; or a photo of it."""

    code = forms.CharField(
        label="Mã điểm danh", max_length=300, required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "placeholder": "ABCD-EFGH-JKMN"}
        ),
    )  # fmt: skip
    photo = forms.FileField(
        label="Ảnh chụp mã QR", required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )  # fmt: skip

    def clean_code(self):
        return code_in(self.cleaned_data["code"])

    def clean_photo(self):
        photo = self.cleaned_data["photo"]
        if photo and photo.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return photo
