"""The addresses of this room."""

from django.urls import path

from conclusions.views import commitments, dispatches, extensions, items, notices

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
    path("ket-luan/<int:pk>/gui/", dispatches.dispatch_record, name="dispatch_record"),
    path("ket-luan/<int:pk>/in-tat-ca/", dispatches.dispatch_print, name="dispatch_print"),
    path("ket-luan/<int:pk>/trich/<int:row>/", dispatches.dispatch_extract, name="dispatch_extract"),
    path("ket-luan/<int:pk>/muc/them/", items.conclusion_item_add, name="conclusion_item_add"),
    path("ket-luan/muc/<int:pk>/sua/", items.conclusion_item_edit, name="conclusion_item_edit"),
    path("ket-luan/muc/<int:pk>/bo/", items.conclusion_item_remove, name="conclusion_item_remove"),
    path("ket-luan/muc/<int:pk>/doi-cho/", items.conclusion_item_shift, name="conclusion_item_shift"),
    path(
        "ket-luan/<int:pk>/dua-vao/<int:petition>/",
        items.conclusion_petition_restore,
        name="conclusion_petition_restore",
    ),
    path(
        "hoi-nghi/<int:pk>/keo-dai-ket-luan/", extensions.extension_request_ask, name="extension_request_ask"
    ),
    path("keo-dai/<int:pk>/", extensions.extension_request_detail, name="extension_request_detail"),
    path(
        "keo-dai/<int:pk>/cho-phep/", extensions.extension_request_approve, name="extension_request_approve"
    ),
    path("keo-dai/<int:pk>/khong-cho/", extensions.extension_request_reject, name="extension_request_reject"),
    path("cam-ket/", commitments.commitment_list, name="commitment_list"),
    path("cam-ket/<int:pk>/", commitments.commitment_detail, name="commitment_detail"),
    path("cam-ket/<int:pk>/tien-do/", commitments.commitment_progress, name="commitment_progress"),
    path("cam-ket/<int:pk>/bao-cao/", commitments.commitment_report, name="commitment_report"),
    path("cam-ket/<int:pk>/xac-nhan/", commitments.commitment_confirm, name="commitment_confirm"),
    path("cam-ket/<int:pk>/chua-xac-nhan/", commitments.commitment_dispute, name="commitment_dispute"),
    path("cam-ket/<int:pk>/nhan-xet/", commitments.commitment_remark, name="commitment_remark"),
]
