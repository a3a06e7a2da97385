"""Who may bring in petitions by file, decide on a file read, and take a whole import back."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from feedback.rules.words import ONLY_COLLECTORS
from feedback.states import RowVerdict

NAMED = 5  # codes that a refusal names
ONLY_WAITING = "Lượt nhập này đang được xử lý. Chờ thêm ít phút rồi tải lại trang."


def check_can_start_petition_import(user, commune):
    need_role(user, commune, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)


def check_can_read_petition_import(user, petition_import):
    """By the worker, once the file lies in the store."""
    check_state(petition_import, "read")


def check_can_fail_petition_import(user, petition_import):
    """By the worker, as the file turns out to be unreadable."""
    check_state(petition_import, "fail")


def check_can_apply_petition_import(user, petition_import):
    check_state(petition_import, "apply")
    need_role(user, petition_import, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)


def check_taken(counts, *, good_only, takes_known):
    """All or nothing is said only of a file without faults; at least one row is taken. `counts`: verdict -> rows."""
    bad = counts.get(RowVerdict.BAD, 0)
    if bad and not good_only:
        raise Refused(
            f"Tệp còn {bad} dòng lỗi nên không nhập trọn cả tệp được. "
            "Hãy sửa các dòng lỗi, hoặc chọn chỉ nhập các dòng đúng."
        )
    taken = counts.get(RowVerdict.GOOD, 0)
    if takes_known:
        taken += counts.get(RowVerdict.REPEATED, 0) + counts.get(RowVerdict.KNOWN, 0)
    if not taken:
        raise Refused("Không có dòng nào để nhập. Hãy sửa các dòng lỗi hoặc chọn nhập cả dòng trùng.")
    return taken


def check_can_finish_petition_import(user, petition_import):
    """By the worker, in the transaction that writes the petitions."""
    check_state(petition_import, "finish")


def check_can_halt_petition_import(user, petition_import):
    """By the worker, when nothing was written."""
    check_state(petition_import, "halt")


def check_can_undo_petition_import(user, petition_import):
    """Only while nobody has worked on any of its petitions: what was classified or answered is no mistake to wipe out."""
    check_state(petition_import, "undo")
    need_role(user, petition_import, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)
    refusal = why_not_undone(petition_import)
    if refusal:
        raise Refused(refusal)


def why_not_undone(petition_import):
    """The sentence that names the petitions which were worked on meanwhile, or ""."""
    codes = list(petition_import.worked_on().order_by("pk").values_list("code", flat=True)[: NAMED + 1])
    if not codes:
        return ""
    more = " và các kiến nghị khác" if len(codes) > NAMED else ""
    return (
        f"Đã có người xử lý {', '.join(codes[:NAMED])}{more} nên không hoàn tác cả lượt được. "
        "Kiến nghị nào nhập nhầm, hãy gộp hoặc kết luận không tiếp thu riêng."
    )


def check_can_finish_undo_petition_import(user, petition_import):
    """By the worker, in the transaction that takes the petitions away."""
    check_state(petition_import, "finish_undo")


def check_can_halt_undo_petition_import(user, petition_import):
    """By the worker, when somebody began to work on a petition of it meanwhile."""
    check_state(petition_import, "halt_undo")


def check_can_discard_petition_import(user, petition_import):
    check_state(petition_import, "discard")
    need_role(user, petition_import, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)


def check_can_requeue_petition_import(user, petition_import):
    """Whose worker is gone may be given to another; what goes on is left alone."""
    need_role(user, petition_import, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)
    if not petition_import.is_stuck:
        raise Refused(ONLY_WAITING)


def check_can_fix_import_row(user, row):
    """A faulty row of a file that waits for the decision."""
    petition_import = row.petition_import
    need_role(user, petition_import, Role.OFFICE, Role.FRONT, sentence=ONLY_COLLECTORS)
    if not petition_import.is_waiting:
        raise Refused("Lượt nhập này không còn chờ quyết định nên không sửa dòng được. Hãy tải lại trang.")
    if row.verdict != RowVerdict.BAD:
        raise Refused("Dòng này không có lỗi nên không cần sửa. Hãy tải lại trang để xem kết quả mới.")


def check_can_open_import_file(user, petition_import):
    """The original and the list of faulty rows hold telephone numbers."""
    need_role(user, petition_import, Role.OFFICE, Role.CHAIR, Role.FRONT, sentence=ONLY_COLLECTORS)
