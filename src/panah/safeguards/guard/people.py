"""What the guard knows about a person. It knows no nationality, religion, looks, score or profile.

Nothing can hang on them.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import StrEnum

from panah.safeguards.guard.locks import Lock
from panah.safeguards.guard.matters import Matter, Stage


class Standing(StrEnum):
    """What somebody is to the country. `STATUS_ENDED` is a refugee status that ended or was withdrawn."""

    FOREIGNER = "foreigner"
    NATIONAL = "national"
    PERMANENT_RESIDENT = "permanent_resident"
    RECOGNISED_REFUGEE = "recognised_refugee"
    STATUS_ENDED = "status_ended"


NEVER_REFUSED = frozenset({Standing.NATIONAL, Standing.PERMANENT_RESIDENT, Standing.RECOGNISED_REFUGEE})
ONCE_RECOGNISED = frozenset({Standing.RECOGNISED_REFUGEE, Standing.STATUS_ENDED})


class Years(StrEnum):
    """Of age, under age, or in doubt; doubt means child."""

    ADULT = "adult"
    CHILD = "child"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Hold:
    """What a border node sees of any open question: a handle and a lock. Its kind isn't visible."""

    handle: str
    lock: Lock
    released: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A member of the family. `open`: that member has an open matter, from which this person's claim derives (S12).

    `apart`: asked alone, the member wants otherwise. `let_in`: they were let in along with this person. `years`, in
    doubt where nothing is said of them, counts for who was let in.
    """

    member: str
    open: bool
    apart: bool = False
    let_in: bool = False
    years: Years = Years.DOUBTFUL


@dataclass(frozen=True, slots=True)
class Person:
    """One human being as a node knows them. Times are seconds since 1970 (UTC).

    A body sees `matters`, a border node only `holds`; both stand in the way. `accompanied`: an adult's authority
    over this journey was shown (`panah.safeguards.children`). `leaving`: they are on their way out. `spared` are the
    categories of matters that were decided for them, or that nobody decided: they aren't penalised for their flight
    (`living.spared_by`). `consents` are the purposes agreed to: the guard never reads them (S7). `hits` are lists on
    which the person seems to stand: the guard never reads them either (S4).
    """

    handle: str = "person"
    standing: frozenset[Standing] = frozenset({Standing.FOREIGNER})
    years: Years = Years.ADULT
    guardian: bool = False
    best_interests: bool = False
    accompanied: bool = False
    leaving: bool = False
    matters: tuple[Matter[Stage], ...] = ()
    spared: frozenset[str] = frozenset()
    holds: tuple[Hold, ...] = ()
    family: tuple[Tie, ...] = ()
    set_aside: int | None = None
    hold_until: int | None = None
    missing: bool = False
    dead: bool = False
    declined: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    hits: frozenset[str] = frozenset()

    @property
    def child(self) -> bool:
        """Under age, or perhaps."""
        return self.years is not Years.ADULT

    @property
    def guarded(self) -> bool:
        """Whether anything is open about this person."""
        return any(matter.open for matter in self.matters) or any(not hold.released for hold in self.holds)

    @property
    def cared_for(self) -> bool:
        """A guardian is there and the best interests are on record."""
        return self.guardian and self.best_interests


def merged(left: Person, right: Person) -> Person:
    """Two persons found to be one: what protects either protects both. Commutative, associative, idempotent.

    The handle is the lesser of the two. Clocks of a hold run from the earlier setting aside to the earlier end.
    """
    years = left.years if left.years is right.years else Years.DOUBTFUL
    standing = left.standing | right.standing
    if standing != {Standing.FOREIGNER}:
        standing -= {Standing.FOREIGNER}
    return Person(
        handle=min(left.handle, right.handle),
        standing=standing,
        years=years,
        guardian=left.guardian or right.guardian,
        best_interests=left.best_interests or right.best_interests,
        accompanied=left.accompanied or right.accompanied,
        leaving=left.leaving or right.leaving,
        matters=tuple(sorted({*left.matters, *right.matters}, key=lambda matter: (matter.id, matter.status))),
        spared=left.spared | right.spared,
        holds=_holds(left.holds + right.holds),
        family=tuple(sorted({*left.family, *right.family}, key=astuple)),
        set_aside=_earlier(left.set_aside, right.set_aside),
        hold_until=_earlier(left.hold_until, right.hold_until),
        missing=left.missing and right.missing,
        dead=left.dead and right.dead,
        declined=left.declined | right.declined,
        consents=left.consents & right.consents,
        hits=left.hits | right.hits,
    )


def _holds(holds: tuple[Hold, ...]) -> tuple[Hold, ...]:
    """Each hold once; released where either side saw the token that opens its lock."""
    known: dict[tuple[str, Lock], bool] = {}
    for hold in holds:
        key = (hold.handle, hold.lock)
        known[key] = known.get(key, False) or hold.released
    return tuple(Hold(handle, lock, released) for (handle, lock), released in sorted(known.items()))


def _earlier(left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return right if left is None else left
    return min(left, right)
