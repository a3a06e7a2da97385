"""Who may seal a dossier, open it again, say why something is missing, take its package away."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from reports.archive.completeness import missing_from

ONLY_KEEPERS = "Chỉ Văn phòng và người chủ trì được làm việc này với hồ sơ hội nghị. Hãy nhờ Văn phòng."
ONLY_OFFICE = "Chỉ Văn phòng được ghi vào hồ sơ hội nghị. Hãy nhờ Văn phòng."


def check_can_seal_dossier(user, dossier):
    """Only complete: all that the regulation asks is there, or its absence has a reason (LP-99)."""
    check_state(dossier, "seal")
    need_role(user, dossier, Role.OFFICE, Role.CHAIR, sentence=ONLY_KEEPERS)
    missing = missing_from(dossier)
    if missing:
        rest = f" và {len(missing) - 3} nội dung khác" if len(missing) > 3 else ""
        names = "; ".join(row.label for row in missing[:3])
        raise Refused(f"Hồ sơ còn thiếu: {names}{rest}. Hãy bổ sung, hoặc ghi lý do ở mục được phép thiếu.")


def check_can_retry_dossier(user, dossier):
    check_state(dossier, "retry")
    need_role(user, dossier, Role.OFFICE, Role.CHAIR, sentence=ONLY_KEEPERS)
    if not dossier.is_stuck:
        raise Refused("Hồ sơ đang được đóng gói. Chờ thêm ít phút rồi tải lại trang.")


def check_can_reopen_dossier(user, dossier):
    check_state(dossier, "reopen")
    need_role(user, dossier, Role.OFFICE, Role.CHAIR, sentence=ONLY_KEEPERS)


def check_can_waive_dossier(user, dossier):
    """Reasons are written while the dossier is open; what it was sealed with stays as it was."""
    check_can_edit_dossier(user, dossier)


def check_can_edit_dossier(user, dossier):
    need_role(user, dossier, Role.OFFICE, sentence=ONLY_OFFICE)
    if not dossier.is_open:
        raise Refused("Hồ sơ đã niêm phong nên không sửa được. Hãy mở lại hồ sơ trước, nêu lý do.")


def check_can_take_package(user, dossier):
    """Names, telephones and addresses of many people lie in it."""
    need_role(user, dossier, Role.OFFICE, Role.CHAIR, sentence=ONLY_KEEPERS)
