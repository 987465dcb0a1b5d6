"""Asking the lists about somebody at the line: one index that all workers share, no network, nothing stored."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from panah.documents.dates import NoSuchDateError, PartialDate
from panah.journal.entries import Source, Statement
from panah.watchlists import packing, sealed
from panah.watchlists.desk import in_force, lists
from panah.watchlists.desk.in_force import IndexUnusableError, Match
from panah.watchlists.facts.hits import HitRaised
from panah.watchlists.models import Clearing, List
from panah.watchlists.rules import kinds
from panah.watchlists.screening import Person

# More likely matches on one list than this help nobody to compare; the best are kept. Lists don't cut one another:
# a long one mustn't hide somebody to protect.
MOST = 10


@dataclass(frozen=True, slots=True)
class Described:
    """Somebody as their document describes them. Dates are ISO with ``XX`` for unknown parts; empty: not known."""

    names: tuple[str, ...]
    birth: str = ""
    sex: str = ""
    nationality: str = ""
    issuer: str = ""
    number: str = ""

    def asked(self) -> Person:
        """As the screening wants them. A birth that can't be read isn't asked for."""
        try:
            birth = PartialDate.parse(self.birth) if self.birth else None
        except NoSuchDateError:
            birth = None
        return Person(
            id="",
            names=self.names,
            birth=birth,
            sex=self.sex,
            nationalities=frozenset({self.nationality} - {""}),
            documents=frozenset({(self.issuer, self.number)} if self.number else ()),
        )

    def digest(self) -> str:
        """A hash that changes when anything changes that an officer compared."""
        fields = [list(self.names), self.birth, self.sex, self.nationality, self.issuer, self.number]
        return hashlib.blake2b(json.dumps(fields, ensure_ascii=False).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class AskedList:
    """A list that was asked: its code and the version, which was in force."""

    code: str
    version: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking gave. ``unasked`` are codes of lists in use that could not be asked, ``since`` when (or None);
    ``details`` the content of a hit each, best first."""

    lists: tuple[AskedList, ...] = ()
    unasked: tuple[str, ...] = ()
    since: datetime | None = None
    details: tuple[dict[str, Any], ...] = ()

    @property
    def hit(self) -> bool:
        """Whether there is a possible match."""
        return bool(self.details)

    @property
    def oldest(self) -> str:
        """The day of the oldest version asked, ISO; empty when it isn't known."""
        return min((one.as_of for one in self.lists if one.as_of), default="")


def ask(person: Described, direction: str, today: date) -> Asked:
    """Ask every list that is asked in this direction. Trouble with the index is an answer, never an error.

    An entry that ended before ``today`` (a ban that has run out) grounds nothing any more and stops nobody; a version
    past its validity is still asked, and each hit says so.
    """
    rows = {row.code: row for row in lists.in_use() if kinds.asked(row.sort, direction)}
    wanted = {code: row for code, row in rows.items() if row.version}
    if not wanted:
        return Asked()
    try:
        index = in_force.current()
        there = index.versions()
        found = index.matches(person.asked()) if person.names or person.number else ()
    except IndexUnusableError as problem:
        return Asked(unasked=tuple(sorted(wanted)), since=problem.since)
    asked = tuple(
        AskedList(code, there[code], str(row.published or (row.loaded.date() if row.loaded else "")))
        for code, row in sorted(wanted.items())
        if code in there
    )
    details = tuple(
        _details(one, wanted[one.list], person, direction)
        for one in found
        if one.list in wanted and not _ended(one, today)
    )
    return Asked(
        lists=asked,
        unasked=tuple(sorted(wanted.keys() - there.keys())),
        details=_best_of_each(_not_cleared(details)),
    )


def statements(asked: Asked, presentation: UUID, post: UUID, at: datetime, source: Source) -> list[Statement]:
    """The facts that raise what was found, to be recorded with the presentation."""
    return [
        Statement(HitRaised(presentation=presentation, post=post, details=sealed.details(content)), uuid4(), at, source)
        for content in asked.details
    ]


def _details(match: Match, row: List, person: Described, direction: str) -> dict[str, Any]:
    return {
        "list": row.code,
        "title": row.title,
        "sort": row.sort,
        "source": row.source,
        "issuing_state": row.issuing_state,
        "legal_basis": row.legal_basis,
        "remedy": row.remedy,
        "contact": row.contact,
        "telling": row.telling,
        "tell_by": row.tell_by,
        "tell_reason": row.tell_reason,
        "version": match.version,
        "published": str(row.published or ""),
        "valid_until": str(row.valid_until or ""),
        "entry_id": match.entry.id,
        "entry": packing.pack(match.entry).decode("utf-8", "surrogatepass"),
        "digest": match.digest,
        "name": match.name,
        "score": round(match.score, 4),
        "why": list(match.why),
        "person": person.digest(),
        "direction": direction,
    }


def _best_of_each(details: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    taken: Counter[str] = Counter()
    kept = []
    for one in details:
        taken[one["list"]] += 1
        if taken[one["list"]] <= MOST:
            kept.append(one)
    return tuple(kept)


def _ended(match: Match, today: date) -> bool:
    return match.entry.valid_until is not None and match.entry.valid_until < today


def _not_cleared(details: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Without the pairs that were found to be two persons, as long as both records are as they were."""
    if not details:
        return ()
    keys = [sealed.clearing_key(one["person"], one["list"], one["entry_id"], one["digest"]) for one in details]
    cleared = {bytes(key) for key in Clearing.objects.filter(key__in=keys).values_list("key", flat=True)}
    return tuple(one for one, key in zip(details, keys, strict=True) if key not in cleared)
