"""Lines of a notice."""

from django.urls import path

from conclusions.views import items

urlpatterns = [
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
        "ket-luan/<int:pk>/dua-vao-tat-ca/",
        items.conclusion_petition_restore_all,
        name="conclusion_petition_restore_all",
    ),
    path(
        "ket-luan/<int:pk>/khong-dua-vao/<int:petition>/",
        items.conclusion_petition_omit,
        name="conclusion_petition_omit",
    ),
]
