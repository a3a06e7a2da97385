"""The commune's own lines on the papers of each of its bodies."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from core.access import guard
from core.pages import try_service
from core.states import BodyKind, Role
from documents import rules, services
from documents.draft_forms import SettingForm
from documents.drafting import setting_of


@guard(Role.OFFICE, Role.ADMIN)
def paper_setting_list(request):
    commune = request.user.commune
    rows = [(body, setting_of(commune, body)) for body in BodyKind]
    return render(request, "documents/setting_list.html", {"rows": rows})


@guard(Role.OFFICE, Role.ADMIN)
def paper_setting_edit(request, body):
    if body not in BodyKind.values:
        raise Http404
    commune = request.user.commune
    rules.check_can_edit_paper_setting(request.user, commune)
    form = SettingForm(request.POST or None, instance=setting_of(commune, body))
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        if try_service(
            form, services.edit_paper_setting, commune=commune, body=body, values=values, version=version,
            actor=request.user,
        ):  # fmt: skip
            messages.success(request, "Đã lưu. Văn bản ban hành từ nay theo thể thức này.")
            return redirect("paper_setting_list")
    return render(request, "documents/setting_edit.html", {"form": form, "body": BodyKind(body)})
