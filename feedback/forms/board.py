"""Input of the classification board, of merging and of grouping."""

import re

from django import forms
from django.core.exceptions import ValidationError

from core.clock import local_today
from core.vietnamese import fold
from feedback.models import Petition
from feedback.states import Competence, Field, Triage

CHOOSE = [("", "—")]
NEEDED = {"field": "lĩnh vực", "competence": "thẩm quyền", "triage": "phân loại"}
SHORT_CODE = re.compile(r"(?:KN)?[-\s]*(?:(?P<year>20\d\d)[-\s]+)?(?P<number>\d{1,6})", re.ASCII)
# What a petition may touch besides its own field; conduct is a field of its own, seen by few (LP-29).
OTHER_FIELDS = [(value, label) for value, label in Field.choices if value != Field.CONDUCT]


class BoardRowForm(forms.Form):
    """The classes of one petition; a row in which nothing is chosen stays as it is."""

    field = forms.ChoiceField(label="Lĩnh vực", choices=[*CHOOSE, *Field.choices], required=False)
    competence = forms.ChoiceField(label="Thẩm quyền", choices=[*CHOOSE, *Competence.choices], required=False)
    triage = forms.ChoiceField(label="Phân loại", choices=[*CHOOSE, *Triage.choices], required=False)
    # Typed with the help of one list for the whole page: a second select in each row would double the page.
    other_fields = forms.CharField(
        label="Liên quan", max_length=300, required=False, widget=forms.TextInput(attrs={"list": "linh-vuc"})
    )
    is_urgent = forms.BooleanField(label="Bức xúc", required=False)
    names_official = forms.BooleanField(label="Nêu tên cán bộ", required=False)
    use_required_attribute = False

    @property
    def boxes(self):
        return [self[name] for name in (*NEEDED, "other_fields")]

    @property
    def ticks(self):
        return [self["is_urgent"], self["names_official"]]

    @property
    def is_filled(self):
        return any(self[name].value() for name in NEEDED)

    def clean_other_fields(self):
        """ "Đất đai; môi trường" -> ["land", "environment"]; marks and capitals do not matter."""
        typed = [part.strip() for part in self.cleaned_data["other_fields"].split(";") if part.strip()]
        known = {fold(label): value for value, label in OTHER_FIELDS}
        unknown = [part for part in typed if fold(part) not in known]
        if unknown:
            raise ValidationError(
                f"Không có lĩnh vực “{unknown[0]}”. Hãy chọn trong danh sách; nhiều lĩnh vực thì đặt dấu chấm phẩy ở giữa."
            )
        return list(dict.fromkeys(known[fold(part)] for part in typed))

    def clean(self):
        values = super().clean()
        missing = [label for name, label in NEEDED.items() if not values.get(name)]
        if missing:
            raise ValidationError(f"Hãy chọn thêm {', '.join(missing)}, hoặc để trống cả dòng.")
        return values


def whole_code(typed):
    """ "62", "2026-62" and "kn 2026 0062" are KN-2026-0062; of this year where none is said."""
    code = typed.strip().upper()
    parts = SHORT_CODE.fullmatch(code)
    return f"KN-{parts['year'] or local_today().year}-{int(parts['number']):04d}" if parts else code


class AlikeForm(forms.Form):
    """The other petition, by its code: chosen from those that look alike, or typed."""

    code = forms.CharField(
        label="Mã kiến nghị", max_length=20, widget=forms.TextInput(attrs={"placeholder": "KN-2026-0001"})
    )

    def __init__(self, *args, user, label, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].label = label
        self.fields["code"].help_text = help_text

    def clean_code(self):
        """The petition with that code, as far as the person may see it."""
        code = whole_code(self.cleaned_data["code"])
        found = Petition.objects.visible_to(self.user).of_commune(self.user.commune).filter(code=code)
        petition = found.select_related("conference", "commune").first()
        if petition is None:
            raise ValidationError(
                f"Không có kiến nghị nào mang mã {code}. Hãy xem lại mã, ví dụ KN-2026-0001."
            )
        return petition
