"""Input of this room's pages. Nothing here writes to the database."""

import re
from copy import copy

from django import forms

from core.clock import local_today
from core.models import Unit, User
from core.states import Channel, Role
from core.uploads import clean_upload
from core.vietnamese import fold
from dialogue.models import AgendaStep, Conference, InvitedGroup
from dialogue.states import ConferenceState, Session
from plans.models import Plan, PlanTarget
from plans.states import ConferenceForm as Form
from plans.states import ConferenceKind

PUBLIC_CHANNELS = (Channel.RADIO, Channel.WEB, Channel.NOTICE_BOARD, Channel.VILLAGE_MEETING, Channel.OTHER)
SENDING_CHANNELS = (Channel.BY_HAND, Channel.POST, Channel.EMAIL, Channel.IN_APP, Channel.OTHER)


def long_text(rows=4, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


def chosen(channels):
    return [(channel.value, channel.label) for channel in channels]


class ConferenceFilter(forms.Form):
    """The list's filters, read as a sentence."""

    kind = forms.ChoiceField(
        label="Loại", choices=[("", "mọi loại"), *ConferenceKind.choices], required=False
    )
    state = forms.ChoiceField(
        label="Tình trạng", choices=[("", "mọi tình trạng"), *ConferenceState.choices], required=False
    )
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)
    words = forms.CharField(label="Có chữ", required=False, max_length=100)

    def values(self):
        """The filters that were understood; the rest are left out."""
        self.is_valid()
        return self.cleaned_data


class ConferenceForm(forms.ModelForm):
    """What does not depend on the date. The instance is a copy: the service compares with what is saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    venues = forms.MultipleChoiceField(
        label="Địa điểm",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chọn một hoặc nhiều địa điểm kế hoạch đã nêu; nhiều địa điểm là họp có điểm cầu.",
    )
    other_venue = forms.CharField(label="Địa điểm khác", max_length=200, required=False)

    class Meta:
        model = Conference
        fields = [
            "title", "audience", "content", "form", "form_reason", "session", "starts_at", "chair", "co_chair",
            "shared_target", "secretary", "is_with_people",
        ]  # fmt: skip
        widgets = {
            "title": forms.TextInput(),
            "content": long_text(6, **{"data-autosave": ""}),
            "starts_at": forms.TimeInput(format="%H:%M"),
        }
        help_texts = {
            "content": "Mỗi dòng một nội dung. In vào thông báo công khai và giấy mời.",
            "form_reason": "Ghi khi không họp trực tiếp: lý do và cách tham gia. In vào giấy mời.",
            "starts_at": "Ví dụ 08:00.",
            "co_chair": "Chọn khi hai người đứng đầu cùng chủ trì; văn bản ghi cả hai.",
            "shared_target": "Hội nghị đồng chủ trì được đếm cho cả hai kế hoạch.",
            "is_with_people": "Bỏ đánh dấu khi chỉ đối thoại với cán bộ, công chức, viên chức, người lao động.",
            "chair": "Chức vụ in trên văn bản lấy theo chức vụ hiện giữ. Vắng mặt thì dùng “Uỷ quyền chủ trì”.",
        }

    def __init__(self, *args, instance, **kwargs):
        names = [venue.name for venue in instance.venues.all()] if instance.pk else []
        offered = [venue.name for venue in instance.plan.venues.all()]
        initial = {"version": instance.version, "venues": names or offered[:1]} | kwargs.pop("initial", {})
        super().__init__(*args, instance=copy(instance), initial=initial, **kwargs)
        self.fields["venues"].choices = [(name, name) for name in dict.fromkeys([*offered, *names])]
        self._offer_people(instance)

    def _offer_people(self, conference):
        chairs = User.objects.holding(conference.commune, Role.CHAIR)
        if conference.chair_id:
            chairs = chairs | User.objects.filter(pk=conference.chair_id)
        self.fields["chair"].queryset = chairs.distinct().order_by("sort_key")
        self.fields["chair"].disabled = conference.delegation_id is not None
        self.fields["secretary"].queryset = User.objects.holding(conference.commune, Role.OFFICE, Role.UNIT)
        others = User.objects.holding(conference.commune, Role.CHAIR, Role.PARTY)
        if conference.co_chair_id:
            others = others | User.objects.filter(pk=conference.co_chair_id)
        self.fields["co_chair"].queryset = others.distinct().order_by("sort_key")
        self._offer_targets(conference)
        for name in ("chair", "secretary"):
            self.fields[name].empty_label = "Chưa cử"
        self.fields["co_chair"].empty_label = "Không có người đồng chủ trì"

    def _offer_targets(self, conference):
        """Targets of the other bodies' issued plans of the same year (ND-54, D-13)."""
        plans = Plan.objects.of_commune(conference.commune).issued().for_year(conference.plan.year)
        targets = PlanTarget.objects.filter(plan__in=plans.exclude(pk=conference.plan_id))
        # What was chosen once stays on offer.
        targets = targets | PlanTarget.objects.filter(pk=conference.shared_target_id)
        self.fields["shared_target"].queryset = targets.select_related("plan")
        self.fields["shared_target"].label_from_instance = lambda row: f"{row.plan.get_body_display()}: {row}"
        self.fields["shared_target"].empty_label = "Chỉ tính cho kế hoạch này"

    def clean(self):
        values = super().clean()
        if values.get("form") not in (None, Form.DIRECT) and not values.get("form_reason"):
            self.add_error("form_reason", "Ghi lý do không họp trực tiếp và cách tham gia.")
        if values.get("co_chair") and values.get("co_chair") == values.get("chair"):
            self.add_error("co_chair", "Người đồng chủ trì phải khác người chủ trì.")
        if values.get("shared_target") and not values.get("co_chair"):
            self.add_error("co_chair", "Hội nghị tính cho hai kế hoạch phải có người đồng chủ trì.")
        return values

    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def venue_names(self):
        names = [*self.cleaned_data["venues"], self.cleaned_data["other_venue"].strip()]
        return [name for name in names if name]


class ScheduleForm(forms.Form):
    held_on = forms.DateField(label="Ngày tổ chức")
    session = forms.ChoiceField(label="Buổi", choices=Session.choices)
    starts_at = forms.TimeField(
        label="Giờ bắt đầu", required=False, widget=forms.TimeInput(format="%H:%M"), help_text="Ví dụ 08:00."
    )
    last_day_on = forms.DateField(
        label="Ngày cuối", required=False, help_text="Chỉ điền nếu hội nghị kéo dài hơn một ngày."
    )


class RescheduleForm(ScheduleForm):
    reason = forms.CharField(
        label="Lý do dời ngày", widget=long_text(3), help_text="Được lưu trong nhật ký và báo cho khách mời."
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", widget=long_text(4), help_text="Được lưu trong nhật ký với tên anh/chị."
    )


class DelegateForm(forms.Form):
    delegate = forms.ModelChoiceField(
        User.objects.none(),
        label="Người được uỷ quyền",
        empty_label="Chọn người",
        help_text="Theo kế hoạch: Phó Chủ tịch.",
    )
    reason = forms.CharField(
        label="Lý do", widget=long_text(3), help_text="Trường hợp bất khả kháng khiến người chủ trì vắng mặt."
    )
    starts_on = forms.DateField(label="Từ ngày")
    ends_on = forms.DateField(label="Đến ngày")

    def __init__(self, *args, conference, **kwargs):
        day = conference.held_on
        kwargs["initial"] = {"starts_on": local_today(), "ends_on": day} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        people = User.objects.holding(conference.commune, Role.CHAIR, Role.UNIT, Role.OFFICE)
        self.fields["delegate"].queryset = people.exclude(pk=conference.chair_id)
        if conference.plan.delegate_title:
            self.fields["delegate"].help_text = f"Theo kế hoạch: {conference.plan.delegate_title}."


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
            return f"không có thành phần “{cells[2]}” trong hội nghị này."
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
    invitations = forms.ModelMultipleChoiceField(None, label="Giấy mời")
    channel = forms.ChoiceField(label="Cách gửi", choices=chosen(SENDING_CHANNELS))
    sent_on = forms.DateField(label="Ngày gửi", initial=local_today)

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invitations"].queryset = conference.invitations.all()
        self.fields["invitations"].error_messages["required"] = "Chưa đánh dấu giấy mời nào trong danh sách."


class AgendaStepForm(forms.ModelForm):
    class Meta:
        model = AgendaStep
        fields = ["order", "contents", "responsible", "planned_at", "takes_contributions"]
        widgets = {
            "contents": long_text(4),
            "responsible": long_text(2),
            "planned_at": forms.TimeInput(format="%H:%M"),
        }

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)


class GroupForm(forms.ModelForm):
    class Meta:
        model = InvitedGroup
        fields = ["order", "name", "role", "expected"]
        help_texts = {"expected": "Số người dự kiến; để trống nếu kế hoạch không nêu."}

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)


class SpeakerForm(forms.Form):
    speaker = forms.CharField(
        label="Người phát biểu",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "accesskey": "p"}),
    )
    place = forms.CharField(
        label="Thôn, đơn vị", max_length=150, required=False, widget=forms.TextInput(attrs={"list": "places"})
    )


class AttendanceForm(forms.Form):
    """A number for each group, and the head count where it is not their sum."""

    def __init__(self, *args, conference, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {f"group_{group.pk}": group for group in conference.groups.all()}
        for name, group in self.groups.items():
            self.fields[name] = forms.IntegerField(
                label=group.name, min_value=0, max_value=30_000, required=False, initial=group.present,
                help_text=f"Dự kiến {group.expected}." if group.expected else "",
            )  # fmt: skip
        self.fields["attendance"] = forms.IntegerField(
            label="Tổng số người dự", min_value=0, max_value=100_000, required=False, initial=conference.attendance,
            help_text="Để trống thì lấy tổng các thành phần.",
        )  # fmt: skip

    def values(self):
        present = {group: self.cleaned_data[name] for name, group in self.groups.items()}
        return {"present": present, "attendance": self.cleaned_data["attendance"]}
