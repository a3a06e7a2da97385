"""The addresses of the ground room."""

from django.urls import path

from core.views import account, files, operations

urlpatterns = [
    path("", account.my_work, name="my_work"),
    path("dang-nhap/", account.sign_in, name="sign_in"),
    path("dang-xuat/", account.sign_out, name="sign_out"),
    path("toi/", account.own_page, name="own_page"),
    path("toi/mat-khau/", account.password_change, name="password_change"),
    path("thong-bao-cua-toi/", account.notice_list, name="notice_list"),
    path("thong-bao-cua-toi/da-doc/", account.notice_read_all, name="notice_read_all"),
    path("giao-dien/", account.styleguide, name="styleguide"),
    path("quan-tri/tien-trinh-nen/", operations.operations, name="operations"),
    path("tep/<int:pk>/", files.attachment_download, name="attachment_download"),
    path("nhat-ky/<str:label>/<int:pk>/", files.history, name="history"),
]
