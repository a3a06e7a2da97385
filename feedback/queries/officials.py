"""Whose names and which words in a petition's text make it one that few may read (LP-29). No writing."""

from core.models import Post, User
from core.states import Role
from feedback.wordlists import conduct_words, named_in

OFFICIALS = (Role.CHAIR, Role.OFFICE, Role.UNIT)


def officials_of(commune):
    """Full names of the commune's officials with an account; one query."""
    posts = Post.objects.current().filter(commune=commune, role__in=OFFICIALS)
    names = User.objects.active().filter(pk__in=posts.values("user")).values_list("full_name", flat=True)
    return [name for name in names if len(name.split()) > 1]


def why_restricted(text, officials):
    """Why the system proposes to restrict it, in words; "" where nothing speaks for it."""
    if named_in(text, officials):
        return "nội dung nêu tên cán bộ của xã"
    words = conduct_words(text)
    return f"nội dung có chữ “{words[0]}” và “{words[1]}”" if words else ""
