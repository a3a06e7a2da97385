"""The sending of a notice."""

from django.urls import path

from conclusions.views import dispatches

urlpatterns = [
    path("ket-luan/<int:pk>/noi-nhan/", dispatches.dispatch_list, name="dispatch_list"),
    path("ket-luan/<int:pk>/noi-nhan/bang-tinh/", dispatches.dispatch_export, name="dispatch_export"),
    path("ket-luan/<int:pk>/noi-nhan/them/", dispatches.dispatch_add, name="dispatch_add"),
    path("ket-luan/<int:pk>/gui/", dispatches.dispatch_record, name="dispatch_record"),
    path("ket-luan/<int:pk>/gui-thu/", dispatches.dispatch_mail, name="dispatch_mail"),
    path("ket-luan/<int:pk>/ky-nhan/", dispatches.dispatch_receipts, name="dispatch_receipts"),
    path(
        "ket-luan/<int:pk>/in-danh-sach-ky-nhan/",
        dispatches.dispatch_receipt_print,
        name="dispatch_receipt_print",
    ),
    path("ket-luan/<int:pk>/in-tat-ca/", dispatches.dispatch_print, name="dispatch_print"),
    path("ket-luan/<int:pk>/trich/<int:row>/", dispatches.dispatch_extract, name="dispatch_extract"),
    path("noi-nhan/<int:pk>/", dispatches.dispatch_detail, name="dispatch_detail"),
    path("thu-gui/<int:pk>/bi-tra-lai/", dispatches.dispatch_attempt_bounce, name="dispatch_attempt_bounce"),
]
