"""Who may open a page, what a rule asks of a person, which acts a page offers."""

from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from core.models import Delegation
from core.refusals import NotYourRole, Refused
from core.sealing import SEALED, looks_sealed
from core.states import Role


def guard(*roles):
    """Only signed-in people; with roles: only who holds one of them today (a delegate counts as chair)."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                # A write is not repeated after signing in: only what can be read is a place to come back to.
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
            if request.user.must_change_password and not is_door(request):
                return redirect("password_change")
            if roles and not (roles_with_delegation(request.user) & set(roles)):
                names = ", ".join(Role(role).label for role in roles)
                raise NotYourRole(
                    f"Trang này dành cho: {names}. Hãy dùng đúng tài khoản hoặc nhờ quản trị cấp quyền."
                )
            return view(request, *args, **kwargs)

        guarded.guarded_by = roles or ("signed_in",)
        return guarded

    return decorate


def is_door(request):
    """Pages that a person with the admin's initial password may open: an own password, and the way out."""
    match = request.resolver_match
    return match is not None and match.url_name in ("password_change", "sign_out")


def public_page(why):
    """Mark a view that anyone may open, with the reason."""

    def decorate(view):
        view.guarded_by = ("public", why)
        return view

    return decorate


def roles_with_delegation(user):
    """Roles held today, with CHAIR added while the person is somebody's delegate."""
    return user.roles | ({Role.CHAIR} if user.delegations_now else set())


def has_role(user, subject, *roles):
    """Whether the person holds one of the roles in the subject's commune today.

    A delegate counts as CHAIR only for the conference that the delegation names (LP-68): the subject itself or
    the `conference` it belongs to.
    """
    if user is None or not user.is_authenticated or user.commune_id != commune_id_of(subject):
        return False
    if user.roles & set(roles):
        return True
    if Role.CHAIR not in roles or not user.delegations_now:
        return False
    about = getattr(subject, "conference", None) or subject
    return Delegation.objects.current().filter(delegate=user).about(about).exists()


def commune_id_of(subject):
    return subject.pk if subject._meta.label_lower == "core.commune" else subject.commune_id


def need_role(user, subject, *roles, sentence):
    """Raise NotYourRole with the sentence unless the person holds one of the roles; second line of a rule."""
    if not has_role(user, subject, *roles):
        raise NotYourRole(sentence)


def allowed(check, *args):
    """Whether a rule lets the person act, for what is simply left out otherwise: `allowed(rules.check…, user, obj)`."""
    return not refusal_of(check, *args)


def refusal_of(check, *args):
    """The sentence with which a rule refuses, or "" where it does not."""
    try:
        check(*args)
    except Refused as refusal:
        return refusal.sentence
    return ""


@dataclass(frozen=True)
class Action:
    """A button: what it says, where it posts (or leads, if it is a form), and why it is disabled."""

    name: str
    label: str
    url: str
    enabled: bool
    reason: str = ""
    tone: str = "normal"
    is_form: bool = False


def actions_for(user, obj):
    """The acts that the object's state offers, each enabled or with the refusal's own sentence.

    An act that is nobody of this person's role's business is left out unless the role is the person's own:
    what an office clerk cannot do because the chair must is shown, what only units do is not.
    """
    if not user.is_authenticated:
        return []
    room = obj._meta.app_label
    actions = []
    rows = obj.MOVES.from_state(obj.state)
    sealed = SEALED if rows and looks_sealed(obj) else ""
    for row in rows:
        if row.by_system:
            continue
        try:
            url = reverse(f"{obj.MOVES.noun}_{row.name}", args=[obj.pk])
        except NoReverseMatch:
            continue
        check = import_string(f"{room}.rules.check_can_{row.name}_{obj.MOVES.noun}")
        reason = sealed
        try:
            check(user, obj)
        except Refused as refusal:
            reason = sealed or refusal.sentence
            if isinstance(refusal, NotYourRole) and not (user.roles & {Role.OFFICE, Role.CHAIR, *row.roles}):
                continue
        actions.append(Action(row.name, row.label, url, not reason, reason, row.tone, row.is_form))
    return actions
