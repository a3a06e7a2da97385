"""Addresses of this room: who opened what, anonymising."""

from django.urls import path

from feedback.views import privacy

urlpatterns = [
    path("kien-nghi/du-lieu-ca-nhan/", privacy.personal_data, name="personal_data"),
    path("kien-nghi/an-danh/", privacy.petition_anonymise, name="petition_anonymise"),
    path("kien-nghi/an-danh/xoa-tep/", privacy.petition_delete_files, name="petition_delete_files"),
]
