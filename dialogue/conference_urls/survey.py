"""Addresses of this room: the satisfaction survey."""

from django.urls import path

from dialogue.views import ballots, survey

urlpatterns = [
    path("hoi-nghi/<int:pk>/hai-long/", survey.conference_survey, name="conference_survey"),
    path("hoi-nghi/<int:pk>/hai-long/lap/", survey.survey_create, name="survey_create"),
    path("hai-long/<int:pk>/sua/", survey.survey_edit, name="survey_edit"),
    path("hai-long/<int:pk>/bo/", survey.survey_remove, name="survey_remove"),
    path("hai-long/<int:pk>/bat-dau/", survey.survey_open, name="survey_open"),
    path("hai-long/<int:pk>/ket-thuc/", survey.survey_close, name="survey_close"),
    path("hai-long/<int:pk>/so-phieu/", survey.survey_count, name="survey_count"),
    path("hai-long/<int:pk>/xuat/", survey.survey_export, name="survey_export"),
    path("hai-long/<int:pk>/the-ma/", survey.survey_slips, name="survey_slips"),
    path("hai-long/<int:pk>/nhap/", ballots.ballot_key, name="ballot_key"),
    path("hai-long/<int:pk>/bo-phieu/", ballots.ballot_take_back, name="ballot_take_back"),
    path("phieu-hai-long/", ballots.ballot_ask, name="ballot_ask"),
    path("phieu-hai-long/<str:code>/", ballots.ballot_fill, name="ballot_fill"),
]
