"""What was done about the shares of a body's key (S14): never a key, never a share. Subject: the event's own random id.

``whose`` is the body, ``set`` names the shares that were made together, ``key`` is the newest public key they recover.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Name = Annotated[str, Field(min_length=1, max_length=80)]
Set = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


class KeyDivided(Fact, kind="protection:key:divided", retention="establishment"):
    """The body's keys were divided among ``holders``; ``needed`` of them together recover it. Earlier sets go on
    recovering what they were made of."""

    whose: UUID
    key: str
    set: Set
    needed: int
    holders: tuple[Name, ...]


class KeyRehearsed(Fact, kind="protection:key:rehearsed", retention="establishment"):
    """The holders tried their shares: together they open what is sealed to the body, or not. No key was kept."""

    whose: UUID
    key: str
    set: Set
    opens: bool


class KeyRecovered(Fact, kind="protection:key:recovered", retention="establishment"):
    """The body's keys were put back on the node that says so, from these shares. ``asked_by`` is who asked for it and
    why, in words; ``holders`` are those whose shares were used."""

    whose: UUID
    key: str
    set: Set
    holders: tuple[Name, ...]
    asked_by: Annotated[str, Field(min_length=1, max_length=400)]
