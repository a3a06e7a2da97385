"""What former conferences left open."""

from django.urls import path

from conclusions.views import carrying

urlpatterns = [
    path("ky-truoc-con/", carrying.leftover_list, name="leftover_list"),
    path("hoi-nghi/<int:pk>/dua-viec-ky-truoc/", carrying.leftover_carry, name="leftover_carry"),
]
