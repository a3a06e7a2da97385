"""Input of export and import: the file, and what has to be chosen before it becomes a plan."""

from django import forms

from core.models import Unit
from core.states import BodyKind
from deadlines.models import Regulation
from plans.exchange import FROM_FILE, PlanFileError, checked, text_of
from plans.writers import unit_called

UNIT = "unit_{}"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp kế hoạch (.yaml)", help_text="Tệp do phần mềm này xuất ra, của xã mình hoặc xã khác."
    )

    def clean_file(self):
        """Every mistake on a line of its own; the service asks again."""
        file = self.cleaned_data["file"]
        try:
            checked(text_of(file))
        except PlanFileError as error:
            raise forms.ValidationError(error.sentences) from error
        file.seek(0)
        return file


class ExportForm(forms.Form):
    has_names = forms.BooleanField(
        label="Giữ họ tên người trong tệp", required=False, help_text="Bỏ trống thì chức vụ thay cho họ tên."
    )


class ChoicesForm(forms.Form):
    """Year, body, place, names, rules, and which unit of ours each body of the file is."""

    year = forms.IntegerField(label="Năm của kế hoạch", min_value=2015, max_value=2100)
    body = forms.ChoiceField(label="Cơ quan ban hành", choices=BodyKind.choices)
    place = forms.CharField(label="Địa danh", max_length=100, help_text="In ở dòng ngày tháng và quốc hiệu.")
    rename = forms.BooleanField(label="Thay tên xã", required=False)
    names = forms.BooleanField(
        label="Giữ họ tên người ghi trong tệp", required=False, help_text="Bỏ trống thì in chức vụ."
    )
    regulation = forms.ChoiceField(
        label="Quy định thời hạn",
        required=False,
        help_text="Số ngày thông báo, kết luận, trả lời của kế hoạch.",
    )

    def __init__(self, data=None, *, upload, file_data):
        self.commune, self.file_data = upload.commune, file_data
        self.bodies = bodies_in(file_data)
        super().__init__(data, initial=self._first() | _initial(upload.choices))
        self.fields["regulation"].choices = self._regulations()
        name = (file_data.get("commune") or {}).get("name", "")
        if not name or name == self.commune.name:
            del self.fields["rename"]
        else:
            self.fields["rename"].help_text = f"Thay “{name}” bằng “{self.commune.name}” trong toàn văn."
        self._add_units()

    def _first(self):
        """What the file itself says, or what can be found beyond doubt."""
        plan = self.file_data["plan"]
        is_own = (self.file_data.get("commune") or {}).get("name", self.commune.name) == self.commune.name
        preset = Regulation.objects.filter(commune=None, code=plan.get("regulation", "")).first()
        regulation = FROM_FILE if "regulation" in self.file_data else str(preset.pk) if preset else ""
        return {
            "year": plan["year"], "body": plan["body"], "names": is_own, "regulation": regulation,
            "place": plan.get("place", "") if is_own else self.commune.name,
        }  # fmt: skip

    def _regulations(self):
        choices = [("", "chưa chọn: không tính thời hạn nào")]
        if "regulation" in self.file_data:
            choices.append((FROM_FILE, f"theo tệp: {self.file_data['regulation']['title']}"))
        rows = Regulation.objects.for_commune(self.commune)
        return choices + [(str(row.pk), row.title) for row in rows]

    def _add_units(self):
        units = [
            (str(row.pk), row.official_name)
            for row in Unit.objects.of_commune(self.commune).active().sorted()
        ]
        for number, (name, kind) in enumerate(self.bodies):
            exact = unit_called(self.commune, name)
            found = exact or unit_called(self.commune, name, kind)
            how = (
                "Tìm thấy theo tên."
                if exact
                else "Không thấy tên này; đề xuất đơn vị duy nhất cùng loại."
                if found
                else "Không tìm thấy: hãy chọn, hoặc để Văn phòng theo dõi."
            )
            self.fields[UNIT.format(number)] = forms.ChoiceField(
                label=name, required=False, help_text=how, initial=str(found.pk) if found else "",
                choices=[("", "không gắn với đơn vị nào"), *units],
            )  # fmt: skip

    def unit_fields(self):
        return [self[UNIT.format(number)] for number in range(len(self.bodies))]

    def general_fields(self):
        return [field for field in self.visible_fields() if not field.name.startswith("unit_")]

    def choices(self):
        """What was chosen, as the services take it and the upload remembers it."""
        values = dict(self.cleaned_data if self.is_bound else self._unbound())
        units = {
            name: int(values.pop(UNIT.format(number), None) or 0) or None
            for number, (name, _) in enumerate(self.bodies)
        }
        return values | {"units": units, "village": self.file_data["plan"].get("village", "")}

    def _unbound(self):
        return {field.name: field.value() for field in self}


def _initial(choices):
    """Choices made before, as the form's fields name them; units by their place."""
    units = choices.get("units", {})
    plain = {name: value for name, value in choices.items() if name not in ("units", "village")}
    return plain | {UNIT.format(number): str(pk) if pk else "" for number, pk in enumerate(units.values())}


def bodies_in(data):
    """[(name, kind)] of the bodies to which the file gives tasks, each once, in order."""
    rows = [body for heading in data.get("outline", []) for body in heading.get("tasks", [])]
    return list({body["unit"]: (body["unit"], body.get("unit_kind")) for body in rows}.values())
