"""The peer of bench/names_pairs.py: nomenklatura's `logic-v2` over pairs of names, run by a Python that has it.

Reads JSON from standard input: pairs that are scored in rounds, and a stream of which each is scored once. Writes
version, scores, and seconds a pair of the first round, of the middle one of the others and of the stream after its
first tenth. Each name becomes a person with a fresh id, since the peer remembers by id.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from itertools import count
from statistics import median
from typing import Any

NUMBERS = count()
ROUNDS = 8


def person(name: str) -> Any:
    """A person of that name whom nobody has seen before."""
    data = {"id": f"person-{next(NUMBERS)}", "schema": "Person", "properties": {"name": [name]}}
    return model.get_proxy(data)  # type: ignore[name-defined]  # imported below, where the peer is


if __name__ == "__main__":
    from followthemoney import model  # type: ignore[import-not-found]  # only in the peer's Python
    from nomenklatura.matching import LogicV2  # type: ignore[import-not-found]

    task = json.load(sys.stdin)
    pairs, stream = task["pairs"], task["stream"]
    config = LogicV2.default_config()
    LogicV2.compare(person("Anna Schmidt"), person("Anne Schmid"), config)
    scores: list[float] = []
    seconds = []
    for _round in range(ROUNDS):
        began = time.process_time()
        scores = [LogicV2.compare(person(left), person(right), config).score for left, right in pairs]
        seconds.append((time.process_time() - began) / max(1, len(pairs)))
    early = len(stream) // 10
    for left, right in stream[:early]:
        LogicV2.compare(person(left), person(right), config)
    began = time.process_time()
    for left, right in stream[early:]:
        LogicV2.compare(person(left), person(right), config)
    answer = {
        "version": version("nomenklatura"),
        "scores": scores,
        "first": seconds[0],
        "seconds": median(seconds[1:]),
        "streamed": (time.process_time() - began) / (len(stream) - early),
    }
    json.dump(answer, sys.stdout)
