"""By what a document, and the person who holds it, is found again: the parts of natural keys. Pure."""

from __future__ import annotations

from panah.border.facts.parts import DocumentPart
from panah.documents.transliteration import NoTransliterationError, to_zone_letters


def document_parts(document: DocumentPart) -> tuple[str, str] | None:
    """Issuer and number without spaces and signs, as a zone has them; None where there is no number."""
    number = "".join(character for character in document.number.upper() if character.isalnum())
    if not number or set(number) <= {"0"}:
        return None
    return document.issuer.upper(), number


def holder_parts(document: DocumentPart) -> tuple[str, str, str] | None:
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
