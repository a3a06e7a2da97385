"""Refusals become a page with their own sentence, whatever view raised them."""

from django.shortcuts import render

from core.refusals import Refused

BUTTON_ONLY = "Địa chỉ này chỉ dùng khi bấm nút trên trang. Hãy quay lại trang trước và bấm nút ở đó."


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Also the two refusals of the framework itself, which would be English or empty (DEBUG is on in the sample)."""
        response = self.get_response(request)
        if response.status_code == 404:
            return render(request, "404.html", status=404)
        if response.status_code == 405 and not response.content:
            page = render(request, "409.html", {"sentence": BUTTON_ONLY, "back": _back(request)}, status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request, exception):
        """403 for the wrong role, 409 for the wrong state or an obstacle, 429 for too many tries from one place."""
        if not isinstance(exception, Refused):
            return None
        template = {403: "403.html", 429: "429.html"}.get(exception.status, "409.html")
        words = {"sentence": exception.sentence, "back": _back(request)}
        return render(request, template, words, status=exception.status)


def _back(request):
    return request.headers.get("referer") or "/"
