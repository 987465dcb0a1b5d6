"""Buses, trains and cars: arriving with a list, checking travellers off, letting the rest go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from panah import documents
from panah.border.desk import presentations
from panah.border.desk.carriage_state import CarriageView, Note, get, left_open
from panah.border.desk.context import Acting, DeskError, Place
from panah.border.desk.decision import LONGEST_REMARK, text
from panah.border.facts.carriages import (
    CarriageArrived,
    CarriageCounted,
    CarriageReleased,
    ManifestLinePart,
    StayedBehind,
    TravellerMatched,
)
from panah.border.facts.parts import VehiclePart
from panah.border.models import Presentation
from panah.border.rules import manifests
from panah.border.rules.manifests import Line, Match
from panah.documents import Reading, TravelDocument
from panah.journal.record import say

__all__ = [
    "CarriageView",
    "Note",
    "Scanned",
    "arrive",
    "count",
    "get",
    "left_open",
    "match",
    "note_stayed_behind",
    "proposals",
    "release",
    "scan",
]

SORTS = ("bus", "minibus", "train", "car", "truck", "ship", "aircraft")
MOST_HEADS = 5000


@dataclass(frozen=True, slots=True)
class Scanned:
    """What came of a scan: the presentation with its advice, and where on the list the traveller is or may be."""

    opened: presentations.Opened
    match: Match


def arrive(
    post: UUID,
    *,
    direction: str,
    sort: str,
    actor: Acting,
    plate: str = "",
    country: str = "",
    kind: str = "",
    service: str = "",
    carrier: str = "",
    heads: int | None = None,
    lines: Sequence[Line] = (),
    happened: datetime | None = None,
) -> UUID:
    """Take a carriage in: with a list of passengers, a head count, or both. Gives its id."""
    plate, country = text(plate, "plate", 40), country.strip().upper()
    kind, service, carrier = text(kind, "kind", 60), text(service, "service", 60), text(carrier, "carrier", 200)
    if not lines and heads is None:
        raise DeskError("neither_list_nor_heads")
    if heads is not None and not 0 <= heads <= MOST_HEADS:
        raise DeskError("heads_unlikely", {"limit": MOST_HEADS})
    if sort not in SORTS:
        raise DeskError("sort_unknown")
    if country and not documents.is_known(country):
        raise DeskError("country_unknown")
    if not plate and not service:
        raise DeskError("plate_or_service")
    subject = uuid4()
    fact = CarriageArrived(
        post=post,
        direction=direction,  # type: ignore[arg-type]  # the fact refuses any other word
        sort=sort,  # type: ignore[arg-type]  # the fact refuses any other word
        vehicle=VehiclePart(plate=plate, country=country, kind=kind),
        service=service,
        carrier=carrier,
        heads=heads,
        manifest=tuple(
            ManifestLinePart(
                line=line.line,
                name=line.name,
                number=line.number,
                nationality=line.nationality,
                birth_date=line.birth_date,
                seat=line.seat,
            )
            for line in lines
        ),
    )
    say(fact, actor=actor.id, about=subject, at=happened)
    return subject


def count(carriage: UUID, heads: int, *, actor: Acting) -> None:
    """Write down the heads counted on board."""
    _still_here(get(carriage))
    if not 0 <= heads <= MOST_HEADS:
        raise DeskError("heads_unlikely", {"limit": MOST_HEADS})
    say(CarriageCounted(heads=heads), actor=actor.id, about=carriage)


def scan(
    carriage: UUID,
    document: TravelDocument | None,
    reading: Reading | None,
    *,
    place: Place,
    actor: Acting,
    description: str = "",
) -> Scanned:
    """Open the presentation of a traveller of this carriage, and look for their line on the list.

    Only an equal document number ticks the line by itself. A similar name comes back as a proposal for the officer.
    """
    view = get(carriage)
    _still_here(view)
    if document is None and reading is not None and reading.format is not None:
        document = documents.from_reading(reading)
    found = match_of(view, document)
    line = found.lines[0] if found.how == "number" else None
    opened = presentations.open_presentation(
        document,
        reading,
        direction=view.row.direction,  # type: ignore[arg-type]  # the fact refuses any other word
        place=place,
        actor=actor,
        carriage=carriage,
        manifest_line=line,
        arrived=view.row.arrived,
        description=description,
    )
    return Scanned(opened, found)


def match_of(view: CarriageView, document: TravelDocument | None) -> Match:
    """Where a document is on the list, among the lines nobody was found for."""
    if document is None:
        return Match("none")
    names = [f"{document.surname} {document.given_names}".strip(), document.native_name]
    return manifests.match(
        view.missing,
        number=document.number,
        names=names,
        nationality=document.nationality,
        birth_date=document.birth_date.iso(),
    )


def proposals(view: CarriageView, presentation: UUID) -> Match:
    """Lines to propose for a traveller who has none yet."""
    row = Presentation.objects.filter(subject=presentation, carriage=view.row.subject).first()
    if row is None or view.member(presentation).line is not None:
        return Match("none")
    return manifests.match(
        view.missing,
        number=row.document.get("number", ""),
        names=[
            f"{row.document.get('surname', '')} {row.document.get('given_names', '')}".strip(),
            row.document.get("native_name", ""),
        ],
        nationality=row.document.get("nationality", ""),
        birth_date=row.document.get("birth_date", ""),
    )


def match(carriage: UUID, presentation: UUID, line: int | None, *, actor: Acting) -> None:
    """Say on which line of the list a traveller is, or (None) that they are on none. A later word replaces this one."""
    view = get(carriage)
    view.member(presentation)
    if line is not None:
        if view.line(line) is None:
            raise DeskError("no_such_line", {"line": line})
        if any(member.line == line and member.presentation != presentation for member in view.members):
            raise DeskError("line_taken", {"line": line})
    fact = TravellerMatched(presentation=presentation, line=line)
    say(fact, actor=actor.id, about=carriage)


def note_stayed_behind(
    carriage: UUID, presentation: UUID, *, luggage: str, family: str, actor: Acting, remark: str = ""
) -> None:
    """Note the luggage and the family of a traveller who stays; ``family`` is none, stays_too or goes_on."""
    get(carriage).member(presentation)
    if family not in ("none", "stays_too", "goes_on"):
        raise DeskError("family_unknown")
    fact = StayedBehind(
        presentation=presentation,
        luggage=text(luggage, "luggage", LONGEST_REMARK),
        family=family,  # type: ignore[arg-type]  # the fact refuses any other word
        remark=text(remark, "remark", LONGEST_REMARK),
    )
    say(fact, actor=actor.id, about=carriage)


def release(carriage: UUID, *, actor: Acting, remark: str = "", knowing: bool = False) -> None:
    """Let the carriage go on. What is open is written into the fact; with anything open ``knowing`` must be said.

    DeskError ``release_with_open`` says how many lines, travellers and notes are open.
    """
    with transaction.atomic():
        view = get(carriage)
        _still_here(view)
        progress = view.progress
        if not knowing and (not progress.complete or view.without_note or view.heads_differ):
            raise DeskError(
                "release_with_open",
                {
                    "missing": len(progress.missing),
                    "open": len(progress.open),
                    "without_note": len(view.without_note),
                },
            )
        fact = CarriageReleased(
            remark=text(remark, "remark", LONGEST_REMARK),
            unchecked=progress.missing,
            without_outcome=progress.open,
        )
        say(fact, actor=actor.id, about=carriage)


def _still_here(view: CarriageView) -> None:
    if view.row.released is not None:
        raise DeskError("carriage_released")
