"""The addresses of this room."""

from django.urls import path

from plans.views import exchange, plans, progress, regulation, tasks, warnings, years

urlpatterns = [
    path("ke-hoach/", plans.plan_list, name="plan_list"),
    path("ke-hoach/lap-moi/", plans.plan_create, name="plan_create"),
    path("ke-hoach/nhap-tep/", exchange.plan_import, name="plan_import"),
    path("ke-hoach/nhap-tep/<int:pk>/", exchange.plan_upload_preview, name="plan_upload_preview"),
    path("ke-hoach/nhap-tep/<int:pk>/bo/", exchange.plan_upload_discard, name="plan_upload_discard"),
    path("ke-hoach/trong-nam/", progress.plan_year, name="plan_year"),
    path("ke-hoach/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/sua/<slug:part>/", plans.plan_edit, name="plan_edit"),
    path("ke-hoach/<int:pk>/trinh/", plans.plan_submit, name="plan_submit"),
    path("ke-hoach/<int:pk>/tra-lai/", plans.plan_return, name="plan_return"),
    path("ke-hoach/<int:pk>/phe-duyet/", plans.plan_approve, name="plan_approve"),
    path("ke-hoach/<int:pk>/ban-hanh/", plans.plan_issue, name="plan_issue"),
    path("ke-hoach/<int:pk>/in-du-thao/", plans.plan_print, name="plan_print"),
    path("ke-hoach/<int:pk>/tai-tep/", exchange.plan_export, name="plan_export"),
    path("ke-hoach/<int:pk>/nam-sau/", years.plan_renew, name="plan_renew"),
    path(
        "ke-hoach/<int:pk>/luu-y/<slug:fingerprint>/bo-qua/", warnings.warning_dismiss, name="warning_dismiss"
    ),
    path(
        "ke-hoach/<int:pk>/luu-y/<int:dismissal>/xem-lai/", warnings.warning_restore, name="warning_restore"
    ),
    path("ke-hoach/<int:pk>/noi-nhan/them/", warnings.recipient_add, name="recipient_add"),
    path("ke-hoach/<int:pk>/thoi-han/", regulation.plan_regulation, name="plan_regulation"),
    path("ke-hoach/<int:pk>/thoi-han/rieng/", regulation.plan_regulation_copy, name="plan_regulation_copy"),
    path("ke-hoach/<int:pk>/thoi-han/muc-luat/", regulation.plan_regulation_law, name="plan_regulation_law"),
    path(
        "ke-hoach/<int:pk>/thoi-han/chon-bo/",
        regulation.plan_regulation_choose,
        name="plan_regulation_choose",
    ),
    path("ke-hoach/<int:pk>/thoi-han/them/", regulation.plan_rule_add, name="plan_rule_add"),
    path("ke-hoach/<int:pk>/nhiem-vu/", tasks.plan_task_list, name="plan_task_list"),
    path(
        "ke-hoach/<int:pk>/nhiem-vu/nhan/", tasks.plan_task_acknowledge_all, name="plan_task_acknowledge_all"
    ),
    path("ke-hoach/<int:pk>/nhiem-vu/bo-sung/", tasks.plan_task_add, name="plan_task_add"),
    path("ke-hoach/nhiem-vu/", tasks.plan_task_mine, name="plan_task_mine"),
    path("ke-hoach/nhiem-vu/<int:pk>/", tasks.plan_task_detail, name="plan_task_detail"),
    path("ke-hoach/nhiem-vu/<int:pk>/nhan/", tasks.plan_task_acknowledge, name="plan_task_acknowledge"),
    path("ke-hoach/nhiem-vu/<int:pk>/xong/", tasks.plan_task_finish, name="plan_task_finish"),
    path("ke-hoach/nhiem-vu/<int:pk>/mo-lai/", tasks.plan_task_reopen, name="plan_task_reopen"),
    path("ke-hoach/nhiem-vu/<int:pk>/dat-han/", tasks.plan_task_reschedule, name="plan_task_reschedule"),
]
