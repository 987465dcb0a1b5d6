"""Births, documents and places of a Security Council record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from panah.documents import PartialDate
from panah.watchlists.entries import Birth, ListedDocument, Place
from panah.watchlists.formats.countries import named
from panah.watchlists.formats.dates import UnreadDateError, partial, worded
from panah.watchlists.formats.documentwords import kind_of_document, tidy_number
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import Where
from panah.watchlists.formats.xmlrecords import Node

_ABOUT = re.compile(r"approx", re.IGNORECASE)
_BORN = re.compile(r"(?:\bD?POB\b|\bDOB\b|\bborn\b)[\s:\-–]*(?:in|on)?\s*(?:[a-c]\)\s*)?", re.IGNORECASE)
_DATE_IN_TEXT = re.compile(r"(?:\d{1,2}\s+)?(?:[A-Z][a-z]{2,8}\.?\s+)?(?:19|20)\d{2}\b")
PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def text_of(node: Node, tag: str) -> str:
    """The text of the first child of this name, or ""."""
    return next((child.text for child in node.children if child.tag == tag), "")


def birth(node: Node, reading: Reading, entry: str) -> Birth | None:
    """What INDIVIDUAL_DATE_OF_BIRTH says; None if it says nothing. Dates that don't exist are faults."""
    kind, note = text_of(node, "TYPE_OF_DATE").upper(), text_of(node, "NOTE")
    about = kind == "APPROXIMATELY" or bool(_ABOUT.search(note))
    if kind not in ("", "EXACT", "APPROXIMATELY", "BETWEEN"):
        reading.faults.add("unknown_date_type", _at(node, "TYPE_OF_DATE", entry))
        return None
    dates = {tag: _date(node, tag, reading, entry) for tag in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR")}
    first, last = dates["FROM_YEAR"], dates["TO_YEAR"]
    if kind == "BETWEEN" and (first is None or last is None):
        reading.faults.add("half_range", _at(node, "FROM_YEAR", entry))
        return None
    if first is not None and last is not None:
        if last.latest() < first.earliest():
            reading.faults.add("bad_range", _at(node, "TO_YEAR", entry))
        return Birth(first=first, last=last, approximate=about, text=note)
    when = dates["DATE"] or dates["YEAR"]
    if when is not None:
        return Birth(date=when, approximate=about, text=note)
    return _worded(note, about, reading, node) if note else None


def _worded(note: str, about: bool, reading: Reading, node: Node) -> Birth:
    """A birth given in words only; where they can't be read they are kept for the officer's eyes."""
    try:
        found = worded(note)
    except UnreadDateError:
        reading.note("unread_date", node.where)
        return Birth(approximate=about, text=note)
    return Birth(found.date, found.first, found.last, about or found.approximate, text=note)


def births_in(note: str) -> tuple[Birth, ...]:
    """Births that the note on an alias gives for that identity ("DOB: 1948; POB: …")."""
    found: list[Birth] = []
    for said in _BORN.finditer(note):
        match = _DATE_IN_TEXT.match(note, said.end())
        if match is not None:
            try:
                found.append(worded(match[0]))
            except UnreadDateError:
                continue
    return tuple(found)


def alias_birth(text: str, reading: Reading, where: Node) -> Birth:
    """The date of birth given with an alias: ISO, or in words."""
    try:
        return Birth(date=partial(text))
    except UnreadDateError:
        return _worded(text, False, reading, where)


def document(node: Node, reading: Reading) -> ListedDocument | None:
    """What INDIVIDUAL_DOCUMENT says; None where it gives no number."""
    label = " / ".join(filter(None, (text_of(node, "TYPE_OF_DOCUMENT"), text_of(node, "TYPE_OF_DOCUMENT2"))))
    label = " ".join(label.split())
    written, note = text_of(node, "NUMBER"), text_of(node, "NOTE")
    number, said = tidy_number(written or _number_in(label))
    if not number:
        return None
    issuing, issued = text_of(node, "ISSUING_COUNTRY"), text_of(node, "COUNTRY_OF_ISSUE")
    issuer = country(issuing, reading, node) or country(issued, reading, node) or named(note) or named(said) or ""
    notes = [note, said, f"{text_of(node, 'CITY_OF_ISSUE')} {issued}".strip()]
    return ListedDocument(
        number,
        issuer,
        kind_of_document(label, said),
        label,
        text_of(node, "DATE_OF_ISSUE"),
        "; ".join(" ".join(part.split()) for part in notes if part),
    )


def _number_in(label: str) -> str:
    """Some records write the number into the type: "… (tazkira) number 00000"."""
    last = label.rsplit(" ", 1)[-1]
    return last if last.isdigit() else ""


def place(node: Node, reading: Reading) -> Place | None:
    """A place of birth or an address in one line; None for an empty one."""
    parts = [text_of(node, tag) for tag in PLACE_PARTS]
    note = text_of(node, "NOTE")
    text = ", ".join(" ".join(part.split()) for part in parts if part)
    if note:
        text = f"{text} ({' '.join(note.split())})" if text else " ".join(note.split())
    return Place(text, country(parts[-1], reading, node)) if text else None


def country(word: str, reading: Reading, node: Node) -> str:
    """The alpha-3 code; "" with a note for a word not known."""
    if not word:
        return ""
    code = named(word)
    if code is None:
        reading.note("unknown_country_word", node.where)
    return code or ""


def countries(words: Iterable[str], reading: Reading, node: Node) -> tuple[str, ...]:
    """The codes of several, each once."""
    return tuple(dict.fromkeys(code for word in words if (code := country(word, reading, node))))


def _date(node: Node, tag: str, reading: Reading, entry: str) -> PartialDate | None:
    text = text_of(node, tag)
    if not text:
        return None
    try:
        return partial(text)
    except UnreadDateError as fault:
        reading.faults.add(fault.code, _at(node, tag, entry))
        return None


def _at(node: Node, tag: str, entry: str) -> Where:
    child = next((child for child in node.children if child.tag == tag), node)
    return Where(child.line, child.column, child.tag, entry)
