"""People against the whole list of the Security Council: how fast, and are the right ones found; beside nomenklatura.

    python bench/screening.py

The list is read from ``../shared/data`` (or ``PANAH_SHARED_DATA``). *Found*: each listed person under an altered name
(`bench/altering.py`, one alteration each, in turn), with the date of birth the list has, if any; the listed entry must
come first. *False alarms*: invented people (`bench/invented.py`) with a full date of birth. Speed is by processor time,
over a line of which one in twenty is listed: the middle one of three rounds, each with a new index and nothing
remembered. The peer is nomenklatura's `logic-v2` in a Python of its own (``PANAH_BENCH_PEER_PYTHON``): over every
entry, and behind its own blocking. Of a tie at its top it gets the benefit.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from panah.documents import PartialDate
from panah.watchlists import Hit, Person, formats, index, screen
from panah.watchlists.entries import Entry, EntryKind, NameQuality
from panah.watchlists.terms import ListKind, ListTerms

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.altering import KINDS, alter
from bench.invented import Stock
from bench.names_pairs import forget

SEED = 20261121
STRANGERS = 10_000
LINE = 10_000
LISTED_IN_TWENTY = 1
ROUNDS = 3
PEER_WHOLE = 40
PEER_STRANGERS = 2_000
PEER = Path(__file__).parent / "peer_screening.py"
FIELDS = {NameQuality.WEAK: "weakAlias", NameQuality.FORMER: "previousName"}


def main() -> None:
    """Print speed and quality."""
    path = Path(os.environ.get("PANAH_SHARED_DATA", "../shared/data")) / "un_consolidated.xml"
    if not path.exists():
        print(f"left out: {path.name} isn't there")
        return
    entries = tuple(formats.read(path).entries)
    persons = [entry for entry in entries if entry.kind is EntryKind.PERSON]
    altered = _altered(persons)
    strangers = [_stranger(n, person) for n, person in enumerate(Stock(SEED).people(STRANGERS + LINE))]
    line = _line(strangers[STRANGERS:], [person for _entry, _kind, person in altered])
    strangers = strangers[:STRANGERS]

    rounds = []
    for _round in range(ROUNDS):
        forget()
        listed = index.in_memory([(ListTerms("un-sc", "", ListKind.SANCTIONS), "", entries)])
        rounds.append(_timed(line, listed))
    seconds = median(rounds)
    found = [(kind, entry.id, screen(person, listed)) for entry, kind, person in altered]
    alarms = sum(bool(screen(person, listed)) for person in strangers)
    peer = _peer(persons, [person for _entry, _kind, person in altered], strangers[:PEER_STRANGERS])

    print(f"{'entries, persons among them':44} {len(entries):10,}   {len(persons):,}")
    print(f"{'screened':44} {1 / seconds:10,.0f} /s a core")
    if peer:
        for what, goal in (("over_every_entry", 500), ("with_blocking", 20)):
            each = peer[what]
            label = f"nomenklatura {peer['version']}, {what.replace('_', ' ')}"
            print(f"{label:44} {1 / each:10,.1f} /s a core   we do {each / seconds:,.0f} × that, goal {goal}")
    else:
        print("peer left out: no Python with nomenklatura (PANAH_BENCH_PEER_PYTHON)")
    first = sum(_first(entry, hits) for _kind, entry, hits in found) / len(found)
    print(f"{'listed person first, name altered':44} {first:10.4f}   goal 0.985{_peer_first(peer, altered)}")
    share = alarms / len(strangers)
    print(f"{'strangers who raise any hit':44} {share:10.4%}   goal 0.1 %{_peer_alarms(peer, len(altered))}")
    missed = Counter(kind for kind, entry, hits in found if not _first(entry, hits))
    told = ", ".join(f"{kind} {missed[kind]}" for kind in KINDS if missed[kind])
    print(f"not first, by alteration: {told or 'none'}")


def _altered(persons: list[Entry]) -> list[tuple[Entry, str, Person]]:
    random = Random(SEED)
    made = []
    for number, entry in enumerate(persons):
        kind = KINDS[number % len(KINDS)]
        birth = next((b.date for b in entry.births if b.date is not None and b.date.year is not None), None)
        person = Person(entry.id, (alter(entry.name, kind, random),), birth, entry.sex, frozenset(entry.nationalities))
        made.append((entry, kind, person))
    return made


def _stranger(number: int, person: Any) -> Person:
    return Person(str(number), (person.name,), PartialDate.of(person.birth), person.sex, frozenset({person.state}))


def _line(strangers: list[Person], listed: list[Person]) -> list[Person]:
    random = Random(SEED + 1)
    return [random.choice(listed) if random.randrange(20) < LISTED_IN_TWENTY else person for person in strangers]


def _timed(line: list[Person], listed: index.Index) -> float:
    began = time.process_time()
    for person in line:
        screen(person, listed)
    return (time.process_time() - began) / len(line)


def _first(entry: str, hits: tuple[Hit, ...]) -> bool:
    return bool(hits) and hits[0].entry == entry


def _peer(persons: list[Entry], altered: list[Person], strangers: list[Person]) -> dict[str, Any] | None:
    """What the peer says; None without one."""
    python = os.environ.get("PANAH_BENCH_PEER_PYTHON")
    if not python:
        if importlib.util.find_spec("nomenklatura") is None:
            return None
        python = sys.executable
    task = {
        "entries": [{"id": entry.id, "properties": _properties(entry)} for entry in persons],
        "people": [{"properties": _asked(person)} for person in [*altered, *strangers]],
        "over_every_entry": PEER_WHOLE,
    }
    try:
        done = subprocess.run([python, str(PEER)], input=json.dumps(task), capture_output=True, text=True, check=False)
    except OSError as problem:
        print(f"peer left out: {python}: {problem.strerror}")
        return None
    if done.returncode:
        print(f"peer left out: it ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}")
        return None
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _properties(entry: Entry) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {"name": [entry.name], "nationality": list(entry.nationalities)}
    for name in entry.names[1:]:
        told.setdefault(FIELDS.get(name.quality, "alias"), []).append(name.text)
    told["birthDate"] = [_ftm_date(birth.date) for birth in entry.births if birth.date is not None and birth.date.year]
    told["gender"] = [{"M": "male", "F": "female"}[entry.sex]] if entry.sex in ("M", "F") else []
    return told


def _asked(person: Person) -> dict[str, list[str]]:
    told = {"name": list(person.names), "nationality": sorted(person.nationalities)}
    if person.birth is not None:
        told["birthDate"] = [_ftm_date(person.birth)]
    if person.sex in ("M", "F"):
        told["gender"] = [{"M": "male", "F": "female"}[person.sex]]
    return told


def _ftm_date(date: PartialDate) -> str:
    return date.iso().partition("-XX")[0]


def _peer_first(peer: dict[str, Any] | None, altered: list[tuple[Entry, str, Person]]) -> str:
    if not peer:
        return ""
    first = 0
    for (entry, _kind, _person), hits in zip(altered, peer["hits"], strict=False):
        top = max((score for score, _id in hits), default=0.0)
        first += any(score == top and found == entry.id for score, found in hits)
    return f"   peer {first / len(altered):.4f}"


def _peer_alarms(peer: dict[str, Any] | None, altered: int) -> str:
    if not peer:
        return ""
    hits = peer["hits"][altered:]
    return f"   peer {sum(map(bool, hits)) / len(hits):.2%} (of {len(hits):,})"


if __name__ == "__main__":
    main()
