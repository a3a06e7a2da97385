"""Addresses of this room: the list, kept filters, exports, statistics."""

from django.urls import path

from feedback.views import exports, lists, statistics

urlpatterns = [
    path("kien-nghi/", lists.petition_list, name="petition_list"),
    path("kien-nghi/bo-loc/luu/", lists.saved_filter_add, name="saved_filter_add"),
    path("kien-nghi/bo-loc/<int:pk>/xoa/", lists.saved_filter_delete, name="saved_filter_delete"),
    path("kien-nghi/thong-ke/", statistics.petition_statistics, name="petition_statistics"),
    path("kien-nghi/xuat/", exports.petition_export, name="petition_export"),
    path("kien-nghi/bang-tinh/<int:pk>/", exports.list_export_detail, name="list_export_detail"),
    path("kien-nghi/bang-tinh/<int:pk>/tien-do/", exports.list_export_progress, name="list_export_progress"),
    path("kien-nghi/bang-tinh/<int:pk>/tai/", exports.list_export_download, name="list_export_download"),
    path("kien-nghi/bang-tinh/<int:pk>/lam-lai/", exports.list_export_retry, name="list_export_retry"),
]
