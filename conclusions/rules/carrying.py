"""Who may carry what former conferences left open into the next one's papers. No writing."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role

ONLY_OFFICE = "Chỉ văn phòng đưa việc kỳ trước vào chương trình và báo cáo của hội nghị. Hãy báo văn phòng."


def check_can_carry_leftovers(user, conference):
    if not conference.is_in_preparation:
        raise Refused("Hội nghị không còn ở bước chuẩn bị nên không đưa thêm việc kỳ trước vào nữa.")
    need_role(user, conference, Role.OFFICE, sentence=ONLY_OFFICE)
