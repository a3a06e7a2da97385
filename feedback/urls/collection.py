"""Addresses of this room: opinion forms, collection rounds, what came back, the form filled online."""

urlpatterns = []
