"""Every write of this room, one file per concern."""

from dialogue.services.conferences import (
    create_conference,
    edit_conference,
    remove_agenda_step,
    remove_group,
    save_agenda_step,
    save_group,
)
from dialogue.services.day import (
    close_conference,
    finish_agenda_step,
    open_conference,
    record_attendance,
    sitting_of,
    start_agenda_step,
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

__all__ = [
    "add_invitations",
    "begin_contribution",
    "cancel_conference",
    "close_conference",
    "create_conference",
    "delegate_conference",
    "draft_public_notice",
    "edit_conference",
    "edit_public_notice",
    "end_contribution",
    "exempt_conference",
    "finish_agenda_step",
    "issue_public_notice",
    "open_conference",
    "print_all_invitations",
    "print_invitations",
    "record_attendance",
    "record_publication",
    "remove_agenda_step",
    "remove_group",
    "remove_invitation",
    "reply_invitation",
    "reschedule_conference",
    "save_agenda_step",
    "save_group",
    "schedule_conference",
    "send_invitations",
    "settle_contribution",
    "settle_contribution_record",
    "sitting_of",
    "start_agenda_step",
    "supersede_public_notice",
]
