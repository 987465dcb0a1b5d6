"""Quarantine: entries that are kept but not applied, or not wholly, and contradictions. Never dropped, never in others'
way."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.dispatch import Signal

from panah.journal import facts, store
from panah.journal.applying import fold_again
from panah.journal.entries import Entry
from panah.journal.maintenance import alone
from panah.journal.places import Place
from panah.journal.reading import by_place

logger = logging.getLogger(__name__)

raised = Signal()
"""Sent with ``items`` (a list of Item) in the transaction that put them in quarantine."""


class Reason(StrEnum):
    """Why. A contradiction concerns a message, not the entry kept here: that one stays applied. So does one in which a
    foreign voice speaks, but for what that says."""

    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_VERSION = "unknown_version"
    UNREADABLE_BODY = "unreadable_body"
    BROKEN_INVARIANT = "broken_invariant"
    FAILED_HANDLER = "failed_handler"
    CONTRADICTION = "contradiction"
    FOREIGN_VOICE = "foreign_voice"


_APPLIED = (Reason.CONTRADICTION, Reason.FOREIGN_VOICE)


@dataclass(frozen=True, slots=True)
class Item:
    """One place and why it is in quarantine. ``detail`` names codes and fields, no contents."""

    journal: UUID
    sequence: int
    reason: Reason
    detail: str
    raised: datetime | None = None

    @property
    def place(self) -> Place:
        """Journal and sequence."""
        return (self.journal, self.sequence)


Invariant = Callable[[Sequence[Entry]], Mapping[Place, str]]
AnyInvariant = TypeVar("AnyInvariant", bound=Invariant)

_invariants: list[Invariant] = []
_in_part: list[Invariant] = []


def invariant(check: AnyInvariant) -> AnyInvariant:
    """Registers a port that higher areas fill: it sees other journals' entries before they are applied, and returns for
    each (journal, sequence) that breaks an invariant which one."""
    _invariants.append(check)
    return check


def in_part(check: AnyInvariant) -> AnyInvariant:
    """Registers a port like ``invariant`` for entries that stay applied but for a part; what it returns says which, in
    words that whoever applies them understands."""
    _in_part.append(check)
    return check


def unreadable(journal: UUID, sequence: int, kind: str, version: int, body: bytes) -> Item | None:
    """Why an entry can't be read here, if so."""
    try:
        facts.load(kind, version, body)
    except facts.UnknownKindError:
        return Item(journal, sequence, Reason.UNKNOWN_KIND, kind)
    except facts.UnknownVersionError:
        return Item(journal, sequence, Reason.UNKNOWN_VERSION, f"{kind} version {version}")
    except facts.UnreadableBodyError as error:
        return Item(journal, sequence, Reason.UNREADABLE_BODY, str(error))
    return None


def breaking(entries: Sequence[Entry]) -> list[Item]:
    """The entries that break an invariant."""
    return [
        Item(journal, sequence, Reason.BROKEN_INVARIANT, which)
        for check in _invariants
        for (journal, sequence), which in check(entries).items()
    ]


def breaking_in_part(entries: Sequence[Entry]) -> list[Item]:
    """The entries of which a part mustn't count."""
    return [
        Item(journal, sequence, Reason.FOREIGN_VOICE, which)
        for check in _in_part
        for (journal, sequence), which in check(entries).items()
    ]


def put(items: Sequence[Item]) -> None:
    """Puts items in quarantine and raises them; what is there already isn't raised again."""
    fresh = []
    with connection.cursor() as cursor:
        for item in items:
            cursor.execute(
                "INSERT INTO journal_quarantine (journal, sequence, reason, detail, held, raised)"
                " VALUES (%s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
                [item.journal, item.sequence, item.reason, item.detail, item.reason not in _APPLIED],
            )
            if cursor.rowcount:
                fresh.append(item)
                logger.error("quarantined %s/%s: %s", item.journal, item.sequence, item.reason)
    if fresh:
        raised.send(sender=None, items=fresh)


def release(journal: UUID, sequence: int) -> None:
    """Takes an entry out of quarantine; the caller folds its subject again. What isn't to count of it stays out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM journal_quarantine WHERE journal = %s AND sequence = %s AND held", [journal, sequence]
        )


def items() -> list[Item]:
    """All there is, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal, sequence, reason, detail, raised FROM journal_quarantine ORDER BY raised, id")
        return [Item(row[0], row[1], Reason(row[2]), row[3], row[4]) for row in cursor.fetchall()]


def retry() -> list[Item]:
    """Tries again what could not be read or applied, as after an update of the software, and hears foreign voices
    again, as after it was said whose they are; returns what is let out.

    What broke an invariant stays: people decide about that.
    """
    with alone():
        return [
            item
            for item in items()
            if item.reason not in (Reason.BROKEN_INVARIANT, Reason.CONTRADICTION)
            and (heard_again(item) if item.reason is Reason.FOREIGN_VOICE else let_out(item))
        ]


def attempt(subject: UUID) -> bool:
    """Folds a subject again; False, and nothing changed, when a handler or a constraint refuses."""
    try:
        with transaction.atomic():
            fold_again([subject])
            connection.check_constraints()
    except Exception:  # whatever a handler raises, the others go on
        logger.exception("a handler failed")
        return False
    return True


def let_out(item: Item) -> bool:
    """Lets one entry out and applies it; False where it still can't be, and then it stays, for that reason."""
    with transaction.atomic():
        store.take_pen()
        row = _stored(item)
        if row is None or unreadable(item.journal, item.sequence, *row[1:]) is not None:
            return False
        release(item.journal, item.sequence)
        if attempt(row[0]):
            return True
        put([Item(item.journal, item.sequence, Reason.FAILED_HANDLER, row[1])])
        return False


def heard_again(item: Item) -> bool:
    """Hears a foreign voice again; True where all that its entry says counts now. What doesn't stays left out."""
    with transaction.atomic():
        store.take_pen()
        found = [entry for entry in by_place([item.place]) if isinstance(entry, Entry)]
        still = breaking_in_part(found)
        if not found or [one.detail for one in still] == [item.detail]:
            return False
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM journal_quarantine WHERE journal = %s AND sequence = %s AND reason = %s",
                [item.journal, item.sequence, item.reason],
            )
        put(still)
        attempt(found[0].subject)
        return not still


def _stored(item: Item) -> tuple[UUID, str, int, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.subject, e.kind, e.version, b.body FROM journal_entry e JOIN journal_body b"
            " USING (journal, sequence) WHERE e.journal = %s AND e.sequence = %s",
            [item.journal, item.sequence],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1], row[2], bytes(row[3]))
