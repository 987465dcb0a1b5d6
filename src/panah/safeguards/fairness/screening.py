"""Asks the same of every group and every officer, and corrects for asking often.

Correction: Benjamini and Hochberg, J R Stat Soc B 57 (1995) 289–300, over all comparisons of one question; as of
2026-11-21. Only a worse treatment stands out, only where it is at least a quarter more often, and only where the
interval leaves out "no difference".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from panah.safeguards.fairness.estimators import Cell, Ratio, common_ratio, ratio_of_ratios
from panah.safeguards.fairness.thresholds import smallest, thresholds

# stratum, officer, group → (events, people)
Counts = Mapping[tuple[Hashable, str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: a group with all others, or an officer's treatment of a group with that by colleagues.

    ``events`` of ``of`` people. ``ratio`` is None where there is too little to say. ``adjusted``: the p-value after
    correction. ``stands_out``: worse treated than chance explains.
    """

    officer: str
    group: str
    events: int
    of: int
    ratio: Ratio | None
    adjusted: float = 1.0
    stands_out: bool = False


def by_group(counts: Counts) -> tuple[Compared, ...]:
    """Each group compared with everybody else in the same strata; the largest group first."""
    people: dict[str, dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    everybody: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for (stratum, _officer, group), (events, of) in counts.items():
        _add(people[group][stratum], events, of)
        _add(everybody[stratum], events, of)
    found = [
        Compared("", group, *_sums(strata.values()), common_ratio(_against(strata, everybody)))
        for group, strata in people.items()
    ]
    return _corrected(sorted(found, key=lambda one: (-one.of, one.group)))


def by_officer(counts: Counts) -> tuple[Compared, ...]:
    """Whether an officer treats one group otherwise than colleagues do, beyond how strict they are with everybody.

    For each officer and group: how often this happens to the group with this officer and with colleagues in the same
    strata, divided by the same for all other people. So neither a strict officer nor a group that carries more
    trouble stands out; an officer who treats one group otherwise does. Groups of too few people at the officer's are
    left out.

    What stands out most is taken out of what the others are compared with, and all is reckoned again, until nothing
    more stands out: else one who treats a group worse would make colleagues look as if they treated the rest worse.
    """
    left, outstanding = dict(counts), list[Compared]()
    while True:
        found = _corrected(_officers(left))
        worst = min((one for one in found if one.stands_out), key=_chance, default=None)
        if worst is None:
            return tuple(sorted((*outstanding, *found), key=lambda one: (one.officer, -one.of, one.group)))
        outstanding.append(worst)
        left = {key: tally for key, tally in left.items() if key[1:] != (worst.officer, worst.group)}


def _officers(counts: Counts) -> list[Compared]:
    seen: dict[tuple[str, str], dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    of_group: dict[str, dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    of_officer: dict[str, dict[Hashable, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    everybody: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for (stratum, officer, group), (events, of) in counts.items():
        for tally in (seen[officer, group][stratum], of_group[group][stratum], of_officer[officer][stratum]):
            _add(tally, events, of)
        _add(everybody[stratum], events, of)
    found = []
    for (officer, group), strata in seen.items():
        events, of = _sums(strata.values())
        if of < smallest():
            continue
        same = common_ratio(_against(strata, of_group[group]))
        rest = common_ratio(_against(_less(of_officer[officer], strata), _less(everybody, of_group[group])))
        ratio = ratio_of_ratios(same, rest) if same and rest else None
        found.append(Compared(officer, group, events, of, ratio))
    return found


def pooled(counts: Counts, rest: str = "other") -> dict[tuple[Hashable, str, str], tuple[int, int]]:
    """The same counts with all groups of too few people put into one."""
    sizes: dict[str, int] = defaultdict(int)
    for (_stratum, _officer, group), (_events, of) in counts.items():
        sizes[group] += of
    together: dict[tuple[Hashable, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (stratum, officer, group), (events, of) in counts.items():
        _add(together[stratum, officer, group if sizes[group] >= smallest() else rest], events, of)
    return {key: (tally[0], tally[1]) for key, tally in together.items()}


def _add(tally: list[int], events: int, of: int) -> None:
    tally[0] += events
    tally[1] += of


def _sums(tallies: Iterable[Sequence[int]]) -> tuple[int, int]:
    listed = list(tallies)
    return sum(one[0] for one in listed), sum(one[1] for one in listed)


def _against(part: Mapping[Hashable, Sequence[int]], whole: Mapping[Hashable, Sequence[int]]) -> list[Cell]:
    return [
        Cell(events, of, whole[stratum][0] - events, whole[stratum][1] - of) for stratum, (events, of) in part.items()
    ]


def _less(
    whole: Mapping[Hashable, Sequence[int]], part: Mapping[Hashable, Sequence[int]]
) -> dict[Hashable, tuple[int, int]]:
    none = (0, 0)
    return {
        stratum: (events - part.get(stratum, none)[0], of - part.get(stratum, none)[1])
        for stratum, (events, of) in whole.items()
    }


def _corrected(found: Sequence[Compared]) -> tuple[Compared, ...]:
    """Benjamini and Hochberg: from the largest p-value down, p times comparisons by rank, never growing again."""
    asked = [at for at, one in enumerate(found) if one.ratio is not None]
    ranked = sorted(asked, key=lambda at: _chance(found[at]))
    adjusted: dict[int, float] = {}
    lowest = 1.0
    for rank in range(len(ranked), 0, -1):
        at = ranked[rank - 1]
        lowest = min(lowest, _chance(found[at]) * len(ranked) / rank)
        adjusted[at] = lowest
    return tuple(
        one if at not in adjusted else replace(one, adjusted=adjusted[at], stands_out=_stands_out(one, adjusted[at]))
        for at, one in enumerate(found)
    )


def _chance(one: Compared) -> float:
    return one.ratio.chance if one.ratio is not None else 1.0


def _stands_out(one: Compared, adjusted: float) -> bool:
    limit = thresholds()
    return one.ratio is not None and adjusted < limit.chance and one.ratio.ratio >= limit.least and one.ratio.low > 1
