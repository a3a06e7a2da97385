"""Commitments."""

from django.urls import path

from conclusions.views import commitments

urlpatterns = [
    path("cam-ket/", commitments.commitment_list, name="commitment_list"),
    path("cam-ket/<int:pk>/", commitments.commitment_detail, name="commitment_detail"),
    path("cam-ket/<int:pk>/tien-do/", commitments.commitment_progress, name="commitment_progress"),
    path("cam-ket/<int:pk>/bao-cao/", commitments.commitment_report, name="commitment_report"),
    path("cam-ket/<int:pk>/xac-nhan/", commitments.commitment_confirm, name="commitment_confirm"),
    path("cam-ket/<int:pk>/chua-xac-nhan/", commitments.commitment_dispute, name="commitment_dispute"),
    path("cam-ket/<int:pk>/nhan-xet/", commitments.commitment_remark, name="commitment_remark"),
]
