"""Input of this room's filters. Nothing is written here."""

from django import forms

STANDINGS = [
    ("", "mọi xã"),
    ("held", "đã tổ chức"),
    ("not_held", "chưa tổ chức"),
    ("late", "có việc quá hạn"),
]
ORDERS = [
    ("ten", "tên"), ("tre", "nhiều việc quá hạn nhất"), ("vi-pham", "nhiều vi phạm nhất"),
    ("kien-nghi", "nhiều kiến nghị nhất"), ("hoi-nghi", "ít hội nghị nhất"),
]  # fmt: skip


class ProvinceFilter(forms.Form):
    """Filters are read as a sentence; what is not understood is left out. Year and quarter ride along."""

    nam = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4)
    quy = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1)
    words = forms.CharField(label="Tên có chữ", required=False, max_length=100)
    standing = forms.ChoiceField(label="Tình trạng", choices=STANDINGS, required=False)
    order = forms.ChoiceField(label="Xếp theo", choices=ORDERS, required=False)

    def values(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("words", "standing", "order")}
