"""The row of tabs over the pages about petitions, by what the person's roles open; the faults of the desk's form."""

from django import template
from django.urls import NoReverseMatch, reverse

from core.states import Role

register = template.Library()

EVERYBODY = frozenset(Role)
TABS = (
    ("Danh sách", "petition_list", EVERYBODY),
    ("Phân loại", "petition_board", {Role.OFFICE}),
    ("Có thể trùng", "petition_duplicates", {Role.OFFICE}),
    ("Trả lời", "answer_list", {Role.OFFICE, Role.CHAIR, Role.UNIT}),
    ("Chờ cấp trên", "petition_upward_list", {Role.OFFICE, Role.CHAIR}),
    ("Thu thập", "collection_round_list", {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.UNIT, Role.PARTY}),
    ("Nhập từ tệp", "petition_import_list", {Role.OFFICE, Role.FRONT}),
    ("Thống kê", "petition_statistics", {Role.OFFICE, Role.CHAIR, Role.FRONT, Role.PARTY}),
    ("Quy định", "petition_setting_edit", {Role.OFFICE, Role.ADMIN}),
    ("Dữ liệu cá nhân", "personal_data", {Role.OFFICE, Role.CHAIR, Role.ADMIN}),
)


@register.inclusion_tag("components/tabs.html", takes_context=True)
def petition_tabs(context):
    request = context["request"]
    rows = []
    for label, name, roles in TABS:
        if request.user.roles & roles:
            try:
                rows.append({"label": label, "url": reverse(name)})
            except NoReverseMatch:
                continue
    return {"tabs": rows, "label": "Các trang về kiến nghị", "request": request}


@register.inclusion_tag("components/error_summary.html")
def petition_errors(form, people):
    """What is wrong with the petition and with each of its people: a name or number not seen is not mended."""
    if not form.is_bound or not people.is_bound:
        return {"errors": [], "general": []}
    parts = [*people.forms, form]
    errors = [(bound, message) for part in parts for bound in part for message in bound.errors]
    return {"errors": errors, "general": [*form.non_field_errors(), *people.non_form_errors()]}
