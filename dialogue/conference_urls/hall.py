"""Addresses of this room: the day's record: opening, agenda steps, closing."""

from django.urls import path

from dialogue.views import hall

urlpatterns = [
    path("muc-chuong-trinh/<int:pk>/bat-dau/", hall.agenda_step_start, name="agenda_step_start"),
    path("muc-chuong-trinh/<int:pk>/ket-thuc/", hall.agenda_step_finish, name="agenda_step_finish"),
    path("hoi-nghi/<int:pk>/hoi-truong/", hall.conference_hall, name="conference_hall"),
    path("hoi-nghi/<int:pk>/khai-mac/", hall.conference_open, name="conference_open"),
    path("hoi-nghi/<int:pk>/be-mac/", hall.conference_close, name="conference_close"),
    path("hoi-nghi/<int:pk>/nguoi-du/", hall.conference_attendance, name="conference_attendance"),
]
