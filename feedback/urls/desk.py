"""Addresses of this room: the desk: entering, suggestions while typing, receipts; the settings."""

from django.urls import path

from feedback.views import desk

urlpatterns = [
    path("kien-nghi/nhap/", desk.petition_add, name="petition_add"),
    path("kien-nghi/nhap/nguoi-da-gui/", desk.petition_people_suggest, name="petition_people_suggest"),
    path("kien-nghi/quy-dinh/", desk.petition_setting_edit, name="petition_setting_edit"),
    path("kien-nghi/<int:pk>/sua/", desk.petition_edit, name="petition_edit"),
    path("kien-nghi/<int:pk>/giay-tiep-nhan/", desk.petition_receipt, name="petition_receipt"),
]
