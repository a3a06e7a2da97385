"""The addresses of this room."""

from django.urls import path

from documents import views

urlpatterns = [
    path("van-ban/", views.paper_list, name="paper_list"),
    path("van-ban/so/", views.register_list, name="register_list"),
    path("van-ban/so/ghi/", views.register_set, name="register_set"),
    path("van-ban/<int:pk>/", views.paper_detail, name="paper_detail"),
    path("van-ban/<int:pk>/tien-do/", views.paper_progress, name="paper_progress"),
    path("van-ban/<int:pk>/xem/", views.paper_preview, name="paper_preview"),
    path("van-ban/<int:pk>/pdf/", views.paper_pdf, name="paper_pdf"),
    path("van-ban/<int:pk>/tao-lai-pdf/", views.paper_retry, name="paper_retry"),
]
