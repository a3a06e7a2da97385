"""Addresses of this room: the hall: outcomes of speeches, the petitions at the desk's hand."""

from django.urls import path

from feedback.views import floor, hall

urlpatterns = [
    path("hoi-nghi/phat-bieu/<int:pk>/ghi-ket-qua/", floor.contribution_settle, name="contribution_settle"),
    path("hoi-nghi/phat-bieu/<int:pk>/kien-nghi/", hall.contribution_link, name="contribution_link"),
    path("hoi-nghi/dang-ky/<int:pk>/kien-nghi/", hall.speaker_request_link, name="speaker_request_link"),
    path("hoi-nghi/<int:pk>/kien-nghi-tai-ban/", hall.conference_matters, name="conference_matters"),
    path("kien-nghi/<int:pk>/dang-ky-phat-bieu/", hall.petition_speak, name="petition_speak"),
]
