"""The addresses of this room."""

from django.urls import path

from documents.views import batches, deliveries, drafts, papers, registers, settings, versions

urlpatterns = [
    path("van-ban/", papers.paper_list, name="paper_list"),
    path("van-ban/so/", registers.register_list, name="register_list"),
    path("van-ban/so/ghi/", registers.register_set, name="register_set"),
    path("van-ban/so/giu/", registers.register_reserve, name="register_reserve"),
    path("van-ban/so/cac-so/", registers.register_entry_list, name="register_entry_list"),
    path("van-ban/so/bang-tinh/", registers.register_entry_export, name="register_entry_export"),
    path("van-ban/so/<int:pk>/", registers.register_entry_detail, name="register_entry_detail"),
    path("van-ban/so/<int:pk>/ghi-van-ban/", registers.register_entry_record, name="register_entry_record"),
    path("van-ban/so/<int:pk>/huy/", registers.register_entry_cancel, name="register_entry_cancel"),
    path("van-ban/in/", batches.batch_list, name="batch_list"),
    path("van-ban/in/<int:pk>/", batches.batch_detail, name="batch_detail"),
    path("van-ban/in/<int:pk>/tien-do/", batches.batch_progress, name="batch_progress"),
    path("van-ban/in/<int:pk>/zip/", batches.batch_archive, name="batch_archive"),
    path("van-ban/in/<int:pk>/pdf/", batches.batch_merged, name="batch_merged"),
    path("van-ban/in/<int:pk>/dung/", batches.batch_cancel, name="batch_cancel"),
    path("van-ban/in/<int:pk>/tiep/", batches.batch_retry, name="batch_retry"),
    path("van-ban/<int:pk>/", papers.paper_detail, name="paper_detail"),
    path("van-ban/<int:pk>/gui/", deliveries.paper_deliver, name="paper_deliver"),
    path("van-ban/<int:pk>/tien-do/", papers.paper_progress, name="paper_progress"),
    path("van-ban/<int:pk>/xem/", papers.paper_preview, name="paper_preview"),
    path("van-ban/<int:pk>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("van-ban/<int:pk>/docx/", papers.paper_docx, name="paper_docx"),
    path("van-ban/<int:pk>/tao-lai-pdf/", papers.paper_retry, name="paper_retry"),
    path("van-ban/the-thuc/", settings.paper_setting_list, name="paper_setting_list"),
    path("van-ban/the-thuc/<slug:body>/", settings.paper_setting_edit, name="paper_setting_edit"),
    path("van-ban/phien-ban/<str:label>/<int:pk>/", versions.version_list, name="version_list"),
    path("van-ban/soan/<int:pk>/", drafts.paper_draft_detail, name="paper_draft_detail"),
    path("van-ban/soan/<int:pk>/xem/", drafts.paper_draft_preview, name="paper_draft_preview"),
    path("van-ban/soan/<int:pk>/docx/", drafts.paper_draft_docx, name="paper_draft_docx"),
    path("van-ban/soan/<int:pk>/sua/", drafts.paper_draft_edit, name="paper_draft_edit"),
    path("van-ban/soan/<int:pk>/in/", drafts.paper_draft_print, name="paper_draft_print"),
    path("van-ban/soan/<int:pk>/trinh/", drafts.paper_draft_submit, name="paper_draft_submit"),
    path("van-ban/soan/<int:pk>/tra-lai/", drafts.paper_draft_return, name="paper_draft_return"),
    path("van-ban/soan/<int:pk>/phe-duyet/", drafts.paper_draft_approve, name="paper_draft_approve"),
    path("van-ban/soan/<int:pk>/ban-hanh/", drafts.paper_draft_issue, name="paper_draft_issue"),
    path("van-ban/soan/<int:pk>/bo/", drafts.paper_draft_abandon, name="paper_draft_abandon"),
]
