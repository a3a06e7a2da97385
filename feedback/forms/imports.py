"""Input of the pages about files: sending one in, deciding on it, mending a faulty row."""

from django import forms
from django.core.exceptions import ValidationError

from core.clock import local_today
from core.models import Unit
from core.states import Role
from dialogue.models import Conference
from feedback import importing
from feedback.forms.fields import LONGEST
from feedback.models import PetitionImport
from feedback.states import Field, PetitionKind, RowVerdict, Source

BY_FILE = [choice for choice in Source.choices if choice[0] != Source.PUBLIC_FORM]
YES_NO = [("", "không ghi"), ("có", "có"), ("không", "không")]


class ImportForm(forms.Form):
    """The file and what all its rows share."""

    file = forms.FileField(
        label="Tệp kiến nghị",
        help_text="XLSX hoặc CSV, không quá 10.000 dòng. Tệp gốc được giữ lại.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    conference = forms.ModelChoiceField(Conference.objects.none(), label="Gửi tới hội nghị")
    source = forms.ChoiceField(label="Nhận qua", choices=BY_FILE)
    collector = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị thu thập", required=False, empty_label="Không ghi"
    )
    retry_of = forms.ModelChoiceField(PetitionImport.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        conferences = Conference.objects.visible_to(user).live().order_by("-held_on", "-pk")
        self.fields["conference"].queryset = conferences
        self.fields["conference"].empty_label = "Chọn hội nghị"
        self.fields["collector"].queryset = Unit.objects.visible_to(user).answering().sorted()
        self.fields["retry_of"].queryset = PetitionImport.objects.visible_to(user)
        self.initial.setdefault("source", Source.FRONT_FORM)
        if Role.FRONT in user.roles and user.main_post:
            self.initial.setdefault("collector", user.main_post.unit_id)

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            importing.check_upload(file)
        except importing.BadFile as refusal:
            raise ValidationError(refusal.sentence) from refusal
        return file


class ApplyImportForm(forms.Form):
    """All or nothing for a file without faults, the good rows only for one with; the repeated ones on demand."""

    rows = forms.ChoiceField(label="Nhập những dòng nào", widget=forms.RadioSelect)
    takes_known = forms.BooleanField(label="Nhập cả các dòng trùng", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, counts, **kwargs):
        super().__init__(*args, **kwargs)
        good, bad = counts.get(RowVerdict.GOOD, 0), counts.get(RowVerdict.BAD, 0)
        same = counts.get(RowVerdict.REPEATED, 0) + counts.get(RowVerdict.KNOWN, 0)
        if bad:
            words = f"Chỉ nhập {good} dòng đúng, bỏ {bad} dòng lỗi"
            self.fields["rows"].choices = [("good", words)]
            self.fields[
                "rows"
            ].help_text = "Muốn nhập trọn cả tệp, hãy quay lại sửa hết các dòng lỗi trước. Dòng bỏ lại vẫn tải về sửa được sau."
        else:
            self.fields["rows"].choices = [
                ("all", f"Nhập trọn {good} dòng; có trục trặc thì không nhập dòng nào")
            ]
        self.initial.setdefault("rows", self.fields["rows"].choices[0][0])
        if same:
            self.fields["takes_known"].label = f"Nhập cả {same} dòng trùng"
            self.fields[
                "takes_known"
            ].help_text = "Kiến nghị trùng có thể gộp lại sau ở trang “Có thể trùng”."
        else:
            del self.fields["takes_known"]

    def decision(self):
        """What the service takes."""
        values = self.cleaned_data
        return {
            "good_only": values["rows"] == "good",
            "takes_known": values.get("takes_known", False),
            "version": values["version"],
        }


class ImportRowForm(forms.Form):
    """One row of a file, every column as text; judged by the same words as the file was."""

    CHOICES = {
        "field": [("", "để Văn phòng phân loại"), *((label, label) for label in Field.labels)],
        "kind": [("", PetitionKind.PETITION.label), *((label, label) for label in PetitionKind.labels)],
        "is_collective": YES_NO,
        "is_urgent": YES_NO,
        "hide_name": YES_NO,
    }

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        for name, label in importing.LABELS.items():
            self.fields[name] = self._field(name, label, row.cells.get(name, ""))
        # What is wrong comes first.
        self.order_fields([*row.errors, *(name for name in importing.LABELS if name not in row.errors)])

    def _field(self, name, label, text):
        if name in self.CHOICES:
            choices = self.CHOICES[name]
            if text not in dict(choices):
                # What stands in the file is shown as it is, also where it is what is wrong.
                choices = [*choices, (text, f"“{text[:40]}” (trong tệp)")]
            return forms.ChoiceField(label=label, choices=choices, required=False)
        if name == "content":
            widget = forms.Textarea(attrs={"rows": 5})
            return forms.CharField(label=label, widget=widget, max_length=LONGEST)
        return forms.CharField(label=label, required=False, max_length=400)

    def wrong_fields(self):
        """What the file had wrong here; `other_fields` are the rest."""
        return [self[name] for name in self.fields if name in self.row.errors]

    def other_fields(self):
        return [self[name] for name in self.fields if name not in self.row.errors]

    def others_wrong(self):
        return any(field.errors for field in self.other_fields())

    def clean(self):
        values = super().clean()
        for name, sentence in importing.judge(values, local_today()).errors.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return values
