"""Addresses of this room: the secretary's control desk."""

from django.urls import path

from dialogue.views import desk

urlpatterns = [
    path("hoi-nghi/<int:pk>/ban-thu-ky/", desk.conference_desk, name="conference_desk"),
    path("hoi-nghi/<int:pk>/ban-thu-ky/moi/", desk.desk_live, name="desk_live"),
    path("hoi-nghi/<int:pk>/ban-thu-ky/het-luot/", desk.speech_end, name="speech_end"),
]
