"""Addresses of this room: registering speakers."""

urlpatterns = []
