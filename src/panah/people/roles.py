"""The roles: who has them where, and which nobody may hold together."""

from collections.abc import Iterable

FIRST_LINE = "first_line"
SECOND_LINE = "second_line"
COMMANDER = "commander"
HEADQUARTERS = "headquarters"
MONITOR = "monitor"
ADMINISTRATOR = "administrator"
CASE_WORKER = "case_worker"
BODY_SUPERVISOR = "body_supervisor"
DEVICE = "device"
BODY_MACHINE = "body_machine"

# The order in which screens and documents list the roles.
STAFF_ROLES = (
    FIRST_LINE,
    SECOND_LINE,
    COMMANDER,
    HEADQUARTERS,
    MONITOR,
    ADMINISTRATOR,
    CASE_WORKER,
    BODY_SUPERVISOR,
)
ROLES = (*STAFF_ROLES, DEVICE, BODY_MACHINE)

# A grant of these names the post where it holds; a grant of the others holds in the whole country.
POST_ROLES = frozenset({FIRST_LINE, SECOND_LINE, COMMANDER})

# Who works at the border, for headquarters or for them all, is never at the desk of a body.
AT_BODIES = frozenset({CASE_WORKER, BODY_SUPERVISOR})

# Who runs the accounts sees no traveller, and who watches the others works with none of them.
APART = {
    ADMINISTRATOR: frozenset({FIRST_LINE, SECOND_LINE, COMMANDER, MONITOR}),
    MONITOR: frozenset({FIRST_LINE, SECOND_LINE, COMMANDER, HEADQUARTERS, ADMINISTRATOR}),
    **dict.fromkeys(
        sorted(AT_BODIES), frozenset({FIRST_LINE, SECOND_LINE, COMMANDER, HEADQUARTERS, MONITOR, ADMINISTRATOR})
    ),
}


def apart(roles: Iterable[str]) -> tuple[str, str] | None:
    """Two of these roles that nobody may hold together, or None."""
    held = frozenset(roles)
    for role, others in APART.items():
        if role in held and (clash := sorted(held & others)):
            return role, clash[0]
    return None
