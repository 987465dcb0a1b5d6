"""What nodes tell each other about one person. Each message may come late, twice, or in another order.

None of them says what kind of question is open: a border node sees a hold. `person` is a random handle, `head` a
position of headquarters' journal, times are seconds since 1970 (UTC).
"""

from __future__ import annotations

from dataclasses import dataclass

from panah.safeguards.guard.answers import Reason
from panah.safeguards.guard.competence import Approval
from panah.safeguards.guard.locks import Lock
from panah.safeguards.guard.receipts import Receipt


@dataclass(frozen=True, slots=True)
class MatterOpened:
    """A question stands open about a person, wherever it was opened.

    `sealed` holds the token of the lock and what it is about, sealed to the competent body; a border node can't read
    it.
    """

    person: str
    hold: str
    lock: Lock
    opened: int
    head: int = 0
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class HoldReleased:
    """A question is closed: here is its token."""

    person: str
    hold: str
    token: bytes
    head: int = 0


@dataclass(frozen=True, slots=True)
class HoldRelocked:
    """A hold gets another lock, because the body that had its token was revoked or lost its key.

    The new token is sealed to the body that is competent now. It counts only with the signatures a change of
    competence needs (S14).
    """

    person: str
    hold: str
    old: Lock
    new: Lock
    approvals: frozenset[Approval]


@dataclass(frozen=True, slots=True)
class ReceiptAsked:
    """A post asks headquarters whether an act may be done."""

    person: str
    act: str
    asked: int


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    """Headquarters knows of nothing that forbids it."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class ReceiptDenied:
    """Headquarters knows of something that forbids it."""

    person: str
    act: str
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ActCarriedOut:
    """A person was led back, on a receipt."""

    person: str
    act: str
    at: int


@dataclass(frozen=True, slots=True)
class RecallRaised:
    """Somebody was led back about whom a question stands open: bring them back, at once."""

    person: str
    act: str
    hold: str
    raised: int


Message = (
    MatterOpened
    | HoldReleased
    | HoldRelocked
    | ReceiptAsked
    | ReceiptGiven
    | ReceiptDenied
    | ActCarriedOut
    | RecallRaised
)
