"""Use cases of people: everything that changes staff, roles and accounts goes through here."""

from panah.people.desk.accounts import (
    NewAccount,
    ask_reset,
    confirm_reset,
    create_account,
    first_administrator,
    has_administrator,
    has_demo_accounts,
    issue_code,
    reset_factors,
)
from panah.people.desk.staff import (
    SYSTEM,
    close_organisation,
    come_back,
    grant,
    hire,
    leave,
    register_organisation,
    rename,
    rename_organisation,
    revoke,
)

__all__ = [
    "SYSTEM",
    "NewAccount",
    "ask_reset",
    "close_organisation",
    "come_back",
    "confirm_reset",
    "create_account",
    "first_administrator",
    "grant",
    "has_administrator",
    "has_demo_accounts",
    "hire",
    "issue_code",
    "leave",
    "register_organisation",
    "rename",
    "rename_organisation",
    "reset_factors",
    "revoke",
]
