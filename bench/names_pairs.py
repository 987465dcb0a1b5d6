"""Pairs of names: is the verdict that of a careful reader, and how many pairs a core scores; beside nomenklatura.

    python bench/names_pairs.py

The pairs are those of ``../shared/data/name_pairs_dev.csv`` (or ``PANAH_SHARED_DATA``), which the weights were tuned
on, and our own in ``tests/names/data/pairs.csv``. *Cross-validated*: the weights fitted anew without the pairs they are
then tried on (`bench/names_fitting.py`). Speed is told three ways, since both sides remember what they met:

- *names seen before*: the same pairs again and again, the peer with fresh entities, since it remembers those by id;
- *new names as they come*: no pair and hardly a name comes twice, while given and family names do, as in a country
  (`bench/invented.py`); half the pairs are one person under an altered name;
- *cold*: every memory of ours emptied before each round, the peer in its first round: no word was ever seen. The first
  reading of the tables is left out on both sides.

Of several rounds the middle one counts, on both sides.

The peer, nomenklatura's `logic-v2`, runs in a Python of its own (``PANAH_BENCH_PEER_PYTHON``) and gets the threshold
that suits it best.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import numpy as np

from panah.names import compare, model, prepare, score
from panah.names import keys as keys_of
from panah.names.families import made
from panah.names.likeness import remembered
from panah.names.skeleton import abjad_distance, bones, coarse
from panah.names.words import plain_word, word_as

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.altering import KINDS, alter
from bench.invented import Stock
from bench.names_fitting import Pair, cross_validated, f1

HERE = Path(__file__).parent
OWN = HERE.parent / "tests" / "names" / "data" / "pairs.csv"
MEMORIES = (prepare, plain_word, word_as, coarse, bones, abjad_distance, made)
GOAL_F1, GOAL_RATIO = 0.82, 20
ROUNDS = 30
A_ROUND = 0.05
"""Seconds a round takes at least."""
SEED = 11
STREAM, PEER_STREAM = 40_000, 4_000
WEAK_LABEL, OWN_LABEL = 0.5, 0.7


def main() -> None:
    """Print quality, then speed."""
    own = read_pairs(OWN, OWN_LABEL)
    shared = Path(os.environ.get("PANAH_SHARED_DATA", "../shared/data")) / "name_pairs_dev.csv"
    given = read_pairs(shared, 1.0) if shared.exists() else []
    if given:
        quality("development pairs", given)
        print(f"{'development pairs, cross-validated':38} F1 {cross_validated(given, own, model().match):.3f}")
    else:
        print(f"development pairs left out: {shared.name} isn't there")
    quality("our own pairs", own)

    pairs = given or own
    cold, warm, prepared = speeds(pairs)
    fresh = as_they_come(STREAM)
    coming = streamed(fresh)
    peer = ask_peer(pairs, fresh[:PEER_STREAM])
    print(f"{'from the strings, names seen before':38} {1 / warm:10,.0f} pairs/s a core")
    print(f"{'new names as they come':38} {1 / coming:10,.0f} pairs/s a core")
    print(f"{'from the strings, cold':38} {1 / cold:10,.0f} pairs/s a core")
    print(f"{'both prepared, score alone':38} {1 / prepared:10,.0f} pairs/s a core   {prepared * 1e6:.1f} µs")
    if peer is None:
        print("peer left out: no Python with nomenklatura (PANAH_BENCH_PEER_PYTHON)")
        return
    told = np.array(peer["scores"])
    same = np.array([float(pair.same) for pair in pairs])
    best = max((f1(told, same, at / 100)[0], at / 100) for at in range(30, 100, 5))
    name = f"nomenklatura {peer['version']}, logic-v2"
    sure = float((told[same > 0] >= 0.99).mean())
    print(f"{name:38} F1 {best[0]:.3f} at {best[1]}   scores of 0.99 and more among the same: {sure:.0%}")
    for what, theirs, ours, goal in (
        ("names seen before", peer["seconds"], warm, f", goal {GOAL_RATIO}"),
        ("new names as they come", peer["streamed"], coming, f", goal {GOAL_RATIO}"),
        ("cold", peer["first"], cold, f", goal {GOAL_RATIO}"),
    ):
        print(f"{'logic-v2, ' + what:38} {1 / theirs:10,.0f} pairs/s a core   we do {theirs / ours:,.0f} × that{goal}")


def read_pairs(path: Path, weight: float) -> list[Pair]:
    """A file with the columns left, right, same."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["left"],
                row["right"],
                row["same"] == "true",
                weight * (WEAK_LABEL if row.get("strength") == "WEAK" else 1.0),
            )
            for row in csv.DictReader(file)
        ]


def quality(what: str, pairs: list[Pair]) -> None:
    """F1, precision and recall as the model stands, and how many of the same are nearly certain."""
    scores = np.array([compare(pair.left, pair.right).score for pair in pairs])
    same = np.array([float(pair.same) for pair in pairs])
    value, precision, recall = f1(scores, same, model().match)
    sure = float((scores[same > 0] >= 0.99).mean())
    without_key = sum(
        pair.same and not set(keys_of(prepare(pair.left))) & set(keys_of(prepare(pair.right))) for pair in pairs
    )
    print(
        f"{what + f', {len(pairs)}':38} F1 {value:.3f}   precision {precision:.3f}   recall {recall:.3f}   "
        f"scores of 0.99 and more among the same: {sure:.0%}   goal F1 {GOAL_F1}"
    )
    print(f"{'':38} of {int(same.sum())} that are the same, {without_key} share no key")


def speeds(pairs: list[Pair]) -> tuple[float, float, float]:
    """Seconds a pair: from strings with nothing remembered, from strings seen before, from prepared names."""

    def strings() -> None:
        for pair in pairs:
            compare(pair.left, pair.right)

    def emptied() -> None:
        forget()
        strings()

    ready = [(prepare(pair.left), prepare(pair.right)) for pair in pairs]

    def scored() -> None:
        for left, right in ready:
            score(left, right)

    return timed(emptied, len(pairs)), timed(strings, len(pairs)), timed(scored, len(pairs))


def forget() -> None:
    """Empty every memory of words and names."""
    for memory in MEMORIES:
        memory.cache_clear()
    remembered.clear()


def as_they_come(count: int) -> list[tuple[str, str]]:
    """Pairs of invented people's names: every second one person under an altered name, the others strangers."""
    random, people = Random(SEED), Stock(SEED).people(2 * count)
    pairs = []
    for number in range(count):
        left, right = next(people).name, next(people).name
        pairs.append((left, alter(left, KINDS[number % len(KINDS)], random) if number % 2 else right))
    return pairs


def streamed(pairs: list[tuple[str, str]]) -> float:
    """Seconds a pair, each compared once, after the first tenth."""
    early = len(pairs) // 10
    for left, right in pairs[:early]:
        compare(left, right)
    began = time.process_time()
    for left, right in pairs[early:]:
        compare(left, right)
    return (time.process_time() - began) / (len(pairs) - early)


def timed(work: Callable[[], None], pairs: int) -> float:
    """Seconds of processor time a pair, in the middle one of several rounds."""
    work()
    rounds = []
    for _round in range(ROUNDS):
        times, began = 0, time.process_time()
        while (spent := time.process_time() - began) < A_ROUND:
            work()
            times += 1
        rounds.append(spent / times / pairs)
    return median(rounds)


def ask_peer(pairs: list[Pair], fresh: list[tuple[str, str]]) -> dict[str, Any] | None:
    """What the peer says; None without one."""
    python = os.environ.get("PANAH_BENCH_PEER_PYTHON")
    if not python:
        if importlib.util.find_spec("nomenklatura") is None:
            return None
        python = sys.executable
    task = json.dumps({"pairs": [[pair.left, pair.right] for pair in pairs], "stream": fresh})
    done = subprocess.run(
        [python, str(HERE / "peer_pairs.py")], input=task, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"the peer failed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()
