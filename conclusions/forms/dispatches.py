"""Input about the sending of a notice."""

from django import forms

from core.states import Channel

SENDING = [
    choice
    for choice in Channel.choices
    if choice[0] in (Channel.BY_HAND, Channel.POST, Channel.EMAIL, Channel.IN_APP, Channel.NOTICE_BOARD,
                     Channel.WEB, Channel.RADIO, Channel.VILLAGE_MEETING, Channel.OTHER)
]  # fmt: skip


class DispatchForm(forms.Form):
    """How the chosen recipients were served; rows are the table's check boxes."""

    rows = forms.ModelMultipleChoiceField(
        None, label="Nơi nhận", error_messages={"required": "Hãy chọn ít nhất một nơi nhận."}
    )
    sent_on = forms.DateField(
        label="Ngày gửi",
        required=False,
        help_text="Từ ngày ban hành đến hôm nay; chỉ để trống khi không gửi được.",
    )
    channel = forms.ChoiceField(label="Cách gửi", choices=[("", "Chọn cách gửi"), *SENDING], required=False)
    proof = forms.CharField(
        label="Bằng chứng",
        max_length=250,
        required=False,
        help_text="Số bưu gửi, người ký nhận, đường dẫn…",
    )
    unsent_reason = forms.CharField(
        label="Hoặc lý do không gửi được",
        max_length=250,
        required=False,
        help_text="Chỉ ghi khi không gửi được; khi đó để trống ngày gửi.",
    )

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rows"].queryset = notice.dispatches.all()

    def clean_rows(self):
        return list(self.cleaned_data["rows"])
