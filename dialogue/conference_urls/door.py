"""Addresses of this room: check-in at the door."""

urlpatterns = []
