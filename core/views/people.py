"""The admin's pages of people: list, one person, posts, initial passwords."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import services
from core.access import guard
from core.admin_forms import PersonForm, PostEndForm, PostForm, UserFilter
from core.models import Post, User
from core.pages import act, go, paged, try_service
from core.queries import people_of, posts_of
from core.states import Role


@guard(Role.ADMIN)
def user_list(request):
    form = UserFilter(request.GET, commune=request.user.commune)
    page = paged(request, people_of(request.user.commune, **form.values()))
    return render(request, "core/user_list.html", {"form": form, "page": page})


@guard(Role.ADMIN)
def user_detail(request, pk):
    person = person_or_404(request, pk)
    context = {"person": person, "rows": posts_of(person), "is_self": person == request.user}
    return render(request, "core/user_detail.html", context)


@guard(Role.ADMIN)
@never_cache
def user_create(request):
    """The initial password stands on the answer to the POST and nowhere else."""
    form = PersonForm(request.POST or None)
    made = form.is_valid() and try_service(
        form,
        services.create_user,
        commune=request.user.commune,
        values=form.cleaned_data,
        actor=request.user,
    )
    if made:
        person, password = made
        return render(
            request, "core/password_once.html", {"person": person, "password": password, "is_new": True}
        )
    return render(request, "core/user_form.html", {"form": form})


@guard(Role.ADMIN)
def user_edit(request, pk):
    person = person_or_404(request, pk)
    form = PersonForm(request.POST or None, instance=person_or_404(request, pk))
    if form.is_valid() and try_service(
        form, services.edit_user, user=person, values=form.cleaned_data, actor=request.user
    ):
        return go(request, person)
    return render(request, "core/user_form.html", {"form": form, "person": person})


@guard(Role.ADMIN)
@require_POST
def user_deactivate(request, pk):
    person = person_or_404(request, pk)
    return act(request, services.deactivate_user, user=person, to=person, done="Đã ngừng tài khoản.")


@guard(Role.ADMIN)
@require_POST
def user_activate(request, pk):
    person = person_or_404(request, pk)
    return act(request, services.activate_user, user=person, to=person, done="Đã cho dùng lại tài khoản.")


@guard(Role.ADMIN)
@never_cache
@require_POST
def user_reset_password(request, pk):
    person = person_or_404(request, pk)
    password = services.reset_password(user=person, actor=request.user)
    return render(request, "core/password_once.html", {"person": person, "password": password})


@guard(Role.ADMIN)
def post_give(request, pk):
    person = person_or_404(request, pk)
    form = PostForm(request.POST or None, commune=request.user.commune)
    if form.is_valid() and try_service(
        form, services.give_post, user=person, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã giao chức vụ.")
        return go(request, person)
    return render(request, "core/post_give.html", {"form": form, "person": person})


@guard(Role.ADMIN)
def post_end(request, pk):
    posts = Post.objects.filter(commune_id=request.user.commune_id).select_related("user", "unit", "commune")
    post = get_object_or_404(posts, pk=pk)
    form = PostEndForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.end_post, post=post, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi ngày kết thúc chức vụ.")
        return redirect("user_detail", pk=post.user_id)
    return render(request, "core/post_end.html", {"form": form, "held": post})


def person_or_404(request, pk):
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)
