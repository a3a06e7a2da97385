"""Addresses of this room: the list, kept filters, exports, statistics."""

from django.urls import path

from feedback.views import lists

urlpatterns = [
    path("kien-nghi/", lists.petition_list, name="petition_list"),
    path("kien-nghi/bo-loc/luu/", lists.saved_filter_add, name="saved_filter_add"),
    path("kien-nghi/bo-loc/<int:pk>/xoa/", lists.saved_filter_delete, name="saved_filter_delete"),
]
