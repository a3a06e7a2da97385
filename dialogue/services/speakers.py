"""Mending a registration to speak. Registering, calling and withdrawing are the queue's."""

from django.db import IntegrityError, transaction

from core.editing import save_edit
from core.log import record_reading
from core.refusals import Refused
from dialogue import rules
from dialogue.services.hall_log import held, note, stir
from dialogue.services.queue import named


@transaction.atomic
def edit_speaker_request(*, speaker_request, values, version, actor):
    """Write what was taken down wrong; every screen shows the name as it is now (live-room 2, 3)."""
    speaker_request.conference = held(speaker_request.conference)
    rules.check_can_edit_speaker_request(actor, speaker_request)
    before = named(speaker_request)
    try:
        with transaction.atomic():
            save_edit(
                speaker_request, actor=actor, version=version, values=values, action="speaker_request.edit",
                sentence="đã sửa đăng ký phát biểu",
            )  # fmt: skip
    except IntegrityError:
        raise Refused(f"{values['speaker']} đã có tên trong hàng chờ này rồi.") from None
    after, conference = named(speaker_request), speaker_request.conference
    if after != before and conference.is_under_way:
        note(
            conference=conference, action="speaker_request.edit", actor=actor, step=speaker_request.step,
            words=f"Sửa tên trong hàng chờ phát biểu: {before} thành {after}.",
        )  # fmt: skip
    else:
        stir(conference)
    return speaker_request


def read_speaker_phone(*, speaker_request, actor):
    """The phone number that somebody left; that it was opened is logged, unless one wrote it down oneself."""
    if speaker_request.phone and speaker_request.registered_by_id != actor.pk:
        record_reading(actor=actor, subject=speaker_request, what="số điện thoại của người đăng ký phát biểu")
    return speaker_request.phone
