"""Input of entering and editing a petition."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from core.clock import local_today
from core.models import Unit
from core.states import Role
from dialogue.models import Conference
from feedback.forms.fields import FilesField, TextsField, check_not_ahead, long_text
from feedback.states import (
    PetitionKind,
    Source,
)

MAX_PEOPLE = 30
MOST_ROWS = (
    230  # rows that are still read: what an import brought with telephone numbers is not cut off by an edit
)
MAX_SIGNERS = 200
MAX_MATTERS = 10
# What the desk hears most stands first; what comes by the public page is never keyed in.
SOURCES = [
    (source.value, source.label)
    for source in (
        Source.OFFICE_DESK, Source.PHONE, Source.FRONT_FORM, Source.POST, Source.EMAIL, Source.AT_CONFERENCE,
    )
]  # fmt: skip
NUMBERED = re.compile(r"^\s*\d{1,3}\s*[.)/-]\s*")


def hamlet_input():
    return forms.TextInput(attrs={"list": "hamlets", "autocomplete": "off"})


class PetitionForm(forms.Form):
    """What one visit or call raised: a matter, or several; the people stand in the formset below."""

    TEXTS = (
        "conference",
        "content",
        "received_on",
        "source",
        "kind",
        "hamlet",
        "collector",
        "about_document",
        "is_urgent",
        "hide_name",
    )
    conference = forms.ModelChoiceField(Conference.objects.none(), label="Gửi tới hội nghị")
    content = long_text(
        "Nội dung kiến nghị", rows=6,
        help_text="Ghi đúng lời người dân. Mỗi ô một việc.",
    )  # fmt: skip
    more = TextsField(label="Việc khác", most=MAX_MATTERS - 1)
    signers = forms.CharField(
        label="Danh sách người cùng ký", required=False, max_length=30_000,
        help_text="Mỗi dòng một người: Họ tên; thôn. Chép từ bảng tính sang cũng được.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    received_on = forms.DateField(label="Ngày nhận", validators=[check_not_ahead])
    source = forms.ChoiceField(label="Nhận qua", choices=SOURCES, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Loại ý kiến", choices=PetitionKind.choices)
    hamlet = forms.CharField(
        label="Thôn nơi có việc", required=False, max_length=120, widget=hamlet_input(),
        help_text="Để trống nếu cùng thôn với người kiến nghị.",
    )  # fmt: skip
    collector = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị thu thập", required=False, empty_label="Không ghi"
    )
    about_document = forms.CharField(
        label="Văn bản được góp ý", required=False, max_length=300,
        help_text="Chỉ điền khi góp ý cho một chủ trương, văn bản cụ thể.",
    )  # fmt: skip
    is_urgent = forms.BooleanField(label="Việc bức xúc, cần ưu tiên", required=False)
    hide_name = forms.BooleanField(label="Giấu tên khi công khai", required=False)
    names_official = forms.BooleanField(
        label="Nêu tên cán bộ, hạn chế người xem", required=False,
        help_text="Chỉ Văn phòng, người chủ trì, người nhập và đơn vị được giao xem được.",
    )  # fmt: skip
    files = FilesField(label="Đơn, ảnh kèm theo")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, petition=None, **kwargs):
        super().__init__(*args, **kwargs)
        conferences = Conference.objects.visible_to(user).live().order_by("-held_on", "-pk")
        self.fields["conference"].queryset = conferences
        self.fields["conference"].empty_label = "Chọn hội nghị"
        self.fields["collector"].queryset = Unit.objects.visible_to(user).answering().sorted()
        self.blank_matters = 0
        if petition is not None:
            for name in ("files", "more", "names_official"):
                del self.fields[name]
            if petition.source not in dict(SOURCES):
                self.fields["source"].choices = [(petition.source, petition.get_source_display()), *SOURCES]
            self.initial |= {name: getattr(petition, name) for name in (*self.TEXTS, "version")}
        else:
            self.initial |= self._usual(user) | {k: v for k, v in self.initial.items() if v}

    def _usual(self, user):
        is_front = Role.FRONT in user.roles
        return {
            "received_on": local_today(),
            "source": Source.FRONT_FORM if is_front else Source.OFFICE_DESK,
            "kind": PetitionKind.PETITION,
            "collector": user.main_post.unit_id if user.main_post else None,
        }

    def clean_signers(self):
        """A line is a person: name and, after a semicolon or a tab, the hamlet; numbering in front is left out."""
        lines = [NUMBERED.sub("", line).strip() for line in self.cleaned_data["signers"].splitlines()]
        people = [signer(line) for line in lines if line]
        if len(people) > MAX_SIGNERS:
            raise ValidationError(
                f"Danh sách có {len(people)} người; mỗi lần nhập không quá {MAX_SIGNERS}. "
                "Hãy ghi tên tập thể và số người, rồi đính kèm danh sách."
            )
        if any(len(person["name"]) > 200 or len(person["hamlet"]) > 120 for person in people):
            raise ValidationError("Có dòng quá dài. Hãy để mỗi dòng một người: Họ tên; thôn.")
        return people

    def texts(self):
        """What the services take as `values`, without the conference."""
        values = {name: self.cleaned_data[name] for name in self.TEXTS if name != "conference"}
        # Only a tick says something: without it the text itself is asked (LP-29).
        return values | ({"names_official": True} if self.cleaned_data.get("names_official") else {})

    def matters(self):
        """The text of each petition that this form makes."""
        return [self.cleaned_data["content"], *self.cleaned_data["more"]]

    @property
    def has_folded_errors(self):
        """Whether something is wrong, or ticked, in the part that is folded away."""
        folded = ("received_on", "kind", "hamlet", "collector", "about_document", "is_urgent", "files")
        return any(self.errors.get(name) for name in folded) if self.is_bound else False

    @property
    def more_shown(self):
        """The boxes of further matters: what was typed, and blank ones that were asked for."""
        typed = self["more"].value() or [] if "more" in self.fields else []
        return [*typed, *[""] * self.blank_matters][: MAX_MATTERS - 1]


def signer(line):
    name, _, hamlet = re.sub(r"[\t;|]+", ";", line).partition(";")
    return {"name": name.strip(), "hamlet": hamlet.strip(" ;")}


class PetitionerForm(forms.Form):
    name = forms.CharField(
        label="Họ tên hoặc tên tập thể", max_length=200, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    is_collective = forms.BooleanField(label="Là tập thể", required=False)
    members = forms.IntegerField(label="Số người", required=False, min_value=2, max_value=30000)
    hamlet = forms.CharField(label="Thôn", max_length=120, required=False, widget=hamlet_input())
    phone = forms.RegexField(
        r"^[0-9+ .()-]{6,20}$", label="Điện thoại", max_length=20, required=False,
        error_messages={"invalid": "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    address = forms.CharField(label="Địa chỉ", max_length=200, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False)

    def clean(self):
        values = super().clean()
        filled = any(values.get(name) for name in ("phone", "address", "email", "members", "is_collective"))
        if filled and not values.get("name"):
            self.add_error("name", "Hãy ghi họ tên hoặc tên tập thể của dòng này.")
        return values


PetitionerFormSet = formset_factory(PetitionerForm, extra=0, max_num=MAX_PEOPLE, absolute_max=MOST_ROWS)


class SuggestForm(forms.Form):
    """What is being typed about the first person of the desk's form."""

    name = forms.CharField(label="Họ tên", max_length=200, required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)

    def values(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("name", "phone")}


class FilesForm(forms.Form):
    files = FilesField(label="Tệp đính kèm", required=True)
