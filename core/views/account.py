"""Signing in and out, the person's own page, password, notices, Việc của tôi."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from core.access import guard, public_page
from core.account_forms import ContactForm
from core.models import Commune, Post
from core.pages import paged
from core.providers import work_items_of
from core.services import change_own_contact, change_password, read_all_notices


@public_page("nobody is signed in yet")
@sensitive_post_parameters("password")
def sign_in(request):
    """The sign-in form; django-axes locks an account out after five wrong passwords."""
    if request.user.is_authenticated:
        return redirect("my_work")
    form = AuthenticationForm(request, request.POST or None)
    target = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        return redirect(target if safe else "my_work")
    return render(request, "core/sign_in.html", {"form": form, "next": target, **_sample_accounts()})


def _sample_accounts():
    """What the sign-in page of a sample commune shows; a real commune never has it (`is_sample`)."""
    if not settings.DEBUG or not Commune.objects.filter(is_sample=True).exists():
        return {}
    posts = (
        Post.objects.current().filter(commune__is_sample=True, is_main=True).select_related("user", "unit")
    )
    accounts = [
        {"username": post.user.username, "label": f"{post.title}, {post.unit.short_name}"}
        for post in posts.order_by("pk")
    ]
    return {"sample_accounts": accounts, "sample_password": settings.SAMPLE_PASSWORD}


@guard()
@require_POST
def sign_out(request):
    logout(request)
    return redirect("sign_in")


@guard()
def my_work(request):
    """What waits for this person, by when, why (the page that everybody opens on)."""
    return render(request, "core/my_work.html", {"items": work_items_of(request.user)})


@guard()
def own_page(request):
    form = ContactForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        change_own_contact(user=request.user, values=form.cleaned_data, actor=request.user)
        messages.success(request, "Đã lưu thông tin liên hệ.")
        return redirect("own_page")
    return render(request, "core/own_page.html", {"form": form})


@guard()
@sensitive_post_parameters()
def password_change(request):
    form = PasswordChangeForm(request.user, request.POST or None)
    # Django's own four lines call a civil servant "bạn".
    form.fields[
        "new_password1"
    ].help_text = "Không giống tên đăng nhập, không phổ biến, không chỉ gồm chữ số."
    if request.method == "POST" and form.is_valid():
        change_password(user=request.user, password=form.cleaned_data["new_password1"], actor=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("own_page")
    return render(request, "core/password_change.html", {"form": form})


@guard()
def notice_list(request):
    rows = request.user.notices.order_by("-created_at", "-pk")
    return render(request, "core/notice_list.html", {"page": paged(request, rows)})


@guard()
@require_POST
def notice_read_all(request):
    read_all_notices(user=request.user)
    return redirect("notice_list")


@guard()
def styleguide(request):
    if not settings.DEBUG:
        raise Http404
    return render(request, "core/styleguide.html")
