"""Collections in FollowTheMoney JSON lines, as OpenSanctions publishes them: one entity a line.

Source: the FollowTheMoney model (schemata Thing, LegalEntity, Person, Identification, Passport, Sanction), read
2026-11-21. Persons and organisations become entries; passports, identifications and sanctions are joined to those they
belong to, which may come before or after them; other schemata are counted and said aloud.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, ListedName, NameQuality, Place
from panah.watchlists.formats.countries import alpha3
from panah.watchlists.formats.dates import UnreadDateError, day, partial
from panah.watchlists.formats.documentwords import kind_of_document
from panah.watchlists.formats.ftm_lines import Record, records
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import Where

PERSON = "Person"
ORGANISATIONS = frozenset({"LegalEntity", "Organization", "Company", "PublicBody"})
DOCUMENTS = frozenset({"Passport", "Identification"})
SANCTION = "Sanction"
_SEX = {"male": "M", "female": "F", "other": "X", "m": "M", "f": "F"}
_NAMES = (("alias", NameQuality.STRONG), ("weakAlias", NameQuality.WEAK), ("previousName", NameQuality.FORMER))
_NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
_NUMBERS = (("passportNumber", "passport"), ("idNumber", "identity"), ("socialSecurityNumber", "identity"))
_LISTING_TOPICS = ("sanction", "crime", "wanted", "debarment", "export", "asset.frozen", "reg.")
# Properties that stand in a field of the entry as they are; the others are kept in `source_fields`.
_USED = frozenset(
    {"name", "birthDate", "gender", "address", "notes", "position", "title", *_NAME_PARTS}
    | {name for name, _ in (*_NAMES, *_NUMBERS)}
)


class _Linked:
    """Documents and sanctions by the entity they belong to."""

    def __init__(self) -> None:
        self.documents: dict[str, list[tuple[Record, Where]]] = defaultdict(list)
        self.sanctions: dict[str, list[Record]] = defaultdict(list)

    def add(self, record: Record, holders: list[str], entities: list[str], where: Where) -> None:
        """A record, if it is one that is joined to others."""
        if record.schema in DOCUMENTS:
            for holder in holders:
                self.documents[holder].append((record, where))
        elif record.schema == SANCTION:
            for entity in entities:
                self.sanctions[entity].append(record)


def read(reading: Reading) -> Iterator[tuple[Entry, Where]]:
    """The persons and organisations of the collection, in its order."""
    linked = _links(reading)
    for record, where in records(reading):
        newest = record.moment("last_change") or record.moment("last_seen")
        if newest is not None and (reading.published is None or newest > reading.published):
            reading.published = newest
        if record.schema == PERSON or record.schema in ORGANISATIONS:
            yield _entry(record, linked, reading, where), where
        elif record.schema not in DOCUMENTS and record.schema != SANCTION:
            reading.note("skipped_schema", where)
    for found in linked.documents.values():
        for _, where in found:
            reading.note("orphan_document", where)


def _links(reading: Reading) -> _Linked:
    """A first look at the file, for what is joined to others; faults are found by the second."""
    linked = _Linked()
    for record, where in records(Reading(reading.source)):
        linked.add(record, record.all("holder"), record.all("entity"), where)
        for inside in record.nested:
            linked.add(inside, [record.id], [record.id], where)
    return linked


def _entry(record: Record, linked: _Linked, reading: Reading, where: Where) -> Entry:
    person = record.schema == PERSON
    sanctions = linked.sanctions.pop(record.id, [])
    topics = record.all("topics")
    if person and not sanctions and not any(topic.startswith(_LISTING_TOPICS) for topic in topics):
        reading.note("no_listing_topic", where)
    nationalities = [*record.all("nationality"), *record.all("citizenship")]
    programmes = (
        [*record.all("programId"), *_each(sanctions, "programId", "program")] or record.all("program") or topics
    )
    listed = [found for text in _each(sanctions, "listingDate", "startDate") if (found := _day(text)) is not None]
    birth_country = _codes(record.all("birthCountry"), reading, where)
    return Entry(
        id=record.id,
        kind=EntryKind.PERSON if person else EntryKind.ENTITY,
        names=_names(record),
        births=_births(record, reading, where),
        sex=next((_SEX[word] for text in record.all("gender") if (word := text.lower()) in _SEX), ""),
        nationalities=_codes(nationalities, reading, where),
        documents=_documents(record, linked, reading),
        programme=", ".join(dict.fromkeys(programmes)),
        reason="; ".join(dict.fromkeys(_each(sanctions, "reason"))),
        reference=", ".join(dict.fromkeys(_each(sanctions, "unscId", "authorityId"))),
        listed_on=min(listed, default=None),
        updated_on=_date_of(record.moment("last_change")),
        titles=tuple(dict.fromkeys([*record.all("title"), *record.all("position")])),
        places=tuple(
            Place(text, birth_country[0] if len(birth_country) == 1 else "")
            for text in dict.fromkeys(record.all("birthPlace"))
        ),
        addresses=tuple(Place(text) for text in dict.fromkeys(record.all("address"))),
        remarks="\n".join(record.all("notes")),
        source_fields=tuple(_rest(record, sanctions)),
    )


def _names(record: Record) -> tuple[ListedName, ...]:
    caption = record.caption
    first = record.all("name")
    main = sorted(first, key=lambda name: name != caption)
    if not main:
        composed = " ".join(part for name in _NAME_PARTS for part in record.all(name)[:1])
        main = [composed] if composed else []
    names = [ListedName.of(name) for name in main]
    names = [
        ListedName(name.text, NameQuality.ORIGINAL, name.script) if at and name.script not in ("Latn", "Zyyy") else name
        for at, name in enumerate(names)
    ]
    names += [ListedName.of(name, quality) for prop, quality in _NAMES for name in record.all(prop)]
    return tuple({name.text: name for name in reversed(names)}.values())[::-1]


def _births(record: Record, reading: Reading, where: Where) -> tuple[Birth, ...]:
    births: list[Birth] = []
    for text in dict.fromkeys(record.all("birthDate")):
        try:
            births.append(Birth(date=partial(text[:10])))
        except UnreadDateError as fault:
            reading.faults.add(fault.code, Where(where.line, field="birthDate", entry=record.id[:80]))
    return tuple(births)


def _documents(record: Record, linked: _Linked, reading: Reading) -> tuple[ListedDocument, ...]:
    found = [ListedDocument(number, "", kind, prop) for prop, kind in _NUMBERS for number in record.all(prop)]
    for paper, place in linked.documents.pop(record.id, []):
        issuer = next(iter(_codes(paper.all("country"), reading, place)), "")
        label = ", ".join(paper.all("type"))
        kind = "passport" if paper.schema == "Passport" else kind_of_document(label) or "identity"
        numbers = paper.all("number") or paper.all("passportNumber")
        issued = next(iter(paper.all("startDate")), "")
        found += [
            ListedDocument(number, issuer, kind, label, issued, "; ".join(paper.all("summary"))) for number in numbers
        ]
    # A passport's own record says more than the bare number in the person's.
    best: dict[str, ListedDocument] = {}
    for each in found:
        known = best.get(each.plain_number)
        if known is None or (each.issuer and not known.issuer):
            best[each.plain_number] = each
    return tuple(best.values())


def _codes(words: list[str], reading: Reading, where: Where) -> tuple[str, ...]:
    codes = []
    for word in words:
        code = alpha3(word)
        if code is None:
            reading.note("unknown_country_word", where)
        elif code:
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def _each(found: list[Record], *properties: str) -> list[str]:
    return [value for record in found for prop in properties for value in record.all(prop)]


def _rest(record: Record, sanctions: list[Record]) -> Iterator[tuple[str, str]]:
    yield "schema", record.schema
    for name, values in record.properties.items():
        if name not in _USED:
            yield from ((name, value) for value in values)
    for name in ("datasets", "referents", "first_seen", "last_seen", "last_change", "target"):
        value: Any = record.raw.get(name)
        if value not in (None, [], ""):
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    for sanction in sanctions:
        for name, values in sanction.properties.items():
            if name != "entity":
                yield from ((f"Sanction/{name}", value) for value in values)


def _day(text: str) -> dt.date | None:
    try:
        return day(text)
    except UnreadDateError:
        return None


def _date_of(when: dt.datetime | None) -> dt.date | None:
    return when.date() if when is not None else None
