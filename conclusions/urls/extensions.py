"""The conclusion's extension."""

from django.urls import path

from conclusions.views import extensions

urlpatterns = [
    path(
        "hoi-nghi/<int:pk>/keo-dai-ket-luan/", extensions.extension_request_ask, name="extension_request_ask"
    ),
    path("keo-dai/<int:pk>/", extensions.extension_request_detail, name="extension_request_detail"),
    path(
        "keo-dai/<int:pk>/cho-phep/", extensions.extension_request_approve, name="extension_request_approve"
    ),
    path("keo-dai/<int:pk>/khong-cho/", extensions.extension_request_reject, name="extension_request_reject"),
]
