"""Addresses of this room: the chair's page in the hall."""

from django.urls import path

from dialogue.views import chair

urlpatterns = [
    path("hoi-nghi/<int:pk>/chu-tri/", chair.conference_chair, name="conference_chair"),
    path("hoi-nghi/<int:pk>/chu-tri/moi/", chair.chair_live, name="chair_live"),
]
