"""The peer of `bench/screening.py`, run by a Python that has nomenklatura: reads a task as JSON, answers as JSON.

Three ways of screening: its model `logic-v2` over every entry; its own blocking index and `logic-v2` on what that
offers; and the time of a pair. Each person is an entity with an id of its own, since it remembers by id; the listed
ones keep theirs and are gone through once before the clock starts.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

THRESHOLD = 0.7  # from which logic-v2 is called a match by its makers
BATCH = 200


def answer() -> None:
    """One task in, one answer out."""
    logging.disable(logging.CRITICAL)
    from followthemoney import Dataset, StatementEntity
    from nomenklatura import __version__
    from nomenklatura.blocker import Index
    from nomenklatura.matching import LogicV2, ScoringConfig
    from nomenklatura.resolver import Linker
    from nomenklatura.store.memory import MemoryStore

    task = json.load(sys.stdin)
    listed, asked = (Dataset.make({"name": name, "title": name}) for name in ("listed", "asked"))
    config = ScoringConfig.defaults()

    def entity(dataset: Any, record: dict[str, Any]) -> Any:
        made = StatementEntity(dataset, {"id": uuid.uuid4().hex, "schema": "Person", "properties": {}})
        for name, values in record["properties"].items():
            for value in values:
                made.add(name, value)
        return made

    store: Any = MemoryStore(listed, Linker({}))
    entries, ids = {}, {}
    with store.writer() as writer:
        for record in task["entries"]:
            made = entity(listed, record)
            entries[made.id], ids[made.id] = made, record["id"]
            writer.add_entity(made)
    people = [entity(asked, record) for record in task["people"]]
    for made in entries.values():
        LogicV2.compare(people[-1], made, config)

    whole = people[: task["over_every_entry"]]
    began = time.process_time()
    for person in whole:
        for made in entries.values():
            LogicV2.compare(person, made, config)
    over_every_entry = (time.process_time() - began) / len(whole)

    people = [entity(asked, record) for record in task["people"]]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(store.default_view(), Path(folder))
        index.build()
        began = time.process_time()
        best = {}
        for start in range(0, len(people), BATCH):
            batch = {person.id: person for person in people[start : start + BATCH]}
            for identifier, candidates in index.match_entities(batch.values()):
                person = batch[identifier.id]
                offered = [candidate.id for candidate, _weight in candidates]
                best[identifier.id] = [(LogicV2.compare(person, entries[n], config).score, ids[n]) for n in offered]
        with_blocking = (time.process_time() - began) / len(people)
        index.close()
    hits = [[pair for pair in best.get(person.id, []) if pair[0] >= THRESHOLD] for person in people]
    told = {
        "version": __version__,
        "over_every_entry": over_every_entry,
        "with_blocking": with_blocking,
        "compared": sum(map(len, best.values())) / len(people),
        "hits": hits,
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    answer()
