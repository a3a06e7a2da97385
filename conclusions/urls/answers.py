"""Answers after the conference."""

from django.urls import path

from conclusions.views import answers

urlpatterns = [
    path("cam-ket/tra-loi/", answers.answer_delivery_list, name="answer_delivery_list"),
    path("cam-ket/<int:pk>/tra-loi/", answers.answer_delivery_record, name="answer_delivery_record"),
]
