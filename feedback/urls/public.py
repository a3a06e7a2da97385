"""Addresses of this room: the pages of the people: what comes, sending an opinion, tracking."""

urlpatterns = []
