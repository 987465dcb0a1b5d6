"""By what a document, and the person who holds it, is found again: the parts of natural keys. Pure.

Registers are folded with them: whoever changes how they are made has every register rebuilt.
"""

from __future__ import annotations

from typing import Protocol

from panah.documents.transliteration import NoTransliterationError, to_zone_letters


class Identifying(Protocol):
    """What a document says of itself and its holder, as facts keep it."""

    @property
    def issuer(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def nationality(self) -> str: ...
    @property
    def birth_date(self) -> str: ...
    @property
    def surname(self) -> str: ...
    @property
    def given_names(self) -> str: ...


def document_parts(document: Identifying) -> tuple[str, str] | None:
    """Issuer and number without spaces and signs, as a zone has them; None where there is no number."""
    number = "".join(character for character in document.number.upper() if character.isalnum())
    if not number or set(number) <= {"0"}:
        return None
    return document.issuer.upper(), number


def holder_parts(document: Identifying) -> tuple[str, str, str] | None:
    """Nationality, birth date and the parts of the name in MRZ letters, sorted: documents differ in which part comes
    first. None where one of the three isn't known well enough to tell people apart."""
    year = document.birth_date[:4]
    names = sorted({*_letters(document.surname, document.issuer), *_letters(document.given_names, document.issuer)})
    if not (document.nationality and names and year.isdecimal()):
        return None
    return document.nationality.upper(), document.birth_date, "<".join(names)


def _letters(name: str, issuer: str) -> list[str]:
    try:
        written = to_zone_letters(name, issuer)
    except NoTransliterationError:
        written = "<".join(name.casefold().split())
    return [part for part in written.split("<") if part]
