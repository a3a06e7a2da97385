"""Input about commitments."""

from django import forms
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from conclusions.forms.fields import area
from conclusions.models import Commitment
from conclusions.states import CommitmentState, ItemKind, Standing
from core.clock import local_today
from core.file_fields import FilesField
from core.models import Unit
from dialogue.models import Conference

LONGEST = 20_000
YEARS = 6  # that a filter offers, this one and those before it
MOST_CONFERENCES = 60
# What a unit's report is about, by the kind of the work (QN-59, TD-65 to TD-68).
REPORT_LABELS = {
    ItemKind.SETTLE: "Kết quả thực hiện",
    ItemKind.ORIENT: "Kết quả thực hiện theo chủ trương, định hướng",
    ItemKind.VERIFY: "Kết quả kiểm tra, xác minh",
    ItemKind.REMEDY: "Kết quả khắc phục, xử lý",
}
ON_THE_WAY = [choice for choice in Standing.choices if choice[0] != Standing.SETTLED]


class CommitmentReportForm(forms.Form):
    """The unit's word that the work is done, with its proof."""

    text = forms.CharField(label="Kết quả thực hiện", widget=area(6), max_length=LONGEST)
    files = FilesField(label="Văn bản, ảnh làm bằng chứng")

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = REPORT_LABELS[commitment.kind]


class ProgressForm(CommitmentReportForm):
    """A report on the way says how far the work is, in the words of the answer (TD-72)."""

    standing = forms.ChoiceField(
        label="Đến nay", choices=ON_THE_WAY, widget=forms.RadioSelect, initial=Standing.RECEIVED
    )
    field_order = ["standing", "text", "files"]


class ConfirmForm(forms.Form):
    """`report`: the one that the page showed; what the unit reported since is not confirmed unseen."""

    text = forms.CharField(label="Nhận xét", widget=area(3), required=False, max_length=LONGEST)
    report = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, commitment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report"].initial = commitment.final_report.pk if commitment.final_report else None


class RemarkForm(forms.Form):
    text = forms.CharField(label="Nhận xét giám sát", widget=area(4), max_length=LONGEST)


class WishForm(forms.Form):
    """More time: until when, and why."""

    wanted_on = forms.DateField(label="Xin lùi đến hết ngày")
    reason = forms.CharField(
        label="Lý do", widget=area(4), max_length=4000, help_text="Nêu việc đã làm, vướng mắc, phần còn lại."
    )


class GrantForm(forms.Form):
    """The chair's decision: the wanted day, or an earlier one."""

    granted_on = forms.DateField(
        label="Cho lùi đến hết ngày", help_text="Ngày đơn vị xin, hoặc một ngày sớm hơn."
    )
    note = forms.CharField(label="Ý kiến chỉ đạo", widget=area(3), required=False, max_length=4000)

    def __init__(self, *args, wish, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["granted_on"].initial = wish.wanted_on


class CommitmentFilter(forms.Form):
    STATES = [
        ("", "mọi tình trạng"), ("late", "đang quá hạn"), ("silent", "im lặng, không báo cáo"),
        ("wish", "đang xin lùi hạn"), ("postponed", "đã lùi hạn"), *CommitmentState.choices,
    ]  # fmt: skip
    state = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    unit = forms.TypedChoiceField(label="Của", required=False, coerce=int, empty_value=None)
    hoi_nghi = forms.TypedChoiceField(label="Sau", required=False, coerce=int, empty_value=None)
    nam = forms.TypedChoiceField(label="Kết luận", required=False, coerce=int, empty_value=None)
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def __init__(self, data, *, user):
        super().__init__(data)
        units, conferences = choices_of(Commitment.objects.visible_to(user))
        self.fields["unit"].choices = [("", "mọi đơn vị"), *units]
        self.fields["hoi_nghi"].choices = [("", "mọi hội nghị"), *conferences]
        self.fields["nam"].choices = [("", "mọi năm"), *year_choices()]

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


def choices_of(commitments):
    """([(pk, unit)], [(pk, conference)]) that these promises name, in one query."""
    units = Unit.objects.filter(pk__in=commitments.values("unit"))
    units = units.annotate(what=Value("unit"), place=F("sort_key")).values_list(
        "what", "pk", "short_name", "place"
    )
    held = Cast("held_on", CharField())
    conferences = newest_conferences(commitments).order_by().annotate(what=Value("conference"), place=held)
    rows = list(units.union(conferences.values_list("what", "pk", "title", "place"), all=True))
    return (
        [
            (pk, name)
            for what, pk, name, place in sorted(rows, key=lambda row: row[3] or "")
            if what == "unit"
        ],
        [
            (pk, name[:70])
            for what, pk, name, place in sorted(rows, key=lambda row: (row[3] or "", row[1]), reverse=True)
            if what == "conference"
        ],
    )


def newest_conferences(commitments):
    """The last conferences that these promises came from; older ones are found through the list itself."""
    promised = Conference.objects.filter(pk__in=commitments.values("conference")).order_by("-held_on", "-pk")
    return Conference.objects.filter(pk__in=promised.values("pk")[:MOST_CONFERENCES]).order_by(
        "-held_on", "-pk"
    )


def year_choices():
    """This year and those before it: (2026, "năm 2026")."""
    now = local_today().year
    return [(year, f"năm {year}") for year in range(now, now - YEARS, -1)]


class ScoreFilter(forms.Form):
    """One year, a quarter of it, or one conference."""

    QUARTERS = [
        ("", "cả năm"),
        *((number, f"quý {roman}") for number, roman in enumerate(("I", "II", "III", "IV"), 1)),
    ]
    nam = forms.TypedChoiceField(label="Kết luận ban hành", required=False, coerce=int, empty_value=None)
    quy = forms.TypedChoiceField(
        label="Trong", choices=QUARTERS, required=False, coerce=int, empty_value=None
    )
    hoi_nghi = forms.ModelChoiceField(
        Conference.objects.none(), label="Hoặc riêng", required=False, empty_label="mọi hội nghị"
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["hoi_nghi"].queryset = newest_conferences(Commitment.objects.of_commune(user.commune_id))
        self.fields["hoi_nghi"].label_from_instance = lambda conference: conference.title[:70]
        self.fields["nam"].choices = year_choices()
        self.fields["nam"].initial = local_today().year

    def values(self):
        self.is_valid()
        return self.cleaned_data
