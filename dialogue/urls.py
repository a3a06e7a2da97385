"""The addresses of the whole product, room by room."""

from django.urls import include, path

urlpatterns = [
    # First: two hundred phones ask it every second, and each address that stands before it costs them all.
    path("", include("dialogue.conference_urls.screens")),
    path("", include("core.urls")),
    path("", include("deadlines.urls")),
    path("", include("documents.urls")),
    path("", include("plans.urls")),
    path("", include("dialogue.conference_urls")),
    path("", include("feedback.urls")),
    path("", include("conclusions.urls")),
    path("", include("reports.urls")),
]
