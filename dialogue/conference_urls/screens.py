"""Addresses of this room: the hall screen and phones. The project's urls put them before all others."""

from django.urls import path

from dialogue.views import screens

urlpatterns = [
    path("xem/<str:code>/luc-nay/<slug:part>/", screens.hall_now, name="hall_now"),
    path("man-hinh/<str:code>/", screens.hall_screen, name="hall_screen"),
    path("xem/<str:code>/", screens.hall_phone, name="hall_phone"),
    path("xem/<str:code>/luot-cua-toi/", screens.hall_mine, name="hall_mine"),
    path("xem/<str:code>/dang-ky/", screens.hall_register, name="hall_register"),
    path("xem/<str:code>/quen-ten/", screens.hall_forget, name="hall_forget"),
]
