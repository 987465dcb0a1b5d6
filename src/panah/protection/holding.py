"""What a body has in its hands of one matter: shares in holds, asks that posts keep for it, and whether it has let go.

Pure: the register folds by it, the desks act by it. S1 stands here: what a body let go of without knowing that it was
handed over or opened anew stays open; a share has one owner at a time, so that nobody lets go for another; and one that
comes when it isn't wanted any more goes where it belongs, whichever way it took.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import singledispatch
from hashlib import sha256
from uuid import UUID

from panah.journal.facts import Fact
from panah.protection.facts.matters import (
    MatterHandedOver,
    MatterLetGo,
    MatterOpenAgain,
    MatterOpenHere,
    MatterPassedOn,
    ShareEntrusted,
)

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A share (hex) of the token of a hold, and the key of the post's node it goes back to. ``back``: it went;
    ``passed_to``: another body has it now."""

    hold: UUID
    share: str
    reply_to: str
    back: bool = False
    passed_to: UUID | None = None

    @property
    def here(self) -> bool:
        """Whether it is this body's, and keeps the hold shut."""
        return not self.back and self.passed_to is None

    @property
    def digest(self) -> str:
        """What facts call it: the SHA-256 (hex) of its bytes."""
        return sha256(bytes.fromhex(self.share)).hexdigest()


@dataclass(frozen=True, slots=True)
class Holding:
    """A matter in the hands of one body. ``passed_to``: who decides instead. ``told``: keys of posts that whoever
    handed it over named. By their ids: ``asks``, what this body asked of posts and isn't settled; ``taken``, what
    whoever handed it over had asked; ``handed``, which handings-over opened it here; ``openings``, what else did
    while it was open."""

    let_go: bool = False
    passed_to: UUID | None = None
    told: frozenset[str] = NONE
    asks: frozenset[str] = NONE
    taken: frozenset[str] = NONE
    handed: frozenset[str] = NONE
    openings: frozenset[str] = NONE
    shares: tuple[Held, ...] = ()

    @property
    def posts(self) -> list[str]:
        """The keys of the posts that have to do with it."""
        return sorted(self.told | {one.reply_to for one in self.shares})

    @property
    def here(self) -> tuple[Held, ...]:
        """The shares that are this body's."""
        return tuple(one for one in self.shares if one.here)

    @property
    def has_say(self) -> bool:
        """Whether the body could let go: a post gave it a share, or another body handed the matter over; and it didn't
        hand it on itself (S14)."""
        return bool(self.posts) and self.passed_to is None

    @property
    def unbound(self) -> bool:
        """Whether it was handed over, or let go of by whoever didn't know what was opened here, so that nothing keeps a
        hold shut: posts have to be asked. What others asked may be given to them."""
        opened = bool(self.handed or self.openings)
        return self.has_say and not self.let_go and opened and not self.here and not self.asks

    @property
    def opened(self) -> bool:
        """Whether something opened it here that nobody has ended."""
        return bool(self.asks or self.taken or self.handed or self.openings)

    @property
    def to_settle(self) -> list[UUID]:
        """What is over when this body lets go."""
        return sorted(map(UUID, self.asks | self.taken))

    @property
    def owes(self) -> bool:
        """Whether something has to be done at once: a share goes back or on, or a post is asked."""
        return self.unbound or (bool(self.here) and (self.let_go or self.passed_to is not None))


@singledispatch
def after(fact: Fact, holding: Holding, _matter: UUID) -> Holding:
    """What a body has in its hands after something was said to it of a matter; unchanged for any other fact."""
    return holding


@after.register
def _entrusted(fact: ShareEntrusted, holding: Holding, _matter: UUID) -> Holding:
    """What went back is used up; what was passed on is this body's again when it comes again."""
    new = Held(fact.hold, fact.share, fact.reply_to)
    known = next((one for one in holding.shares if one.digest == new.digest), new)
    others = (one for one in holding.shares if one is not known)
    return replace(holding, shares=(*others, replace(known, passed_to=None)))


@after.register
def _let_go(fact: MatterLetGo, holding: Holding, _matter: UUID) -> Holding:
    """Earlier versions didn't say what they knew of: for them it is over."""
    if not holding.has_say:
        return holding
    old = fact.asks is None
    gone = {one.digest for one in holding.here} if old and not fact.shares else set(fact.shares)
    left = replace(holding, asks=NONE, taken=NONE, handed=NONE) if old else _without(holding, fact)
    shares = tuple(replace(one, back=one.back or one.digest in gone) for one in holding.shares)
    return replace(left, let_go=not left.opened, shares=shares)


@after.register
def _open_again(fact: MatterOpenAgain, holding: Holding, matter: UUID) -> Holding:
    return replace(holding, let_go=False, passed_to=None, asks=holding.asks | {str(fact.ask or matter)})


@after.register
def _handed_over(fact: MatterHandedOver, holding: Holding, _matter: UUID) -> Holding:
    return replace(
        holding,
        let_go=False,
        passed_to=None,
        told=holding.told | set(fact.posts),
        taken=holding.taken | _texts(fact.asks),
        handed=holding.handed | {str(fact.handing)},
    )


@after.register
def _passed_on(fact: MatterPassedOn, holding: Holding, _matter: UUID) -> Holding:
    """A share that only follows what was handed over before says nothing of who decides: that may have come back. Nor
    is anything passed on that nobody knew of then: it stays open here."""
    gone = set(fact.shares)
    shares = tuple(
        replace(one, passed_to=fact.to) if one.digest in gone and one.here else one for one in holding.shares
    )
    if fact.handing is None:
        return replace(holding, shares=shares)
    left = _without(holding, fact)
    return replace(left, passed_to=None if left.opened else fact.to, shares=shares)


@after.register
def _open_here(fact: MatterOpenHere, holding: Holding, _matter: UUID) -> Holding:
    """It was open where this was said: whoever ended it meanwhile didn't know."""
    return replace(holding, let_go=False, passed_to=None, openings=holding.openings | {str(fact.opening)})


def _without(holding: Holding, known: MatterLetGo | MatterPassedOn) -> Holding:
    asks = _texts(known.asks or ())
    return replace(
        holding,
        asks=holding.asks - asks,
        taken=holding.taken - asks,
        handed=holding.handed - _texts(known.handed),
        openings=holding.openings - _texts(known.openings),
    )


def _texts(ids: Iterable[UUID]) -> frozenset[str]:
    return frozenset(map(str, ids))
