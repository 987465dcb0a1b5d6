"""Rebuilding a register from the journal, beside the live one, while the node works on.

All entries are folded into shadow tables; what came meanwhile is caught up with, the rest of it under the lock of the
journal's head; in the same transaction the shadow tables take the place of the live ones. Run it as the owner.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection, transaction
from psycopg import sql

from panah.journal import countrykey, shadow, store
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
        done = [Rebuilt(one.name, together([one], progress)) for one in chosen]
        if name is None and [one for one, _secret in countrykey.line()] != countrykey.of_registers():
            countrykey.say_of_registers(countrykey.current_id())
        return done


def differences(name: str) -> dict[str, tuple[int, int]]:
    """Rebuilds a register and compares instead of exchanging: for each table that differs, how many rows only the live
    one has and how many only the rebuilt one."""
    chosen = register(name)
    with alone(), transaction.atomic():
        store.take_pen()
        shadow.create(chosen.all_tables)
        with shadow.working():
            _fill([chosen], None)
        result = {table: shadow.differences(table) for table in chosen.all_tables}
        transaction.set_rollback(True)
    return {table: counts for table, counts in result.items() if counts != (0, 0)}


def together(chosen: Sequence[Register], progress: Progress | None, key: str = "") -> int:
    """Rebuilds some registers so that all are exchanged in one moment; how many entries they were folded from. With
    ``key`` their natural keys are reckoned under that country key, which is in use from that moment on.

    For whoever is alone (``maintenance``); raises RebuildError."""
    tables, old = _tables(chosen), countrykey.current_id()
    try:
        with countrykey.using(key or old):
            with transaction.atomic():
                shadow.create(tables)
                with shadow.working():
                    amount, reached = _fill(chosen, progress)
            while (caught := _catch_up_now(chosen, reached)) > _SMALL:
                amount += caught
            with countrykey.changing(old, key) if key else nullcontext():
                amount += caught + _finish(chosen, reached, key)
    except (UnknownKindError, UnknownVersionError, UnreadableBodyError) as error:
        raise RebuildError(f"{_named(chosen)}: {error}") from error
    finally:
        _clean_up()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    return amount


def _named(chosen: Sequence[Register]) -> str:
    return ", ".join(one.name for one in chosen)


def _kinds(chosen: Sequence[Register]) -> list[str]:
    return sorted(frozenset[str]().union(*(one.kinds for one in chosen)))


def _tables(chosen: Sequence[Register]) -> list[str]:
    return [table for one in chosen for table in one.all_tables]


def _fill(chosen: Sequence[Register], progress: Progress | None) -> tuple[int, dict[UUID, int]]:
    """Folds all entries in order; returns how many, and how far each journal was read."""
    amount, reached = 0, dict[UUID, int]()
    for batch in _batches(chosen):
        apply(batch, chosen)
        for header in batch:
            reached[header.journal] = max(reached.get(header.journal, 0), header.sequence)
        amount += len(batch)
        if progress is not None:
            progress(_named(chosen), amount)
    return amount, reached


def _batches(chosen: Sequence[Register]) -> Iterator[list[Header]]:
    batch: list[Header] = []
    for row in stream(ALL_IN_ORDER, [_kinds(chosen)]):
        batch.append(from_row(row))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _catch_up_now(chosen: Sequence[Register], reached: dict[UUID, int]) -> int:
    with transaction.atomic(), shadow.working():
        return _catch_up(chosen, reached)


def _catch_up(chosen: Sequence[Register], reached: dict[UUID, int]) -> int:
    """Folds the subjects of newer entries again. A journal's entries appear in order, so that none is overlooked."""
    newer: dict[UUID, set[UUID]] = defaultdict(set)
    amount = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal FROM journal_head")
        for (journal,) in cursor.fetchall():
            cursor.execute(
                "SELECT sequence, subject FROM journal_entry WHERE journal = %s AND sequence > %s AND kind = ANY(%s)",
                [journal, reached.get(journal, 0), _kinds(chosen)],
            )
            for sequence, subject in cursor.fetchall():
                newer[journal].add(subject)
                reached[journal] = max(reached.get(journal, 0), sequence)
                amount += 1
    subjects = sorted(set().union(*newer.values()))
    for start in range(0, len(subjects), _BATCH):
        fold_again(subjects[start : start + _BATCH], chosen)
    return amount


def _finish(chosen: Sequence[Register], reached: dict[UUID, int], key: str) -> int:
    """The last catching up and the exchange. Gives way to whoever holds a table, rather than make them wait in turn."""
    for _ in range(_PATIENCE):
        try:
            with transaction.atomic(), _short_waits():
                store.take_pen()
                with connection.cursor() as cursor:
                    for table in _tables(chosen):
                        cursor.execute(sql.SQL("LOCK TABLE {}").format(shadow.live(table)))
                so_far = dict(reached)
                with shadow.working():
                    amount = _catch_up(chosen, so_far)
                shadow.exchange(_tables(chosen))
                if key:
                    countrykey.say_of_registers(key)
                return amount
        except OperationalError as error:
            if "lock timeout" not in str(error):
                raise
    raise RebuildError(f"{_named(chosen)}: somebody holds its tables; try again at a quieter time")


@contextmanager
def _short_waits() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '500ms'")
    yield


def _clean_up() -> None:
    if not connection.in_atomic_block or not connection.needs_rollback:
        shadow.drop()
