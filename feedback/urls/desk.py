"""Addresses of this room: the desk: suggestions while typing, receipts."""

urlpatterns = []
