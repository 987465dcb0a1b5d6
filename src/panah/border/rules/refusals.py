"""What the guard needs to know about a person at the line before a refusal is thought of. Pure."""

from __future__ import annotations

import hashlib

from panah.border.facts.parts import DocumentPart
from panah.border.facts.refusals import RefusalPart
from panah.journal.facts import canonical
from panah.safeguards.children import Age
from panah.safeguards.guard.context import Context
from panah.safeguards.guard.judging import judge_person
from panah.safeguards.guard.people import Person, Standing, Tie, Years

_OF_A_REFUGEE = frozenset({"refugee_travel_document"})


def standing_of(document: DocumentPart, country: str, capacities: frozenset[str]) -> frozenset[Standing]:
    """What the person is to the country (alpha-3), by their document and by how they crossed before.

    ``capacities`` are those of earlier crossings. A doubt goes in the person's favour: a document of the own state
    makes a national, whatever it is, unless it says that its holder is none.
    """
    found = set()
    if document.kind in _OF_A_REFUGEE and document.issuer == country:
        found.add(Standing.RECOGNISED_REFUGEE)
    if country in (document.nationality, document.issuer) and document.kind not in _OF_A_REFUGEE:
        found.add(Standing.NATIONAL if document.nationality == country else Standing.PERMANENT_RESIDENT)
    if "national" in capacities:
        found.add(Standing.NATIONAL)
    if "resident" in capacities:
        found.add(Standing.PERMANENT_RESIDENT)
    return frozenset(found) or frozenset({Standing.FOREIGNER})


def years_of(age: Age, *, plainly_adult: bool = False) -> Years:
    """Doubt means child; only who has no known birth date at all can be plainly of age."""
    if age.surely_child:
        return Years.CHILD
    if age.may_be_child:
        return Years.ADULT if age.unknown and plainly_adult else Years.DOUBTFUL
    return Years.ADULT


def never(*, leaving: bool, let_in: tuple[Tie, ...]) -> str:
    """What forbids a refusal whoever it is of, and whatever is open: the guard's code, empty where nothing does."""
    person = Person(leaving=leaving, family=let_in)
    why = judge_person(person, "refuse", Context(now=0, role="second_line")).why
    return why[0].code if why else ""


def digest_of(content: RefusalPart) -> str:
    """SHA-256 (hex) of what both officers sign. Where a field that came later is empty it is what it was before."""
    empty = {field for field in ("advisories", "facts_told") if not getattr(content, field)}
    signed = content.model_dump(mode="json", exclude=empty)
    return hashlib.sha256(b"panah refusal 1\0" + canonical(signed)).hexdigest()
