"""Input about asking units, their answers, and the chair's remarks."""

from django import forms

from conclusions.forms.fields import area


class AskForm(forms.Form):
    """Until when the units answer."""

    due_on = forms.DateField(label="Trả lời chậm nhất")

    def __init__(self, *args, latest=None, **kwargs):
        super().__init__(*args, **kwargs)
        words = "Thường là hai ngày làm việc. Đơn vị không trả lời thì thông báo vẫn trình được."
        if latest is not None:
            words += f" Không quá {latest:%d/%m/%Y}, ngày cuối của chính thông báo kết luận."
        self.fields["due_on"].help_text = words


class ObjectionForm(forms.Form):
    """What the unit wants otherwise."""

    objection = forms.CharField(
        label="Ý kiến của đơn vị", widget=area(5),
        help_text="Nêu rõ điểm chưa phù hợp và đề xuất: nội dung, đơn vị, biện pháp hoặc thời hạn.",
    )  # fmt: skip
    proposed_due_on = forms.DateField(label="Thời hạn đề nghị", required=False)


class RemarkTextForm(forms.Form):
    """The chair's words at a line; the page itself draws the box."""

    text = forms.CharField(label="Ý kiến", widget=area(3))


class ResolutionForm(forms.Form):
    """What the office did about a remark; the page itself draws the box."""

    resolution = forms.CharField(label="Cách xử lý", max_length=300, required=False)

    def words(self):
        return self.cleaned_data.get("resolution", "") if self.is_valid() else ""


class ReturnForm(forms.Form):
    """Why the notice goes back; remarks at its lines are reason enough."""

    reason = forms.CharField(label="Lý do trả lại, nội dung cần sửa", widget=area(4))

    def __init__(self, *args, remarks=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not remarks
        if remarks:
            self.fields["reason"].help_text = f"Đã có {remarks} ý kiến tại mục; có thể để trống."
