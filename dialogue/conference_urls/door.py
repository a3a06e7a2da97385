"""Addresses of this room: check-in at the door."""

from django.urls import path

from dialogue.views import door

urlpatterns = [
    path("hoi-nghi/<int:pk>/diem-danh/", door.conference_door, name="conference_door"),
    path("hoi-nghi/<int:pk>/diem-danh/moi/", door.conference_door_live, name="conference_door_live"),
    path(
        "hoi-nghi/<int:pk>/diem-danh/danh-sach/", door.conference_door_roster, name="conference_door_roster"
    ),
    path("hoi-nghi/<int:pk>/diem-danh/cua/", door.conference_door_choose, name="conference_door_choose"),
    path("hoi-nghi/<int:pk>/diem-danh/ghi/", door.attendance_check_in, name="attendance_check_in"),
    path("hoi-nghi/<int:pk>/diem-danh/den-them/", door.attendance_walk_in, name="attendance_walk_in"),
    path("hoi-nghi/<int:pk>/diem-danh/quet/", door.attendance_scan, name="attendance_scan"),
    path("hoi-nghi/<int:pk>/diem-danh/doc-ma/", door.attendance_read, name="attendance_read"),
    path("hoi-nghi/<int:pk>/diem-danh/phien-truoc/", door.attendance_take_over, name="attendance_take_over"),
    path("diem-danh/luot/<int:pk>/hoan-tac/", door.attendance_undo, name="attendance_undo"),
    path("diem-danh/<str:code>/", door.attendance_card, name="attendance_card"),
]
