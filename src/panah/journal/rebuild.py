"""Rebuilding a register from the journal, beside the live one, while the node works on.

All entries are folded into shadow tables; what came meanwhile is caught up with, the rest of it under the lock of the
journal's head; in the same transaction the shadow tables take the place of the live ones. Run it as the owner.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection, transaction
from psycopg import sql

from panah.journal import shadow, store
from panah.journal.applying import apply, fold_again
from panah.journal.entries import Header
from panah.journal.facts import UnknownKindError, UnknownVersionError, UnreadableBodyError
from panah.journal.maintenance import alone
from panah.journal.reading import ALL_IN_ORDER, from_row
from panah.journal.registers import Register, register, registers
from panah.journal.streams import stream

Progress = Callable[[str, int], None]

_BATCH = 5000
_SMALL = 500
_PATIENCE = 60


class RebuildError(RuntimeError):
    """The register can't be rebuilt; the live one is untouched. The text says where."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A register and how many entries it was folded from."""

    register: str
    entries: int


def rebuild(name: str | None = None, *, progress: Progress | None = None) -> list[Rebuilt]:
    """Rebuilds one register, or all one after the other. ``progress`` gets the register's name and the entries so far.

    Raises KeyError for an unknown name, RebuildError, or maintenance.BusyError when another rebuild or erasure runs.
    """
    chosen = registers() if name is None else [register(name)]
    with alone():
        return [_rebuild(one, progress) for one in chosen]


def differences(name: str) -> dict[str, tuple[int, int]]:
    """Rebuilds a register and compares instead of exchanging: for each table that differs, how many rows only the live
    one has and how many only the rebuilt one."""
    chosen = register(name)
    with alone(), transaction.atomic():
        store.take_pen()
        shadow.create(chosen.all_tables)
        with shadow.working():
            _fill(chosen, None)
        result = {table: shadow.differences(table) for table in chosen.all_tables}
        transaction.set_rollback(True)
    return {table: counts for table, counts in result.items() if counts != (0, 0)}


def _rebuild(chosen: Register, progress: Progress | None) -> Rebuilt:
    try:
        with transaction.atomic():
            shadow.create(chosen.all_tables)
            with shadow.working():
                amount, reached = _fill(chosen, progress)
        while (caught := _catch_up_now(chosen, reached)) > _SMALL:
            amount += caught
        amount += caught + _finish(chosen, reached)
    except (UnknownKindError, UnknownVersionError, UnreadableBodyError) as error:
        raise RebuildError(f"{chosen.name}: {error}") from error
    finally:
        _clean_up()
    with connection.cursor() as cursor:
        for table in chosen.all_tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return Rebuilt(chosen.name, amount)


def _fill(chosen: Register, progress: Progress | None) -> tuple[int, dict[UUID, int]]:
    """Folds all entries in order; returns how many, and how far each journal was read."""
    amount, reached = 0, dict[UUID, int]()
    for batch in _batches(chosen):
        apply(batch, [chosen])
        for header in batch:
            reached[header.journal] = max(reached.get(header.journal, 0), header.sequence)
        amount += len(batch)
        if progress is not None:
            progress(chosen.name, amount)
    return amount, reached


def _batches(chosen: Register) -> Iterator[list[Header]]:
    batch: list[Header] = []
    for row in stream(ALL_IN_ORDER, [sorted(chosen.kinds)]):
        batch.append(from_row(row))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _catch_up_now(chosen: Register, reached: dict[UUID, int]) -> int:
    with transaction.atomic(), shadow.working():
        return _catch_up(chosen, reached)


def _catch_up(chosen: Register, reached: dict[UUID, int]) -> int:
    """Folds the subjects of newer entries again. A journal's entries appear in order, so that none is overlooked."""
    newer: dict[UUID, set[UUID]] = defaultdict(set)
    amount = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal FROM journal_head")
        for (journal,) in cursor.fetchall():
            cursor.execute(
                "SELECT sequence, subject FROM journal_entry WHERE journal = %s AND sequence > %s AND kind = ANY(%s)",
                [journal, reached.get(journal, 0), sorted(chosen.kinds)],
            )
            for sequence, subject in cursor.fetchall():
                newer[journal].add(subject)
                reached[journal] = max(reached.get(journal, 0), sequence)
                amount += 1
    subjects = sorted(set().union(*newer.values()))
    for start in range(0, len(subjects), _BATCH):
        fold_again(subjects[start : start + _BATCH], [chosen])
    return amount


def _finish(chosen: Register, reached: dict[UUID, int]) -> int:
    """The last catching up and the exchange. Gives way to whoever holds a table, rather than make them wait in turn."""
    for _ in range(_PATIENCE):
        try:
            with transaction.atomic(), _short_waits():
                store.take_pen()
                with connection.cursor() as cursor:
                    for table in chosen.all_tables:
                        cursor.execute(sql.SQL("LOCK TABLE {}").format(shadow.live(table)))
                so_far = dict(reached)
                with shadow.working():
                    amount = _catch_up(chosen, so_far)
                shadow.exchange(chosen.all_tables)
                return amount
        except OperationalError as error:
            if "lock timeout" not in str(error):
                raise
    raise RebuildError(f"{chosen.name}: somebody holds its tables; try again at a quieter time")


@contextmanager
def _short_waits() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '500ms'")
    yield


def _clean_up() -> None:
    if not connection.in_atomic_block or not connection.needs_rollback:
        shadow.drop()
