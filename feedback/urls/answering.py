"""Addresses of this room: one-petition links, supporting parts, publishing, satisfaction, replies from above."""

urlpatterns = []
