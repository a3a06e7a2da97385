"""Addresses of this room: interruption and continuation, the minutes."""

from django.urls import path

from dialogue.views import minutes, sittings

urlpatterns = [
    path("hoi-nghi/<int:pk>/tam-nghi/", sittings.conference_interrupt, name="conference_interrupt"),
    path("hoi-nghi/<int:pk>/hop-tiep/", sittings.conference_resume, name="conference_resume"),
    path("hoi-nghi/<int:pk>/doi-ngay-hop-tiep/", sittings.continuation_edit, name="continuation_edit"),
    path("hoi-nghi/<int:pk>/bien-ban/", minutes.conference_minutes, name="conference_minutes"),
    path("hoi-nghi/<int:pk>/bien-ban/lap/", minutes.minutes_start, name="minutes_start"),
    path("hoi-nghi/<int:pk>/bien-ban/dien-bien/", minutes.minutes_edit, name="minutes_edit"),
    path("hoi-nghi/<int:pk>/bien-ban/so-voi-nhat-ky/", minutes.minutes_compare, name="minutes_compare"),
    path("hoi-nghi/<int:pk>/bien-ban/lay-lai/", minutes.minutes_retake, name="minutes_retake"),
    path("hoi-nghi/<int:pk>/bien-ban/giu-lai/", minutes.minutes_keep, name="minutes_keep"),
    path("phat-bieu/<int:pk>/sua/", minutes.contribution_edit, name="contribution_edit"),
]
