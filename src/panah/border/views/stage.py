"""What the booth shows of one presentation: the person, three areas with the decisive sentence, the keys to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from panah import movements
from panah.border.desk.company import crosses_along
from panah.border.desk.decision import Decision
from panah.border.desk.presentations import PresentationView
from panah.border.desk.watching import hits_in, with_hits
from panah.border.facts.parts import Area, DocumentPart, HostPart
from panah.border.rules import documents as document_rules
from panah.border.rules.advice import CHILD_CODES
from panah.border.rules.findings import Finding
from panah.border.views.seat import Seat
from panah.border.words.sentences import sentence
from panah.documents import Reading, read_mrz
from panah.safeguards import children
from panah.web.states import ICONS

AREA_NAMES: dict[Area, str | Promise] = {
    "document": _("Document"),
    "stay": _("Stay"),
    "history": _("History"),
    "watchlist": _("Lists"),
}
# Shown even when nothing of it is wrong: the officer reads the decisive sentence and, small, what else was found.
_SMALL = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words."""

    state: str
    text: str
    code: str

    @property
    def colour(self) -> str:
        """The colour class; what isn't known has none of its own."""
        return "neutral" if self.state == "unknown" or self.is_duty else self.state

    @property
    def is_duty(self) -> bool:
        """Something to tell the traveller, not something about them."""
        return self.code.startswith("duty_")

    @property
    def symbol(self) -> str:
        """The icon."""
        return "info" if self.is_duty else ICONS[self.state]


@dataclass(frozen=True, slots=True)
class AreaView:
    """One of the areas. ``late`` came after the scan and stands in the place kept for that beside the keys."""

    area: Area
    title: str | Promise
    state: str
    sentence: str
    more: tuple[Line, ...] = ()
    late: tuple[Line, ...] = ()

    @property
    def colour(self) -> str:
        """The colour class of the panel."""
        return "neutral" if self.state == "unknown" else self.state

    @property
    def symbol(self) -> str:
        """The icon of its state."""
        return ICONS[self.state]


@dataclass(frozen=True, slots=True)
class Changed:
    """A machine-readable line as read or as proposed, cut so that changed characters can be marked."""

    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class RepairView:
    """A proposed repair beside what was read."""

    read: tuple[Changed, ...]
    proposed: tuple[Changed, ...]
    changes: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the fragment of a presentation needs."""

    view: PresentationView
    areas: tuple[AreaView, ...]
    traveller: tuple[Line, ...]
    child: Line | None
    child_asks: bool
    asks_plainly_adult: bool
    asks_host: bool
    companions: tuple[PresentationView, ...]
    repair: RepairView | None
    counted: Counted
    reckoned: bool
    stamp: str
    chosen: Decision
    problem: str = ""
    relations: tuple[str, ...] = children.RELATIONS
    authorities: tuple[str, ...] = (children.NOT_SHOWN, *children.AUTHORITIES)
    purposes: tuple[movements.Purpose, ...] = field(
        default_factory=lambda: tuple(purpose for purpose in movements.purposes().values() if purpose.key)
    )
    capacities: tuple[movements.Capacity, ...] = field(default_factory=lambda: tuple(movements.capacities().values()))
    means: tuple[movements.Means, ...] = field(default_factory=lambda: tuple(movements.means().values()))


def line(finding: Finding) -> Line:
    """A finding in words."""
    return Line(finding.state, sentence(finding), finding.code)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of what was found a screen has shown: possible matches, and findings that are written down. Each counts
    by itself, because the matches stand before the others."""

    hits: int
    written: int

    @classmethod
    def of(cls, view: PresentationView) -> Counted:
        """Everything."""
        return cls(hits_in(view), len(view.row.findings))

    def part(self, view: PresentationView) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What was shown of this, and what came later."""
        hits = hits_in(view)
        matches, written = view.advice.findings[:hits], view.advice.findings[hits:]
        return (
            (*matches[: self.hits], *written[: self.written]),
            (*matches[self.hits :], *written[self.written :]),
        )


def area_view(view: PresentationView, area: Area, counted: Counted) -> AreaView:
    """An area with what was found at the scan (``counted``) and what came later."""
    early, late = (tuple(one for one in found if one.area == area) for found in counted.part(view))
    first = view.advice.__class__(early).decisive(area)
    return AreaView(
        area=area,
        title=AREA_NAMES[area],
        state=view.advice.__class__(early).state(area),
        sentence=line(first).text if first else "",
        more=tuple(line(one) for one in early if one is not first)[:_SMALL],
        late=tuple(line(one) for one in late),
    )


def areas_of(view: PresentationView, counted: Counted) -> tuple[AreaView, ...]:
    """Every area; that of the lists only where lists were asked."""
    return tuple(
        area_view(view, area, counted) for area in AREA_NAMES if area != "watchlist" or view.advice.of("watchlist")
    )


def stage_of(
    sitting: Seat,
    view: PresentationView,
    *,
    chosen: Decision | None = None,
    problem: str = "",
) -> Stage:
    """The stage for a presentation."""
    view = with_hits(view)
    counted = Counted.of(view)
    child = next((one for one in view.advice.findings if one.code in CHILD_CODES), None)
    asks = child is not None and child.code not in ("child_listed", "adult_by_appearance")
    return Stage(
        view=view,
        areas=areas_of(view, counted),
        traveller=tuple(line(one) for one in view.advice.of("traveller") if one is not child),
        child=line(child) if child else None,
        child_asks=asks,
        asks_plainly_adult=asks and children.age_on(_birth(view.document), view.row.opened.date()).unknown,
        asks_host=asks_host(view),
        companions=companions(sitting, view) if asks else (),
        repair=repair_of(view.document),
        counted=counted,
        reckoned=movements.capacities()[view.advice.capacity].stay_rule,
        stamp=chosen.stamp if chosen else sitting.habit.stamp,
        chosen=chosen or usual_decision(sitting, view),
        problem=problem,
    )


def usual_decision(sitting: Seat, view: PresentationView) -> Decision:
    """What Enter alone says: the presumed quality, nothing asked; for listed residents in their lane: local traffic."""
    local = view.advice.capacity == "local_resident" and sitting.lane.kind == "local"
    return Decision(
        capacity=view.advice.capacity,
        purpose="local_traffic" if local else movements.NOT_ASKED,
        stamp=sitting.habit.stamp,
        host=host_of(view),
    )


def asks_host(view: PresentationView) -> bool:
    """Whether the form asks who invites them and where they stay: of foreigners who come in."""
    return view.row.direction == "entry" and view.advice.capacity != "national"


def host_of(view: PresentationView) -> HostPart | None:
    """What is known already of who invites them and where they stay."""
    return None if view.row.host is None else HostPart.model_validate(view.row.host)


def _birth(document: DocumentPart) -> str:
    return document_rules.birth_for_age(document)


def companions(sitting: Seat, view: PresentationView) -> tuple[PresentationView, ...]:
    """Adults whom the officer saw lately and who are crossing too: of the same family first."""
    now = timezone.now()
    adults = [
        one
        for one in sitting.last
        if one.id != view.id
        and crosses_along(view.row, one.row, now)
        and not children.age_on(_birth(one.document), now.date()).may_be_child
    ]
    return tuple(sorted(adults, key=lambda one: one.row.group is None or one.row.group != view.row.group))


def reading_of(document: DocumentPart) -> Reading | None:
    """The zone read again from the lines that are kept; None for a document that was keyed."""
    return read_mrz(document.mrz) if document.mrz else None


def repair_of(document: DocumentPart) -> RepairView | None:
    """The repair that the reader proposes, character by character; nothing is repaired by itself."""
    reading = reading_of(document)
    if reading is None or reading.repair is None:
        return None
    found = {(change.line, change.column) for change in reading.repair.changes}
    return RepairView(
        read=tuple(_cut(text, at, found) for at, text in enumerate(reading.lines, 1)),
        proposed=tuple(_cut(text, at, found) for at, text in enumerate(reading.repair.lines, 1)),
        changes=reading.repair.changes,
    )


def _cut(text: str, number: int, found: set[tuple[int, int]]) -> Changed:
    parts: list[tuple[str, bool]] = []
    for column, character in enumerate(text, 1):
        changed = (number, column) in found
        if parts and parts[-1][1] == changed:
            parts[-1] = (parts[-1][0] + character, changed)
        else:
            parts.append((character, changed))
    return Changed(tuple(parts))
