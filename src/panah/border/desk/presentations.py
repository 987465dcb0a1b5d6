"""Presentations: somebody comes to the line, is advised about, and gets an outcome. This is the desk's front door."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from panah.border.desk import noticing, regimes, sample, watching
from panah.border.desk.context import Acting, DeskError, Place
from panah.border.desk.decision import Decision, host_of, text
from panah.border.desk.gather import gather, listing_for
from panah.border.desk.history import History, history, reckoned
from panah.border.desk.outcomes import (
    admit,
    correct,
    returned_by_neighbour,
    set_aside,
)
from panah.border.desk.posts import PostView, post
from panah.border.desk.surroundings import Surroundings, surroundings
from panah.border.desk.taking_back import take_back
from panah.border.desk.timekeeping import doubts_of_clock
from panah.border.desk.viewing import PresentationView, get, view_of, without_outcome
from panah.border.desk.voiding import void
from panah.border.facts.parts import Direction, DocumentPart, HostPart
from panah.border.facts.presentations import PresentationOpened
from panah.border.handles import keys_of
from panah.border.models import Presentation
from panah.border.rules import advice as rules
from panah.border.rules.advice import Advice, Setting
from panah.border.rules.history import Gathered
from panah.border.rules.line import line
from panah.border.rules.text import tidy
from panah.border.rules.thresholds import thresholds
from panah.documents import Reading, read_mrz
from panah.documents.travel_document import TravelDocument, from_reading
from panah.journal import countrykey
from panah.journal.entries import Source, Statement
from panah.journal.record import record
from panah.stays import Circumstances
from panah.watchlists.desk import asking
from panah.watchlists.desk.asking import Asked

__all__ = [
    "Decision",
    "History",
    "Opened",
    "Prepared",
    "PresentationView",
    "admit",
    "advice_later",
    "correct",
    "document_part",
    "get",
    "history",
    "listing_for",
    "open_again",
    "open_presentation",
    "prepare",
    "reckoned",
    "returned_by_neighbour",
    "set_aside",
    "still_open",
    "take_back",
    "view_of",
    "void",
    "without_outcome",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """A presentation as just opened. ``automatic_set_aside``: Enter sets it aside, whatever for."""

    presentation: UUID
    advice: Advice
    automatic_set_aside: bool


def open_presentation(
    document: TravelDocument | None,
    reading: Reading | None = None,
    *,
    direction: Direction,
    place: Place,
    actor: Acting,
    group: UUID | None = None,
    carriage: UUID | None = None,
    manifest_line: int | None = None,
    form: str = "",
    arrived: dt.datetime | None = None,
    happened: dt.datetime | None = None,
    source: Source = Source.CLOCK,
    circumstances: Circumstances | None = None,
    description: str = "",
    host: HostPart | None = None,
) -> Opened:
    """Somebody is at the line with this document (None: with nothing that can be read): record it and say what the
    local checks find, at once. Without ``document`` it is taken from the reading.

    DeskError for an unknown post or lane.
    """
    here = post(place.post)
    if here.lane(place.lane) is None and place.channel != "paper":
        raise DeskError("lane_unknown")
    if document is None and reading is not None and reading.format is not None:
        document = from_reading(reading)
    part = document_part(document, reading, description=description)
    return _open(
        part,
        reading,
        here=here,
        direction=direction,
        place=place,
        actor=actor,
        group=group,
        carriage=carriage,
        manifest_line=manifest_line,
        form=form,
        arrived=arrived,
        now=happened or timezone.now(),
        source=source,
        circumstances=circumstances,
        host=host,
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A presentation that is advised about and not recorded yet. ``drawn``: the system sets it aside, because the
    random sample drew it, a list may know the person or something was noticed; nobody at the line is told which."""

    presentation: UUID
    advice: Advice
    gathered: Gathered
    statements: tuple[Statement, ...]
    drawn: bool


def prepare(
    part: DocumentPart,
    reading: Reading | None,
    *,
    here: PostView,
    direction: Direction,
    place: Place,
    now: dt.datetime,
    group: UUID | None = None,
    carriage: UUID | None = None,
    manifest_line: int | None = None,
    form: str = "",
    arrived: dt.datetime | None = None,
    source: Source = Source.CLOCK,
    circumstances: Circumstances | None = None,
    host: HostPart | None = None,
) -> Prepared:
    """Gather what is known, ask the rules, and put into a fact that somebody is at the line; whoever calls records."""
    today = now.astimezone(here.zone).date()
    (document_key, holder_key), gathered = countrykey.under_one_key(
        lambda: (keys := keys_of(part), gather(*keys, now=now, today=today))
    )
    around = Surroundings(sent_back=gathered.sent_back)
    said = host_of(host)
    if group is not None or said is not None:
        around = surroundings(None, document_key, holder_key, group, now, said)
    asked = watching.ask(part, direction, today)
    setting = setting_of(here, direction, now)
    more = (*watching.findings(asked), *doubts_of_clock(source))
    advice = rules.advise(part, reading, gathered, setting, circumstances, more)
    presentation = uuid4()
    fact = PresentationOpened(
        post=place.post,
        lane=place.lane,
        direction=direction,
        channel=place.channel,
        document=part,
        findings=tuple(finding.part() for finding in advice.findings),
        arrived=arrived.isoformat() if arrived else "",
        group=group,
        carriage=carriage,
        manifest_line=manifest_line,
        form=text(form, "form", 40),
        host=around.host,
    )
    lot = sample.lot_at(presentation, part, direction, here.id, now)
    noticed = noticing.sets_aside(part, around, direction, now, findings=fact.findings)
    drawn = source is Source.CLOCK and (asked.hit or noticed or sample.is_sampled(lot))
    raised = asking.statements(asked, presentation, place.post, now, source)
    return Prepared(presentation, advice, gathered, (Statement(fact, presentation, now, source), *raised), drawn)


def _open(part: DocumentPart, reading: Reading | None, *, actor: Acting, **more: Any) -> Opened:
    prepared = prepare(part, reading, **more)
    record(prepared.statements, actor=actor.id)
    return Opened(prepared.presentation, prepared.advice, automatic_set_aside=prepared.drawn)


def open_again(view: PresentationView, *, direction: Direction, place: Place, actor: Acting) -> Opened:
    """Open the document of a presentation once more, as things are now: the direction was wrong, or papers came."""
    reading = read_mrz(view.document.mrz, today=timezone.now().date()) if view.document.mrz else None
    return _open(
        view.document,
        reading,
        here=post(place.post),
        direction=direction,
        place=place,
        actor=actor,
        now=timezone.now(),
        group=view.row.group,
        host=None if view.row.host is None else HostPart.model_validate(view.row.host),
    )


def still_open(reading: Reading, *, direction: Direction, place: Place) -> UUID | None:
    """The presentation that a second scan of the same document within some minutes repeats: it had no outcome yet."""
    document_key, _holder = keys_of(document_part(from_reading(reading), reading))
    if document_key is None:
        return None
    rows = Presentation.objects.filter(
        document_key=document_key,
        opened__gt=timezone.now() - line().rescan,
        outcome="",
        post=place.post,
        lane=place.lane,
        direction=direction,
    )
    found: UUID | None = rows.order_by("-opened").values_list("subject", flat=True).first()
    return found


def advice_later(row: Presentation, part: DocumentPart, now: dt.datetime) -> tuple[Advice, Asked]:
    """What the checks say of a document that came after its holder had crossed, and what the lists do. That crossing
    isn't held against them: it is the one that the document belongs to."""
    here = post(row.post)
    today = now.astimezone(here.zone).date()
    known = countrykey.under_one_key(lambda: gather(*keys_of(part), now=now, today=today, but=row.subject))
    gathered = replace(known, crossings=tuple(one for one in known.crossings if one.subject != row.subject))
    asked = watching.ask(part, row.direction, today)
    setting = setting_of(here, row.direction, now)  # type: ignore[arg-type]  # the fact refuses any other word
    return rules.advise(part, None, gathered, setting, None, watching.findings(asked)), asked


def setting_of(here: PostView, direction: Direction, now: dt.datetime) -> Setting:
    """Where and when, for the rules."""
    return Setting(
        post=here.id,
        country=here.country,
        zone=here.zone,
        regime=regimes.regime(here.regime),
        regime_name=here.regime,
        direction=direction,
        now=now,
        limits=thresholds(),
    )


def document_part(
    document: TravelDocument | None, reading: Reading | None = None, *, description: str = ""
) -> DocumentPart:
    """The document as facts keep it: tidy text, ISO dates with ``XX`` for unknown parts."""
    if document is None:
        return DocumentPart(kind="none", source="none", description=text(description, "description", 2000))
    fields: dict[str, Any] = {
        "issuer": document.issuer,
        "number": document.number,
        "surname": document.surname,
        "given_names": document.given_names,
        "native_name": document.native_name,
        "nationality": document.nationality,
        "birth_as_written": document.birth_as_written,
        "sex": document.sex,
        "document_code": reading.fields.document_code if reading else "",
        "optional": reading.fields.optional if reading else "",
    }
    return DocumentPart(
        kind=document.kind,
        source=str(document.source),  # type: ignore[arg-type]  # the fact refuses any other word
        birth_date=document.birth_date.iso(),
        expiry_date=document.expiry_date.iso() if document.expiry_date else "",
        mrz="\n".join(tidy(line) for line in reading.lines) if reading else "",
        description=text(description, "description", 2000),
        **{name: tidy(value)[:300] for name, value in fields.items()},
    )
