"""The sending of a notice."""

from django.urls import path

from conclusions.views import dispatches

urlpatterns = [
    path("ket-luan/<int:pk>/gui/", dispatches.dispatch_record, name="dispatch_record"),
    path("ket-luan/<int:pk>/in-tat-ca/", dispatches.dispatch_print, name="dispatch_print"),
    path("ket-luan/<int:pk>/trich/<int:row>/", dispatches.dispatch_extract, name="dispatch_extract"),
]
