"""Addresses of this room: interruption and continuation, the minutes."""

from django.urls import path

from dialogue.views import sittings

urlpatterns = [
    path("hoi-nghi/<int:pk>/tam-nghi/", sittings.conference_interrupt, name="conference_interrupt"),
    path("hoi-nghi/<int:pk>/hop-tiep/", sittings.conference_resume, name="conference_resume"),
    path("hoi-nghi/<int:pk>/doi-ngay-hop-tiep/", sittings.continuation_edit, name="continuation_edit"),
]
