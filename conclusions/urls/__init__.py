"""The addresses of this room, one file per concern."""

from conclusions.urls import commitments, dispatches, extensions, items, notices

urlpatterns = [
    *notices.urlpatterns,
    *items.urlpatterns,
    *dispatches.urlpatterns,
    *extensions.urlpatterns,
    *commitments.urlpatterns,
]
