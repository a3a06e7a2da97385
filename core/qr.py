"""QR codes for pages and papers, as inline SVG; what they lead to is said by whoever asks for one."""

import segno
from django.utils.html import escape
from django.utils.safestring import mark_safe


def qr_svg(text, label):
    """An SVG of `text` (an address) that grows with its box; `label` is what a screen reader says. No style attribute.

    Always dark on white with its quiet zone: a camera reads it in dark mode and on paper alike.
    """
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=4, omitsize=True, light="#fff", dark="#000", svgclass="qr", title=label)
    return mark_safe(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))
