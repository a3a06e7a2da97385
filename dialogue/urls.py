"""The addresses of the whole product, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("", include("deadlines.urls")),
    path("", include("documents.urls")),
    path("", include("plans.urls")),
    path("", include("dialogue.conference_urls")),
    path("", include("feedback.urls")),
    path("", include("conclusions.urls")),
]
