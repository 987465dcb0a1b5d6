"""Machines that use the API: kiosks and gates, each with a token, scopes, a post and perhaps a lane."""

import hashlib
import hmac
import secrets as random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security.base import AuthBase

from panah.journal.entries import Statement
from panah.journal.record import record
from panah.people import facts, permissions
from panah.people.models import Device as DeviceRow
from panah.people.ports import posts
from panah.people.problems import PeopleProblemError

PREFIX = "panah-"
LONGEST_TOKEN = 100
# How exact "last used" is: a write for every request would be felt at a gate.
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Device:
    """A machine that has shown its token."""

    id: UUID
    name: str
    scopes: frozenset[str]
    post: UUID
    lane: str | None = None

    @property
    def roles(self) -> frozenset[str]:
        """For guards shared with staff."""
        return frozenset({permissions.DEVICE})

    def may(self, act: str, post: UUID | None = None) -> bool:
        """Whether it may do the act ``api.<scope>`` (the scope alone will do), at its own post."""
        code = act if act.startswith("api.") else f"api.{act}"
        own = post is None or post == self.post
        return own and code.removeprefix("api.") in self.scopes and permissions.allows(code, self.roles)


class ScopeMissingError(HttpError):
    """The device is known, but its token lacks the scope: 403."""

    def __init__(self, scope: str) -> None:
        super().__init__(403, f"The token lacks the scope {scope}.")
        self.scope = scope


def authenticate_device(request: HttpRequest) -> Device | None:
    """The device whose token stands in ``Authorization: Bearer …``, or None.

    One query by a unique index; a token has 256 random bits, so that its plain digest can be looked up and gives no
    time away. The digests are compared once more in constant time.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.startswith(PREFIX) or len(token) > LONGEST_TOKEN:
        return None
    wanted = _digest(token)
    row = DeviceRow.objects.filter(digest=wanted, revoked=None).first()
    if row is None or not hmac.compare_digest(bytes(row.digest), wanted):
        return None
    now = timezone.now()
    if row.last_used is None or now - row.last_used >= TOUCH_EVERY:
        stale = Q(last_used=None) | Q(last_used__lte=now - TOUCH_EVERY)
        DeviceRow.objects.filter(stale, pk=row.pk).update(last_used=now)
    return Device(row.id, row.name, frozenset(row.scopes), row.post, row.lane or None)


class DeviceAuth(AuthBase):
    """For operations of the API: ``@api.post("/presentations", auth=DeviceAuth("inspect"))``; ``request.auth`` is then
    the Device. No or a wrong token is answered with 401, a token without the scope with 403 (ScopeMissingError).
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.act = permissions.act(f"api.{scope}").code
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Device | None:
        device = authenticate_device(request)
        if device is not None and self.scope not in device.scopes:
            raise ScopeMissingError(self.scope)
        return device


def register_device(name: str, post: UUID, scopes: Iterable[str], *, actor: UUID, lane: str = "") -> tuple[UUID, str]:
    """Register a machine. Returns its id and its token, which is shown once and kept nowhere."""
    chosen = [scope for scope in permissions.SCOPES if scope in set(scopes)]
    called = " ".join(name.split())[:200]
    if not called:
        raise PeopleProblemError("name_needed", "name")
    if not chosen:
        raise PeopleProblemError("scope_needed", "scopes")
    if posts().get(post) is None:
        raise PeopleProblemError("no_such_post", "post")
    token = PREFIX + random.token_urlsafe(32)
    device = uuid4()
    now = timezone.now()
    with transaction.atomic():
        DeviceRow.objects.create(
            id=device,
            name=called,
            digest=_digest(token),
            scopes=chosen,
            post=post,
            lane=lane[:40],
            created=now,
            created_by=actor,
        )
        fact = facts.DeviceRegistered(name=called, post=post, lane=lane[:40], scopes=tuple(chosen))
        record([Statement(fact, device, now)], actor=actor)
    return device, token


def revoke_device(device: UUID, *, actor: UUID, reason: str = "") -> None:
    """Its token isn't accepted any more, from the next request on."""
    now = timezone.now()
    with transaction.atomic():
        if not DeviceRow.objects.filter(pk=device, revoked=None).update(revoked=now):
            raise PeopleProblemError("no_such_device")
        record([Statement(facts.DeviceRevoked(reason=reason[:500]), device, now)], actor=actor)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
