"""The tokens of ordinary holds, which stay with the second line (DESIGN 3).

A hold whose lock no token here opens can be released only by whoever has its token: the border can't tell why.
"""

from __future__ import annotations

from uuid import UUID

from panah.border.models import Hold, HoldToken
from panah.safeguards.guard.locks import Lock, opens


def keep(hold: UUID, token: bytes) -> None:
    """Keep the token of a new hold."""
    HoldToken.objects.create(hold=hold, token=token)


def of(hold: Hold) -> str | None:
    """The token (hex) that opens this hold, if it is the second line's."""
    row = HoldToken.objects.filter(hold=hold.subject).first()
    if row is None:
        return None
    token = bytes(row.token)
    return token.hex() if opens(token, Lock(hold.lock)) else None


def forget(hold: UUID) -> None:
    """It was revealed: nothing more to keep."""
    HoldToken.objects.filter(hold=hold).delete()
