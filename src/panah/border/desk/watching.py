"""Asking the watchlists about somebody at the line, and what of the answer the first line sees.

What a fact of a presentation carries of it is the same for everybody: which lists were asked, as of when. That there
is a possible match, and on which list, is sealed in the hit. So neither a copy of the registers nor the answer to a
machine tells who is sought from who is to be protected, and the booth is told no more than the kind of list allows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from panah.border.desk.viewing import PresentationView
from panah.border.facts.parts import DocumentPart
from panah.border.rules.advice import Advice
from panah.border.rules.findings import Finding, finding
from panah.watchlists.desk import asking, hits
from panah.watchlists.desk.asking import Asked, Described

NOT_ASKED = ("lists_not_asked", "lists_not_asked_since")
BETWEEN = " · "
"""Between the codes of lists in a finding's source."""

_PLACES = {"match": ("watchlist", "lists_possible_match"), "document": ("document", "document_listed")}


def described(document: DocumentPart) -> Described:
    """The person of a document, as the lists are asked: each name as it stands, the number with its issuer."""
    latin = " ".join(part for part in (document.surname, document.given_names) if part)
    return Described(
        names=tuple(name for name in (latin, document.native_name) if name.strip()),
        birth=document.birth_date,
        sex=document.sex,
        nationality=document.nationality,
        issuer=document.issuer,
        number=document.number,
    )


def ask(document: DocumentPart, direction: str, today: date) -> Asked:
    """Ask the lists that are asked in this direction."""
    return asking.ask(described(document), direction, today)


def findings(asked: Asked) -> tuple[Finding, ...]:
    """What the presentation's fact says of it: which lists were asked, and which could not be. Nothing where no list
    is in use."""
    found: list[Finding] = []
    if asked.lists:
        versions = BETWEEN.join(f"{one.code} {one.version}" for one in asked.lists)
        found.append(
            finding("watchlist", "green", "lists_asked", versions, count=len(asked.lists), oldest=asked.oldest)
            if asked.oldest
            else finding("watchlist", "green", "lists_asked_undated", versions, count=len(asked.lists))
        )
    if asked.unasked:
        source = BETWEEN.join(asked.unasked)
        since = asked.since.isoformat(timespec="seconds") if asked.since else ""
        code = NOT_ASKED[bool(since)]
        more = {"since": since} if since else {}
        found.append(finding("watchlist", "unknown", code, source, count=len(asked.unasked), **more))
    return tuple(found)


def at_the_booth(presentation: UUID) -> tuple[Finding, ...]:
    """What the first line's screen says besides, while a hit has no answer; one sentence, however many hits; what came
    later stands behind."""
    codes = dict.fromkeys(
        (*_PLACES[view.kind.booth], view.kind.state)
        for view in sorted(hits.of_presentation(presentation), key=lambda one: one.row.raised)
        if view.row.state == "open" and view.kind.booth in _PLACES
    )
    return tuple(finding(area, state, code, "watchlists") for area, code, state in codes)  # type: ignore[arg-type]  # the areas and states of _PLACES and of the kinds of list


def with_hits(view: PresentationView) -> PresentationView:
    """The presentation as a screen of the first line shows it. What is added stands first: it counts by itself
    (``hits_in``), so that the places of findings that come later stay as they are."""
    if view.row.outcome:
        return view
    found = at_the_booth(view.id)
    if not found:
        return view
    advice = Advice((*found, *view.advice.findings), capacity=view.advice.capacity, stay=view.advice.stay)
    return replace(view, advice=advice)


def hits_in(view: PresentationView) -> int:
    """How many findings ``with_hits`` put before those that are written down."""
    return len(view.advice.findings) - len(view.row.findings)
