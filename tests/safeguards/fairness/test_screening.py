"""A biased officer is found, an unbiased one isn't accused: simulated posts, seeded.

A quarter at a post: six officers, about 6,750 travellers each, five groups of which each hour has its own mix, four of
a hundred set aside. Groups differ in how much trouble their documents carry, officers in how strict they are: neither
is bias.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from panah.safeguards.fairness import by_group, by_officer, compare_yields, pooled

GROUPS = ("UZB", "KGZ", "TJK", "RUS", "AFG")
SHARES = (0.35, 0.2, 0.2, 0.15, 0.1)
HOURS, OFFICERS, PER_HOUR = 24, 6, 281
ROUNDS = 120
Counts = dict[tuple[Hashable, str, str], tuple[int, int]]


def quarter(seed: int, *, times: float = 1.0, group: int = 2) -> Counts:
    """One quarter; officer "0" sets the group aside so many times as often as the others do."""
    chance = np.random.default_rng(seed)
    trouble = chance.uniform(0.7, 1.4, len(GROUPS))
    strict = chance.uniform(0.7, 1.4, OFFICERS)
    counts: Counts = {}
    for hour in range(HOURS):
        busy = 0.04 * chance.uniform(0.5, 1.6)
        mix = chance.dirichlet(np.array(SHARES) * 40)
        for officer in range(OFFICERS):
            people = chance.multinomial(PER_HOUR, mix)
            risk = np.minimum(busy * trouble * strict[officer], 0.9)
            if officer == 0:
                risk[group] = min(risk[group] * times, 0.9)
            for name, of, events in zip(GROUPS, people, chance.binomial(people, risk), strict=True):
                counts[("post", hour), str(officer), name] = (int(events), int(of))
    return counts


def accused(counts: Counts) -> set[tuple[str, str]]:
    return {(one.officer, one.group) for one in by_officer(counts) if one.stands_out}


def test_a_biased_officer_is_found() -> None:
    found = sum(("0", "TJK") in accused(quarter(seed, times=2)) for seed in range(ROUNDS))
    assert found >= 0.95 * ROUNDS, found


def test_nobody_is_accused_where_nobody_is_biased() -> None:
    """In so many quarters without bias some officer stands out in one of twenty at most."""
    wrong = sum(bool(accused(quarter(1000 + seed))) for seed in range(ROUNDS))
    assert wrong <= 0.05 * ROUNDS, wrong


def test_colleagues_of_a_biased_officer_arent_accused() -> None:
    wrong = sum(bool({who for who, _ in accused(quarter(seed, times=2))} - {"0"}) for seed in range(ROUNDS))
    assert wrong <= 0.05 * ROUNDS, wrong


def test_a_strict_officer_isnt_a_biased_one() -> None:
    counts = quarter(7)
    strict = {key: (min(2 * events, of), of) if key[1] == "3" else (events, of) for key, (events, of) in counts.items()}
    assert accused(strict) == set()


def test_a_group_treated_worse_by_everybody_stands_out_as_a_group_and_nobody_is_accused() -> None:
    counts = {
        key: (min(3 * events, of), of) if key[2] == "AFG" else (events, of) for key, (events, of) in quarter(3).items()
    }
    assert {one.group for one in by_group(counts) if one.stands_out} >= {"AFG"}
    assert accused(counts) == set()


def test_small_groups_are_put_together_and_never_judged_alone() -> None:
    counts: Counts = {("p", "1", "UZB"): (5, 500), ("p", "1", "FJI"): (3, 4), ("p", "2", "TON"): (0, 3)}
    assert pooled(counts) == {("p", "1", "UZB"): (5, 500), ("p", "1", "other"): (3, 4), ("p", "2", "other"): (0, 3)}
    assert all(one.ratio is None for one in by_group(pooled(counts)) if one.group == "other")


def test_a_better_treatment_never_stands_out() -> None:
    counts: Counts = {("p", "1", "A"): (10, 1000), ("p", "1", "B"): (200, 1000), ("p", "1", "C"): (190, 1000)}
    assert "A" not in {one.group for one in by_group(counts) if one.stands_out}


def test_a_group_chosen_on_weaker_grounds_shows_in_what_is_found() -> None:
    chosen = {"UZB": (60, 200), "TJK": (12, 180)}
    drawn = {"UZB": (4, 100), "TJK": (1, 8)}
    first, second = compare_yields(chosen, drawn)
    assert (first.group, first.weaker_grounds, second.group, second.weaker_grounds) == ("UZB", False, "TJK", True)
    assert first.among_drawn is not None
    assert second.among_drawn is None, "too few drawn to say"
