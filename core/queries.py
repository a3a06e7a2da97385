"""Pages' reads over several tables of the ground room: the admin's overview, people, units, delegations."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q

from core.attempts import dead_letters
from core.clock import local_today
from core.models import Delegation, Notice, Post, Unit, User
from core.states import DeliveryState, Role
from core.vietnamese import fold
from core.worker_health import worker_health

SHOWN_FAILED_MAILS = 10


def admin_health(commune):
    """What the admin's home says of the machine: worker, dead letters, mails of this commune."""
    mails = Notice.objects.filter(commune=commune)
    counts = mails.aggregate(
        waiting=Count("pk", filter=Q(email_state=DeliveryState.WAITING)),
        failed=Count("pk", filter=Q(email_state=DeliveryState.FAILED)),
    )
    stuck = mails.filter(email_state__in=[DeliveryState.FAILED, DeliveryState.WAITING]).exclude(
        email_error=""
    )
    return {
        "worker": worker_health(),
        "dead_letters": dead_letters().count(),
        "mails_waiting": counts["waiting"],
        "mails_failed": counts["failed"],
        "failed_mails": list(stuck.select_related("recipient").order_by("-pk")[:SHOWN_FAILED_MAILS]),
    }


def commune_figures(commune):
    """How many people may sign in, how many admins there are, how many bodies and delegations stand."""
    return {
        "users": User.objects.of_commune(commune).active().count(),
        "admins": User.objects.holding(commune, Role.ADMIN).count(),
        "units": Unit.objects.of_commune(commune).active().count(),
        "delegations": Delegation.objects.of_commune(commune).standing().count(),
    }


def people_of(commune, *, words="", unit=None, role="", status="active"):
    """People of the commune by given name, with the posts that they hold today (`posts_shown`)."""
    rows = User.objects.of_commune(commune)
    if words:
        rows = rows.filter(folded__contains=fold(words))
    if unit or role:
        posts = Post.objects.current()
        posts = posts.filter(unit=unit) if unit else posts
        posts = posts.filter(role=role) if role else posts
        rows = rows.filter(pk__in=posts.values("user"))
    if status in ("active", "inactive"):
        rows = rows.filter(is_active=status == "active")
    current = Post.objects.current().select_related("unit").order_by("-is_main", "pk")
    return rows.prefetch_related(Prefetch("posts", current, to_attr="posts_shown")).order_by("sort_key", "pk")


def posts_of(user):
    """Every post the person ever held, the standing ones first."""
    today = local_today()
    posts = list(user.posts.select_related("unit").order_by("-starts_on", "-pk"))
    rows = [{"post": post, "is_over": post.ends_on is not None and post.ends_on < today} for post in posts]
    return sorted(rows, key=lambda row: row["is_over"])


def units_of(commune, *, words="", kind="", status="active"):
    """Bodies of the commune in the order of the alphabet, with other names and how many people work there."""
    rows = Unit.objects.of_commune(commune)
    if words:
        text = fold(words)
        names = Q(folded_name__contains=text) | Q(folded_short__contains=text)
        rows = rows.filter(names | Q(pk__in=rows.filter(aliases__folded__contains=text).values("pk")))
    if kind:
        rows = rows.filter(kind=kind)
    if status in ("active", "inactive"):
        rows = rows.filter(is_active=status == "active")
    working = Q(posts__user__is_active=True, posts__in=Post.objects.current().values("pk"))
    people = Count("posts__user", filter=working, distinct=True)
    return rows.prefetch_related("aliases").annotate(people=people).sorted()


def people_in(unit):
    """Standing posts in a unit with their people, the head (main post, earliest) first."""
    posts = Post.objects.current().filter(unit=unit, user__is_active=True)
    return posts.select_related("user").order_by("-is_main", "starts_on", "user__sort_key")


def delegations_of(commune):
    """All delegations of the commune, newest first."""
    rows = Delegation.objects.of_commune(commune).select_related("delegator", "delegate")
    return rows.order_by("-ends_on", "-pk")


def with_subjects(delegations):
    """Each delegation with the thing it is about: one query per kind of thing, not per row."""
    keys = {}
    for delegation in delegations:
        keys.setdefault(delegation.subject_type_id, set()).add(delegation.subject_id)
    found = {}
    for type_id, pks in keys.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        found |= {(type_id, pk): row for pk, row in model._base_manager.in_bulk(pks).items()}
    return [(row, found.get((row.subject_type_id, row.subject_id))) for row in delegations]


def delegation_status(delegation):
    """(word, tone) of a delegation today."""
    today = local_today()
    if delegation.revoked_at:
        return "Đã thu hồi", "exempt"
    if delegation.ends_on < today:
        return "Đã hết hạn", "neutral"
    return ("Chưa tới ngày", "info") if delegation.starts_on > today else ("Đang có hiệu lực", "good")
