"""Addresses of this room: one-petition links, supporting parts, publishing, satisfaction, replies from above."""

from django.urls import path

from feedback.views import answering, answers, links, upward

urlpatterns = [
    path("kien-nghi/cho-gui-ket-qua/", answering.petition_publish_list, name="petition_publish_list"),
    path("kien-nghi/cho-gui-ket-qua/gui/", answering.petition_publish_many, name="petition_publish_many"),
    path("kien-nghi/cho-cap-tren/", upward.petition_upward_list, name="petition_upward_list"),
    path("kien-nghi/<int:pk>/gui-ket-qua/", answering.petition_publish, name="petition_publish"),
    path("kien-nghi/<int:pk>/thoi-cong-khai/", answering.petition_unpublish, name="petition_unpublish"),
    path("kien-nghi/<int:pk>/hai-long/", answering.petition_rate, name="petition_rate"),
    path("kien-nghi/<int:pk>/giai-quyet-lai/", answering.petition_reopen, name="petition_reopen"),
    path("kien-nghi/<int:pk>/nhac-cap-tren/", upward.petition_remind_upward, name="petition_remind_upward"),
    path("kien-nghi/<int:pk>/cap-tren-tra-loi/", upward.petition_record_reply, name="petition_record_reply"),
    path("viec-giao/<int:pk>/phoi-hop/", answering.assignment_contribute, name="assignment_contribute"),
    path("viec-giao/<int:pk>/giao-theo-de-nghi/", answering.assignment_reassign, name="assignment_reassign"),
    path("viec-giao/<int:pk>/gui-lien-ket/", answering.answer_link_make, name="answer_link_make"),
    path("lien-ket-tra-loi/<int:pk>/thu-hoi/", answering.answer_link_revoke, name="answer_link_revoke"),
    path("tra-loi/<int:pk>/trinh/", answers.answer_forward, name="answer_forward"),
    path("tra-loi/<int:pk>/chu-tri-duyet/", answers.answer_endorse, name="answer_endorse"),
    path("tra-loi/trinh-nhieu/", answers.answer_forward_many, name="answer_forward_many"),
    path("tra-loi/duyet-nhieu/", answers.answer_endorse_many, name="answer_endorse_many"),
    path("tra-loi-nhanh/<str:token>/", links.answer_link_open, name="answer_link_open"),
    path("tra-loi-nhanh/<str:token>/nhan/", links.answer_link_accept, name="answer_link_accept"),
    path("tra-loi-nhanh/<str:token>/tu-choi/", links.answer_link_refuse, name="answer_link_refuse"),
    path("tra-loi-nhanh/<str:token>/tra-loi/", links.answer_link_answer, name="answer_link_answer"),
    path("tra-loi-nhanh/<str:token>/phoi-hop/", links.answer_link_contribute, name="answer_link_contribute"),
]
