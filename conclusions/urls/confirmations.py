"""Units asked about the lines that bind them; the chair's page and remarks."""

from django.urls import path

from conclusions.views import confirmations, deciding

urlpatterns = [
    path("ket-luan/<int:pk>/xin-y-kien/", confirmations.conclusion_notice_ask, name="conclusion_notice_ask"),
    path("xin-y-kien/<int:pk>/", confirmations.item_confirmation_detail, name="item_confirmation_detail"),
    path(
        "xin-y-kien/<int:pk>/dong-y/", confirmations.item_confirmation_agree, name="item_confirmation_agree"
    ),
    path(
        "xin-y-kien/<int:pk>/dong-y-tat-ca/",
        confirmations.item_confirmation_agree_all,
        name="item_confirmation_agree_all",
    ),
    path(
        "xin-y-kien/<int:pk>/y-kien-khac/",
        confirmations.item_confirmation_object,
        name="item_confirmation_object",
    ),
    path("ket-luan/<int:pk>/duyet/", deciding.conclusion_notice_review, name="conclusion_notice_review"),
    path("ket-luan/<int:pk>/y-kien/", deciding.conclusion_notice_remark, name="conclusion_notice_remark"),
    path("ket-luan/y-kien/<int:pk>/xu-ly/", deciding.item_remark_resolve, name="item_remark_resolve"),
]
