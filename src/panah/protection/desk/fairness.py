"""Fairness at the line: who is set aside, refused, taken for somebody else, or kept waiting, group by group.

Counts come from the registers of the border; what they mean is reckoned by ``panah.safeguards.fairness``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panah.border.desk.rates import FACTORS as OF_TRAVELLERS
from panah.border.desk.rates import Met, met
from panah.safeguards.fairness import (
    Compared,
    Yield,
    by_group,
    by_officer,
    compare_yields,
    pooled,
    smallest,
    thresholds,
)
from panah.watchlists.desk.turned_out import matched, turned_out

QUESTIONS = ("set_aside", "searched", "refused", "wrong_hit", "waited")
FACTORS = (*OF_TRAVELLERS, "post", "officer")
"""What groups are made by: what the document says of a traveller, where they came, and to whom."""
UNKNOWN = "unknown"

Counts = dict[tuple[Hashable, str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class AtPost:
    """Of ``people`` who came to a post, how many were set aside: chosen by an ``officer``, ``drawn`` by chance, by a
    rule of the system (``ruled``), by a ``machine``, which lets nobody on of whom anything is in doubt."""

    post: UUID
    people: int
    officer: int
    drawn: int
    ruled: int
    machine: int


@dataclass(frozen=True, slots=True)
class Fairness:
    """One question about one factor. ``groups`` (posts and officers by id, in text) compares each with all others;
    ``officers``, for groups of travellers, their own treatment of each with colleagues'; ``yields`` and ``places`` are
    there for those set aside. ``people``: counted."""

    question: str
    factor: str
    people: int
    groups: tuple[Compared, ...]
    officers: tuple[Compared, ...]
    yields: tuple[Yield, ...]
    places: tuple[AtPost, ...]


def fairness(post: UUID | None, since: datetime, until: datetime, question: str, factor: str) -> Fairness:
    """What the registers say of that time (aware), at a post or (None) at all."""
    wrong, true = turned_out(since, until)
    return reckoned(met(post, since, until, wrong=wrong, true=true, matched=matched(since, until)), question, factor)


def reckoned(rows: list[Met], question: str, factor: str) -> Fairness:
    """The same from rows of the border's registers."""
    counts = pooled(_counts(rows, question, factor))
    return Fairness(
        question=question,
        factor=factor,
        people=sum(of for _, of in counts.values()),
        groups=by_group(counts),
        officers=by_officer(counts) if factor in OF_TRAVELLERS else (),
        yields=_yields(rows, factor) if question == "set_aside" else (),
        places=_places(rows) if question == "set_aside" else (),
    )


def _counts(rows: list[Met], question: str, factor: str) -> Counts:
    asked: Iterable[Met] = filter(_chosen_or_let_go, rows) if question == "set_aside" else rows
    happened = _happened(rows, question)
    if question == "waited":
        asked = (row for row in rows if row.waited is not None)
    if question == "searched":
        # Only who is held can be searched, and it is the officer behind the line who does it.
        asked = (row for row in rows if row.set_aside)
    found: dict[tuple[Hashable, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in asked:
        officer = row.behind if question == "searched" else row.officer
        # One post has no other beside it there: posts are compared in one direction and at one hour.
        stratum = row.stratum[1:] if factor == "post" else row.stratum
        tally = found[stratum, str(officer), _group(row, factor, officer)]
        tally[0] += row.people * happened(row)
        tally[1] += row.people
    return {key: (tally[0], tally[1]) for key, tally in found.items()}


def _chosen_or_let_go(row: Met) -> bool:
    """Whether an officer had a choice. Whom chance drew or a rule set aside was chosen by nobody, and a machine doesn't
    choose: counted with an officer's own they would hide a bias, or make one."""
    return not (row.drawn or row.ruled or row.machine)


def _places(rows: list[Met]) -> tuple[AtPost, ...]:
    counts: dict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in rows:
        tally = counts[row.stratum[0]]
        tally[0] += row.people
        if row.set_aside:
            tally[2 if row.drawn else 3 if row.ruled else 4 if row.machine else 1] += row.people
    return tuple(AtPost(post, *tally) for post, tally in sorted(counts.items(), key=lambda one: (-one[1][0], one[0])))


def _happened(rows: list[Met], question: str) -> Callable[[Met], bool]:
    if question == "waited":
        times = sorted(row.waited for row in rows if row.waited is not None for _ in range(row.people))
        bound = times[int((1 - thresholds().longest) * (len(times) - 1))] if times else 0.0
        return lambda row: row.waited is not None and row.waited > bound
    return lambda row: bool(getattr(row, question))


def _group(row: Met, factor: str, officer: UUID | None) -> str:
    if factor == "post":
        return str(row.stratum[0])
    return (str(officer) if factor == "officer" else str(getattr(row, factor))) or UNKNOWN


def _yields(rows: list[Met], factor: str) -> tuple[Yield, ...]:
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[_group(row, factor, row.officer)] += row.people
    chosen: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    drawn: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.set_aside and (row.drawn or _chosen_or_let_go(row)):
            group = _group(row, factor, row.officer)
            tally = (drawn if row.drawn else chosen)[group if sizes[group] >= smallest() else "other"]
            tally[0] += row.people * row.found
            tally[1] += row.people
    return compare_yields(
        {group: (one[0], one[1]) for group, one in chosen.items()},
        {group: (one[0], one[1]) for group, one in drawn.items()},
    )
