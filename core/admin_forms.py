"""Input shape of the admin's pages: people, posts, units, the commune. Nothing here writes to the database."""

import re

from django import forms

from core.clock import local_today
from core.models import Commune, Post, Unit, UnitAlias, User
from core.states import LOCAL_KINDS, Role, UnitKind

STATUSES = [("active", "đang dùng"), ("inactive", "đã ngừng"), ("all", "tất cả")]


class ListFilter(forms.Form):
    """Filters are read as a sentence; what is not understood is left out."""

    words = forms.CharField(label="Có chữ", required=False, max_length=100)
    status = forms.ChoiceField(label="Tình trạng", choices=STATUSES, required=False)

    def values(self):
        self.is_valid()
        values = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return values | {"status": values["status"] or "active"}


class UserFilter(ListFilter):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Thuộc", required=False, empty_label="mọi đơn vị"
    )
    role = forms.ChoiceField(label="Vai trò", choices=[("", "mọi vai trò"), *Role.choices], required=False)

    def __init__(self, data, *, commune):
        super().__init__(data)
        self.fields["unit"].queryset = Unit.objects.of_commune(commune).sorted()


class UnitFilter(ListFilter):
    STATUSES = [("active", "đang hoạt động"), ("inactive", "đã ngừng"), ("all", "tất cả")]
    status = forms.ChoiceField(label="Tình trạng", choices=STATUSES, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "mọi loại"), *UnitKind.choices], required=False)


class PersonForm(forms.ModelForm):
    """A person's account as the admin enters it; the same form creates and edits."""

    class Meta:
        model = User
        fields = ["full_name", "username", "email", "phone", "wants_email"]
        help_texts = {
            "username": "Chữ thường không dấu, số, dấu chấm hoặc gạch ngang; ví dụ: vanphong.lan.",
            "email": "Để nhận thư nhắc việc. Có thể để trống.",
        }

    def clean_full_name(self):
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_username(self):
        username = self.cleaned_data["username"].strip().lower()
        if not re.fullmatch(r"[a-z0-9][a-z0-9.\-_]{2,59}", username):
            raise forms.ValidationError(
                "Tên đăng nhập gồm ít nhất 3 chữ thường không dấu, số, dấu chấm hoặc gạch ngang. Hãy gõ lại."
            )
        if User.objects.filter(username=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.")
        return username


class PostForm(forms.ModelForm):
    """A post to give: where, in which role, under which title, from when."""

    class Meta:
        model = Post
        fields = ["unit", "role", "title", "is_main", "starts_on", "ends_on"]
        field_classes = {"starts_on": forms.DateField, "ends_on": forms.DateField}
        help_texts = {
            "is_main": "Chức vụ chính đứng cạnh tên trong nhật ký và trên văn bản.",
            "ends_on": "Để trống nếu chưa biết ngày thôi giữ chức vụ.",
        }

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of_commune(commune).active().sorted()


class PostEndForm(forms.Form):
    ends_on = forms.DateField(
        label="Ngày cuối giữ chức vụ",
        initial=local_today,
        help_text="Quyền trên phần mềm hết khi ngày này kết thúc.",
    )


class UnitForm(forms.ModelForm):
    class Meta:
        model = Unit
        fields = ["kind", "official_name", "short_name", "email", "phone"]
        help_texts = {
            "official_name": "Như in trên văn bản, ví dụ: Phòng Văn hóa - Xã hội xã Lạc Phượng.",
            "short_name": "Dùng trong bảng và danh sách, ví dụ: Phòng VH-XH.",
        }

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.commune = commune

    def clean_official_name(self):
        return self._free_name("official_name")

    def clean_short_name(self):
        return self._free_name("short_name")

    def _free_name(self, field):
        """One name leads to one unit (D-28)."""
        name = " ".join(self.cleaned_data[field].split())
        holder = Unit.objects.of_commune(self.commune).named(name).exclude(pk=self.instance.pk).first()
        if holder:
            raise forms.ValidationError(f"“{name}” đã là tên của {holder}. Hãy dùng tên khác.")
        return name


class AliasForm(forms.ModelForm):
    class Meta:
        model = UnitAlias
        fields = ["text"]
        help_texts = {"text": "Cách viết khác gặp trong văn bản hoặc tệp nhập, ví dụ: VP HĐND-UBND."}

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())


class CommuneForm(forms.ModelForm):
    """What every later paper prints of the commune (D-04)."""

    class Meta:
        model = Commune
        fields = ["kind", "name", "province", "party_parent", "party_term", "address", "email", "phone"]
        help_texts = {
            "party_parent": "Dòng trên cùng của văn bản Đảng, ví dụ: ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG.",
            "party_term": "Hai năm, ví dụ: 2025-2030. Số văn bản của Đảng đánh theo nhiệm kỳ.",
        }

    def __init__(self, *args, **kwargs):
        """Which communes a province reads follows from kind and province: neither is typed by who gains by it."""
        super().__init__(*args, **kwargs)
        if self.instance.is_province:
            for name in ("kind", "province", "party_parent", "party_term"):
                del self.fields[name]
        else:
            self.fields["kind"].choices = LOCAL_KINDS

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if name.lower().startswith(("xã ", "phường ", "đặc khu ")):
            raise forms.ValidationError("Chỉ gõ tên, không kèm chữ xã, phường. Hãy bỏ chữ đứng đầu.")
        return name

    def clean_party_term(self):
        term = re.sub(r"\s*[-–]\s*", "-", self.cleaned_data["party_term"].strip())
        years = re.fullmatch(r"(\d{4})-(\d{4})", term)
        if term and (not years or int(years[1]) >= int(years[2])):
            raise forms.ValidationError("Nhiệm kỳ gồm hai năm, năm sau lớn hơn năm trước, ví dụ: 2025-2030.")
        return term
