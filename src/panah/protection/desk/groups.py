"""Declared groups: put down by headquarters, confirmed by the body that recognises. Neither does it alone."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal.record import say
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.claims import AUTHORITIES
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.groups import GroupConfirmed, GroupDeclared, GroupEnded
from panah.protection.models.groups import DeclaredGroup


def groups() -> list[DeclaredGroup]:
    """All of them, those that wait first, then the newest."""
    return sorted(DeclaredGroup.objects.all(), key=lambda row: (row.confirmed is not None, -row.declared.timestamp()))


def in_force(on: dt.date) -> list[DeclaredGroup]:
    """Groups that are confirmed, have begun and haven't ended, by name."""
    found = DeclaredGroup.objects.filter(confirmed__isnull=False, ended=None, since__lte=on.isoformat())
    return list(found.order_by("name", "subject"))


def group_of(group: UUID) -> DeclaredGroup:
    """One of them; ProtectionError ``group_unknown``."""
    row = DeclaredGroup.objects.filter(subject=group).first()
    if row is None:
        raise ProtectionError("group_unknown")
    return row


def name_of(group: UUID) -> str:
    """What a group is called; empty for one that isn't known here, as of a claim that came from another node."""
    return DeclaredGroup.objects.filter(subject=group).values_list("name", flat=True).first() or ""


def declare(name: str, who: str, source: str, since: dt.date, *, actor: Acting) -> UUID:
    """Put down a group that was declared; it waits for a body. ProtectionError ``reason_needed`` without who or
    source."""
    if not (name.strip() and who.strip() and source.strip()):
        raise ProtectionError("reason_needed")
    fact = GroupDeclared(name=name.strip(), who=who.strip(), source=source.strip(), since=since.isoformat())
    group = uuid4()
    say(fact, actor=actor.id, about=group)
    return group


def confirm(group: UUID, body: UUID, *, actor: Acting) -> None:
    """A body that registers claims says the same. ProtectionError ``group_unknown``, ``group_settled``, ``no_body``,
    ``change_same_person``."""
    with one_at_a_time(group):
        row = group_of(group)
        if body_view(body).sort not in AUTHORITIES:
            raise ProtectionError("no_body")
        if row.confirmed is not None or row.ended is not None:
            raise ProtectionError("group_settled")
        if row.declared_by == actor.id:
            raise ProtectionError("change_same_person")
        say(GroupConfirmed(of=body), actor=actor.id, about=group)


def end(group: UUID, why: str, *, actor: Acting) -> None:
    """Nobody more is recognised as one of it. ProtectionError ``group_unknown``, ``group_settled``,
    ``reason_needed``."""
    with one_at_a_time(group):
        row = group_of(group)
        if row.ended is not None:
            raise ProtectionError("group_settled")
        if not why.strip():
            raise ProtectionError("reason_needed")
        say(GroupEnded(why=why.strip()[:2000]), actor=actor.id, about=group)
