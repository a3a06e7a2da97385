"""Input of this room's pages. Nothing here writes to the database."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from core.clock import local_today
from core.models import Unit
from core.states import Role
from core.uploads import ALLOWED, clean_upload
from dialogue.models import Conference
from dialogue.states import Outcome
from feedback.models import Petition
from feedback.states import (
    AnswerResult,
    Competence,
    Field,
    Level,
    PetitionKind,
    PetitionState,
    Source,
    Triage,
)

LONGEST = 20_000  # characters of one text; a petition of this length is a dossier and belongs in a file
MAX_PEOPLE = 30
MAX_FILES = 10


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads at once, each checked by its content."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", FilesInput)
        kwargs.setdefault("help_text", f"{ALLOWED}; mỗi tệp không quá 20 MB.")
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise ValidationError("Chưa chọn tệp.")
        if len(files) > MAX_FILES:
            raise ValidationError(f"Mỗi lần gửi không quá {MAX_FILES} tệp. Hãy gửi làm nhiều lần.")
        for file in files:
            clean_upload(file)
        return list(files)


def long_text(label, *, rows=5, required=True, help_text="", max_length=LONGEST):
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=max_length,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class PetitionFilter(forms.Form):
    """The list's filters, read as a sentence."""

    STATES = [
        ("", "mọi trạng thái"),
        ("open", "chưa có kết quả"),
        ("settled", "đã có kết quả"),
        ("to_assign", "chờ giao đơn vị"),
        ("offered", "chờ đơn vị nhận việc"),
        *PetitionState.choices,
    ]
    q = forms.CharField(label="Có chữ", required=False, max_length=100)
    state = forms.ChoiceField(label="Trạng thái", choices=STATES, required=False)
    field = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "mọi lĩnh vực"), *Field.choices], required=False
    )
    triage = forms.ChoiceField(label="Phân loại", choices=[("", "mọi loại"), *Triage.choices], required=False)
    conference = forms.ChoiceField(label="Hội nghị", required=False)
    unit = forms.ChoiceField(label="Giao cho", required=False)
    urgent = forms.BooleanField(label="Chỉ việc bức xúc", required=False)

    def __init__(self, data, *, conferences, units):
        super().__init__(data)
        self.fields["conference"].choices = [("", "mọi hội nghị"), *conferences]
        self.fields["unit"].choices = [("", "mọi đơn vị"), *units]
        if not units:
            del self.fields["unit"]

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


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


class ClassifyForm(forms.Form):
    field = forms.ChoiceField(label="Lĩnh vực", choices=[("", "Chọn lĩnh vực"), *Field.choices])
    competence = forms.ChoiceField(
        label="Thẩm quyền giải quyết", choices=Competence.choices, widget=forms.RadioSelect
    )
    triage = forms.ChoiceField(
        label="Phân loại", choices=Triage.choices, widget=forms.RadioSelect,
        help_text="Việc thuộc thẩm quyền xã không chuyển “Ghi nhận, báo cáo cấp trên”.",
    )  # fmt: skip
    is_urgent = forms.BooleanField(label="Việc bức xúc, cần ưu tiên", required=False)


class SplitForm(forms.Form):
    """LP-60: one submission with several matters becomes several petitions."""

    kept = long_text(
        "Giữ lại ở kiến nghị này",
        rows=6,
        help_text="Xoá phần chuyển sang kiến nghị mới; mỗi kiến nghị một việc.",
    )
    taken = long_text(
        "Chuyển sang kiến nghị mới", rows=6,
        help_text="Kiến nghị mới có mã riêng, cùng người kiến nghị, ngày nhận và nguồn; chờ phân loại.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class AssignForm(forms.Form):
    lead = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị chủ trì trả lời", empty_label="Chọn một đơn vị"
    )
    due_on = forms.DateField(label="Hạn trả lời")
    instruction = long_text("Ý kiến chỉ đạo", rows=3, required=False, max_length=4000)
    supporting = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="Đơn vị phối hợp", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, commune, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.of_commune(commune).answering().sorted()
        for name in ("lead", "supporting"):
            self.fields[name].queryset = units
            self.fields[name].label_from_instance = lambda unit: unit.short_name
        self.fields["due_on"].help_text = hint


class ReportUpForm(forms.Form):
    upward_to = forms.CharField(
        label="Cơ quan nhận báo cáo",
        max_length=200,
        help_text="Ví dụ: UBND thành phố, Sở Nông nghiệp và Môi trường.",
    )
    upward_on = forms.DateField(label="Ngày báo cáo")
    upward_number = forms.CharField(label="Số văn bản báo cáo", max_length=60, required=False)

    def clean_upward_on(self):
        day = self.cleaned_data["upward_on"]
        if day > local_today():
            raise ValidationError("Ngày báo cáo không thể sau hôm nay. Gửi xong hãy ghi vào đây.")
        return day


class ReasonForm(forms.Form):
    reason = long_text("Lý do", rows=4, max_length=4000)

    def __init__(self, *args, label="", help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or "Lý do"
        self.fields["reason"].help_text = help_text


class RefuseForm(ReasonForm):
    proposed_unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị đề nghị giao thay", required=False, empty_label="Không đề nghị"
    )

    def __init__(self, *args, assignment, **kwargs):
        super().__init__(*args, label="Lý do từ chối", **kwargs)
        units = Unit.objects.of_commune(assignment.commune).answering().exclude(pk=assignment.unit_id)
        self.fields["proposed_unit"].queryset = units.sorted()
        self.fields["proposed_unit"].label_from_instance = lambda unit: unit.short_name


class AnswerForm(forms.Form):
    """LP-104: the matter, the measures and the time, briefly; TM-13: with its grounds."""

    TEXTS = (
        "content",
        "measures",
        "time_text",
        "result",
        "level",
        "grounds",
        "number_text",
        "signed_on",
        "signer",
    )
    content = long_text(
        "Nội dung trả lời", rows=7, help_text="Trả lời thẳng vào việc người dân hỏi, ngắn gọn, dễ hiểu."
    )
    measures = long_text("Biện pháp giải quyết", rows=4)
    time_text = forms.CharField(
        label="Thời gian giải quyết", max_length=120, help_text="Ví dụ: xong trước 30/11/2026; thường xuyên."
    )
    result = forms.ChoiceField(label="Kết quả", choices=AnswerResult.choices, widget=forms.RadioSelect)
    level = forms.ChoiceField(label="Cấp giải quyết", choices=Level.choices)
    grounds = long_text(
        "Căn cứ", rows=2, required=False, max_length=4000, help_text="Văn bản, số liệu làm căn cứ. Nên ghi."
    )
    number_text = forms.CharField(label="Số văn bản của đơn vị", max_length=60, required=False)
    signed_on = forms.DateField(label="Ngày ký", required=False)
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    files = FilesField(label="Tệp văn bản kèm theo")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, answer=None, **kwargs):
        super().__init__(*args, **kwargs)
        if answer is not None:
            self.initial |= {name: getattr(answer, name) for name in (*self.TEXTS, "version")}
        else:
            self.initial |= {"result": AnswerResult.DIRECTION, "level": Level.COMMUNE}

    def texts(self):
        return {name: self.cleaned_data[name] for name in self.TEXTS}


class ReportForm(forms.Form):
    opening = long_text(
        "Lời mở đầu báo cáo",
        rows=4,
        required=False,
        max_length=6000,
        help_text="Để trống thì báo cáo dùng lời mở đầu mẫu.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    issued_on = forms.DateField(label="Ngày ban hành")
    signer_title = forms.CharField(
        label="Quyền hạn, chức vụ người ký",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng in thành một dòng, ví dụ: TM. ỦY BAN NHÂN DÂN rồi CHỦ TỊCH.",
    )
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120)


class SettleForm(forms.Form):
    """What was said and what became of it, on one screen for the secretary (LP-75, LP-76, LP-105)."""

    summary = long_text("Nội dung phát biểu", rows=4)
    petition = forms.ModelChoiceField(
        Petition.objects.none(), label="Đây là kiến nghị", required=False,
        empty_label="Mới nêu tại hội nghị (lập kiến nghị mới)",
        help_text="Chọn nếu kiến nghị đã gửi trước hội nghị, để không ghi hai lần.",
    )  # fmt: skip
    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("", "Theo kiến nghị đã có"), *Field.choices],
        help_text="Cần khi lập kiến nghị mới.",
    )  # fmt: skip
    outcome = forms.ChoiceField(label="Kết quả", choices=Outcome.choices, widget=forms.RadioSelect)
    answered_by = forms.CharField(
        label="Người trả lời",
        max_length=200,
        required=False,
        help_text="Ví dụ: Trưởng phòng Kinh tế. Cần khi đã trả lời tại hội nghị.",
    )
    answer = long_text("Lời trả lời", rows=4, required=False, help_text="Cần khi đã trả lời tại hội nghị.")
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị được giao", required=False, empty_label="Chưa giao"
    )
    due_on = forms.DateField(label="Hạn trả lời", required=False, help_text="Cần khi giao đơn vị.")
    level_text = forms.CharField(
        label="Cơ quan cấp trên",
        max_length=200,
        required=False,
        help_text="Ghi khi chuyển báo cáo cấp trên, ví dụ: UBND thành phố.",
    )

    def __init__(self, *args, contribution, **kwargs):
        super().__init__(*args, **kwargs)
        known = Petition.objects.for_conference(contribution.conference).linkable().order_by("code")
        self.fields["petition"].queryset = known
        self.fields["petition"].label_from_instance = lambda row: f"{row.code}: {row.excerpt[:80]}"
        self.fields["unit"].queryset = Unit.objects.of_commune(contribution.commune).answering().sorted()
        self.fields["unit"].label_from_instance = lambda unit: unit.short_name
        self.initial = {
            "summary": contribution.summary, "outcome": contribution.outcome, "answered_by": contribution.answered_by,
            "answer": contribution.answer, "unit": contribution.unit_id, "due_on": contribution.due_on,
        } | (self.initial or {})  # fmt: skip
