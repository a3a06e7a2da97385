"""Addresses of this room: the hall screen and phones."""

urlpatterns = []
