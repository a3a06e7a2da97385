"""Each request reads a commune's working calendar once."""

from deadlines.loading import remembered_calendars


class CalendarMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with remembered_calendars():
            return self.get_response(request)
