"""The ground room: people, rules with reasons, the log."""

from django.apps import AppConfig

from core.forms import set_error_words


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Nền tảng"

    def ready(self):
        set_error_words()
