"""What a list says about one person, organisation or document, whatever format it came in.

Readers in `formats` make entries; the index, the comparison of records and the screens use them. Nothing of the
source is dropped: what has no field of its own is in `source_fields`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from panah.documents import Calendar, PartialDate


class EntryKind(StrEnum):
    """What is listed. Only persons and documents are looked for at the line; organisations are kept and shown."""

    PERSON = "person"
    ENTITY = "entity"
    DOCUMENT = "document"


class NameQuality(StrEnum):
    """How far a name can be relied on: `WEAK` is a nickname, a nom de guerre or what the source calls low quality;
    `ORIGINAL` the name in its own script; `FORMER` a name no longer used or formerly listed."""

    STRONG = "strong"
    WEAK = "weak"
    ORIGINAL = "original"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name: as the source writes it, its quality, its script as an ISO 15924 code (`Latn`, `Cyrl`, `Arab` …, `Zyyy`
    for none, `Zmix` for several), and what the source notes on it."""

    text: str
    quality: NameQuality = NameQuality.STRONG
    script: str = ""
    note: str = ""

    @classmethod
    def of(cls, text: str, quality: NameQuality = NameQuality.STRONG, note: str = "") -> ListedName:
        """The name with its script found."""
        return cls(text, quality, script_of(text), note)


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, as far as it is known: either one (partial) `date`, or between `first` and `last`.

    `approximate` is "about" in the source; `calendar` is the one the source wrote in, the dates here are Gregorian;
    `text` is the source's wording where that says more than the dates.
    """

    date: PartialDate | None = None
    first: PartialDate | None = None
    last: PartialDate | None = None
    approximate: bool = False
    calendar: Calendar = Calendar.GREGORIAN
    text: str = ""

    def earliest(self) -> dt.date:
        """The first day it may be, not counting what "about" allows; `date.min` when nothing is known."""
        known = self.date or self.first
        return dt.date.min if known is None else known.earliest()

    def latest(self) -> dt.date:
        """The last day it may be; `date.max` when nothing is known."""
        known = self.date or self.last
        return dt.date.max if known is None else known.latest()

    def years(self) -> tuple[int, int] | None:
        """First and last year it may be, or None when no year is known."""
        earliest, latest = self.earliest(), self.latest()
        return None if earliest == dt.date.min or latest == dt.date.max else (earliest.year, latest.year)

    def __str__(self) -> str:
        known = str(self.date) if self.date is not None else f"{self.first or ''}/{self.last or ''}".strip("/")
        return f"~{known}" if self.approximate else known or self.text


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document: number as written, issuer (alpha-3 or ""), type (`passport`, `identity`, `other` or ""), the source's
    own word for the type, the day of issue and whatever the source notes on it."""

    number: str
    issuer: str = ""
    type: str = ""
    label: str = ""
    issued_on: str = ""
    note: str = ""

    @property
    def plain_number(self) -> str:
        """The number for comparing: letters and digits only, in capitals."""
        return plain_number(self.number)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of birth or an address in one line, and its country (alpha-3 or "")."""

    text: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a list.

    `id` is the source's own (UN: DATAID); `sex` is `M`, `F`, `X` or ""; `nationalities` are alpha-3 in the source's
    order; `programme` is the sanctions regime or the list's own category, `reason` why the person is listed, `basis`
    and `remedy` what this record says of them (a list's own are in its terms). Dates are whole days. `flags` are codes
    of what the reader noticed (`formula`: a cell that a spreadsheet would run). `source_fields` are (name, value), in
    order.
    """

    id: str
    kind: EntryKind = EntryKind.PERSON
    names: tuple[ListedName, ...] = ()
    births: tuple[Birth, ...] = ()
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    documents: tuple[ListedDocument, ...] = ()
    programme: str = ""
    reason: str = ""
    basis: str = ""
    remedy: str = ""
    reference: str = ""
    listed_on: dt.date | None = None
    valid_until: dt.date | None = None
    updated_on: dt.date | None = None
    titles: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    addresses: tuple[Place, ...] = ()
    remarks: str = ""
    flags: tuple[str, ...] = ()
    source_fields: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name to show first; "" for a document."""
        return self.names[0].text if self.names else ""

    def digest(self) -> str:
        """A stable hash of what decides whether somebody is this person, and of why they are listed: 32 hex digits.

        An answer given by an officer holds until it changes. The order of names, capitals, spaces, addresses, dates of
        listing and the source's administration (sort keys, versions) are left out.
        """
        plain = [
            str(self.kind),
            sorted((_plain(name.text), str(name.quality)) for name in self.names),
            sorted(str(birth) for birth in self.births),
            self.sex,
            sorted(self.nationalities),
            sorted((document.issuer, document.plain_number) for document in self.documents),
            sorted((_plain(place.text), place.country) for place in self.places),
            [_plain(text) for text in (self.programme, self.reason, self.remarks)],
        ]
        data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16).hexdigest()


def plain_number(number: str) -> str:
    """A document's number for comparing: compatibility forms folded, letters and digits only, in capitals."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", number).upper() if letter.isalnum())


def script_of(text: str) -> str:
    """The script a text is written in: ISO 15924, `Zyyy` if it has no letters, `Zmix` if letters of several scripts."""
    if text.isascii():
        return "Latn" if any(letter.isalpha() for letter in text) else "Zyyy"
    found = {script for script in map(_script, set(text)) if script}
    return found.pop() if len(found) == 1 else "Zmix" if found else "Zyyy"


_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "MONGOLIAN": "Mong",
    "TAMIL": "Taml",
    "THAI": "Thai",
    "FULLWIDTH": "Latn",
}


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if unicodedata.category(letter) not in {"Lu", "Ll", "Lt", "Lo"}:
        return ""
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0], "Zzzz")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
