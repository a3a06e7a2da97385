"""Input of written answers."""

from django import forms

from feedback.forms.fields import FilesField, long_text
from feedback.states import (
    AnswerResult,
    Level,
)


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
