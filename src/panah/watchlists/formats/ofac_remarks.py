"""What OFAC writes into the remarks of a person: births, places, nationalities, documents, sex, weak aliases.

The remarks are phrases separated by semicolons. What isn't understood stays where it is: the remarks are kept whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from panah.watchlists.entries import Birth, ListedDocument, ListedName, NameQuality, Place
from panah.watchlists.formats.countries import named
from panah.watchlists.formats.dates import UnreadDateError, worded
from panah.watchlists.formats.documentwords import kind_of_document
from panah.watchlists.formats.listfile import Reading
from panah.watchlists.formats.refusal import Where

_ALT = re.compile(r"^alt\.\s*", re.IGNORECASE)
_LEADS = (
    ("dob", re.compile(r"^DOB\s+", re.IGNORECASE)),
    ("pob", re.compile(r"^POB\s+", re.IGNORECASE)),
    ("nationality", re.compile(r"^(?:nationality|citizen)\s+(?:of\s+)?", re.IGNORECASE)),
    ("sex", re.compile(r"^Gender\s+", re.IGNORECASE)),
    ("weak", re.compile(r"^(?:a|f|n)\.k\.a\.\s+", re.IGNORECASE)),
)
_SEX = {"male": "M", "female": "F"}
# "Passport A12345678 (Iran) issued 01 Jan 2010 expires 26 Aug 2020", "National ID No. 123 (Iran)"
_DOCUMENT = re.compile(
    r"^(?P<label>[A-Za-z][A-Za-z.,'/& -]*?)\s*(?:\bNo\.?\s+|\bNumber\s+|#\s*)?"
    r"(?P<number>(?=[^\s();]*\d)[^\s();]+(?:\s[\dA-Z][^\s();a-z]*)*)\s*(?:\((?P<issuer>[^()]*)\))?(?P<rest>.*)$"
)
_ISSUED = re.compile(r"\bissued\s+(\d{1,2}\s+[A-Za-z]{3}\s+\d{4}|\d{4})", re.IGNORECASE)
# Phrases that begin like a document but aren't one that a traveller shows.
_NO_DOCUMENT = re.compile(
    r"^(?:phone|telephone|fax|email|website|tax|registration|organization|additional|secondary|executive|digital|linked|"
    r"government gazette|company|commercial|business|vessel|aircraft|swift|bic|d-u-n-s|legal entity|target|effective|"
    r"listing|transactions|c\.?e\.?o|chamber|trade|unified|isin|equity|issuer|cage|national foreign tax|rfc|ruc|nit\b)",
    re.IGNORECASE,
)
# Letters before the digits that belong to the number: "Passport B 777".
_SERIES = re.compile(r"\s+(?!ID$|SSN$|NIT$|DUI$)([A-Z]{1,3})$")
_LONGEST_NUMBER = 60


@dataclass(slots=True)
class Remarks:
    """What was understood."""

    births: list[Birth] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    documents: list[ListedDocument] = field(default_factory=list)
    weak_names: list[ListedName] = field(default_factory=list)
    sex: str = ""


def read_remarks(text: str, reading: Reading, where: Where) -> Remarks:
    """The remarks of one person. Dates and countries that can't be read are noted, never guessed."""
    found = Remarks()
    for phrase in text.rstrip(". ").split(";"):
        phrase = _ALT.sub("", phrase.strip())
        for kind, lead in _LEADS:
            match = lead.match(phrase)
            if match is not None:
                _take(kind, phrase[match.end() :].strip(), found, reading, where)
                break
        else:
            _document(phrase, found, reading, where)
    return found


def _take(kind: str, said: str, found: Remarks, reading: Reading, where: Where) -> None:
    match kind:
        case "dob":
            try:
                found.births.append(worded(said))
            except UnreadDateError:
                reading.note("unread_date", where)
                found.births.append(Birth(text=said))
        case "pob":
            code = named(said.rsplit(",", 1)[-1])
            found.places.append(Place(said, code or ""))
        case "nationality":
            found.nationalities += [code for code in [_country(said, reading, where)] if code]
        case "sex":
            found.sex = _SEX.get(said.lower(), "")
        case _:
            name = said.strip("'\" ")
            if name:
                found.weak_names.append(ListedName.of(name, NameQuality.WEAK))


def _document(phrase: str, found: Remarks, reading: Reading, where: Where) -> None:
    if _NO_DOCUMENT.match(phrase):
        return
    match = _DOCUMENT.match(phrase)
    if match is None or len(match["number"]) > _LONGEST_NUMBER:
        return
    label, issuer, rest = match["label"].strip(), match["issuer"], match["rest"].strip()
    series = _SERIES.search(label)
    number = f"{series[1]} {match['number']}" if series is not None else match["number"]
    label = label[: series.start()] if series is not None else label
    kind = kind_of_document(label)
    if kind == "other" and not issuer:
        return
    issued = _ISSUED.search(rest)
    found.documents.append(
        ListedDocument(
            number,
            _country(issuer, reading, where) if issuer else "",
            kind,
            label,
            issued[1] if issued else "",
            rest,
        )
    )


def _country(word: str, reading: Reading, where: Where) -> str:
    code = named(word)
    if code is None:
        reading.note("unknown_country_word", where)
    return code or ""
