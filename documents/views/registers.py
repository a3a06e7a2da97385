"""The number registers as pages."""

from django.contrib import messages
from django.shortcuts import redirect, render

from core.access import guard
from core.pages import try_service
from core.states import Role
from documents import rules, services
from documents.forms import RegisterForm
from documents.queries import registers_of
from documents.views.papers import READERS


@guard(*READERS)
def register_list(request):
    context = {"rows": registers_of(request.user), "may_set": Role.OFFICE in request.user.roles}
    return render(request, "documents/register_list.html", context)


@guard(*READERS)
def register_set(request):
    rules.check_can_set_register(request.user, request.user.commune)
    form = RegisterForm(request.POST or None)
    if form.is_valid() and try_service(
        form, services.set_register, commune=request.user.commune, actor=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi. Văn bản ban hành sau đây lấy số tiếp theo.")
        return redirect("register_list")
    return render(request, "documents/register_set.html", {"form": form})
