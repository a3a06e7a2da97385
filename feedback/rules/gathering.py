"""Who may merge petitions that raise one matter, or put several under one answer, and which go together."""

from core.access import need_role
from core.refusals import Refused
from core.states import Role
from core.workflow import check_state
from feedback.rules.words import ONLY_OFFICE
from feedback.states import PetitionState

LEADS = "{} là kiến nghị chính của một nhóm trả lời chung. Hãy đưa các kiến nghị kia ra khỏi nhóm trước."
FOLLOWS = "{} đang trả lời chung với kiến nghị khác. Hãy bấm “Thôi trả lời chung” trước."
# What may still give or already has an answer for others.
LEADING = (PetitionState.RECEIVED, PetitionState.CLASSIFIED, PetitionState.ASSIGNED, PetitionState.ANSWERED)


def is_leader(petition):
    """Whether others wait for this petition's answer; no query where they were fetched with it."""
    return any(row.is_unanswered for row in petition.followers.all())


def check_is_no_follower(petition):
    """What gets its answer with another petition has no way of its own meanwhile."""
    if petition.answered_with_id:
        raise Refused(FOLLOWS.format(petition.code))


def check_is_no_leader(petition):
    """Others wait for its answer: it may not go where no answer comes from."""
    if is_leader(petition):
        raise Refused(LEADS.format(petition.code))


def check_can_merge_petition(user, petition):
    check_state(petition, "merge")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    check_is_no_follower(petition)
    check_is_no_leader(petition)


def check_into(petition, into):
    """One matter of one conference; no chains; what few may read is never read with what many may (LP-29)."""
    _check_other(petition, into)
    if into.state in (PetitionState.MERGED, PetitionState.REJECTED):
        raise Refused(
            f"{into.code} “{into.get_state_display().lower()}” nên không gộp vào được. Hãy chọn kiến nghị khác."
        )
    if into.conference_id != petition.conference_id:
        raise Refused(
            f"{into.code} thuộc hội nghị khác nên không gộp được. Muốn dùng một câu trả lời, hãy chọn “Trả lời chung”."
        )
    if petition.is_restricted != into.is_restricted:
        raise Refused(
            "Kiến nghị hạn chế người xem chỉ gộp với kiến nghị cũng hạn chế người xem. Hãy phân loại lại trước khi gộp."
        )


def _check_other(petition, other):
    if other.pk == petition.pk:
        raise Refused("Hãy chọn một kiến nghị khác với kiến nghị này.")
    if other.commune_id != petition.commune_id:
        raise Refused("Kiến nghị được chọn không thuộc xã này. Hãy chọn lại.")


def check_can_unmerge_petition(user, petition):
    check_state(petition, "unmerge")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)


def check_can_group_petition(user, petition):
    check_state(petition, "group")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    check_is_no_follower(petition)
    check_is_no_leader(petition)


def check_leader(petition, leader):
    """Whose answer serves both: one that has or will have an answer of its own."""
    _check_other(petition, leader)
    check_is_no_follower(leader)
    if leader.state not in LEADING:
        raise Refused(
            f"{leader.code} “{leader.get_state_display().lower()}” nên không có câu trả lời để dùng chung. Hãy chọn kiến nghị khác."
        )
    if leader.is_restricted and not petition.is_restricted:
        raise Refused(
            "Câu trả lời của kiến nghị hạn chế người xem không dùng chung cho kiến nghị mọi người đọc được. "
            "Hãy chọn kiến nghị khác."
        )


def check_can_ungroup_petition(user, petition):
    check_state(petition, "ungroup")
    need_role(user, petition, Role.OFFICE, sentence=ONLY_OFFICE)
    if not petition.answered_with_id:
        raise Refused("Kiến nghị này không trả lời chung với kiến nghị nào.")
