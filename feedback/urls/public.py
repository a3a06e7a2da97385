"""Addresses of this room: the pages of the people: what comes, sending an opinion, tracking."""

from django.urls import path

from feedback.views import public, tracking

urlpatterns = [
    path("xa/", public.public_index, name="public_index"),
    path("xa/<slug:slug>/", public.public_home, name="public_home"),
    path("xa/<slug:slug>/gui-y-kien/", public.public_send, name="public_send"),
    path("xa/<slug:slug>/gui-y-kien/xong/", public.public_sent, name="public_sent"),
    path("xa/<slug:slug>/gui-y-kien/xoa-ma/", public.public_forget, name="public_forget"),
    path("tra-cuu/", tracking.track_ask, name="track_ask"),
    path("tra-cuu/<str:code>/", tracking.track, name="track"),
    path("tra-cuu/<str:code>/danh-gia/", tracking.track_rate, name="track_rate"),
]
