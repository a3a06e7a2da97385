"""The addresses of this room: kiến nghị, việc giao, trả lời, báo cáo tổng hợp."""

from django.urls import path

from feedback.views import answers, assignments, petitions, reports, sorting

urlpatterns = [
    path("kien-nghi/phan-loai/", sorting.petition_classify_many, name="petition_classify_many"),
    path("kien-nghi/giao/", sorting.petition_assign_many, name="petition_assign_many"),
    path("kien-nghi/<int:pk>/", petitions.petition_detail, name="petition_detail"),
    path("kien-nghi/<int:pk>/lien-he/", petitions.petition_contacts, name="petition_contacts"),
    path("kien-nghi/<int:pk>/dinh-kem/", petitions.petition_attach, name="petition_attach"),
    path("kien-nghi/<int:pk>/phan-loai/", sorting.petition_classify, name="petition_classify"),
    path("kien-nghi/<int:pk>/giao/", sorting.petition_assign, name="petition_assign"),
    path("kien-nghi/<int:pk>/bao-cao-cap-tren/", sorting.petition_report_up, name="petition_report_up"),
    path("kien-nghi/<int:pk>/khong-tiep-thu/", sorting.petition_reject, name="petition_reject"),
    path("kien-nghi/<int:pk>/tach/", sorting.petition_split, name="petition_split"),
    path("viec-giao/<int:pk>/", assignments.assignment_detail, name="assignment_detail"),
    path("viec-giao/<int:pk>/nhan/", assignments.assignment_accept, name="assignment_accept"),
    path("viec-giao/<int:pk>/tu-choi/", assignments.assignment_refuse, name="assignment_refuse"),
    path("viec-giao/<int:pk>/rut-lai/", assignments.assignment_withdraw, name="assignment_withdraw"),
    path("viec-giao/<int:pk>/soan-tra-loi/", answers.answer_add, name="answer_add"),
    path("tra-loi/", answers.answer_list, name="answer_list"),
    path("tra-loi/<int:pk>/", answers.answer_detail, name="answer_detail"),
    path("tra-loi/<int:pk>/sua/", answers.answer_edit, name="answer_edit"),
    path("tra-loi/<int:pk>/gui/", answers.answer_submit, name="answer_submit"),
    path("tra-loi/<int:pk>/tra-lai/", answers.answer_return, name="answer_return"),
    path("tra-loi/<int:pk>/duyet/", answers.answer_approve, name="answer_approve"),
    path("hoi-nghi/<int:pk>/bao-cao-tong-hop/", reports.conference_report, name="conference_report"),
    path(
        "hoi-nghi/<int:pk>/bao-cao-tong-hop/lap/",
        reports.conference_report_draft,
        name="conference_report_draft",
    ),
    path("bao-cao-tong-hop/<int:pk>/", reports.consolidated_report_detail, name="consolidated_report_detail"),
    path("bao-cao-tong-hop/<int:pk>/sua/", reports.consolidated_report_edit, name="consolidated_report_edit"),
    path(
        "bao-cao-tong-hop/<int:pk>/in-du-thao/",
        reports.consolidated_report_print,
        name="consolidated_report_print",
    ),
    path(
        "bao-cao-tong-hop/<int:pk>/ban-hanh/",
        reports.consolidated_report_issue,
        name="consolidated_report_issue",
    ),
]
