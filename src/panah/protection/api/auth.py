"""Who asks: a machine of one body, by its token."""

from __future__ import annotations

from panah.people.tokens import TokenAuth
from panah.protection.desk.machines import Machine, authenticate


class BodyAuth(TokenAuth):
    """``@router.get("/referrals", auth=BodyAuth("referrals_read"))``; ``request.auth`` is then the Machine."""

    def known(self, authorization: str) -> Machine | None:
        """The machine."""
        return authenticate(authorization)
