"""Whether a person may be one who is listed: a question for a human being, never an answer.

>>> from panah.watchlists import open_lists, screen
>>> hits = screen(Person("1", ("Rustam Djurayev",), PartialDate.parse("1980-05-01")), open_lists("list.xml"))

What is found is as good as its reasons: each hit says part by part what agrees and what doesn't. Nationality is no
reason for suspicion here: it only helps to tell one person from another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from panah.documents import PartialDate
from panah.names import Evidence, Identity, Prepared, compare, model, prepare, score
from panah.names.identity import of_identities
from panah.names.scoring import probability
from panah.watchlists import index as listed
from panah.watchlists.births import nearest
from panah.watchlists.entries import EntryKind, NameQuality, plain_number
from panah.watchlists.index.choosing import Chooser
from panah.watchlists.index.estimating import log_odds, most_for_identity
from panah.watchlists.index.records import Record
from panah.watchlists.index.writing import Content
from panah.watchlists.screening_rules import rules

# Scores end just below one; what is beyond can't be reckoned back from them and is compared in full.
CERTAIN = 9.0


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asked for. `names` in any script, the document's first; `sex` M, F, X or ""; `nationalities` alpha-3;
    `documents` (issuer alpha-3 or "", number as written)."""

    id: str
    names: tuple[str, ...]
    birth: PartialDate | None = None
    sex: str = ""
    nationalities: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[tuple[str, str]] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed person or document that may be this one.

    `list` is the list's code and `version` the version in force; `entry` the source's own id, `digest` the entry's, so
    that an answer can be remembered until the entry changes; `name` the listed name that agrees best (the number, for a
    document), `quality` how good the list says it is; `score` from 0 to 1; `why` in log-odds, as comparing gives it.
    """

    list: str
    version: str
    entry: str
    name: str
    score: float
    why: tuple[Evidence, ...]
    kind: EntryKind = EntryKind.PERSON
    quality: NameQuality = NameQuality.STRONG
    digest: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "list": self.list,
            "entry": self.entry,
            "name": self.name,
            "score": self.score,
            "why": [reason.as_dict() for reason in self.why],
        }


def screen(
    person: Person | str, index: listed.Index | Iterable[Content], threshold: float | None = None
) -> tuple[Hit, ...]:
    """Hits from the threshold up, best first; that of the model for names if none is given.

    A text is a person of whom the name alone is known. `index` is one that is open, or lists of which one is made for
    this call. Raises `IndexProblemError` where what is read was altered.
    """
    if isinstance(person, str):
        person = Person("", (person,))
    if not isinstance(index, listed.Index):
        index = listed.in_memory(index)
    limit = model().screening if threshold is None else threshold
    chooser = index.now
    best: dict[int, Hit] = {}
    for number, hit in _found(person, chooser, limit):
        if hit.score >= limit and (number not in best or hit.score > best[number].score):
            best[number] = hit
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.list, hit.entry)))


def _found(person: Person, chooser: Chooser, limit: float) -> Iterator[tuple[int, Hit]]:
    """Each entry that was looked at, with what came of it."""
    bounds = rules()
    shared: dict[int, tuple[str, str]] = {}
    for document in _documents(person):
        shared.update(_listed_documents(person, document, chooser))
    for number, agreed in shared.items():
        yield number, _document_hit(chooser, number, agreed)
    identity = Identity(person.birth, person.sex, person.nationalities)
    for text in person.names[: bounds.names_of_a_person]:
        name = prepare(text)
        for number, place in _best_names(name, identity, chooser, limit, shared).items():
            yield number, _name_hit(chooser, number, place, name, identity, shared.get(number))


def _best_names(
    name: Prepared, identity: Identity, chooser: Chooser, limit: float, shared: Collection[int]
) -> dict[int, int]:
    """For each entry that comes to the threshold with what else is known, the listed name that agrees best."""
    wanted = log_odds(limit)
    least = wanted - most_for_identity(identity)
    quality_of = rules().quality
    best: dict[int, tuple[float, int]] = {}
    for place, number in chooser.by_name(name, identity, rules().names_compared, limit):
        record = chooser.reading.record(number)
        text, quality = record.names[place - record.first_name]
        odds = log_odds(score(name, prepare(text))) + quality_of[quality]
        if (odds >= least or number in shared) and (number not in best or odds > best[number][0]):
            best[number] = odds, place
    return {
        number: place
        for number, (odds, place) in best.items()
        if number in shared or odds >= CERTAIN or odds + _besides(identity, chooser.reading.record(number)) >= wanted
    }


def _besides(identity: Identity, record: Record) -> float:
    """What birth, sex and nationality add to the log-odds of the names."""
    theirs = Identity(nearest(identity.birth, record.births), record.sex, record.nationalities)
    return sum(reason.weight for reason in of_identities(identity, theirs))


def _name_hit(
    chooser: Chooser, number: int, place: int, name: Prepared, identity: Identity, shared: tuple[str, str] | None
) -> Hit:
    record = chooser.reading.record(number)
    text, quality = record.names[place - record.first_name]
    documents = frozenset([shared]) if shared else frozenset[tuple[str, str]]()
    if shared:
        identity = Identity(identity.birth, identity.sex, identity.nationalities, documents)
    theirs = Identity(nearest(identity.birth, record.births), record.sex, record.nationalities, documents)
    found = compare(name, prepare(text), identity, theirs)
    shift = rules().quality[quality]
    if not shift:
        return _hit(chooser, record, text, found.score, found.why, quality)
    why = (*found.why, Evidence(f"{quality}_alias", shift))
    return _hit(chooser, record, text, probability(log_odds(found.score) + shift), why, quality)


def _documents(person: Person) -> list[tuple[str, str]]:
    plain = sorted({(issuer, plain_number(number)) for issuer, number in person.documents})
    return [document for document in plain if document[1]][: rules().documents_of_a_person]


def _listed_documents(
    person: Person, document: tuple[str, str], chooser: Chooser
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Entries that list this document, and how they write it. An issuer that isn't known may be any; one who asks
    without may have it from their own state."""
    issuer, number = document
    for entry in chooser.by_document(issuer, number):
        for other, plain in sorted(chooser.reading.record(entry).documents):
            known = issuer and other
            if plain == number and (issuer == other if known else len(number) >= rules().shortest_number):
                certain = bool(other) and (issuer == other or other in person.nationalities)
                yield entry, (other if certain else "", number)
                break


def _document_hit(chooser: Chooser, number: int, document: tuple[str, str]) -> Hit:
    record = chooser.reading.record(number)
    certain = rules().same_document if document[0] else rules().same_number
    why = Evidence("document_listed", log_odds(certain), " ".join(document).strip(), "")
    name = document[1] if record.kind is EntryKind.DOCUMENT or not record.names else record.names[0][0]
    return _hit(chooser, record, name, certain, (why,), NameQuality.STRONG)


def _hit(
    chooser: Chooser, record: Record, name: str, certain: float, why: tuple[Evidence, ...], quality: NameQuality
) -> Hit:
    contents = chooser.reading.lists[record.list]
    return Hit(
        contents.terms.code, contents.version, record.entry, name, certain, why, record.kind, quality, record.digest
    )
