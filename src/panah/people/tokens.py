"""Tokens of machines: shown once, kept as a digest, found again by it."""

import hashlib
import hmac
import secrets
from abc import abstractmethod
from datetime import timedelta
from typing import Protocol, TypeVar

from django.db.models import Model, Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security.base import AuthBase

from panah.people import permissions

LONGEST = 100
# How exact "last used" is: a write for every request would be felt at a gate.
TOUCH_EVERY = timedelta(minutes=1)

Row = TypeVar("Row", bound=Model)


def fresh(prefix: str) -> str:
    """A new token, with 256 random bits."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def holder(rows: type[Row], prefix: str, authorization: str) -> Row | None:
    """Whose token stands in ``Bearer …``, of a table with ``digest`` and ``revoked``; None for nobody's.

    One query by a unique index: a token is so random that its plain digest can be looked up and gives no time away.
    The digests are compared once more in constant time.
    """
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.startswith(prefix) or len(token) > LONGEST:
        return None
    wanted = digest(token)
    row = rows._default_manager.filter(digest=wanted, revoked=None).first()
    if row is None or not hmac.compare_digest(bytes(row.digest), wanted):  # type: ignore[attr-defined]  # see above
        return None
    return row


def touch(row: Model) -> None:
    """Remember that it was used now, in the column ``last_used``."""
    now, used = timezone.now(), row.last_used  # type: ignore[attr-defined]  # a column of every such table
    if used is None or now - used >= TOUCH_EVERY:
        stale = Q(last_used=None) | Q(last_used__lte=now - TOUCH_EVERY)
        type(row)._default_manager.filter(stale, pk=row.pk).update(last_used=now)


class Scoped(Protocol):
    """A machine that has shown its token."""

    @property
    def scopes(self) -> frozenset[str]:
        """What its token is good for."""


class ScopeMissingError(HttpError):
    """The machine is known, but its token lacks the scope: 403."""

    def __init__(self, scope: str) -> None:
        super().__init__(403, f"The token lacks the scope {scope}.")
        self.scope = scope


class TokenAuth(AuthBase):
    """For operations of the API that need the scope: ``request.auth`` is then the machine. No or a wrong token is
    answered with 401, a token without the scope with 403 (ScopeMissingError)."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.act = permissions.act(f"api.{scope}").code
        self.scope = scope

    @abstractmethod
    def known(self, authorization: str) -> Scoped | None:
        """The machine whose token this is, or None."""

    def __call__(self, request: HttpRequest) -> Scoped | None:
        machine = self.known(request.headers.get("Authorization", ""))
        if machine is not None and self.scope not in machine.scopes:
            raise ScopeMissingError(self.scope)
        return machine
