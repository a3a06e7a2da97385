"""Addresses of this room: the conference, its agenda, notices, invitations and papers."""

from django.urls import path

from dialogue.views import conferences, invitations, notices, papers, scheduling

urlpatterns = [
    path("hoi-nghi/", conferences.conference_list, name="conference_list"),
    path("hoi-nghi/lap/", conferences.conference_create, name="conference_create"),
    path("hoi-nghi/<int:pk>/", conferences.conference_detail, name="conference_detail"),
    path("hoi-nghi/<int:pk>/sua/", conferences.conference_edit, name="conference_edit"),
    path("hoi-nghi/<int:pk>/chuong-trinh/", conferences.conference_agenda, name="conference_agenda"),
    path("hoi-nghi/<int:pk>/chuong-trinh/them/", conferences.agenda_step_add, name="agenda_step_add"),
    path("hoi-nghi/<int:pk>/thanh-phan/them/", conferences.group_add, name="group_add"),
    path("hoi-nghi/<int:pk>/van-ban/", papers.conference_papers, name="conference_papers"),
    path(
        "hoi-nghi/<int:pk>/van-ban/<slug:kind>/lap/",
        papers.conference_paper_start,
        name="conference_paper_start",
    ),
    path("muc-chuong-trinh/<int:pk>/sua/", conferences.agenda_step_edit, name="agenda_step_edit"),
    path("muc-chuong-trinh/<int:pk>/bo/", conferences.agenda_step_remove, name="agenda_step_remove"),
    path("thanh-phan/<int:pk>/sua/", conferences.group_edit, name="group_edit"),
    path("thanh-phan/<int:pk>/bo/", conferences.group_remove, name="group_remove"),
    path("hoi-nghi/<int:pk>/an-dinh-ngay/", scheduling.conference_schedule, name="conference_schedule"),
    path("hoi-nghi/<int:pk>/doi-ngay/", scheduling.conference_reschedule, name="conference_reschedule"),
    path("hoi-nghi/<int:pk>/mien-thoi-han/", scheduling.conference_exempt, name="conference_exempt"),
    path("hoi-nghi/<int:pk>/uy-quyen/", scheduling.conference_delegate, name="conference_delegate"),
    path("hoi-nghi/<int:pk>/huy/", scheduling.conference_cancel, name="conference_cancel"),
    path("hoi-nghi/<int:pk>/thong-bao/", notices.conference_notices, name="conference_notices"),
    path("hoi-nghi/<int:pk>/thong-bao/soan/", notices.public_notice_draft, name="public_notice_draft"),
    path("thong-bao-cong-khai/<int:pk>/", notices.public_notice_detail, name="public_notice_detail"),
    path("thong-bao-cong-khai/<int:pk>/sua/", notices.public_notice_edit, name="public_notice_edit"),
    path("thong-bao-cong-khai/<int:pk>/ban-hanh/", notices.public_notice_issue, name="public_notice_issue"),
    path(
        "thong-bao-cong-khai/<int:pk>/cong-khai/", notices.public_notice_publish, name="public_notice_publish"
    ),
    path("hoi-nghi/<int:pk>/giay-moi/", invitations.conference_invitations, name="conference_invitations"),
    path("hoi-nghi/<int:pk>/giay-moi/them/", invitations.invitation_add, name="invitation_add"),
    path(
        "hoi-nghi/<int:pk>/giay-moi/them-nhieu/", invitations.invitation_add_many, name="invitation_add_many"
    ),
    path("hoi-nghi/<int:pk>/giay-moi/dan/", invitations.invitation_paste, name="invitation_paste"),
    path("hoi-nghi/<int:pk>/giay-moi/phat-hanh/", invitations.invitation_print, name="invitation_print"),
    path(
        "hoi-nghi/<int:pk>/giay-moi/in-tat-ca/", invitations.invitation_print_all, name="invitation_print_all"
    ),
    path("hoi-nghi/<int:pk>/giay-moi/gui/", invitations.invitation_send, name="invitation_send"),
    path("giay-moi/<int:pk>/bo/", invitations.invitation_remove, name="invitation_remove"),
    path("giay-moi/<int:pk>/tra-loi/", invitations.invitation_reply, name="invitation_reply"),
]
