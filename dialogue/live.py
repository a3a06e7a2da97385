"""The hall's live pages: a fragment that is sent only when something changed (live-room 12)."""

from django.http import HttpResponseNotModified


def live(request, *, part, version, draw, is_shared=False):
    """304 while the hall's version is the one that the screen has; else what `draw()` renders, with the new tag.

    `part` names the fragment and for whom it is drawn, so that two pages never share a tag. `is_shared`: the same
    for everybody, also for a cache on the way.
    """
    tag = f'"{part}-{version}"'
    # A web server that compresses on the way makes the tag a weak one.
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        response = HttpResponseNotModified()
    else:
        response = draw()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache" if is_shared else "no-cache, private"
    return response
