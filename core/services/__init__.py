"""Every write of the ground room, one file per concern."""

from core.services.account import change_own_contact, change_password
from core.services.delegations import grant_delegation, revoke_delegation
from core.services.mail import read_all_notices, retry_failed_mails
from core.services.people import (
    activate_user,
    create_user,
    deactivate_user,
    edit_user,
    end_post,
    give_post,
    reset_password,
)
from core.services.places import (
    activate_unit,
    add_alias,
    create_province,
    create_unit,
    deactivate_unit,
    edit_commune,
    edit_unit,
    remove_alias,
)

__all__ = [
    "activate_unit",
    "activate_user",
    "add_alias",
    "change_own_contact",
    "change_password",
    "create_province",
    "create_unit",
    "create_user",
    "deactivate_unit",
    "deactivate_user",
    "edit_commune",
    "edit_unit",
    "edit_user",
    "end_post",
    "give_post",
    "grant_delegation",
    "read_all_notices",
    "remove_alias",
    "reset_password",
    "retry_failed_mails",
    "revoke_delegation",
]
