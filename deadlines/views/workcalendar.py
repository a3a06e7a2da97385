"""The working calendar: a year by months, its days edited with a preview, a day's nature, the calculator."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.access import guard, public_page
from core.clock import local_today
from core.pages import try_service
from core.states import Role
from deadlines import arithmetic, services
from deadlines.explain import explain
from deadlines.forms import CalculatorForm, DayForm, FixedDateForm
from deadlines.loading import calendar_for
from deadlines.models import CalendarDay
from deadlines.queries import day_words, moved_words, preview_of_confirmation, preview_of_rows, year_table

SHOWN = 100  # moved deadlines named on a preview; beyond it their number is enough


@guard()
def calendar_current(request):
    return redirect("calendar_year", year=local_today().year)


@guard()
def calendar_year(request, year):
    if not 2000 <= year <= 2100:
        return redirect("calendar_current")
    context = {
        "year": year,
        "table": year_table(request.user.commune, year),
        "may_edit": Role.ADMIN in request.user.roles,
    }
    return render(request, "deadlines/calendar_year.html", context)


@guard(Role.ADMIN)
def calendar_day_add(request, year):
    return _edit_day(request, DayForm(request.POST or None), year, heading="Thêm ngày nghỉ, ngày làm bù")


@guard(Role.ADMIN)
def calendar_day_edit(request, pk):
    """A nation's row is changed by a row of the commune on the same date."""
    day = get_object_or_404(CalendarDay.objects.visible_to(request.user), pk=pk)
    form = DayForm(request.POST or None, day=day)
    return _edit_day(request, form, day.day_on.year, heading=f"Sửa ngày {day.day_on:%d/%m/%Y}")


@guard(Role.ADMIN)
def calendar_day_remove(request, pk):
    rows = CalendarDay.objects.visible_to(request.user).filter(commune=request.user.commune)
    day = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        moved = services.remove_day(day=day, actor=request.user)
        messages.success(request, f"Đã bỏ ngày {day.day_on:%d/%m/%Y}. {moved_words(moved)}")
        return redirect("calendar_year", year=day.day_on.year)
    moves = preview_of_rows(commune=request.user.commune, without=[day.day_on])
    context = {"day": day, "moves": moves[:SHOWN], "count": len(moves), "year": day.day_on.year}
    return render(request, "deadlines/calendar_day_remove.html", context)


@guard(Role.ADMIN)
def calendar_year_confirm(request, year):
    if request.method == "POST":
        moved = services.confirm_year(commune=request.user.commune, year=year, actor=request.user)
        messages.success(request, f"Đã xác nhận lịch làm việc năm {year}. {moved_words(moved)}")
        return redirect("calendar_year", year=year)
    moves = preview_of_confirmation(commune=request.user.commune, year=year)
    table = year_table(request.user.commune, year)
    context = {"year": year, "moves": moves[:SHOWN], "count": len(moves), "table": table}
    return render(request, "deadlines/calendar_year_confirm.html", context)


@guard(Role.ADMIN)
@require_POST
def calendar_year_fill(request, year):
    added = services.fill_year(year, actor=request.user)
    messages.success(request, f"Đã thêm {added} ngày nghỉ, ngày làm bù của năm {year} theo quy định chung.")
    return redirect("calendar_year", year=year)


@public_page("which days are working days is public knowledge; date fields ask while one types")
def day_hint(request):
    """A few words on the typed date: weekday, day off or made-up day with its reason."""
    commune = request.user.commune if request.user.is_authenticated else None
    typed = forms.DateField(required=False)
    try:
        day = typed.clean(request.GET.get("date", ""))
    except forms.ValidationError:
        day = None
    words = day_words(day, calendar_for(commune)) if day else "Gõ ngày/tháng/năm, ví dụ 16/5/2026"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@guard()
def calculator(request):
    """Tính thời hạn: a sum with its whole account; the link to a result can be sent on."""
    is_fixed = "shape" in request.GET
    form = CalculatorForm(request.GET if "amount" in request.GET else None)
    fixed = FixedDateForm(request.GET if is_fixed else None)
    asked = fixed if is_fixed else form
    result = lines = None
    if asked.is_valid():
        try:
            result = _result(asked.cleaned_data, calendar_for(request.user.commune))
            lines = explain(result, anchor_label="ngày mốc")
        except arithmetic.BadSum as wrong:
            asked.add_error(None, str(wrong))
    context = {"form": form, "fixed": fixed, "result": result, "lines": lines}
    return render(request, "deadlines/calculator.html", context)


def _result(values, calendar):
    if "shape" in values:
        count = arithmetic.before_date if values["shape"] == "before" else arithmetic.by_date
        return count(values["fixed_on"], calendar)
    return arithmetic.compute(
        values["anchor_on"], values["amount"], values["unit"], values["direction"], calendar
    )


def _edit_day(request, form, year, heading):
    commune, moves = request.user.commune, None
    if form.is_valid():
        values = form.cleaned_data
        if "confirm" in request.POST:
            moved = try_service(form, services.set_day, commune=commune, actor=request.user, **values)
            if moved is not None:
                messages.success(
                    request,
                    f"Đã lưu ngày {values['day_on']:%d/%m/%Y}. {moved_words([] if moved is True else moved)}",
                )
                return redirect("calendar_year", year=values["day_on"].year)
        moves = preview_of_rows(commune=commune, day_rows=[form.row()])
    context = {
        "form": form,
        "year": year,
        "heading": heading,
        "is_preview": moves is not None,
        "moves": (moves or [])[:SHOWN],
        "count": len(moves or []),
    }
    return render(request, "deadlines/calendar_day_form.html", context)
