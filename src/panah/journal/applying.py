"""Applying entries to registers: in waves, and again from the start for subjects with a late entry."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from panah.journal.entries import Entry, Header
from panah.journal.reading import of_subjects
from panah.journal.registers import Register, readers, registers

AnyHeader = TypeVar("AnyHeader", bound=Header)


def waves(entries: Iterable[AnyHeader]) -> list[dict[str, list[AnyHeader]]]:
    """The k-th entry of each subject in the k-th wave, by kind, each in the order of positions."""
    result: list[dict[str, list[AnyHeader]]] = []
    turn: dict[UUID, int] = defaultdict(int)
    for entry in sorted(entries, key=lambda entry: entry.position):
        wave = turn[entry.subject]
        turn[entry.subject] += 1
        if wave == len(result):
            result.append(defaultdict(list))
        result[wave][entry.kind].append(entry)
    return result


def apply(entries: Sequence[Header], only: Sequence[Register] | None = None) -> None:
    """Hands entries to all registers (or only some). Entries without a fact are erased ones."""
    for wave in waves(entries):
        for kind in sorted(wave):
            whole = [entry for entry in wave[kind] if isinstance(entry, Entry)]
            erased = [entry for entry in wave[kind] if not isinstance(entry, Entry)]
            for register in readers(kind) if only is None else only:
                register.apply(kind, whole)
                register.apply_erased(kind, erased)


def fold_again(subjects: Iterable[UUID], only: Sequence[Register] | None = None) -> None:
    """Deletes the subjects' rows and applies all their stored entries in order."""
    again = sorted(set(subjects))
    if not again:
        return
    chosen = registers() if only is None else only
    follow_ups = [follow_up for register in chosen for follow_up in register.forget(again)]
    apply(of_subjects(again), chosen)
    for follow_up in follow_ups:
        follow_up()
