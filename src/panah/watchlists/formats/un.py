"""The United Nations Security Council's consolidated list, in the XML it is published in.

Source: the Council's schema (sc-sanctions.xsd) and the list of 2026-02-27. Every text of a record ends up in a field
of its entry or, where it has none or was changed on the way (a country into its code), in `source_fields`, by path.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, ListedName, NameQuality, Place
from panah.watchlists.formats.dates import UnreadDateError, day, moment
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import ListRefusedError, Where
from panah.watchlists.formats.un_details import (
    alias_birth,
    birth,
    births_in,
    countries,
    country,
    document,
    place,
    text_of,
)
from panah.watchlists.formats.un_names import QUALITIES, alias_names, joined
from panah.watchlists.formats.xmlrecords import Node, XmlRecords

ROOT, SECTIONS = "CONSOLIDATED_LIST", frozenset({"INDIVIDUALS", "ENTITIES"})
_KINDS = {"INDIVIDUAL": EntryKind.PERSON, "ENTITY": EntryKind.ENTITY}
_SEX_IN_COMMENTS = re.compile(r"\bGender:\s*(male|female)\b", re.IGNORECASE)
_SEX = {"male": "M", "female": "F", "m": "M", "f": "F"}
# Texts that stand word for word in a field of the entry,
_VERBATIM = frozenset(
    {
        "DATAID",
        "UN_LIST_TYPE",
        "REFERENCE_NUMBER",
        "COMMENTS1",
        "NAME_ORIGINAL_SCRIPT",
        "TITLE/VALUE",
        "DESIGNATION/VALUE",
    }
)
# words that a code of the entry stands for,
_TOLD_BY_CODE = {
    "GENDER": frozenset(_SEX),
    "QUALITY": frozenset(QUALITIES),
    "TYPE_OF_DATE": frozenset({"exact", "approximately", "between"}),
}
# and texts that stand in a field in most records; where they don't, `source_fields` keeps them, as it does all others.
_REPEATED = (
    *("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "LISTED_ON"),
    *(
        f"{kind}_{part}/"
        for kind in _KINDS
        for part in ("ALIAS", "ADDRESS", "DOCUMENT", "DATE_OF_BIRTH", "PLACE_OF_BIRTH")
    ),
)
_KNOWN = _VERBATIM | frozenset(
    {"VERSIONNUM", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "LISTED_ON", "GENDER", "SUBMITTED_BY"}
    | {"NATIONALITY", "LIST_TYPE", "LAST_DAY_UPDATED", "TITLE", "DESIGNATION", "SORT_KEY", "SORT_KEY_LAST_MOD"}
    | {f"{kind}_{part}" for kind in _KINDS for part in ("ALIAS", "ADDRESS", "DOCUMENT")}
    | {"INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH", "NATIONALITY2", "DELISTED_ON"}
)


def read(reading: Reading) -> Iterator[tuple[Entry, Where]]:
    """The entries of the list, individuals and entities, in its order."""
    records = XmlRecords(reading.source, ROOT, frozenset(_KINDS))
    for node in records:
        reading.published = reading.published or _published(records.attributes)
        if node.tag not in _KINDS:
            continue
        yield _entry(node, reading), Where(node.line, node.column, node.tag)
    reading.published = reading.published or _published(records.attributes)
    reading.version = records.attributes.get("dateGenerated", "")
    if not SECTIONS & set(records.sections):
        raise ListRefusedError("xml_no_section")
    others, first = records.others
    if others:
        reading.note("unknown_element", first, others)


def _published(attributes: dict[str, str]) -> dt.datetime | None:
    try:
        return moment(attributes["dateGenerated"])
    except (KeyError, UnreadDateError):
        return None


def _entry(node: Node, reading: Reading) -> Entry:
    key = text_of(node, "DATAID")
    identities = _Identities(node, reading, key)
    names = _names(node, identities)
    updated = [
        _day(child, reading, key) for part in _all(node, "LAST_DAY_UPDATED") for child in part.children if child.text
    ]
    listed = next((child for child in node.children if child.tag == "LISTED_ON" and child.text), None)
    for child in node.children:
        if child.tag not in _KNOWN:
            reading.note("unknown_element", child.where)
    entry = Entry(
        id=key,
        kind=_KINDS[node.tag],
        names=names,
        births=tuple(dict.fromkeys(identities.births)),
        sex=_sex(node, reading, key),
        nationalities=countries(
            (
                value.text
                for tag in ("NATIONALITY", "NATIONALITY2")
                for part in _all(node, tag)
                for value in _values(part)
            ),
            reading,
            node,
        ),
        documents=tuple(dict.fromkeys(identities.documents)),
        programme=text_of(node, "UN_LIST_TYPE"),
        reference=text_of(node, "REFERENCE_NUMBER"),
        listed_on=_day(listed, reading, key) if listed is not None else None,
        updated_on=max((when for when in updated if when is not None), default=None),
        titles=tuple(
            value.text
            for tag in ("TITLE", "DESIGNATION")
            for part in _all(node, tag)
            for value in _values(part)
            if value.text
        ),
        places=tuple(dict.fromkeys(identities.places)),
        addresses=tuple(dict.fromkeys(_places(node, f"{node.tag}_ADDRESS", reading))),
        remarks=text_of(node, "COMMENTS1"),
    )
    return replace(entry, source_fields=tuple(_rest(node, entry)))


class _Identities:
    """Births, documents and places of a record, its own and those that stand beside an alias."""

    def __init__(self, node: Node, reading: Reading, key: str) -> None:
        self._reading = reading
        births = [birth(part, reading, key) for part in _all(node, "INDIVIDUAL_DATE_OF_BIRTH")]
        documents = [document(part, reading) for tag in _tags("DOCUMENT") for part in _all(node, tag)]
        self.births: list[Birth] = [found for found in births if found is not None]
        self.documents: list[ListedDocument] = [found for found in documents if found is not None]
        self.places: list[Place] = _places(node, "INDIVIDUAL_PLACE_OF_BIRTH", reading)

    def add_alias(self, alias: Node) -> None:
        """What an alias says of the identity it belongs to."""
        if born := text_of(alias, "DATE_OF_BIRTH"):
            self.births.append(alias_birth(born, self._reading, alias))
        self.births += births_in(text_of(alias, "NOTE"))
        city, land = text_of(alias, "CITY_OF_BIRTH"), text_of(alias, "COUNTRY_OF_BIRTH")
        if city or land:
            text = ", ".join(" ".join(part.split()) for part in (city, land) if part)
            self.places.append(Place(text, country(land, self._reading, alias)))


def _names(node: Node, identities: _Identities) -> tuple[ListedName, ...]:
    names = [ListedName.of(joined(node))]
    names += [
        ListedName.of(" ".join(child.text.split()), NameQuality.ORIGINAL)
        for child in _all(node, "NAME_ORIGINAL_SCRIPT")
        if child.text
    ]
    for alias in (part for tag in _tags("ALIAS") for part in _all(node, tag)):
        identities.add_alias(alias)
        text = text_of(alias, "ALIAS_NAME")
        if text:
            quality = QUALITIES.get(text_of(alias, "QUALITY").lower(), NameQuality.STRONG)
            names += alias_names(text, quality, " ".join(text_of(alias, "NOTE").split()))
    return tuple(dict.fromkeys(name for name in names if name.text))


def _tags(part: str) -> tuple[str, ...]:
    return tuple(f"{kind}_{part}" for kind in _KINDS)


def _all(node: Node, tag: str) -> Iterator[Node]:
    return (child for child in node.children if child.tag == tag)


def _values(node: Node) -> list[Node]:
    return node.children or [node]


def _places(node: Node, tag: str, reading: Reading) -> list[Place]:
    found = (place(part, reading) for part in _all(node, tag))
    return [each for each in found if each is not None]


def _sex(node: Node, reading: Reading, key: str) -> str:
    word = text_of(node, "GENDER").lower()
    if not word:
        said = _SEX_IN_COMMENTS.search(text_of(node, "COMMENTS1"))
        return _SEX[said[1].lower()] if said is not None else ""
    if word not in _SEX:
        reading.note("unknown_element", Where(node.line, field="GENDER", entry=key))
    return _SEX.get(word, "")


def _day(node: Node, reading: Reading, key: str) -> dt.date | None:
    try:
        return day(node.text)
    except UnreadDateError as fault:
        reading.faults.add(fault.code, Where(node.line, node.column, node.tag, key))
        return None


def _rest(node: Node, entry: Entry) -> Iterator[tuple[str, str]]:
    """The texts of the record that no field of its entry has, each with its path."""
    said = " ".join("\n".join(_texts(entry)).split())
    for path, text in _leaves(node):
        known = path in _VERBATIM or text.lower() in _TOLD_BY_CODE.get(path.rsplit("/", 1)[-1], ())
        if not known and not (path.startswith(_REPEATED) and " ".join(text.split()) in said):
            yield path, text


def _texts(entry: Entry) -> Iterator[str]:
    """Every text of the entry, for finding out what it leaves unsaid."""
    for name in entry.names:
        yield from (name.text, name.note)
    for paper in entry.documents:
        yield from (paper.number, paper.label, paper.issued_on, paper.note)
    for born in entry.births:
        yield from (str(born).lstrip("~"), born.text)
    yield from (place.text for place in (*entry.places, *entry.addresses))
    yield f"{entry.name}\n{entry.listed_on or ''}"


def _leaves(node: Node, path: str = "") -> Iterator[tuple[str, str]]:
    for child in node.children:
        here = f"{path}{child.tag}"
        if child.text:
            yield here, child.text
        for name, value in child.attributes.items():
            yield f"{here}@{name}", value
        yield from _leaves(child, f"{here}/")
