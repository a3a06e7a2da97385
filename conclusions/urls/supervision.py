"""The Front's desk, visits, urgings."""

from django.urls import path

from conclusions.views import supervision, visits

urlpatterns = [
    path("giam-sat/", supervision.supervision_desk, name="supervision_desk"),
    path("giam-sat/bang-tinh/", supervision.supervision_export, name="supervision_export"),
    path("giam-sat/ket-luan/", supervision.supervision_notices, name="supervision_notices"),
    path("giam-sat/ket-luan/<int:pk>/", supervision.supervision_notice, name="supervision_notice"),
    path("giam-sat/muc/<int:pk>/y-kien/", supervision.item_review, name="item_review"),
    path("giam-sat/chuong-trinh/<int:year>/", supervision.supervision_year, name="supervision_year"),
    path("giam-sat/noi-dung/<int:pk>/sua/", supervision.supervision_item_edit, name="supervision_item_edit"),
    path(
        "giam-sat/noi-dung/<int:pk>/bo/", supervision.supervision_item_remove, name="supervision_item_remove"
    ),
    path("giam-sat/cam-ket/<int:pk>/thuc-dia/", visits.commitment_visit, name="commitment_visit"),
    path("giam-sat/cam-ket/<int:pk>/don-doc/", visits.commitment_urge, name="commitment_urge"),
    path("giam-sat/don-doc/", visits.commitments_urge, name="commitments_urge"),
    path("giam-sat/thuc-dia/<int:pk>/", visits.site_visit_detail, name="site_visit_detail"),
    path("giam-sat/anh/<int:pk>/", visits.site_visit_photo, name="site_visit_photo"),
    path("giam-sat/don-doc/<int:pk>/", visits.urging_detail, name="urging_detail"),
    path("giam-sat/don-doc/<int:pk>/tra-loi/", visits.urging_reply, name="urging_reply"),
]
