"""What a document says at the line: findings from its reading and its dates. Pure.

Nationality, statelessness or refuge never make a finding graver: a convention travel document is a full one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from panah.border.facts.parts import DocumentPart, State
from panah.border.rules.findings import Finding, finding
from panah.border.rules.thresholds import Thresholds
from panah.documents import NoSuchDateError, PartialDate, Problem, Reading, Severity
from panah.documents.solar_hijri import parse_solar_hijri
from panah.safeguards import children

SOURCE = "document"
_KINDS = {
    "refugee_travel_document": "convention_refugee",
    "stateless_travel_document": "convention_stateless",
    "birth_certificate": "document_birth_certificate",
    "return_certificate": "document_return_certificate",
    "other_authority": "document_other_authority",
}
_WITHOUT = {"none": "document_none", "lost_document": "document_lost", "emergency": "document_emergency"}


def findings(
    document: DocumentPart, reading: Reading | None, *, direction: str, own: bool, today: dt.date, limits: Thresholds
) -> Iterator[Finding]:
    """Everything to say about the document. ``own``: of a national of this country, who always may come home."""
    if document.kind in _WITHOUT:
        yield finding("document", "amber", _WITHOUT[document.kind], SOURCE)
        return
    found = [*_problems(reading, limits), *_expiry(document, direction, own, today, limits)]
    if reading is None:
        found.append(finding("document", "unknown", "document_keyed", SOURCE))
    if not any(one.state in ("amber", "red") for one in found):
        sound = "document_sound" if reading is not None else "document_as_keyed"
        yield finding("document", "green", sound, SOURCE, until=document.expiry_date or None)
    yield from found
    if document.kind in _KINDS:
        yield finding("document", "green", _KINDS[document.kind], SOURCE)


def _problems(reading: Reading | None, limits: Thresholds) -> Iterator[Finding]:
    for problem in reading.problems if reading is not None else ():
        state = _state(problem, limits)
        if state is not None:
            yield finding("document", state, f"problem_{problem.code}", SOURCE, field=problem.field, **problem.params)


def _state(problem: Problem, limits: Thresholds) -> State | None:
    default = "red" if problem.severity is Severity.ERROR else "skip"
    chosen = limits.problems.get(problem.code, default)
    return None if chosen == "skip" else chosen  # type: ignore[return-value]  # a word of advice.toml


def _expiry(document: DocumentPart, direction: str, own: bool, today: dt.date, limits: Thresholds) -> Iterator[Finding]:
    try:
        expiry = PartialDate.parse(document.expiry_date)
    except NoSuchDateError:
        return
    if expiry.before(today):
        # Going home, or leaving, needs no document that still runs.
        state: State = "amber" if own or direction == "exit" else "red"
        yield finding("document", state, "document_expired", SOURCE, on=document.expiry_date)
    elif expiry.exact() is not None and direction == "entry" and not own:
        days = (expiry.earliest() - today).days
        if days <= limits.expires_soon_days:
            yield finding("document", "amber", "document_expires_soon", SOURCE, on=document.expiry_date, days=days)


def may_be_child(document: DocumentPart, on: dt.date) -> bool:
    """Under age on that day, or perhaps: doubt means child."""
    return children.age_on(birth_for_age(document), on).may_be_child


def birth_for_age(document: DocumentPart) -> str:
    """The birth date as the rule about children wants it: where a Solar Hijri year spans two Gregorian ones, the last
    day it may be, because doubt means child."""
    if document.birth_date[:4].isdecimal() or not document.birth_as_written:
        return document.birth_date
    try:
        return parse_solar_hijri(document.birth_as_written).latest().isoformat()
    except NoSuchDateError:
        return document.birth_date
