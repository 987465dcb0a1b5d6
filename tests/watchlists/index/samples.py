"""Small lists of made-up persons, and what a plain scan of them says."""

from __future__ import annotations

from panah.documents import PartialDate
from panah.names import Identity, compare, model
from panah.names.scoring import probability
from panah.watchlists.births import nearest
from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, ListedName, NameQuality
from panah.watchlists.index.estimating import log_odds
from panah.watchlists.index.writing import Content
from panah.watchlists.screening import Person
from panah.watchlists.screening_rules import rules
from panah.watchlists.terms import ListKind, ListTerms

KEY = bytes(range(32))
WANTED = ListTerms("wanted", "Wanted persons", ListKind.WANTED, "A ministry", "UTO", "A law", "Ask the ministry", 30)
LOST = ListTerms("lost", "Lost documents", ListKind.LOST_DOCUMENTS)


def entry(
    number: str, *names: str, born: str = "", weak: str = "", kind: EntryKind = EntryKind.PERSON, document: str = ""
) -> Entry:
    listed = [ListedName.of(name) for name in names]
    if weak:
        listed.append(ListedName.of(weak, NameQuality.WEAK))
    return Entry(
        number,
        kind,
        tuple(listed),
        (Birth(PartialDate.parse(born)),) if born else (),
        documents=(ListedDocument(document.split()[-1], document.split()[0] if " " in document else ""),)
        if document
        else (),
    )


ENTRIES = (
    entry("1", "Rustam Djurayev", "Рустам Жўраев", born="1980-05-01", document="UZB AA1234567"),
    entry("2", "Rustam Karimov", born="1975-XX-XX"),
    entry("3", "Gulnora Karimova", born="1991-11-30"),
    entry("4", "Sayid Muhammad Rezaei", "سید محمد رضایی", born="1969-02-03", weak="Abu Sayid"),
    entry("5", "Northern Trading Company", kind=EntryKind.ENTITY),
    entry("6", "Bakhtiyor Toshmatovich Ergashev"),
)


def listed(*entries: Entry, terms: ListTerms = WANTED) -> Content:
    return terms, "2026-11", entries or ENTRIES


def person(name: str, born: str = "", document: str = "", nationality: str = "") -> Person:
    issuer, _, number = document.rpartition(" ")
    return Person(
        "asked",
        (name,) if name else (),
        PartialDate.parse(born) if born else None,
        "",
        frozenset({nationality} if nationality else ()),
        frozenset({(issuer, number)} if number else ()),
    )


def scanned(asked: Person, entries: tuple[Entry, ...], threshold: float | None = None) -> dict[str, float]:
    """Every entry that comes to the threshold when every one of its names is compared, and its score."""
    least = model().screening if threshold is None else threshold
    scores: dict[str, float] = {}
    for each in entries:
        if each.kind is not EntryKind.PERSON:
            continue
        theirs = Identity(nearest(asked.birth, each.births), each.sex, frozenset(each.nationalities))
        mine = Identity(asked.birth, asked.sex, asked.nationalities)
        for name in each.names:
            score = compare(asked.names[0], name.text, mine, theirs).score
            if shift := rules().quality[name.quality]:
                score = probability(log_odds(score) + shift)
            if score >= least:
                scores[each.id] = max(score, scores.get(each.id, 0.0))
    return scores
