"""Machines of a body's own system: registered by the body itself, so that nobody else can read in its name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.journal.record import say
from panah.people import permissions, tokens
from panah.people.desk.names import machines as names_of_machines
from panah.people.roles import BODY_MACHINE
from panah.protection.desk.matters import at_home
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.machines import BodyMachineRegistered, BodyMachineRevoked
from panah.protection.models import BodyMachine

PREFIX = "panah-body-"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine that has shown its token. It acts for one body, as far as its scopes reach."""

    id: UUID
    name: str
    scopes: frozenset[str]
    body: UUID
    post: None = None

    @property
    def roles(self) -> frozenset[str]:
        """For guards and alarms shared with staff."""
        return frozenset({BODY_MACHINE})


def register(body: UUID, name: str, scopes: Iterable[str], *, actor: Acting) -> tuple[UUID, str]:
    """Register a machine of a body at home here. Gives its id and its token, which is shown once and kept nowhere.

    ProtectionError ``body_not_here``, ``name_needed``, ``scope_needed``.
    """
    chosen = [scope for scope in permissions.BODY_SCOPES if scope in set(scopes)]
    called = " ".join(name.split())[:200]
    if body not in at_home():
        raise ProtectionError("body_not_here")
    if not called:
        raise ProtectionError("name_needed")
    if not chosen:
        raise ProtectionError("scope_needed")
    token = tokens.fresh(PREFIX)
    machine, now = uuid4(), timezone.now()
    with transaction.atomic():
        BodyMachine.objects.create(
            id=machine,
            body=body,
            name=called,
            digest=tokens.digest(token),
            scopes=chosen,
            created=now,
            created_by=actor.id,
        )
        fact = BodyMachineRegistered(of_body=body, name=called, scopes=tuple(chosen))
        say(fact, actor=actor.id, about=machine, at=now)
    return machine, token


def revoke(body: UUID, machine: UUID, reason: str = "", *, actor: Acting) -> None:
    """Its token isn't accepted any more, from the next request on. ProtectionError ``machine_unknown``."""
    now = timezone.now()
    with transaction.atomic():
        if not BodyMachine.objects.filter(pk=machine, body=body, revoked=None).update(revoked=now):
            raise ProtectionError("machine_unknown")
        say(BodyMachineRevoked(reason=reason.strip()[:500]), actor=actor.id, about=machine, at=now)


def of_body(body: UUID) -> list[BodyMachine]:
    """All machines of a body, the newest first."""
    return list(BodyMachine.objects.filter(body=body).order_by("-created", "id"))


def authenticate(authorization: str) -> Machine | None:
    """The machine whose token stands in ``Bearer …``, or None. A body that is no longer at home here has no machines
    here either."""
    row = tokens.holder(BodyMachine, PREFIX, authorization)
    if row is None or row.body not in at_home():
        return None
    tokens.touch(row)
    return Machine(row.id, row.name, frozenset(row.scopes), row.body)


def _names(ids: Collection[UUID]) -> dict[UUID, str]:
    return dict(BodyMachine.objects.filter(pk__in=ids).values_list("pk", "name"))


names_of_machines.append(_names)
