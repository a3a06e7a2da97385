"""Addresses of this room: interruption and continuation, the minutes."""

urlpatterns = []
