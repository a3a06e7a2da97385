"""Addresses of this room: the secretary's control desk."""

urlpatterns = []
