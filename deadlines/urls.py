"""The addresses of this room: thời hạn, lịch làm việc, quy định."""

urlpatterns = []
