"""Who is known by name around a plan."""

from core.models import User


def titles_in(plan):
    """Name -> title of everybody whom the commune knows, and of who signs."""
    people = User.objects.filter(commune=plan.commune).prefetch_related("posts")
    titles = {person.full_name: _title(person) for person in people}
    return titles | ({plan.signer_name: plan.signer_title.capitalize()} if plan.signer_name else {})


def _title(person):
    post = next(iter(person.posts.all()), None)
    return post.title if post else ""
