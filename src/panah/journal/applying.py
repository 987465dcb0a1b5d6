"""Applying entries to registers: in waves, and again from the start for subjects with a late entry."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from panah.journal.entries import Entry, Header
from panah.journal.reading import of_subjects
from panah.journal.registers import Register, readers, registers


class _OfKind(Protocol):
    @property
    def kind(self) -> str: ...


Said = TypeVar("Said", bound=_OfKind)


def waves(ordered: Iterable[Said], whose: Callable[[Said], Hashable]) -> list[dict[str, list[Said]]]:
    """The k-th entry about each (``whose``) in the k-th wave, by kind, each in the order given."""
    result: list[dict[str, list[Said]]] = []
    turn: dict[Hashable, int] = defaultdict(int)
    for entry in ordered:
        wave = turn[whose(entry)]
        turn[whose(entry)] = wave + 1
        if wave == len(result):
            result.append(defaultdict(list))
        result[wave][entry.kind].append(entry)
    return result


def apply(entries: Sequence[Header], only: Sequence[Register] | None = None) -> None:
    """Hands entries to all registers (or only some). Entries without a fact are erased ones."""
    ordered = sorted(entries, key=lambda entry: entry.position)
    for wave in waves(ordered, lambda entry: entry.subject):
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
