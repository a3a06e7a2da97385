"""Addresses of this room: petitions from a file."""

urlpatterns = []
