"""Input of the public notice, of guests and of sending. Nothing here writes to the database."""

import re

from django import forms

from core.clock import local_today
from core.models import Unit
from core.row_fields import RowsField
from core.states import Channel
from core.uploads import clean_upload
from core.vietnamese import fold
from dialogue.forms.fields import chosen, long_text
from dialogue.models import InvitedGroup

PUBLIC_CHANNELS = (Channel.RADIO, Channel.WEB, Channel.NOTICE_BOARD, Channel.VILLAGE_MEETING, Channel.OTHER)
SENDING_CHANNELS = (Channel.BY_HAND, Channel.POST, Channel.EMAIL, Channel.IN_APP, Channel.OTHER)


class NoticeTextForm(forms.Form):
    text = forms.CharField(
        label="Gửi ý kiến, kiến nghị",
        required=False,
        widget=long_text(6, **{"data-autosave": ""}),
        help_text="Mỗi dòng in thành một đoạn, sau phần thời gian, địa điểm, thành phần, nội dung.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PublicationForm(forms.Form):
    channel = forms.ChoiceField(label="Kênh", choices=chosen(PUBLIC_CHANNELS))
    published_on = forms.DateField(label="Ngày đăng, phát", initial=local_today)
    proof = forms.CharField(
        label="Bằng chứng",
        max_length=300,
        required=False,
        help_text="Đường dẫn bài đăng, số và giờ phát thanh, người xác nhận… Hoặc gửi kèm tệp ở dưới.",
    )
    file = forms.FileField(label="Tệp kèm theo", required=False, help_text="Ảnh, PDF, DOCX hoặc XLSX.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            clean_upload(file)
        return file or None


class InviteeForm(forms.Form):
    invitee = forms.CharField(label="Người, cơ quan được mời", max_length=200)
    title = forms.CharField(label="Chức vụ", max_length=200, required=False)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Thuộc đơn vị", required=False, empty_label="Không thuộc đơn vị nào",
        help_text="Đơn vị được chọn sẽ thấy giấy mời trong “Việc của tôi”.",
    )  # fmt: skip
    group = forms.ModelChoiceField(
        InvitedGroup.objects.none(), label="Thành phần", required=False, empty_label="Không xếp thành phần"
    )

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.of_commune(conference.commune).active().sorted()
        self.fields["group"].queryset = conference.groups.all()


MOST_PASTED, LONGEST_NAME = 500, 200


class PasteForm(forms.Form):
    """Guests from a spreadsheet or a Word list: a line each, name, title, group; cells parted by tab or ";"."""

    lines = forms.CharField(
        label="Danh sách khách mời",
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Mỗi dòng một người: họ tên; chức vụ, đơn vị; thành phần. Chép thẳng ba cột từ bảng tính cũng được. "
        "Chức vụ và thành phần có thể để trống.",
    )

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {fold(group.name): group for group in conference.groups.all()}

    def clean_lines(self):
        rows, wrong = [], []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            cells = [cell.strip() for cell in re.split(r"\t|;", line)]
            if not any(cells):
                continue
            fault = self._fault(cells)
            if fault:
                wrong.append(f"Dòng {number}: {fault}")
            elif (row := self._row(cells)) not in rows:
                rows.append(row)
        if len(rows) > MOST_PASTED:
            wrong.append(f"Mỗi lần nhiều nhất {MOST_PASTED} người; danh sách này có {len(rows)} người.")
        if wrong or not rows:
            raise forms.ValidationError(wrong[:10] or ["Danh sách chưa có người nào."])
        self.rows = rows
        return self.cleaned_data["lines"]

    def _fault(self, cells):
        if not cells[0]:
            return "thiếu họ tên ở ô đầu."
        if any(len(cell) > LONGEST_NAME for cell in cells[:2]):
            return f"họ tên hoặc chức vụ dài quá {LONGEST_NAME} ký tự."
        if len(cells) > 2 and cells[2] and fold(cells[2]) not in self.groups:
            known = "; ".join(group.name for group in self.groups.values())
            return f"không có thành phần “{cells[2]}” trong hội nghị này. Các thành phần: {known}."
        return ""

    def _row(self, cells):
        invitee, title, group = [*cells, "", "", ""][:3]
        return {"invitee": invitee, "title": title, "group": self.groups.get(fold(group)) if group else None}


class ProposalForm(forms.Form):
    """Tick who is invited; the Front is ticked already (LP-107)."""

    chosen = forms.MultipleChoiceField(label="Mời", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, proposals, ticked=(), **kwargs):
        super().__init__(*args, initial={"chosen": list(ticked)}, **kwargs)
        self.rows = {key: row for key, _, row in proposals}
        self.fields["chosen"].choices = [(key, words) for key, words, _ in proposals]

    def picked(self):
        return [self.rows[key] for key in self.cleaned_data["chosen"]]


class SendForm(forms.Form):
    invitations = RowsField(None, label="Giấy mời")
    channel = forms.ChoiceField(label="Cách gửi", choices=chosen(SENDING_CHANNELS))
    sent_on = forms.DateField(label="Ngày gửi", initial=local_today)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitations"].queryset = conference.invitations.all()
        self.fields["invitations"].error_messages["required"] = "Chưa đánh dấu giấy mời nào trong danh sách."
