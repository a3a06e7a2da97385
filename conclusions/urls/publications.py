"""The result of a dialogue for everybody."""

from django.urls import path

from conclusions.views import publications

urlpatterns = [
    path(
        "ket-luan/<int:pk>/cong-khai/",
        publications.result_publication_prepare,
        name="result_publication_prepare",
    ),
    path("cong-khai/<int:pk>/", publications.result_publication_detail, name="result_publication_detail"),
    path(
        "cong-khai/<int:pk>/giau-them/", publications.result_publication_edit, name="result_publication_edit"
    ),
    path(
        "cong-khai/<int:pk>/dang/", publications.result_publication_publish, name="result_publication_publish"
    ),
    path(
        "cong-khai/<int:pk>/go/", publications.result_publication_withdraw, name="result_publication_withdraw"
    ),
    path("xa/<slug:slug>/ket-luan/", publications.public_results, name="public_results"),
    path("xa/<slug:slug>/ket-luan/<int:pk>/", publications.public_result, name="public_result"),
]
