"""Input of the public pages: an opinion, a tracking code, what one thinks of the result, words to search."""

from django import forms
from django.core.exceptions import ValidationError

from core.codes import LENGTH, typed_code
from core.robots import PeopleForm
from feedback.forms.fields import FilesField, long_text
from feedback.states import Field, PetitionKind, Satisfaction

LONGEST = 10_000  # characters; who has more to say attaches it
MAX_FILES, MAX_MB = 3, 5
OTHER = "Hội nghị lúc anh/chị mở trang không còn nhận ý kiến. Hãy xem tên hội nghị ở đầu trang rồi bấm gửi lần nữa."
PHONE = r"^\+?[0-9 .()-]{8,18}$"


class SendForm(PeopleForm):
    """The least that the commune must know to answer: what, and who asks."""

    gate = "public-opinion"

    content = long_text("Ý kiến của anh/chị", rows=7, max_length=LONGEST)
    kind = forms.ChoiceField(label="Đây là", choices=PetitionKind.choices, initial=PetitionKind.PETITION)
    hamlet = forms.CharField(
        label="Thôn, khu dân cư nơi có việc", required=False, max_length=120,
        widget=forms.TextInput(attrs={"list": "hamlets", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(
        label="Họ và tên", max_length=120,
        help_text="Để xã biết trả lời ai. Tên không hiện ở trang tra cứu.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    phone = forms.RegexField(
        PHONE, label="Điện thoại", required=False, max_length=20,
        help_text="Chỉ dùng khi xã cần hỏi thêm cho rõ. Không công khai.",
        error_messages={"invalid": "Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678."},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label="Thư điện tử", required=False, max_length=150,
        help_text="Nếu không tiện nghe điện thoại.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    hide_name = forms.BooleanField(
        label="Giấu tên khi công khai", required=False, initial=True,
        help_text="Câu trả lời có ích cho nhiều người có thể được xã công khai, đã bỏ tên và thông tin riêng.",
    )  # fmt: skip
    files = FilesField(
        label="Ảnh, giấy tờ kèm theo", most=MAX_FILES, largest=MAX_MB,
        help_text=f"Tối đa {MAX_FILES} tệp: ảnh PNG hoặc JPG, PDF, DOCX, XLSX; mỗi tệp không quá {MAX_MB} MB.",
    )  # fmt: skip

    def __init__(self, *args, conferences, **kwargs):
        super().__init__(*args, **kwargs)
        self.conferences = {str(one.pk): one for one in conferences}
        if len(self.conferences) > 1:
            # Nothing is chosen beforehand: what is meant for all the people would go to the schools' conference.
            choices = [(key, one.title) for key, one in self.conferences.items()]
            field = forms.ChoiceField(label="Gửi tới hội nghị", choices=choices, widget=forms.RadioSelect)
            self.fields = {"conference": field, **self.fields}

    def clean_content(self):
        """A word or two is nothing that anybody could answer."""
        content = self.cleaned_data["content"]
        if len(content.split()) < 3:
            raise ValidationError("Hãy viết rõ hơn: việc gì, ở đâu, anh/chị đề nghị thế nào.")
        return content

    def clean(self):
        """What was opened for one conference is never sent to another without asking."""
        asked = self._said("conference")
        if "conference" not in self.fields and asked and asked not in self.conferences:
            self.add_error(None, OTHER)
        return super().clean()

    def conference(self):
        """The chosen conference; where there is only one nobody is asked."""
        chosen = self.cleaned_data.get("conference") or next(iter(self.conferences))
        return self.conferences[chosen]

    def values(self):
        return {name: self.cleaned_data[name] for name in ("content", "kind", "hamlet", "hide_name")}

    def person(self):
        asked = {name: self.cleaned_data[name] for name in ("name", "phone", "email")}
        return asked | {"hamlet": self.cleaned_data["hamlet"]}


class TrackForm(forms.Form):
    not_done = "Chưa tra cứu được"

    ma = forms.CharField(
        label="Mã tra cứu", max_length=40,
        help_text="12 chữ và số, in trên giấy tiếp nhận; gõ chữ thường, có hay không có gạch nối đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_ma(self):
        code = typed_code(self.cleaned_data["ma"])
        if len(code) != LENGTH:
            raise ValidationError(f"Mã gồm {LENGTH} chữ và số, dạng ABCD-EFGH-JKMN. Hãy xem lại trên giấy.")
        return code


class RateForm(forms.Form):
    not_done = "Chưa gửi được"

    satisfaction = forms.ChoiceField(
        label="Anh/chị có hài lòng với kết quả này không?", choices=Satisfaction.choices, widget=forms.RadioSelect
    )  # fmt: skip
    note = long_text(
        "Lý do", rows=3, required=False, max_length=2000,
        help_text="Chưa hài lòng thì xin ghi rõ điều còn vướng; xã sẽ xem xét giải quyết lại một lần.",
    )  # fmt: skip

    def clean(self):
        values = super().clean()
        if values.get("satisfaction") == Satisfaction.UNSATISFIED and not values.get("note", "").strip():
            self.add_error("note", "Hãy ghi điều anh/chị chưa hài lòng để xã biết mà giải quyết tiếp.")
        return values


class PublicFilter(forms.Form):
    q = forms.CharField(label="Có chữ", required=False, max_length=100)
    field = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "mọi lĩnh vực"), *Field.choices], required=False
    )

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data
