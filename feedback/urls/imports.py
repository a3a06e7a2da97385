"""Addresses of this room: petitions from a file."""

from django.urls import path

from feedback.views import imports

BASE = "kien-nghi/nhap-tep/"

urlpatterns = [
    path(BASE, imports.petition_import_list, name="petition_import_list"),
    path(f"{BASE}gui/", imports.petition_import_add, name="petition_import_add"),
    path(f"{BASE}mau/", imports.petition_import_template, name="petition_import_template"),
    path(f"{BASE}mau-csv/", imports.petition_import_template_csv, name="petition_import_template_csv"),
    path(f"{BASE}<int:pk>/", imports.petition_import_detail, name="petition_import_detail"),
    path(f"{BASE}<int:pk>/tien-do/", imports.petition_import_progress, name="petition_import_progress"),
    path(f"{BASE}<int:pk>/nhap/", imports.petition_import_apply, name="petition_import_apply"),
    path(f"{BASE}<int:pk>/hoan-tac/", imports.petition_import_undo, name="petition_import_undo"),
    path(f"{BASE}<int:pk>/bo/", imports.petition_import_discard, name="petition_import_discard"),
    path(f"{BASE}<int:pk>/lam-lai/", imports.petition_import_requeue, name="petition_import_requeue"),
    path(f"{BASE}<int:pk>/tep-goc/", imports.petition_import_original, name="petition_import_original"),
    path(f"{BASE}<int:pk>/dong-loi/", imports.petition_import_bad_rows, name="petition_import_bad_rows"),
    path(f"{BASE}dong/<int:pk>/", imports.import_row_fix, name="import_row_fix"),
]
