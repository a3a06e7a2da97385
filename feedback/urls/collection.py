"""Addresses of this room: opinion forms, collection rounds, what came back, the form filled online."""

from django.urls import path

from feedback.views import collection, collectors, filling, opinion_forms

urlpatterns = [
    path("thu-thap/", collection.collection_round_list, name="collection_round_list"),
    path("thu-thap/them/", collection.collection_round_add, name="collection_round_add"),
    path("thu-thap/<int:pk>/", collection.collection_round_detail, name="collection_round_detail"),
    path("thu-thap/<int:pk>/sua/", collection.collection_round_edit, name="collection_round_edit"),
    path("thu-thap/<int:pk>/bat-dau/", collection.collection_round_open, name="collection_round_open"),
    path("thu-thap/<int:pk>/ket-thuc/", collection.collection_round_close, name="collection_round_close"),
    path("thu-thap/<int:pk>/mo-lai/", collection.collection_round_reopen, name="collection_round_reopen"),
    path("thu-thap/<int:pk>/in-phieu/", collection.collection_round_print, name="collection_round_print"),
    path("thu-thap/<int:pk>/ket-qua/", collection.collection_round_results, name="collection_round_results"),
    path("thu-thap/<int:pk>/them-noi/", collectors.collector_add, name="collector_add"),
    path("thu-thap/<int:pk>/them-nhieu-noi/", collectors.collector_add_many, name="collector_add_many"),
    path("thu-thap/noi/<int:pk>/", collectors.collector_detail, name="collector_detail"),
    path("thu-thap/noi/<int:pk>/sua/", collectors.collector_edit, name="collector_edit"),
    path("thu-thap/noi/<int:pk>/bo/", collectors.collector_remove, name="collector_remove"),
    path("thu-thap/noi/<int:pk>/so-phieu/", collectors.collector_report, name="collector_report"),
    path("thu-thap/noi/<int:pk>/nop/", collectors.collector_submit, name="collector_submit"),
    path("thu-thap/noi/<int:pk>/thu-thap-tiep/", collectors.collector_return, name="collector_return"),
    path("thu-thap/noi/<int:pk>/in-phieu/", collectors.collector_print, name="collector_print"),
    path("thu-thap/noi/<int:pk>/nhap-phieu/", filling.collector_key, name="collector_key"),
    path("thu-thap/phieu/<int:pk>/bo/", filling.form_return_undo, name="form_return_undo"),
    path("thu-thap/mau-phieu/", opinion_forms.opinion_form_list, name="opinion_form_list"),
    path("thu-thap/mau-phieu/them/", opinion_forms.opinion_form_add, name="opinion_form_add"),
    path("thu-thap/mau-phieu/<int:pk>/", opinion_forms.opinion_form_detail, name="opinion_form_detail"),
    path("thu-thap/mau-phieu/<int:pk>/sua/", opinion_forms.opinion_form_edit, name="opinion_form_edit"),
    path("thu-thap/mau-phieu/<int:pk>/sao-chep/", opinion_forms.opinion_form_copy, name="opinion_form_copy"),
    path("phieu/<str:link_code>/", filling.collector_fill, name="collector_fill"),
    path("phieu/<str:link_code>/da-gui/", filling.collector_thanks, name="collector_thanks"),
    path("phieu/<str:link_code>/xoa-ma/", filling.collector_forget, name="collector_forget"),
]
