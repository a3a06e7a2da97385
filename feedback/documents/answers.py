"""A written answer as it is kept at each step of its approval; the unit's own letter is in `letters`."""

from django.template.loader import render_to_string


def answer_html(answer):
    """Every word of the answer that somebody may have changed, one paragraph each."""
    return render_to_string("feedback/papers/answer_version.html", {"answer": answer})
