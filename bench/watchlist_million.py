"""A list of a million invented entries: built in bounded memory, screened by a worker on each core from one file.

    python bench/watchlist_million.py [--entries 1000000]

Names fall as in a country (`bench/invented.py`), so that common ones stand in tens of thousands of entries. Strangers
are screened for speed, one in twenty of them a listed person under an altered name; then listed persons under altered
names to see that the right one comes first (those without a date of birth in the list, or with a namesake who was born
in the same year, aside). Memory is what the kernel counts of all workers together, the shared file once (PSS). The peer
is a plain scan: every listed name compared with the one asked for, over as many as a second allows.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from panah.documents import PartialDate
from panah.names import Identity, compare, prepare
from panah.node.collecting import settle
from panah.watchlists import Person, index, screen
from panah.watchlists.entries import Entry
from panah.watchlists.terms import ListKind, ListTerms

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.altering import KINDS, alter
from bench.invented import Stock

ENTRIES = 1_000_000
SEED = 7
WORKERS = 2
SECONDS = 20.0
ALTERED = 1_000
GIGABYTES = 1.5
RATE = 300
MINUTES = 5


def main() -> None:
    """Build, screen, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    count = parser.parse_args().entries
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory() as folder:
        _alone(_build, folder, key, count)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"{'file':44} {size / 2**20:10,.0f} MiB")
        _screened(folder, key)
        _alone(_found, folder, key, count)
        _alone(_scan, folder, key, count)


def _alone(work: Any, *arguments: Any) -> None:
    """In a process of its own, so that nobody's memory is another's."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments, daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def _build(folder: str, key: bytes, count: int) -> None:
    reading = 0.0

    def entries() -> Iterator[Entry]:
        # The time it takes to invent them isn't the index's.
        nonlocal reading
        made = Stock(SEED).entries(count)
        while True:
            began = time.process_time()
            some = list(itertools.islice(made, 10_000))
            reading += time.process_time() - began
            if not some:
                return
            yield from some

    began = time.process_time()
    made = index.build(folder, [(ListTerms("invented", "", ListKind.WANTED), "1", entries())], key)
    taken = time.process_time() - began - reading
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{'entries, names':44} {len(made):10,}   {len(made.names):,}")
    print(f"{'built, one core':44} {taken:8,.0f} s   goal {MINUTES * 60} s; memory {most:.2f} GiB at most")


def _screened(folder: str, key: bytes) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(WORKERS + 1), context.Barrier(WORKERS + 1)
    told: Any = context.Queue()
    workers = [
        context.Process(target=_worker, args=(folder, key, n, ready, done, told), daemon=True) for n in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    answers = [told.get() for _worker in workers]
    memory = [_memory(worker.pid) for worker in workers]
    done.wait()
    for worker in workers:
        worker.join()
    each = sum(people / seconds for people, seconds, _opened in answers) / WORKERS
    opened = max(opened for _people, _seconds, opened in answers)
    whole = sum(pss for pss, _rss in memory) / 2**20
    print(f"{'screened, by each of two workers':44} {each:10,.0f} /s a core   goal {RATE}")
    print(f"{'memory of both workers, shared once':44} {whole:10.2f} GiB   goal {GIGABYTES} GiB; each {_each(memory)}")
    print(f"{'opened':44} {opened * 1000:10,.0f} ms")


def _each(memory: list[tuple[int, int]]) -> str:
    return ", ".join(f"{rss / 2**20:.2f}" for _pss, rss in memory)


def _worker(folder: str, key: bytes, number: int, ready: Any, done: Any, told: Any) -> None:
    began = time.process_time()
    listed = index.open(folder, key)
    opened = time.process_time() - began
    people = [_asked(person) for person in Stock(SEED + 1 + number).people(20_000)]
    settle()  # as a node's worker does before it answers anybody
    ready.wait()
    began = time.process_time()
    count = 0
    while (seconds := time.process_time() - began) < SECONDS:
        screen(people[count % len(people)], listed)
        count += 1
    told.put((count, seconds, opened))
    done.wait()


def _found(folder: str, key: bytes, count: int) -> None:
    listed = index.open(folder, key)
    random = Random(SEED)
    first = asked = hits = 0
    every = max(1, count // (2 * ALTERED))
    for number, entry in enumerate(itertools.islice(Stock(SEED).entries(count), 0, None, every)):
        birth = entry.births[0].date if entry.births else None
        if birth is None or not birth.known or asked == ALTERED:
            continue
        kind = KINDS[number % len(KINDS)]
        person = Person("", (alter(entry.name, kind, random),), birth, entry.sex)
        found = screen(person, listed)
        asked += 1
        hits += len(found)
        first += bool(found) and found[0].entry == entry.id
    print(f"{'listed person first, name altered':44} {first / asked:10.4f}   {hits / asked:.1f} hits each")


def _scan(folder: str, key: bytes, count: int) -> None:
    names = [(prepare(e.name), Identity(e.births[0].date if e.births else None)) for e in Stock(SEED).entries(20_000)]
    person = _asked(next(Stock(SEED + 1).people(1)))
    name, identity = prepare(person.names[0]), Identity(person.birth)
    began = time.process_time()
    for listed_name, theirs in names:
        compare(name, listed_name, identity, theirs)
    whole = (time.process_time() - began) / len(names) * count
    print(f"{'peer: every name compared':44} {1 / whole:10,.4f} /s a core   (from {len(names):,} names)")


def _asked(person: Any) -> Person:
    return Person("", (person.name,), PartialDate.of(person.birth), person.sex, frozenset({person.state}))


def _memory(process: int | None) -> tuple[int, int]:
    """Proportional and resident size, in KiB."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in told[1:]}
    return sizes["Pss"], sizes["Rss"]


if __name__ == "__main__":
    main()
