"""The texts and plain fields of a plan's parts under the pen."""

from django import forms

from core.models import Unit
from core.states import UnitKind
from deadlines.models import Regulation
from plans.models import Plan
from plans.outline import labelled_headings
from plans.sections import GENERAL_FIELDS, heading_named, label_of, stamp_of, values_of
from plans.states import Slot, Stated

# Where the data that print under a heading are changed.
ELSEWHERE = {
    Slot.TARGET_SENTENCE: "Chỉ tiêu, nội dung đối thoại", Slot.TOPICS: "Chỉ tiêu, nội dung đối thoại",
    Slot.VENUES: "Địa điểm", Slot.GROUPS: "Nhóm thành phần tham dự", Slot.TASKS: "Phân công nhiệm vụ",
    Slot.AGENDA_TABLE: "Trình tự hội nghị", Slot.AGENDA_NUMBERS: "Trình tự hội nghị",
    Slot.AGENDA_BRACKETS: "Trình tự hội nghị", Slot.LETTERINGS: "Tít chữ hội nghị", Slot.BUDGET: "Dự toán kinh phí",
}  # fmt: skip
TEXT_HELP = {
    "bases": "Mỗi căn cứ là một đoạn, cách nhau một dòng trống; in đúng như gõ ở đây.",
    "target_text": "In ở đề mục “Câu chỉ tiêu”. Để trống thì phần mềm tự ghi theo các chỉ tiêu dưới đây.",
    "recipients": "Mỗi nơi nhận một dòng, mục đích ghi trong ngoặc: Thường trực HĐND xã (để báo cáo). Hai dòng chung "
    "một ngoặc: dòng dưới ghi thêm dấu }, ví dụ: HĐND xã } (B/c). Dòng “Lưu …” in cuối cùng. Dấu gạch và dấu chấm "
    "phẩy được tự thêm.",
}
TEXT_ROWS = {"bases": 10, "recipients": 10, "target_text": 2}


class PartForm(forms.Form):
    """The texts of one part; `version` is the stamp of what the person read."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, plan, section):
        values = values_of(plan, section)
        super().__init__(data, initial=values | {"version": stamp_of(values)})
        self.numbers = {heading.pk: label for heading, label in labelled_headings(plan)}
        for name in section.text_names:
            self.fields[name] = self.text_field(plan, name, values[name])

    def text_field(self, plan, name, value):
        """A line for a heading's name, an area for everything else."""
        what, heading = heading_named(plan, name)
        if what == "title":
            number = self.numbers[heading.pk]
            return forms.CharField(label=f"Đề mục {number}".strip(), required=False, widget=forms.TextInput())
        if what == "body":
            number = self.numbers[heading.pk]
            label = f"Các đoạn của mục {number} {heading.text.rstrip(':')}".strip()
            area = forms.Textarea(attrs={"rows": min(max(len(value) // 80 + value.count("\n"), 3), 30)})
            return forms.CharField(label=label, required=False, help_text=printed_after(heading), widget=area)
        area = forms.Textarea(attrs={"rows": TEXT_ROWS.get(name, 5)})
        return forms.CharField(
            label=label_of(plan, name), required=False, help_text=TEXT_HELP.get(name, ""), widget=area
        )

    def values(self):
        values = dict(self.cleaned_data)
        values.pop("version")
        return values


def printed_after(heading):
    """What prints under the heading besides its paragraphs, and where that is changed."""
    if not heading.slot:
        return ""
    return f"Sau các đoạn này in “{heading.get_slot_display()}”; sửa ở phần “{ELSEWHERE[heading.slot]}”."


class GeneralForm(forms.ModelForm):
    version = forms.CharField(widget=forms.HiddenInput)
    deferred = forms.MultipleChoiceField(
        label="Xác định sau, khi tổ chức từng hội nghị", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(value, label) for value, label in Stated.choices if value != Stated.PREPARATION],
        help_text="Những gì kế hoạch để lại cho giấy mời hoặc thông báo sau; phần mềm không đòi khi phê duyệt.",
    )  # fmt: skip

    class Meta:
        model = Plan
        fields = GENERAL_FIELDS
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "authority": "Người hoặc cơ quan xây dựng kế hoạch, ví dụ: Chủ tịch UBND xã.",
            "regulation": "Số ngày thông báo, kết luận, trả lời của các hội nghị lấy từ bộ quy định này.",
            "draft_month": "In trên bản dự thảo khi chưa có ngày.",
            "delegate_title": "Ví dụ: Phó Chủ tịch thường trực UBND xã.",
            "min_days": "Ví dụ: 0.5 (nửa ngày).",
            "lead_in": "Đoạn đứng sau các căn cứ.",
            "closing": "Dấu “./.” được tự thêm khi in. Có thể để trống.",
            "has_bases_run_in": "Đánh dấu khi các căn cứ không đứng riêng từng dòng.",
            "min_people": "Số người dự một hội nghị trực tiếp, nếu kế hoạch có nêu.",
            "is_people_soft": "Không đánh dấu nếu đây là giới hạn cứng, ví dụ: không ít hơn 50 và không quá 100 người.",
            "village": "Để trống nếu kế hoạch cho toàn xã.",
            "signer_on_behalf": "Ví dụ: TM. ỦY BAN NHÂN DÂN, T/M BAN THƯỜNG VỤ. Có thể để trống.",
            "signer_title": "Có thể để trống khi soạn; phải có khi ban hành.",
        }

    def __init__(self, data=None, *, plan, section):
        super().__init__(data, instance=plan, initial={"version": stamp_of(values_of(plan, section))})
        offices = Unit.objects.of_commune(plan.commune).active()
        self.fields["organiser"].queryset = offices.exclude(kind=UnitKind.HIGHER_BODY).sorted()
        # The plan's own copy stands in no commune's list, yet it is what this plan has.
        own = Regulation.objects.filter(pk=plan.regulation_id)
        self.fields["regulation"].queryset = Regulation.objects.for_commune(plan.commune) | own
        self.fields["draft_month"].max_value = 12
        self.fields["deferred"].initial = plan.deferred
        for name in ("min_days", "max_days"):
            self.fields[name].widget.attrs["step"] = "0.5"

    def clean_draft_month(self):
        month = self.cleaned_data["draft_month"]
        if month is not None and not 1 <= month <= 12:
            raise forms.ValidationError("Tháng phải từ 1 đến 12.")
        return month

    def clean(self):
        values = super().clean()
        low, high = values.get("min_days"), values.get("max_days")
        if low is not None and high is not None and low > high:
            self.add_error("max_days", "Thời lượng nhiều nhất phải bằng hoặc hơn thời lượng ít nhất.")
        low, high = values.get("min_people"), values.get("max_people")
        if low is not None and high is not None and low > high:
            self.add_error("max_people", "Số người nhiều nhất phải bằng hoặc hơn số người ít nhất.")
        return values

    def values(self):
        values = dict(self.cleaned_data)
        values.pop("version")
        return {name: getattr(value, "pk", value) for name, value in values.items()}
