"""Addresses of this room: the classification board, duplicates, merging, grouping."""

urlpatterns = []
