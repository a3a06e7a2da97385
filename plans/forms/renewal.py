"""Input of the review that precedes next year's plan: a decision for every item, none made beforehand."""

from django import forms

from plans.forms.rows import QUARTERS
from plans.renewal import DROP, KEEP, OWN, TAKE, items_of

WORDS = {
    "basis": [(KEEP, "Giữ nguyên"), (OWN, "Sửa thành nội dung dưới đây"), (DROP, "Bỏ căn cứ này")],
    "text": [(KEEP, "Giữ nguyên"), (TAKE, "Lấy đề xuất"), (OWN, "Ghi khác")],
    "target": [(KEEP, "Giữ như ghi dưới đây"), (DROP, "Bỏ chỉ tiêu này")],
    "rule": [(KEEP, "Giữ ngày cũ"), (TAKE, "Lấy đề xuất"), (DROP, "Không áp dụng")],
    "task": [(TAKE, "Lấy đề xuất"), (OWN, "Ngày khác"), (DROP, "Bỏ hạn")],
}


class RenewalForm(forms.Form):
    # Chosen before the review, for every proposal is made for it.
    year = forms.IntegerField(label="Năm của kế hoạch mới", disabled=True)
    signer_name = forms.CharField(label="Họ tên người ký", max_length=120, required=False)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=100, required=False)
    signer_checked = forms.BooleanField(
        label="Đã xem lại người ký", error_messages={"required": "Hãy xem lại người ký rồi đánh dấu."}
    )

    def __init__(self, data=None, *, plan, year):
        self.plan, self.items = plan, [item for item in items_of(plan, year) if item.kind != "signer"]
        initial = {"year": year, "signer_name": plan.signer_name, "signer_title": plan.signer_title}
        super().__init__(data, initial=initial)
        for item in self.items:
            self.fields[f"{item.key}-choice"] = forms.ChoiceField(
                label="Quyết định", choices=WORDS[item.kind], widget=forms.RadioSelect,
                error_messages={"required": f"Chưa quyết định: {item.place}."},
            )  # fmt: skip
            self._add_own(item)

    def _add_own(self, item):
        if item.kind in ("basis", "text"):
            rows = 2 + len(item.proposal) // 90
            self.fields[f"{item.key}-own"] = forms.CharField(
                label="Nội dung",
                required=False,
                initial=item.proposal,
                widget=forms.Textarea(attrs={"rows": rows}),
            )
        elif item.kind == "task":
            self.fields[f"{item.key}-own"] = forms.DateField(label="Ngày khác", required=False)
        elif item.kind == "target":
            row = item.row
            self.fields |= {
                f"{item.key}-count": forms.IntegerField(
                    label="Số hội nghị", required=False, min_value=1, max_value=99, initial=row.get("count"),
                    help_text="Để trống: khi cần thiết.",
                ),
                f"{item.key}-quarters": forms.TypedMultipleChoiceField(
                    label="Quý dự kiến", choices=QUARTERS, coerce=int, required=False, initial=row.get("quarters", []),
                    widget=forms.CheckboxSelectMultiple,
                ),
                f"{item.key}-not_after": forms.DateField(label="Chậm nhất ngày", required=False, initial=row.get("not_after")),
                f"{item.key}-held_on": forms.DateField(label="Ngày đã ấn định", required=False, initial=row.get("held_on")),
                f"{item.key}-window_text": forms.CharField(
                    label="Thời gian như in", required=False, max_length=200, initial=row.get("window_text", "")
                ),
            }  # fmt: skip

    def clean(self):
        values = super().clean()
        year = values.get("year")
        for item in self.items:
            choice = values.get(f"{item.key}-choice")
            if choice == OWN and not values.get(f"{item.key}-own"):
                self.add_error(f"{item.key}-own", f"Hãy ghi nội dung mới: {item.place}.")
            for name in ("not_after", "held_on"):
                day = values.get(f"{item.key}-{name}")
                if choice == KEEP and day and year and day.year != year:
                    self.add_error(
                        f"{item.key}-{name}", f"Ngày này không thuộc năm {year}. Hãy sửa hoặc xoá ngày."
                    )
        return values

    def decisions(self):
        """key -> (choice, value): the words or the date to write, a target's figures, or None."""
        values, found = self.cleaned_data, {}
        for item in self.items:
            choice = values[f"{item.key}-choice"]
            if item.kind == "target":
                names = ("count", "quarters", "not_after", "held_on", "window_text")
                own = {name: values[f"{item.key}-{name}"] for name in names}
            else:
                own = values.get(f"{item.key}-own")
            found[item.key] = (choice, own)
        return found

    def groups(self):
        """[(heading, [(item, decision's field, its other fields)])] for the page."""
        titles = {
            "basis": "Căn cứ", "target": "Chỉ tiêu", "text": "Năm và ngày trong văn bản", "task": "Hạn của nhiệm vụ",
            "rule": "Thời hạn có ngày cụ thể",
        }  # fmt: skip
        found = []
        for kind, title in titles.items():
            rows = [
                (item, self[f"{item.key}-choice"], [self[name] for name in self.fields if name.startswith(f"{item.key}-") and not name.endswith("-choice")])
                for item in self.items
                if item.kind == kind
            ]  # fmt: skip
            if rows:
                found.append((title, rows))
        return found
