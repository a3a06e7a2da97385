"""The admin's home and the commune's settings."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core.access import guard
from core.admin_forms import CommuneForm
from core.models import Commune
from core.pages import try_service
from core.queries import admin_health, commune_figures
from core.services import edit_commune, retry_failed_mails
from core.states import Role


@guard(Role.ADMIN)
def admin_home(request):
    """Is the machine well, and the way to everything that an admin looks after."""
    commune = request.user.commune
    context = {"health": admin_health(commune), "figures": commune_figures(commune)}
    return render(request, "core/admin_home.html", context)


@guard(Role.ADMIN)
@require_POST
def mail_retry(request):
    count = retry_failed_mails(commune=request.user.commune, actor=request.user)
    messages.success(request, f"{count} thư sẽ được gửi lại trong giờ hành chính.")
    return redirect("admin_home")


@guard(Role.ADMIN)
def commune_edit(request):
    # Read again: a form writes what was typed into its instance, even when it is refused.
    commune = Commune.objects.get(pk=request.user.commune_id)
    form = CommuneForm(request.POST or None, instance=Commune.objects.get(pk=commune.pk))
    if form.is_valid() and try_service(
        form, edit_commune, commune=commune, values=form.cleaned_data, actor=request.user
    ):
        messages.success(request, "Đã lưu. Văn bản đã ban hành giữ nguyên tên cũ.")
        return redirect("commune_edit")
    return render(request, "core/commune_edit.html", {"form": form, "subject": commune})
