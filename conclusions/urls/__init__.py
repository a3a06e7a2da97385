"""The addresses of this room, one file per concern."""

from conclusions.urls import (
    answers,
    carrying,
    commitments,
    confirmations,
    dispatches,
    extensions,
    items,
    notices,
    prolonging,
    publications,
    submissions,
    supervision,
)

urlpatterns = [
    *notices.urlpatterns,
    *items.urlpatterns,
    *confirmations.urlpatterns,
    *dispatches.urlpatterns,
    *publications.urlpatterns,
    *extensions.urlpatterns,
    *commitments.urlpatterns,
    *prolonging.urlpatterns,
    *answers.urlpatterns,
    *carrying.urlpatterns,
    *submissions.urlpatterns,
    *supervision.urlpatterns,
]
