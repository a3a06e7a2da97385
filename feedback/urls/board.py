"""Addresses of this room: the classification board, duplicates, merging, grouping."""

from django.urls import path

from feedback.views import board, gathering

urlpatterns = [
    path("kien-nghi/bang-phan-loai/", board.petition_board, name="petition_board"),
    path("kien-nghi/co-the-trung/", gathering.petition_duplicates, name="petition_duplicates"),
    path("kien-nghi/co-the-trung/gop/", gathering.petition_merge_many, name="petition_merge_many"),
    path("kien-nghi/<int:pk>/giong/", gathering.petition_twins, name="petition_twins"),
    path("kien-nghi/<int:pk>/gop/", gathering.petition_merge, name="petition_merge"),
    path("kien-nghi/<int:pk>/thoi-gop/", gathering.petition_unmerge, name="petition_unmerge"),
    path("kien-nghi/<int:pk>/tra-loi-chung/", gathering.petition_group, name="petition_group"),
    path("kien-nghi/<int:pk>/thoi-tra-loi-chung/", gathering.petition_ungroup, name="petition_ungroup"),
]
