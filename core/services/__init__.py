"""Every write of the ground room, one file per concern."""

from core.services.account import change_own_contact, change_password
from core.services.delegations import grant_delegation, revoke_delegation

__all__ = ["change_own_contact", "change_password", "grant_delegation", "revoke_delegation"]
