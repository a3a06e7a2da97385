"""Writes to how the commune takes in and answers petitions."""

from django.db import transaction

from core.editing import save_plain
from feedback import rules
from feedback.models import PetitionSetting


@transaction.atomic
def edit_petition_setting(*, commune, values, actor):
    """Change the commune's row, which is made with the defaults at the first change."""
    rules.check_can_edit_petition_setting(actor, commune)
    setting, _ = PetitionSetting.objects.get_or_create(commune=commune)
    save_plain(
        setting, actor=actor, values=values, action="petition_setting.edit",
        sentence="đã sửa quy định về kiến nghị",
    )  # fmt: skip
    return setting
