"""The addresses of this room: thời hạn, lịch làm việc, quy định."""

from django.urls import path

from deadlines.views import board, regulations, workcalendar

urlpatterns = [
    path("thoi-han/", board.deadline_list, name="deadline_list"),
    path("thoi-han/tinh/", workcalendar.calculator, name="calculator"),
    path("thoi-han/<int:pk>/", board.deadline_detail, name="deadline_detail"),
    path("thoi-han/<int:pk>/vi-sao/", board.deadline_why, name="deadline_why"),
    path("thoi-han/<int:pk>/gia-han/", board.deadline_extend, name="deadline_extend"),
    path("thoi-han/<int:pk>/mien/", board.deadline_exempt, name="deadline_exempt"),
    path("lich-lam-viec/", workcalendar.calendar_current, name="calendar_current"),
    path("lich-lam-viec/mot-ngay/", workcalendar.day_hint, name="day_hint"),
    path("lich-lam-viec/<int:year>/", workcalendar.calendar_year, name="calendar_year"),
    path("lich-lam-viec/<int:year>/them/", workcalendar.calendar_day_add, name="calendar_day_add"),
    path("lich-lam-viec/<int:year>/nap/", workcalendar.calendar_year_fill, name="calendar_year_fill"),
    path(
        "lich-lam-viec/<int:year>/xac-nhan/", workcalendar.calendar_year_confirm, name="calendar_year_confirm"
    ),
    path("lich-lam-viec/ngay/<int:pk>/", workcalendar.calendar_day_edit, name="calendar_day_edit"),
    path("lich-lam-viec/ngay/<int:pk>/bo/", workcalendar.calendar_day_remove, name="calendar_day_remove"),
    path("quy-dinh/", regulations.regulation_list, name="regulation_list"),
    path("quy-dinh/<int:pk>/", regulations.regulation_detail, name="regulation_detail"),
    path("quy-dinh/<int:pk>/chep/", regulations.regulation_copy, name="regulation_copy"),
    path("quy-dinh/<int:pk>/sua/", regulations.regulation_edit, name="regulation_edit"),
    path("quy-dinh/muc/<int:pk>/", regulations.rule_edit, name="rule_edit"),
    path("quy-dinh/muc/<int:pk>/chon/", regulations.rule_choose, name="rule_choose"),
]
