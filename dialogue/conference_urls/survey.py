"""Addresses of this room: the satisfaction survey."""

urlpatterns = []
