"""The addresses of this room, one file per concern."""

from reports.urls import dossiers, period

urlpatterns = [*period.urlpatterns, *dossiers.urlpatterns]
