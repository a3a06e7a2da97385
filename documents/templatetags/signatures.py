"""The panel "Chữ ký, bản ký" of an issued paper, on the paper's own page and on others'."""

from django import template

from documents.queries.signatures import signature_panel

register = template.Library()


@register.inclusion_tag("documents/signatures_panel.html", takes_context=True)
def signatures_panel(context, paper):
    """Who signed, what may be done next by who looks at it; nothing for drafts."""
    return signature_panel(context["request"].user, paper) | {"request": context["request"]}
