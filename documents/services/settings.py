"""The commune's own lines on its papers."""

from django.db import transaction

from core.editing import save_edit
from core.log import record
from documents import rules
from documents.models import PaperSetting


@transaction.atomic
def edit_paper_setting(*, commune, body, values, version, actor):
    """Save how papers of one body differ; papers issued before stay as they are."""
    rules.check_can_edit_paper_setting(actor, commune)
    setting, is_new = PaperSetting.objects.get_or_create(commune=commune, body=body)
    if is_new:
        version = setting.version
        record(actor=actor, action="paper_setting.create", subject=setting, sentence="đã lập thể thức riêng")
    return save_edit(
        setting, actor=actor, version=version, values=values, action="paper_setting.edit",
        sentence="đã sửa thể thức riêng",
    )  # fmt: skip
