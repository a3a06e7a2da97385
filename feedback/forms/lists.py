"""Input of the list of petitions, its kept filters, its export and its figures."""

from django import forms
from django.http import QueryDict

from core.clock import local_today
from core.states import Role
from feedback.queries.lists import NOTHING, choices_for
from feedback.states import Competence, Field, PetitionState, Satisfaction, Source, Triage

LONGEST_SEARCH = 100
YEARS_BACK = 10
SEES_ALL = {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}


class ListForm(forms.Form):
    """Filters that are read from an address: what is not understood is left out, nothing is refused."""

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data

    def query(self):
        """The same as an address carries it: names and texts of what is set, in the form's order."""
        self.is_valid()
        return {name: self._text(name) for name in self.fields if self.cleaned_data.get(name)}

    def _text(self, name):
        value = self.cleaned_data[name]
        if isinstance(value, bool):
            return "on"
        return value if isinstance(value, str) else f"{value:%d/%m/%Y}"


def _choice(label, every, choices, **more):
    return forms.ChoiceField(label=label, choices=[("", every), *choices], required=False, **more)


def year_choices():
    this = local_today().year
    return [("", "mọi năm"), *((str(year), f"năm {year}") for year in range(this, this - YEARS_BACK, -1))]


class PetitionFilter(ListForm):
    """The list's filters, read as a sentence: the common ones first, the others under «Thêm điều kiện»."""

    STATES = [
        ("open", "chưa có kết quả"),
        ("settled", "đã có kết quả"),
        ("to_assign", "chờ giao đơn vị"),
        ("offered", "chờ đơn vị nhận việc"),
        ("to_send", "chưa gửi kết quả cho người dân"),
        *PetitionState.choices,
    ]
    FIRST = ("q", "state", "field", "unit", "conference")

    q = forms.CharField(label="Có chữ", required=False)
    state = _choice("Trạng thái", "mọi trạng thái", STATES)
    field = _choice("Lĩnh vực", "mọi lĩnh vực", [*Field.choices, (NOTHING, "chưa xác định")])
    unit = forms.ChoiceField(label="Giao cho", required=False)
    conference = forms.ChoiceField(label="Hội nghị", required=False)
    part = _choice("Vai trò của đơn vị", "chủ trì hoặc phối hợp", [("lead", "chủ trì")])
    triage = _choice("Phân loại", "mọi loại", [*Triage.choices, (NOTHING, "chưa phân loại")])
    competence = _choice("Thẩm quyền", "mọi cấp", [*Competence.choices, (NOTHING, "chưa xác định")])
    hamlet = forms.ChoiceField(label="Thôn", required=False)
    source = _choice("Nhận qua", "mọi nguồn", Source.choices)
    collector = forms.ChoiceField(label="Đơn vị thu thập", required=False)
    satisfaction = _choice(
        "Người dân", "mọi mức hài lòng", [*Satisfaction.choices, (NOTHING, "chưa cho ý kiến")]
    )
    year = forms.ChoiceField(label="Nhận trong", required=False)
    from_on = forms.DateField(label="Nhận từ ngày", required=False)
    to_on = forms.DateField(label="đến ngày", required=False)
    urgent = forms.BooleanField(label="Chỉ việc bức xúc", required=False)
    overdue = forms.BooleanField(label="Chỉ việc quá hạn trả lời", required=False)
    exact = forms.BooleanField(label="Tìm đúng từng chữ", required=False, widget=forms.HiddenInput)
    sap = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, conferences, units, hamlets=()):
        super().__init__(data)
        self.fields["conference"].choices = [("", "mọi hội nghị"), *conferences]
        self.fields["unit"].choices = [("", "mọi đơn vị"), *units, (NOTHING, "chưa giao đơn vị")]
        self.fields["collector"].choices = [("", "mọi đơn vị"), *units]
        # PostgreSQL takes no null character, and no hamlet has one.
        asked = self.data.get("hamlet", "")[:LONGEST_SEARCH].replace("\x00", "")
        names = [*hamlets, *([asked] if asked not in ("", NOTHING, *hamlets) else [])]
        self.fields["hamlet"].choices = [("", "mọi thôn"), *((name, name) for name in names), (NOTHING, "chưa ghi thôn")]  # fmt: skip
        self.fields["year"].choices = year_choices()
        if not units:
            for name in ("unit", "part", "collector"):
                del self.fields[name]

    def clean_q(self):
        return self.cleaned_data["q"][:LONGEST_SEARCH]

    @property
    def first(self):
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def rest(self):
        return [bound for bound in self.visible_fields() if bound.name not in self.FIRST]

    @property
    def rest_in_use(self):
        """How many of the filters under «Thêm điều kiện» are set."""
        return sum(bool(self.values().get(bound.name)) for bound in self.rest)


def petition_filter(user, data, choices=None):
    """The list's filter of this person, read from an address or from the text of one."""
    choices = choices or choices_for(user)
    data = QueryDict(data) if isinstance(data, str) else data
    units = choices.units if user.roles & SEES_ALL else []
    return PetitionFilter(data, conferences=choices.conferences, units=units, hamlets=choices.hamlets)


class StatisticsFilter(ListForm):
    conference = forms.ChoiceField(label="Hội nghị", required=False)
    year = forms.ChoiceField(label="Nhận trong", required=False)
    from_on = forms.DateField(label="từ ngày", required=False)
    to_on = forms.DateField(label="đến ngày", required=False)

    def __init__(self, data, *, conferences):
        super().__init__(data)
        self.fields["conference"].choices = [("", "mọi hội nghị"), *conferences]
        self.fields["year"].choices = year_choices()


class KeepFilterForm(forms.Form):
    name = forms.CharField(label="Tên bộ lọc", max_length=80, help_text="Ví dụ: Đất đai chưa trả lời.")


class ExportForm(forms.Form):
    contacts = forms.BooleanField(
        label="Kèm điện thoại, địa chỉ, thư điện tử của người kiến nghị", required=False,
        help_text="Chỉ chọn khi thật cần. Nhật ký ghi ai xuất, bao nhiêu kiến nghị và có kèm hay không.",
    )  # fmt: skip
