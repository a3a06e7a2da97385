"""Letters to bodies outside the commune."""

from django.urls import path

from conclusions.views import submissions

urlpatterns = [
    path("gui-ngoai-xa/", submissions.submission_list, name="submission_list"),
    path("ket-luan/<int:pk>/gui-ngoai-xa/", submissions.submission_add, name="submission_add"),
    path("gui-ngoai-xa/<int:pk>/", submissions.submission_detail, name="submission_detail"),
    path("gui-ngoai-xa/<int:pk>/sua/", submissions.submission_edit, name="submission_edit"),
    path("gui-ngoai-xa/<int:pk>/da-gui/", submissions.submission_send, name="submission_send"),
    path("gui-ngoai-xa/<int:pk>/nhac-lai/", submissions.submission_remind, name="submission_remind"),
    path("gui-ngoai-xa/<int:pk>/tra-loi/", submissions.submission_answer, name="submission_answer"),
    path("gui-ngoai-xa/<int:pk>/bao-lai/", submissions.submission_relay, name="submission_relay"),
    path("gui-ngoai-xa/<int:pk>/ket-thuc/", submissions.submission_close, name="submission_close"),
]
