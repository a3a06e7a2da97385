"""More time for a promise, and the figures of how promises were kept."""

from django.urls import path

from conclusions.views import commitments, prolonging, scoreboard

urlpatterns = [
    path("cam-ket/bang-tinh/", commitments.commitment_list_export, name="commitment_list_export"),
    path("cam-ket/giu-loi/", scoreboard.commitment_scoreboard, name="commitment_scoreboard"),
    path(
        "cam-ket/giu-loi/bang-tinh/",
        scoreboard.commitment_scoreboard_export,
        name="commitment_scoreboard_export",
    ),
    path("cam-ket/bao-cao/<int:pk>/", commitments.commitment_report_detail, name="commitment_report_detail"),
    path(
        "cam-ket/<int:pk>/xin-lui-han/", prolonging.commitment_extension_ask, name="commitment_extension_ask"
    ),
    path(
        "cam-ket/lui-han/<int:pk>/cho-phep/",
        prolonging.commitment_extension_approve,
        name="commitment_extension_approve",
    ),
    path(
        "cam-ket/lui-han/<int:pk>/khong-cho/",
        prolonging.commitment_extension_reject,
        name="commitment_extension_reject",
    ),
]
