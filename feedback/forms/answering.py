"""Input of publishing, satisfaction, supporting parts, links, letters upwards."""

from django import forms

from core.clock import local_today
from core.models import User
from feedback.forms.fields import FilesField, ReasonForm, long_text
from feedback.states import Level, Satisfaction


class PublishForm(forms.Form):
    is_public = forms.BooleanField(
        label="Công khai cho mọi người trên trang của xã, không nêu tên", required=False,
        help_text="Không đánh dấu: chỉ người kiến nghị đọc được bằng mã tra cứu.",
    )  # fmt: skip
    public_content = long_text(
        "Nội dung công khai", rows=5, required=False,
        help_text="Đã tự che tên, số điện thoại, địa chỉ. Hãy đọc lại và sửa cho gọn.",
    )  # fmt: skip
    public_answer = long_text("Trả lời công khai", rows=7, required=False)

    def __init__(self, *args, may_be_public=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_be_public:
            for name in list(self.fields):
                del self.fields[name]


class UnpublishForm(ReasonForm):
    is_taken_back = forms.BooleanField(
        label="Thu hồi cả kết quả đã gửi người kiến nghị", required=False,
        help_text="Dùng khi gửi nhầm; trang tra cứu sẽ không hiện kết quả nữa.",
    )  # fmt: skip

    def __init__(self, *args, petition, **kwargs):
        label = "Lý do thôi công khai" if petition.is_public else "Lý do thu hồi kết quả đã gửi"
        super().__init__(*args, label=label, **kwargs)
        if not petition.is_public:
            del self.fields["is_taken_back"]


class RateOnBehalfForm(forms.Form):
    satisfaction = forms.ChoiceField(
        label="Người kiến nghị cho biết", choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    note = long_text(
        "Lời của người kiến nghị", rows=3, required=False, max_length=2000,
        help_text="Chưa hài lòng thì phải ghi điều còn vướng; kiến nghị được mở lại để giải quyết tiếp một lần.",
    )  # fmt: skip


class ContributeForm(forms.Form):
    text = long_text(
        "Ý kiến phối hợp",
        rows=7,
        help_text="Gửi đơn vị chủ trì để ghép vào bản trả lời; sửa và gửi lại được đến khi bản trả lời được gửi đi.",
    )
    files = FilesField(label="Tệp kèm theo")


class LinkForm(forms.Form):
    """To everybody of the unit who reads mail, or to one of them."""

    recipient = forms.ModelChoiceField(
        User.objects.none(), label="Gửi liên kết cho", required=False, empty_label="Mọi người của đơn vị"
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipient"].queryset = people
        self.fields["recipient"].label_from_instance = lambda person: person.full_name


class RemindForm(forms.Form):
    waits_until = forms.DateField(label="Chờ trả lời đến ngày")
    note = forms.CharField(
        label="Nhắc bằng cách nào",
        max_length=200,
        required=False,
        help_text="Ví dụ: công văn số 12/UBND-VP; gọi điện cho Văn phòng Sở.",
    )


class ReplyForm(forms.Form):
    replied_on = forms.DateField(label="Ngày trả lời")
    number = forms.CharField(label="Số văn bản trả lời", max_length=60, required=False)
    content = long_text("Nội dung trả lời", rows=7, help_text="Viết lại ngắn gọn để người dân dễ hiểu.")
    level = forms.ChoiceField(label="Cấp giải quyết", choices=Level.choices)
    files = FilesField(label="Tệp văn bản trả lời")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"replied_on": local_today(), "level": Level.PROVINCE} | self.initial
