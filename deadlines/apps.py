"""The room of the working calendar, the regulations and every deadline."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = "Thời hạn"
