"""Official papers: numbers, freezing, rendering."""

from django.apps import AppConfig
from django.core import checks

from documents.fonts import check_paper_font


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Văn bản"

    def ready(self):
        checks.register(check_paper_font, "documents")
