"""S14, a second time.

Competence changes only with the signatures of headquarters and the monitor, and never comes to the border.
"""

from __future__ import annotations

from itertools import chain, combinations

from panah.safeguards.explore.found import Found
from panah.safeguards.guard.answers import Refused
from panah.safeguards.guard.competence import Approval, Change, change
from panah.safeguards.guard.law import Law

SIGNERS = ("headquarters", "monitor", "commander", "asylum_authority")
BORDER = ("headquarters", "border", "second_line")


def check_competence(law: Law, found: Found) -> None:
    """Every kind of change with every set of signatures, verified and not."""
    signatures = [Approval(role, verified) for role in SIGNERS for verified in (True, False)]
    sets = chain.from_iterable(combinations(signatures, size) for size in range(4))
    changes = (
        Change("revoke", "asylum_authority"),
        Change("revoke", "unhcr"),
        Change("establish", "another_body"),
        Change("assign", category="asylum", bodies=("unhcr",)),
        *(Change("establish", body) for body in BORDER),
        *(Change("assign", category="asylum", bodies=(body,)) for body in BORDER),
    )
    for signed in sets:
        both = {"headquarters", "monitor"} <= {one.role for one in signed if one.verified}
        for wanted in changes:
            done = not isinstance(change(law.directory(), wanted, frozenset(signed), law.approvers), Refused)
            to_border = wanted.body in BORDER or bool(set(wanted.bodies) & set(BORDER))
            if done and (not both or to_border):
                found.add("S14", str(wanted), str(signed))
            elif both and not done and not to_border:
                found.add("S14", f"refused: {wanted}", str(signed))
