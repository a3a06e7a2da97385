"""The hall's live pages: a fragment that is sent only when something changed (live-room 12)."""

from django.http import HttpResponseNotModified


def live(request, *, part, version, draw):
    """304 while the hall's version is the one that the screen has; else what `draw()` renders, with the new tag.

    `part` names the fragment and for whom it is drawn, so that two pages never share a tag.
    """
    tag = f'"{part}-{version}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = draw()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    return response
