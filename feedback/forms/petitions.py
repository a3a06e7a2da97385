"""Input of entering and editing a petition."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from core.clock import local_today
from core.models import Unit
from core.states import Role
from dialogue.models import Conference
from feedback.forms.fields import FilesField, long_text
from feedback.states import (
    PetitionKind,
    Source,
)

MAX_PEOPLE = 30


class PetitionForm(forms.Form):
    """One matter; the people who raised it stand in the formset below."""

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
    )
    conference = forms.ModelChoiceField(Conference.objects.none(), label="Gửi tới hội nghị")
    content = long_text(
        "Nội dung kiến nghị", rows=6,
        help_text="Mỗi phiếu một việc. Người dân nêu nhiều việc thì nhập thành nhiều kiến nghị.",
    )  # fmt: skip
    received_on = forms.DateField(label="Ngày nhận")
    source = forms.ChoiceField(label="Nhận qua", choices=Source.choices)
    kind = forms.ChoiceField(label="Loại ý kiến", choices=PetitionKind.choices)
    hamlet = forms.CharField(label="Thôn, khu dân cư", required=False, max_length=120)
    collector = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị thu thập", required=False, empty_label="Không ghi"
    )
    about_document = forms.CharField(
        label="Văn bản được góp ý", required=False, max_length=300,
        help_text="Chỉ điền khi góp ý cho một chủ trương, văn bản cụ thể.",
    )  # fmt: skip
    is_urgent = forms.BooleanField(label="Việc bức xúc, cần ưu tiên", required=False)
    files = FilesField(label="Đơn, ảnh kèm theo")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user, petition=None, **kwargs):
        super().__init__(*args, **kwargs)
        conferences = Conference.objects.visible_to(user).live().order_by("-held_on", "-pk")
        self.fields["conference"].queryset = conferences
        self.fields["conference"].empty_label = "Chọn hội nghị"
        self.fields["collector"].queryset = Unit.objects.visible_to(user).answering().sorted()
        if petition is not None:
            del self.fields["files"]
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

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > local_today():
            raise ValidationError("Ngày nhận không thể sau hôm nay.")
        if day.year < 2000:
            raise ValidationError("Năm của ngày nhận chưa đúng. Hãy xem lại.")
        return day

    def texts(self):
        """What the services take as `values`, without the conference."""
        return {name: self.cleaned_data[name] for name in self.TEXTS if name != "conference"}


class PetitionerForm(forms.Form):
    name = forms.CharField(label="Họ tên hoặc tên tập thể", max_length=200, required=False)
    is_collective = forms.BooleanField(label="Là tập thể", required=False)
    members = forms.IntegerField(label="Số người", required=False, min_value=2, max_value=30000)
    hamlet = forms.CharField(label="Thôn", max_length=120, required=False)
    phone = forms.RegexField(
        r"^[0-9+ .()-]{6,20}$", label="Điện thoại", max_length=20, required=False,
        error_messages={"invalid": "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."},
    )  # fmt: skip
    address = forms.CharField(label="Địa chỉ", max_length=200, required=False)
    email = forms.EmailField(label="Thư điện tử", required=False)

    def clean(self):
        values = super().clean()
        filled = any(values.get(name) for name in ("phone", "address", "email", "members", "is_collective"))
        if filled and not values.get("name"):
            self.add_error("name", "Hãy ghi họ tên hoặc tên tập thể của dòng này.")
        return values


PetitionerFormSet = formset_factory(PetitionerForm, extra=0, max_num=MAX_PEOPLE, absolute_max=MAX_PEOPLE + 5)


class FilesForm(forms.Form):
    files = FilesField(label="Tệp đính kèm", required=True)
