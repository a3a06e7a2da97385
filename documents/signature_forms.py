"""Input of signing and of the public verification page. Nothing here is written to the database or kept."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from core.codes import LENGTH, typed_code
from core.uploads import clean_upload

LARGEST_KEY = 200 * 1024
OFF = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
LARGEST_PDF = 20 * 1024 * 1024


class KeyForm(forms.Form):
    """A PKCS#12 file with its password, or the PIN of the token at the server where one is set up."""

    not_done = "Chưa ký"

    way = forms.ChoiceField(
        label="Ký bằng", choices=[("file", "Tệp chứng thư số (.p12, .pfx)"), ("token", "Thiết bị ký (USB token) cắm ở máy chủ")],
        widget=forms.RadioSelect, initial="file",
    )  # fmt: skip
    key_file = forms.FileField(
        label="Tệp chứng thư số", required=False,
        help_text="Tệp .p12 hoặc .pfx do nơi cấp chứng thư giao. Chỉ dùng trong lúc ký; phần mềm không lưu tệp và mật khẩu.",
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
    )  # fmt: skip
    secret = forms.CharField(
        label="Mật khẩu của tệp, hoặc mã PIN của thiết bị", strip=False, max_length=200,
        widget=forms.PasswordInput(attrs=OFF),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not settings.PKCS11_MODULE:
            del self.fields["way"]
            self.fields["secret"].label = "Mật khẩu của tệp chứng thư"
            self.fields["key_file"].required = True

    def clean_key_file(self):
        file = self.cleaned_data["key_file"]
        if file and file.size > LARGEST_KEY:
            raise ValidationError(
                "Tệp này quá lớn, không phải tệp chứng thư số. Hãy chọn tệp .p12 hoặc .pfx."
            )
        return file

    def clean(self):
        values = super().clean()
        if (
            values.get("way", "file") == "file"
            and not values.get("key_file")
            and "key_file" not in self.errors
        ):
            self.add_error("key_file", "Chưa chọn tệp chứng thư số.")
        return values


class ScanForm(forms.Form):
    not_done = "Chưa đưa lên"

    file = forms.FileField(
        label="Bản quét đã ký, đóng dấu", help_text="Một tệp PDF, PNG hoặc JPG có đủ các trang, cả trang có chữ ký và dấu.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,.pdf"}),
    )  # fmt: skip
    note = forms.CharField(
        label="Ghi chú", required=False, max_length=200, help_text="Ví dụ: bản gốc lưu ở Văn phòng, tủ 2."
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        clean_upload(file)
        return file


class CodeForm(forms.Form):
    not_done = "Chưa tra được"

    ma = forms.CharField(
        label="Mã kiểm tra", max_length=40,
        help_text="12 chữ và số, in trong dấu chữ ký số trên văn bản; có hay không có gạch nối đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_ma(self):
        code = typed_code(self.cleaned_data["ma"])
        if len(code) != LENGTH:
            raise ValidationError(
                f"Mã gồm {LENGTH} chữ và số, dạng ABCD-EFGH-JKMN. Hãy xem lại trên văn bản."
            )
        return code


class VerifyForm(forms.Form):
    """A PDF, or a picture of a signed paper, as anybody holds it."""

    not_done = "Chưa kiểm tra được"

    file = forms.FileField(
        label="Tệp văn bản", help_text="Tệp PDF (hoặc bản quét PNG, JPG), nhiều nhất 20 MB. Tệp chỉ được đọc rồi bỏ ngay, không lưu lại.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,.pdf"}),
    )  # fmt: skip

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_PDF:
            raise ValidationError(
                "Tệp lớn hơn 20 MB nên không kiểm tra ở đây được. Hãy kiểm tra bằng mã trên văn bản."
            )
        return file
