"""Erasing bodies whose retention is over. Headers, digests and the chain stay; registers forget with the bodies.

Run it as the owner, once a day. Each batch is one transaction: the erasure is stated in the journal, the bodies go, and
the subjects' rows are folded again from what is left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction

from panah.journal import incarnations, retention, store
from panah.journal.applying import fold_again
from panah.journal.maintenance import alone
from panah.journal.own import ErasureDone
from panah.journal.places import Place, digest_of_places
from panah.journal.retention import RetentionClass, Start
from panah.journal.writing import state

Progress = Callable[[str, int], None]
Keeper = Callable[[Sequence[UUID]], set[UUID]]
AnyKeeper = TypeVar("AnyKeeper", bound=Keeper)

_BATCH = 2000
_keepers: list[Keeper] = []


@dataclass(frozen=True, slots=True)
class Erased:
    """How many bodies of a class were erased (or are due), and how many are kept back for an open question."""

    rule: str
    amount: int
    kept_back: int


def keeper(asked: AnyKeeper) -> AnyKeeper:
    """Registers who is asked first: of these subjects, which must stay whole for now, as while a matter is open."""
    _keepers.append(asked)
    return asked


def erase(*, now: datetime | None = None, dry_run: bool = False, progress: Progress | None = None) -> list[Erased]:
    """Erases what is due by the retention table, or only counts it. ``now`` is aware; None means the present.

    Raises retention.RetentionError, or maintenance.BusyError when a rebuild or another erasure runs.
    """
    moment = now or datetime.now(UTC)
    with alone():
        return [
            _erase(rule, moment, dry_run, progress)
            for rule in retention.classes().values()
            if not rule.forever and retention.kinds_of(rule.name)
        ]


def _erase(rule: RetentionClass, now: datetime, dry_run: bool, progress: Progress | None) -> Erased:
    amount = kept = 0
    cutoff = rule.cutoff(now)
    place: Place = (UUID(int=0), 0)
    while True:
        with transaction.atomic():
            if not dry_run:
                incarnations.ensure()
                store.take_pen()
            rows = _due(rule, cutoff, place)
            held = {subject for asked in _keepers for subject in asked(sorted({row[2] for row in rows}))}
            chosen = [row for row in rows if row[2] not in held]
            if chosen and not dry_run:
                _erase_batch(rule, cutoff, chosen)
        amount += len(chosen)
        kept += len(rows) - len(chosen)
        if len(rows) < _BATCH:
            return Erased(rule.name, amount, kept)
        place = rows[-1][:2]
        if progress is not None:
            progress(rule.name, amount)


def _erase_batch(rule: RetentionClass, cutoff: datetime, rows: Sequence[tuple[UUID, int, UUID]]) -> None:
    journal = store.own_journal()
    places = [(journal, sequence) for journal, sequence, _ in rows]
    fact = ErasureDone(rule=rule.name, before=cutoff.isoformat(), amount=len(places), places=digest_of_places(places))
    entry = state(fact, journal)
    store.erase(places, entry.place)
    fold_again({subject for _, _, subject in rows})


def _due(rule: RetentionClass, cutoff: datetime, place: Place) -> list[tuple[UUID, int, UUID]]:
    started = {
        Start.HAPPENED: "e.happened < %(cutoff)s",
        Start.RECORDED: "e.recorded < %(cutoff)s",
        Start.LAST_OF_SUBJECT: "e.happened < %(cutoff)s AND NOT EXISTS (SELECT FROM journal_entry later"
        " WHERE later.subject = e.subject AND later.happened >= %(cutoff)s)",
    }[rule.starts_from]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.journal, e.sequence, e.subject FROM journal_entry e"  # noqa: S608 (`started` is one of three above)
            " JOIN journal_body b USING (journal, sequence)"
            f" WHERE e.kind = ANY(%(kinds)s) AND {started} AND (e.journal, e.sequence) > (%(journal)s, %(sequence)s)"
            " ORDER BY e.journal, e.sequence LIMIT %(limit)s",
            {
                "cutoff": cutoff,
                "kinds": retention.kinds_of(rule.name),
                "journal": place[0],
                "sequence": place[1],
                "limit": _BATCH,
            },
        )
        return list(cursor.fetchall())
