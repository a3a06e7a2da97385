"""Addresses of this room: the speakers' queue and the floor."""

from django.urls import path

from dialogue.views import queue

urlpatterns = [
    path("hoi-nghi/<int:pk>/hang-cho/dang-ky/", queue.speaker_register, name="speaker_register"),
    path("hoi-nghi/<int:pk>/hang-cho/xep-goi-y/", queue.queue_arrange, name="queue_arrange"),
    path("dang-ky-phat-bieu/<int:pk>/moi/", queue.speaker_request_call, name="speaker_request_call"),
    path("dang-ky-phat-bieu/<int:pk>/rut/", queue.speaker_request_withdraw, name="speaker_request_withdraw"),
    path(
        "dang-ky-phat-bieu/<int:pk>/dua-lai/", queue.speaker_request_restore, name="speaker_request_restore"
    ),
    path("dang-ky-phat-bieu/<int:pk>/xep/", queue.speaker_request_place, name="speaker_request_place"),
    path(
        "muc-chuong-trinh/<int:pk>/mo-hang-cho/", queue.agenda_step_open_queue, name="agenda_step_open_queue"
    ),
    path(
        "muc-chuong-trinh/<int:pk>/dong-hang-cho/",
        queue.agenda_step_close_queue,
        name="agenda_step_close_queue",
    ),
    path(
        "muc-chuong-trinh/<int:pk>/thoi-gian-luot/",
        queue.agenda_step_raise_limit,
        name="agenda_step_raise_limit",
    ),
    path("hoi-nghi/<int:pk>/phat-bieu/", queue.contribution_begin, name="contribution_begin"),
    path("phat-bieu/<int:pk>/tam-dung/", queue.contribution_pause, name="contribution_pause"),
    path("phat-bieu/<int:pk>/noi-tiep/", queue.contribution_resume, name="contribution_resume"),
    path("phat-bieu/<int:pk>/them-phut/", queue.contribution_extend, name="contribution_extend"),
    path("phat-bieu/<int:pk>/chi-dao/", queue.contribution_direct, name="contribution_direct"),
    path("phat-bieu/<int:pk>/ket-thuc/", queue.contribution_end, name="contribution_end"),
    path("phat-bieu/<int:pk>/dua-lai/", queue.contribution_requeue, name="contribution_requeue"),
]
