"""Charts drawn on the server: `{% load charts %}{% bar_chart "Theo lĩnh vực" rows %}{% column_chart "Theo tháng" rows %}`.

`rows`: pairs of label and count. The drawing is for the eye; the table that stands beside it says the same in words.
"""

from django import template

from core import charts

register = template.Library()


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(title, rows, key):
    """Lying bars. `key`: unique on the page, for the drawing's title."""
    return {"title": title, "key": key, "chart": charts.bars(list(rows))}


@register.inclusion_tag("components/column_chart.html")
def column_chart(title, rows, key):
    """Standing columns."""
    return {"title": title, "key": key, "chart": charts.columns(list(rows))}
