"""Refusals become a page with their own sentence, whatever view raised them."""

from django.shortcuts import render

from core.refusals import Refused


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """403 for the wrong role, 409 for the wrong state or an obstacle."""
        if not isinstance(exception, Refused):
            return None
        template = "403.html" if exception.status == 403 else "409.html"
        back = request.headers.get("referer") or "/"
        return render(
            request, template, {"sentence": exception.sentence, "back": back}, status=exception.status
        )
