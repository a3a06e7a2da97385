"""Input of the conference, its day, its agenda and groups. Nothing here writes to the database."""

from copy import copy

from django import forms

from core.clock import local_today
from core.models import User
from core.states import Role
from dialogue.forms.fields import MinutesField, long_text
from dialogue.models import AgendaStep, Conference, InvitedGroup
from dialogue.states import ConferenceState, Session
from plans.models import Plan, PlanTarget
from plans.states import ConferenceForm as Form
from plans.states import ConferenceKind


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
    online_link = forms.URLField(
        label="Đường dẫn dự trực tuyến", max_length=300, required=False, assume_scheme="https",
        help_text="Đường dẫn phòng họp trực tuyến, in vào giấy mời và thông báo; ví dụ https://hop.xa.gov.vn/doi-thoai.",
    )  # fmt: skip
    speaking_seconds = MinutesField(
        label="Thời gian mỗi lượt phát biểu (phút)",
        help_text="Đồng hồ hội trường đếm theo số này khi mục chương trình không ghi riêng. Để trống: do người chủ trì điều hành.",
    )

    class Meta:
        model = Conference
        fields = [
            "title", "audience", "content", "form", "form_reason", "online_link", "session", "starts_at", "chair",
            "co_chair", "shared_target", "secretary", "speaking_seconds", "takes_registrations", "is_with_people",
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
            "takes_registrations": "Người dân đăng ký ở trang công khai, Mặt trận, Trưởng thôn hoặc Văn phòng. Bỏ đánh dấu thì "
            "chỉ đăng ký tại hội trường.",
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
        if values.get("online_link") and values.get("form") == Form.DIRECT:
            self.add_error("form", "Có đường dẫn trực tuyến thì hình thức là trực tuyến hoặc kết hợp.")
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
        day = conference.ends_on and max(conference.ends_on, local_today())
        kwargs["initial"] = {"starts_on": local_today(), "ends_on": day} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        people = User.objects.holding(conference.commune, Role.CHAIR, Role.UNIT, Role.OFFICE)
        self.fields["delegate"].queryset = people.exclude(pk=conference.chair_id)
        if conference.plan.delegate_title:
            self.fields["delegate"].help_text = f"Theo kế hoạch: {conference.plan.delegate_title}."


class AgendaStepForm(forms.ModelForm):
    limit_seconds = MinutesField(
        label="Thời gian mỗi lượt ở mục này (phút)",
        help_text="Để trống: như thời gian chung của hội nghị.",
    )

    class Meta:
        model = AgendaStep
        fields = [
            "order", "contents", "responsible", "day", "planned_at", "takes_contributions", "limit_seconds",
        ]  # fmt: skip
        help_texts = {
            "day": "1 là ngày đầu; chỉ đổi khi hội nghị họp nhiều ngày.",
            "planned_at": "Ví dụ 08:30.",
        }
        widgets = {
            "contents": long_text(4),
            "responsible": long_text(2),
            "planned_at": forms.TimeInput(format="%H:%M"),
        }

    def __init__(self, *args, conference, instance=None, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)
        self.conference = conference
        self.fields["day"].required = False

    def clean_day(self):
        """The first day where nothing was typed; a conference of one day has no second one."""
        day = self.cleaned_data["day"] or 1
        conference = self.conference
        if conference.held_on:
            days = (conference.ends_on - conference.held_on).days + 1
            if day > days:
                word = f"họp {days} ngày" if days > 1 else "chỉ họp một ngày"
                raise forms.ValidationError(
                    f"Hội nghị {word}. Muốn thêm ngày, hãy sửa ngày cuối khi dời ngày."
                )
        return day


class GroupForm(forms.ModelForm):
    class Meta:
        model = InvitedGroup
        fields = ["order", "name", "role", "expected"]
        help_texts = {"expected": "Số người dự kiến; để trống nếu kế hoạch không nêu."}

    def __init__(self, *args, conference, instance=None, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)
