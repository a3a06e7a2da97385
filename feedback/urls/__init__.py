"""The addresses of this room, one file per concept."""

from feedback.urls import answering, board, collection, desk, hall, imports, lists, privacy, public, work

urlpatterns = [
    *lists.urlpatterns,
    *board.urlpatterns,
    *imports.urlpatterns,
    *desk.urlpatterns,
    *work.urlpatterns,
    *hall.urlpatterns,
    *answering.urlpatterns,
    *collection.urlpatterns,
    *privacy.urlpatterns,
    *public.urlpatterns,
]
