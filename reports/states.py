"""States and moves of a dossier. No logic."""

from django.db.models import TextChoices

from core.states import Role
from core.workflow import Move, Moves

KEEPERS = (Role.OFFICE, Role.CHAIR)


class DossierState(TextChoices):
    OPEN = "open", "Đang lập"
    SEALING = "sealing", "Đang niêm phong"
    SEALED = "sealed", "Đã niêm phong"


D = DossierState
DOSSIER_MOVES = Moves(
    "dossier",
    Move("seal", (D.OPEN,), D.SEALING, KEEPERS, "Niêm phong hồ sơ", "đã cho niêm phong hồ sơ", "primary"),
    Move("complete", (D.SEALING,), D.SEALED, (), "Niêm phong xong", "đã niêm phong hồ sơ", by_system=True),
    Move("fail", (D.SEALING,), D.OPEN, (), "Dừng vì lỗi", "không niêm phong được hồ sơ", by_system=True),
    # For one whose worker died or whose task was lost: the rule knows when.
    Move("retry", (D.SEALING,), D.SEALING, KEEPERS, "Làm lại", "đã cho đóng gói lại hồ sơ", "primary"),
    Move("reopen", (D.SEALED,), D.OPEN, KEEPERS, "Mở lại hồ sơ", "đã mở lại hồ sơ", "danger", is_form=True),
)  # fmt: skip


class Group(TextChoices):
    """Parts of a dossier, in the order in which it is read (QN-36 to QN-38, LP-64)."""

    PREPARATION = "01", "Kế hoạch, chuẩn bị, thông báo"
    OPINIONS = "02", "Ý kiến, kiến nghị và trả lời"
    CONFERENCE = "03", "Nội dung hội nghị"
    CONCLUSION = "04", "Kết luận và việc gửi kết luận"
    FOLLOW_UP = "05", "Thực hiện, giám sát sau hội nghị"
    REPORTS = "06", "Báo cáo"
    LOG = "07", "Nhật ký"
