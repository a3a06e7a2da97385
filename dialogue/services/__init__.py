"""Every write of this room, one file per concern."""

from dialogue.services.closing import close_conference
from dialogue.services.conferences import (
    create_conference,
    edit_conference,
    remove_agenda_step,
    remove_group,
    save_agenda_step,
    save_group,
)
from dialogue.services.day import (
    finish_agenda_step,
    open_conference,
    record_attendance,
    sitting_of,
    start_agenda_step,
)
from dialogue.services.door import (
    add_walk_in,
    attendance_from_door,
    came_words,
    check_in,
    take_over_attendance,
    undo_check_in,
)
from dialogue.services.floor import (
    begin_contribution,
    end_contribution,
    settle_contribution,
    settle_contribution_record,
)
from dialogue.services.invitations import (
    add_invitations,
    print_all_invitations,
    print_invitations,
    remove_invitation,
    reply_invitation,
    send_invitations,
)
from dialogue.services.notices import (
    draft_public_notice,
    edit_public_notice,
    issue_public_notice,
    record_publication,
    supersede_public_notice,
)
from dialogue.services.scheduling import (
    cancel_conference,
    delegate_conference,
    exempt_conference,
    reschedule_conference,
    schedule_conference,
)
from dialogue.services.sittings import edit_continuation, interrupt_conference, resume_conference
from dialogue.services.speakers import edit_speaker_request, read_speaker_phone
from dialogue.services.survey import (
    cast_ballot,
    close_survey,
    count_survey,
    create_survey,
    edit_survey,
    key_ballot,
    open_survey,
    remove_survey,
    take_back_ballot,
)

__all__ = [
    "add_walk_in",
    "attendance_from_door",
    "came_words",
    "check_in",
    "take_over_attendance",
    "undo_check_in",
    "cast_ballot",
    "close_survey",
    "count_survey",
    "create_survey",
    "edit_survey",
    "key_ballot",
    "open_survey",
    "remove_survey",
    "take_back_ballot",
    "add_invitations",
    "begin_contribution",
    "cancel_conference",
    "close_conference",
    "create_conference",
    "delegate_conference",
    "draft_public_notice",
    "edit_conference",
    "edit_continuation",
    "edit_public_notice",
    "edit_speaker_request",
    "end_contribution",
    "exempt_conference",
    "finish_agenda_step",
    "interrupt_conference",
    "issue_public_notice",
    "open_conference",
    "print_all_invitations",
    "print_invitations",
    "record_attendance",
    "read_speaker_phone",
    "record_publication",
    "remove_agenda_step",
    "remove_group",
    "remove_invitation",
    "reply_invitation",
    "reschedule_conference",
    "save_agenda_step",
    "save_group",
    "resume_conference",
    "schedule_conference",
    "send_invitations",
    "settle_contribution",
    "settle_contribution_record",
    "sitting_of",
    "start_agenda_step",
    "supersede_public_notice",
]
