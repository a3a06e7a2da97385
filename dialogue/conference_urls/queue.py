"""Addresses of this room: the speakers' queue."""

urlpatterns = []
