"""Pure decisions of protection's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Protocol, TypeVar
from uuid import UUID

from panah.journal.facts import canonical
from panah.protection.facts.bodies import ChangePart


def digest_of(content: ChangePart) -> str:
    """What two people sign: the SHA-256 (hex) of the change in its canonical form."""
    return sha256(canonical(content.model_dump(mode="json"))).hexdigest()


class Able(Protocol):
    """What the choice of the competent body looks at."""

    @property
    def id(self) -> UUID:
        """The body."""

    @property
    def sort(self) -> str:
        """Its kind."""

    @property
    def places(self) -> Sequence[UUID]:
        """The posts it works for; none: all."""

    @property
    def works(self) -> bool:
        """Whether it is competent for anything, and not revoked."""


AnyBody = TypeVar("AnyBody", bound=Able)


def competent(
    bodies: Iterable[AnyBody], category: str, order: Mapping[str, Sequence[str]], post: UUID
) -> AnyBody | None:
    """The body competent for a matter of this category that arose at this post, or None: nobody is.

    ``order`` gives for each category the kinds of bodies, first choice first. Of one kind the body that works for
    this very post goes before one that works everywhere; else the smaller id, so that every node chooses alike.
    """
    able = [body for body in bodies if body.works and (not body.places or post in body.places)]
    for kind in order.get(category, ()):
        found = sorted((body for body in able if body.sort == kind), key=lambda body: (not body.places, body.id))
        if found:
            return found[0]
    return None
