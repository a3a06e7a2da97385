"""Addresses of this room: who opened what, settings, anonymising."""

urlpatterns = []
