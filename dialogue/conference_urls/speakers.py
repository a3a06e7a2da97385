"""Addresses of this room: registering speakers."""

from django.urls import path

from dialogue.views import speakers

urlpatterns = [
    path("hoi-nghi/<int:pk>/dang-ky-phat-bieu/", speakers.conference_speakers, name="conference_speakers"),
    path("dang-ky-phat-bieu/<int:pk>/sua/", speakers.speaker_request_edit, name="speaker_request_edit"),
    path(
        "xa/<slug:slug>/dang-ky-phat-bieu/<int:pk>/",
        speakers.speaker_register_public,
        name="speaker_register_public",
    ),
    path(
        "xa/<slug:slug>/dang-ky-phat-bieu/<int:pk>/xong/",
        speakers.speaker_registered_public,
        name="speaker_registered_public",
    ),
]
