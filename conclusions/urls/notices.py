"""The conclusion notice."""

from django.urls import path

from conclusions.views import notices

urlpatterns = [
    path("ket-luan/", notices.conclusion_notice_list, name="conclusion_notice_list"),
    path("hoi-nghi/<int:pk>/soan-ket-luan/", notices.conclusion_notice_draft, name="conclusion_notice_draft"),
    path("ket-luan/<int:pk>/", notices.conclusion_notice_detail, name="conclusion_notice_detail"),
    path("ket-luan/<int:pk>/sua/", notices.conclusion_notice_edit, name="conclusion_notice_edit"),
    path("ket-luan/<int:pk>/trinh/", notices.conclusion_notice_submit, name="conclusion_notice_submit"),
    path("ket-luan/<int:pk>/tra-lai/", notices.conclusion_notice_return, name="conclusion_notice_return"),
    path("ket-luan/<int:pk>/phe-duyet/", notices.conclusion_notice_approve, name="conclusion_notice_approve"),
    path("ket-luan/<int:pk>/ban-hanh/", notices.conclusion_notice_issue, name="conclusion_notice_issue"),
    path("ket-luan/<int:pk>/in-du-thao/", notices.conclusion_notice_print, name="conclusion_notice_print"),
    path(
        "ket-luan/<int:pk>/bo-sung/",
        notices.conclusion_notice_supplement,
        name="conclusion_notice_supplement",
    ),
]
