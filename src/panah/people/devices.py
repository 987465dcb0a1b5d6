"""Machines that use the API: kiosks and gates, each with a token, scopes, a post and perhaps a lane."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.journal.record import say
from panah.people import facts, permissions, tokens
from panah.people.models import Device as DeviceRow
from panah.people.ports import posts
from panah.people.problems import PeopleProblemError
from panah.people.roles import DEVICE

PREFIX = "panah-"


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
        return frozenset({DEVICE})

    def may(self, act: str, post: UUID | None = None) -> bool:
        """Whether it may do the act ``api.<scope>`` (the scope alone will do), at its own post."""
        code = act if act.startswith("api.") else f"api.{act}"
        own = post is None or post == self.post
        return own and code.removeprefix("api.") in self.scopes and permissions.allows(code, self.roles)


def authenticate_device(authorization: str) -> Device | None:
    """The device whose token stands in ``Bearer …``, or None."""
    row = tokens.holder(DeviceRow, PREFIX, authorization)
    if row is None:
        return None
    tokens.touch(row)
    return Device(row.id, row.name, frozenset(row.scopes), row.post, row.lane or None)


class DeviceAuth(tokens.TokenAuth):
    """``@api.post("/presentations", auth=DeviceAuth("inspect"))``; ``request.auth`` is then the Device."""

    def known(self, authorization: str) -> Device | None:
        """The device."""
        return authenticate_device(authorization)


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
    token = tokens.fresh(PREFIX)
    device = uuid4()
    now = timezone.now()
    with transaction.atomic():
        DeviceRow.objects.create(
            id=device,
            name=called,
            digest=tokens.digest(token),
            scopes=chosen,
            post=post,
            lane=lane[:40],
            created=now,
            created_by=actor,
        )
        fact = facts.DeviceRegistered(name=called, post=post, lane=lane[:40], scopes=tuple(chosen))
        say(fact, actor=actor, about=device, at=now)
    return device, token


def revoke_device(device: UUID, *, actor: UUID, reason: str = "") -> None:
    """Its token isn't accepted any more, from the next request on."""
    now = timezone.now()
    with transaction.atomic():
        if not DeviceRow.objects.filter(pk=device, revoked=None).update(revoked=now):
            raise PeopleProblemError("no_such_device")
        say(facts.DeviceRevoked(reason=reason[:500]), actor=actor, about=device, at=now)
