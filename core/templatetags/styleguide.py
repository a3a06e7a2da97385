"""Sample values for the style guide page; no component is defined here."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms, template
from django.core.paginator import Paginator
from django.utils import timezone

from core.access import Action
from core.clock import local_today
from core.providers import ConferenceTab, StagePart, WorkItem
from core.templatetags.ui import DeadlineBadge
from core.timeline import Mark

register = template.Library()


class SampleForm(forms.Form):
    """Every kind of control, as the house draws it."""

    title = forms.CharField(label="Tên hội nghị", help_text="Như sẽ in trên giấy mời.")
    kind = forms.ChoiceField(
        label="Loại hội nghị",
        choices=[("periodic", "Định kỳ"), ("thematic", "Chuyên đề"), ("ad_hoc", "Đột xuất")],
        widget=forms.RadioSelect,
    )
    held_on = forms.DateField(
        label="Ngày tổ chức",
        help_text="Thông báo phải công bố trước ít nhất 7 ngày làm việc.",
    )
    starts_at = forms.TimeField(label="Giờ bắt đầu", required=False)
    unit = forms.ChoiceField(
        label="Đơn vị chuẩn bị",
        choices=[("", "Chọn đơn vị"), ("vp", "Văn phòng HĐND và UBND"), ("kt", "Phòng Kinh tế")],
    )
    reason = forms.CharField(
        label="Lý do", widget=forms.Textarea, help_text="Viết một hai câu, sẽ in vào văn bản."
    )
    is_public = forms.BooleanField(label="Công khai trên trang thông tin của xã", required=False)
    proof = forms.FileField(
        label="Ảnh chụp bản niêm yết", required=False, help_text="JPG, PNG hoặc PDF, không quá 20 MB."
    )


class SampleFilter(forms.Form):
    """Filters that read as a sentence."""

    state = forms.ChoiceField(
        label="trạng thái", choices=[("", "bất kỳ"), ("a", "chờ trả lời"), ("b", "đã trả lời")]
    )
    unit = forms.ChoiceField(label="của", choices=[("", "mọi đơn vị"), ("kt", "Phòng Kinh tế")])
    q = forms.CharField(label="có chữ")


def _badges(today):
    return [
        DeadlineBadge("Trả lời kiến nghị", today + timedelta(12), "info", "còn 8 ngày làm việc"),
        DeadlineBadge("Công bố thông báo", today + timedelta(4), "soon", "còn 3 ngày làm việc"),
        DeadlineBadge("Gửi giấy mời", today, "today", "hết hạn hôm nay"),
        DeadlineBadge("Ban hành kết luận", today - timedelta(2), "late", "trễ 2 ngày làm việc"),
        DeadlineBadge("Ban hành kế hoạch", today - timedelta(20), "good", "đã xong đúng hạn"),
        DeadlineBadge("Thông báo đột xuất", None, "exempt", "miễn"),
        DeadlineBadge("Báo cáo quý", None, "neutral", "chưa cấu hình"),
        DeadlineBadge(
            "Kết luận năm sau", today + timedelta(69), "info", "còn 50 ngày làm việc", is_provisional=True
        ),
    ]


def _stages():
    return [
        StagePart("plan", "Kế hoạch", "done", "Kế hoạch số 35/KH-UBND ban hành ngày 16/03/2026.", "#"),
        StagePart("prepare", "Chuẩn bị", "done", "Đủ địa điểm, chủ trì, thành phần và chương trình.", "#"),
        StagePart("notice", "Thông báo", "blocked", "Chưa công bố, nên hội nghị chưa được mở.", "#"),
        StagePart("collect", "Thu thập", "current", "42 kiến nghị, 6 chưa phân công.", "#"),
        StagePart("hold", "Hội nghị", "future", "Thứ Hai, 16/11/2026, 08:00."),
        StagePart("conclude", "Kết luận", "future", "10 ngày làm việc sau hội nghị."),
        StagePart("follow_up", "Theo dõi", "future", "Bắt đầu khi kết luận được ban hành."),
    ]


def _items(today):
    return [
        WorkItem("Ban hành thông báo kết luận hội nghị định kỳ tháng 10", "#", "Soạn kết luận", today - timedelta(3),
                 "Quy chế đối thoại: 10 ngày làm việc sau hội nghị", "late"),
        WorkItem("Trả lời 4 kiến nghị về đất đai", "#", "Trả lời", today, "Văn phòng giao ngày 09/11/2026", "today"),
        WorkItem("Gửi 26 giấy mời hội nghị với Hội Nông dân", "#", "Gửi giấy mời", today + timedelta(4), "", "soon"),
        WorkItem("Phân công 6 kiến nghị mới tiếp nhận", "#", "Phân công", None, "Mặt trận chuyển đến hôm qua"),
    ]  # fmt: skip


def _entries():
    now = timezone.now()
    return [
        SimpleNamespace(at=now, actor_label="Nguyễn Thị Hạnh, Chánh Văn phòng", sentence="đã đổi ngày tổ chức",
                        note="Hội trường sửa chữa đến hết tuần.",
                        changes={"ngày tổ chức": ["12/11/2026", "16/11/2026"], "địa điểm": ["", "Nhà văn hoá xã"]}),
        SimpleNamespace(at=now - timedelta(2), actor_label="Hệ thống",
                        sentence="đã nhắc Văn phòng: còn 3 ngày làm việc để công bố thông báo", note="", changes={}),
    ]  # fmt: skip


def _stretch(today):
    return [today + timedelta(i) for i in range(-20, 45)]


def _marks(today):
    return [
        Mark(today - timedelta(15), "Ban hành kế hoạch", "good", True),
        Mark(today - timedelta(2), "Gửi giấy mời", "late"),
        Mark(today + timedelta(4), "Công bố thông báo", "soon"),
        Mark(today + timedelta(6), "Tổng hợp kiến nghị", "info"),
        Mark(today + timedelta(16), "Hội nghị", "neutral"),
        Mark(today + timedelta(30), "Ban hành kết luận", "info"),
    ]


@register.simple_tag(takes_context=True)
def samples(context):
    """Everything that the style guide draws."""
    today = local_today()
    wrong = SampleForm(
        {
            "sai-title": "",
            "sai-held_on": "31/2/2026",
            "sai-kind": "periodic",
            "sai-reason": "Hội trường sửa.",
        },
        prefix="sai",
    )
    wrong.conflict = {
        "title": ("Tên hội nghị", "Hội nghị đối thoại định kỳ", "Hội nghị đối thoại định kỳ năm 2026")
    }
    return {
        "badges": _badges(today),
        "stages": _stages(),
        "items": _items(today),
        "entries": _entries(),
        "form": SampleForm(),
        "wrong": wrong,
        "filter": SampleFilter(),
        "page": Paginator(range(300), 25).get_page(2),
        "tabs": [ConferenceTab("Tổng quan", context["request"].path), ConferenceTab("Kiến nghị", "#k", 42),
                 ConferenceTab("Chương trình", "#c"), ConferenceTab("Giấy mời", "#g", 26)],
        "actions": [
            Action("publish", "Công bố thông báo", "#", True, tone="primary"),
            Action("edit", "Sửa chương trình", "#", True, is_form=True),
            Action("cancel", "Huỷ hội nghị", "#", True, tone="danger", is_form=True),
            Action("open", "Mở hội nghị", "#", False, "Thông báo chưa được công bố đủ 7 ngày làm việc. Hãy công bố "
                   "thông báo rồi chọn ngày từ 25/11/2026, hoặc xin Chủ tịch miễn."),
        ],
        "marks": _marks(today),
        "off_days": {day: "cuối tuần" for day in _stretch(today) if day.weekday() > 4},
    }  # fmt: skip
