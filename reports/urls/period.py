"""Addresses of this room: figures and reports of a period or a conference, the province's view."""

from django.urls import path

from reports.views import period, province

urlpatterns = [
    path("bao-cao/", period.report_period, name="report_period"),
    path("bao-cao/bang-tinh/", period.report_export, name="report_export"),
    path("bao-cao/lap/", period.period_report_start, name="period_report_start"),
    path("bao-cao/hoi-nghi/<int:pk>/", period.report_conference, name="report_conference"),
    path(
        "bao-cao/hoi-nghi/<int:pk>/bang-tinh/",
        period.report_conference_export,
        name="report_conference_export",
    ),
    path("bao-cao/van-ban/", period.report_papers, name="report_papers"),
    path("tong-hop/", province.province_view, name="province_view"),
    path("tong-hop/bang-tinh/", province.province_export, name="province_export"),
    path("tong-hop/<slug:slug>/", province.province_commune, name="province_commune"),
]
