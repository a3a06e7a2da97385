"""The addresses of this room."""

from django.urls import path

from plans import views

urlpatterns = [
    path("ke-hoach/", views.plan_list, name="plan_list"),
    path("ke-hoach/lap-moi/", views.plan_create, name="plan_create"),
    path("ke-hoach/<int:pk>/", views.plan_detail, name="plan_detail"),
    path("ke-hoach/<int:pk>/sua/<slug:part>/", views.plan_edit, name="plan_edit"),
    path("ke-hoach/<int:pk>/trinh/", views.plan_submit, name="plan_submit"),
    path("ke-hoach/<int:pk>/tra-lai/", views.plan_return, name="plan_return"),
    path("ke-hoach/<int:pk>/phe-duyet/", views.plan_approve, name="plan_approve"),
    path("ke-hoach/<int:pk>/ban-hanh/", views.plan_issue, name="plan_issue"),
    path("ke-hoach/<int:pk>/in-du-thao/", views.plan_print, name="plan_print"),
]
