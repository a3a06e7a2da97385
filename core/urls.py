"""The addresses of the ground room."""

from django.urls import path

from core.views import account, admin, delegations, files, operations, people, units

urlpatterns = [
    path("", account.my_work, name="my_work"),
    path("dang-nhap/", account.sign_in, name="sign_in"),
    path("dang-xuat/", account.sign_out, name="sign_out"),
    path("toi/", account.own_page, name="own_page"),
    path("toi/mat-khau/", account.password_change, name="password_change"),
    path("thong-bao-cua-toi/", account.notice_list, name="notice_list"),
    path("thong-bao-cua-toi/da-doc/", account.notice_read_all, name="notice_read_all"),
    path("giao-dien/", account.styleguide, name="styleguide"),
    path("uy-quyen/", delegations.delegation_list, name="delegation_list"),
    path("uy-quyen/<int:pk>/thu-hoi/", delegations.delegation_revoke, name="delegation_revoke"),
    path("quan-tri/", admin.admin_home, name="admin_home"),
    path("quan-tri/tien-trinh-nen/", operations.operations, name="operations"),
    path("quan-tri/thu/gui-lai/", admin.mail_retry, name="mail_retry"),
    path("quan-tri/xa/", admin.commune_edit, name="commune_edit"),
    path("quan-tri/nguoi-dung/", people.user_list, name="user_list"),
    path("quan-tri/nguoi-dung/them/", people.user_create, name="user_create"),
    path("quan-tri/nguoi-dung/<int:pk>/", people.user_detail, name="user_detail"),
    path("quan-tri/nguoi-dung/<int:pk>/sua/", people.user_edit, name="user_edit"),
    path("quan-tri/nguoi-dung/<int:pk>/ngung/", people.user_deactivate, name="user_deactivate"),
    path("quan-tri/nguoi-dung/<int:pk>/dung-lai/", people.user_activate, name="user_activate"),
    path("quan-tri/nguoi-dung/<int:pk>/mat-khau/", people.user_reset_password, name="user_reset_password"),
    path("quan-tri/nguoi-dung/<int:pk>/chuc-vu/", people.post_give, name="post_give"),
    path("quan-tri/chuc-vu/<int:pk>/ket-thuc/", people.post_end, name="post_end"),
    path("quan-tri/don-vi/", units.unit_list, name="unit_list"),
    path("quan-tri/don-vi/them/", units.unit_create, name="unit_create"),
    path("quan-tri/don-vi/<int:pk>/", units.unit_detail, name="unit_detail"),
    path("quan-tri/don-vi/<int:pk>/sua/", units.unit_edit, name="unit_edit"),
    path("quan-tri/don-vi/<int:pk>/ngung/", units.unit_deactivate, name="unit_deactivate"),
    path("quan-tri/don-vi/<int:pk>/hoat-dong-lai/", units.unit_activate, name="unit_activate"),
    path("quan-tri/don-vi/<int:pk>/ten-khac/", units.alias_add, name="alias_add"),
    path("quan-tri/don-vi/ten-khac/<int:pk>/bo/", units.alias_remove, name="alias_remove"),
    path("tep/<int:pk>/", files.attachment_download, name="attachment_download"),
    path("nhat-ky/<str:label>/<int:pk>/", files.history, name="history"),
]
