"""Who may do what to people, posts, units and delegations: each refusal a full Vietnamese sentence."""

from datetime import timedelta

from core.access import need_role
from core.clock import local_today
from core.models import Commune, Delegation, Post, Unit, User
from core.refusals import NotYourRole, Refused
from core.states import CommuneKind, Role
from core.vietnamese import short_date

ONLY_CHAIR_DELEGATES = "Chỉ người chủ trì mới uỷ quyền được, và uỷ quyền bằng tài khoản của mình. Hãy trình người chủ trì thực hiện."
ONLY_SOME_REVOKE = "Chỉ người đã uỷ quyền, người chủ trì hoặc quản trị mới thu hồi được uỷ quyền này. Hãy trình người chủ trì."
ONLY_ADMIN = "Chỉ quản trị của xã mới làm được việc này. Hãy nhờ tài khoản quản trị của xã."
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


def check_can_administer(user, commune):
    """People, posts, units and the settings of a commune: its own admin only."""
    need_role(user, commune, Role.ADMIN, sentence=ONLY_ADMIN)


def check_can_edit_commune(user, commune, values):
    """The admin; but a commune never becomes a province, and a province never takes another one's communes."""
    check_can_administer(user, commune)
    kind, province = values.get("kind", commune.kind), values.get("province", commune.province)
    becomes_other = (kind == CommuneKind.PROVINCE) != commune.is_province
    if becomes_other or (commune.is_province and province != commune.province):
        raise Refused(
            "Quyền xem số liệu của cả tỉnh, thành phố chỉ được lập trên máy chủ (manage.py create_province). "
            "Hãy liên hệ nơi quản lý máy chủ."
        )


def check_can_create_province(province, slug, username):
    """Run on the server by hand: nobody signed in, so what is asked is that the names are free and lead to communes."""
    if not Commune.objects.of_province(province):
        raise Refused(
            f"Chưa có xã nào thuộc “{province}”. Hãy gõ đúng tên tỉnh, thành phố như ghi ở thông tin của các xã."
        )
    if Commune.objects.filter(slug=slug).exists():
        raise Refused(f"Tên trên đường dẫn “{slug}” đã có nơi dùng. Hãy chọn tên khác.")
    if User.objects.filter(username=username).exists():
        raise Refused(f"Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác.")


def check_can_deactivate_user(user, person):
    """Not oneself, and never the last admin of the commune."""
    check_can_administer(user, person.commune)
    if person == user:
        raise Refused("Không thể tự ngừng tài khoản của mình. Hãy nhờ một quản trị khác của xã.")
    if not person.is_active:
        raise Refused("Tài khoản này đã ngừng sử dụng. Tải lại trang để xem tình trạng mới nhất.")
    check_admin_remains(person.commune, without_user=person)


def check_can_activate_user(user, person):
    check_can_administer(user, person.commune)
    if person.is_active:
        raise Refused("Tài khoản này đang được sử dụng. Tải lại trang để xem tình trạng mới nhất.")


def check_can_reset_password(user, person):
    """An admin changes his own password on his own page, where the present one is asked for."""
    check_can_administer(user, person.commune)
    if person == user:
        raise Refused("Mật khẩu của chính mình thì đổi ở “Trang của tôi”, mục Đổi mật khẩu.")
    if not person.is_active:
        raise Refused("Tài khoản này đã ngừng sử dụng. Hãy cho dùng lại trước khi đặt mật khẩu mới.")


def check_can_give_post(user, person, *, unit, role, starts_on, ends_on):
    """In a working unit of the same commune, days in order, and not the same post twice at a time."""
    check_can_administer(user, person.commune)
    if unit.commune_id != person.commune_id or not unit.is_active:
        raise Refused("Đơn vị này không còn hoạt động trong xã. Hãy chọn đơn vị khác.")
    if not person.is_active:
        raise Refused("Tài khoản này đã ngừng sử dụng. Hãy cho dùng lại trước khi giao chức vụ.")
    if ends_on and ends_on < starts_on:
        raise Refused("Ngày kết thúc đứng trước ngày bắt đầu. Hãy xem lại hai ngày.")
    if person.posts.filter(unit=unit, role=role).not_over(starts_on).exists():
        raise Refused(
            f"{person} đang giữ vai trò này tại {unit}. Hãy kết thúc chức vụ cũ trước khi giao chức vụ mới."
        )


def check_can_end_post(user, post, *, ends_on):
    """The commune keeps an admin from the day after, and nobody takes his own last admin post away."""
    check_can_administer(user, post.commune)
    if post.ends_on and post.ends_on < local_today():
        raise Refused(f"Chức vụ này đã kết thúc ngày {short_date(post.ends_on)}.")
    if ends_on < post.starts_on:
        raise Refused(
            f"Chức vụ bắt đầu từ {short_date(post.starts_on)}. Hãy chọn ngày kết thúc từ hôm đó trở đi."
        )
    if post.role != Role.ADMIN:
        return
    after = ends_on + timedelta(days=1)
    others = post.user.posts.current(after).filter(role=Role.ADMIN).exclude(pk=post.pk)
    if post.user == user and not others.exists():
        raise Refused(
            "Không thể tự bỏ chức vụ quản trị cuối cùng của mình. Hãy nhờ một quản trị khác của xã."
        )
    check_admin_remains(post.commune, without_post=post, on=after)


def check_admin_remains(commune, *, without_user=None, without_post=None, on=None):
    """A commune that loses its last admin could never be set right again from inside."""
    posts = Post.objects.current(on).filter(commune=commune, role=Role.ADMIN, user__is_active=True)
    if without_user:
        posts = posts.exclude(user=without_user)
    if without_post:
        posts = posts.exclude(pk=without_post.pk)
    if not posts.exists():
        raise Refused("Đây là quản trị cuối cùng của xã. Hãy giao chức vụ quản trị cho người khác trước.")


def check_can_deactivate_unit(user, unit):
    """Its people would lose their desk without a word: they are moved first."""
    check_can_administer(user, unit.commune)
    if not unit.is_active:
        raise Refused("Đơn vị này đã ngừng hoạt động. Tải lại trang để xem tình trạng mới nhất.")
    people = Post.objects.not_over().filter(unit=unit, user__is_active=True).count()
    if people:
        raise Refused(
            f"Còn {people} chức vụ tại đơn vị này. Hãy kết thúc hoặc chuyển các chức vụ đó trước khi ngừng đơn vị."
        )


def check_can_activate_unit(user, unit):
    check_can_administer(user, unit.commune)
    if unit.is_active:
        raise Refused("Đơn vị này đang hoạt động. Tải lại trang để xem tình trạng mới nhất.")


def check_can_add_alias(user, unit, text):
    """One name leads to one unit, or imports could not tell which is meant (D-28)."""
    check_can_administer(user, unit.commune)
    holder = Unit.objects.of_commune(unit.commune).named(text).first()
    if holder:
        raise Refused(f"“{text}” đã là tên của {holder}. Hãy dùng tên khác.")
