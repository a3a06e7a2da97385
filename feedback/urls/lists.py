"""Addresses of this room: kept filters, exports, statistics."""

urlpatterns = []
