"""Addresses of this room: the archive of dossiers."""

from django.urls import path

from reports.views import dossiers, retention

urlpatterns = [
    path("ho-so/", dossiers.dossier_list, name="dossier_list"),
    path("ho-so/thoi-han-luu/", retention.retention_list, name="retention_list"),
    path("ho-so/thoi-han-luu/them/", retention.retention_add, name="retention_add"),
    path("ho-so/thoi-han-luu/<int:pk>/sua/", retention.retention_edit, name="retention_edit"),
    path("ho-so/<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("ho-so/<int:pk>/sua/", dossiers.dossier_edit, name="dossier_edit"),
    path("ho-so/<int:pk>/niem-phong/", dossiers.dossier_seal, name="dossier_seal"),
    path("ho-so/<int:pk>/niem-phong/tien-do/", dossiers.dossier_progress, name="dossier_progress"),
    path("ho-so/<int:pk>/niem-phong/lam-lai/", dossiers.dossier_retry, name="dossier_retry"),
    path("ho-so/<int:pk>/mo-lai/", dossiers.dossier_reopen, name="dossier_reopen"),
    path("ho-so/<int:pk>/thieu/<slug:key>/", dossiers.dossier_waive, name="dossier_waive"),
    path("ho-so/<int:pk>/thieu/<slug:key>/bo/", dossiers.dossier_unwaive, name="dossier_unwaive"),
    path("ho-so/goi/<int:pk>/tai/", dossiers.dossier_package, name="dossier_package"),
    path("ho-so/goi/<int:pk>/phieu/", dossiers.dossier_slip, name="dossier_slip"),
    path("hoi-nghi/<int:pk>/ho-so/", dossiers.conference_dossier, name="conference_dossier"),
]
