"""Who may do what to people, posts, units and delegations: each refusal a full Vietnamese sentence."""

from core.clock import local_today
from core.models import Delegation
from core.refusals import NotYourRole, Refused
from core.states import Role
from core.vietnamese import short_date

ONLY_CHAIR_DELEGATES = "Chỉ người chủ trì mới uỷ quyền được, và uỷ quyền bằng tài khoản của mình. Hãy trình người chủ trì thực hiện."
ONLY_SOME_REVOKE = "Chỉ người đã uỷ quyền, người chủ trì hoặc quản trị mới thu hồi được uỷ quyền này. Hãy trình người chủ trì."
ALREADY_REVOKED = "Uỷ quyền này đã được thu hồi trước đó. Tải lại trang để xem tình trạng mới nhất."


def check_can_grant_delegation(user, subject, *, delegator, delegate, reason, starts_on, ends_on):
    """LP-68: the chair in person (a delegate never passes it on), to one of the same commune, for a reason."""
    is_chair = user.commune_id == subject.commune_id and Role.CHAIR in user.roles
    if not is_chair or delegator != user:
        raise NotYourRole(ONLY_CHAIR_DELEGATES)
    if delegate == delegator:
        raise Refused("Không thể tự uỷ quyền cho chính mình. Hãy chọn người khác.")
    if delegate.commune_id != subject.commune_id or not delegate.is_active or not delegate.posts_now:
        raise Refused(
            f"{delegate} hiện không giữ chức vụ nào trong xã nên không nhận uỷ quyền được. Hãy chọn người khác."
        )
    if not reason.strip():
        raise Refused("Chưa ghi lý do uỷ quyền. Hãy ghi rõ lý do vắng mặt.")
    if ends_on < starts_on:
        raise Refused("Ngày kết thúc uỷ quyền đứng trước ngày bắt đầu. Hãy xem lại hai ngày.")
    if ends_on < local_today():
        raise Refused("Thời gian uỷ quyền đã qua. Hãy chọn ngày kết thúc từ hôm nay trở đi.")
    standing = Delegation.objects.standing().about(subject).select_related("delegate").first()
    if standing:
        raise Refused(
            f"Đang có uỷ quyền cho {standing.delegate} đến hết {short_date(standing.ends_on)}. "
            "Hãy thu hồi uỷ quyền đó trước khi uỷ quyền cho người khác."
        )


def check_can_revoke_delegation(user, delegation):
    """The delegator, a chair or the admin of the commune; only while it has not ended."""
    if delegation.revoked_at:
        raise Refused(ALREADY_REVOKED)
    if delegation.ends_on < local_today():
        raise Refused("Uỷ quyền này đã hết thời gian nên không cần thu hồi.")
    is_own = user.commune_id == delegation.commune_id
    if not is_own or not (user == delegation.delegator or user.roles & {Role.CHAIR, Role.ADMIN}):
        raise NotYourRole(ONLY_SOME_REVOKE)
