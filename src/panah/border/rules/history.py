"""What earlier crossings say at the line: findings from the history known here. Pure.

A gap in the records is a doubt about the records, never a charge against the person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from panah.border.facts.parts import State
from panah.border.rules.findings import Finding, Value, finding
from panah.border.rules.stays import Passage, Span, fold
from panah.border.rules.thresholds import Thresholds

SOURCE = "register"


@dataclass(frozen=True, slots=True)
class Known:
    """A crossing in the register; ``other_document``: found by name, birth date and nationality, not by document."""

    subject: UUID
    post: UUID
    direction: str
    happened: dt.datetime
    capacity: str
    purpose: str
    means: str
    status: str
    regime: str = ""
    leave_by: dt.date | None = None
    papers_later: bool = False
    happened_source: str = "clock"
    other_document: bool = False

    @property
    def standing(self) -> bool:
        """Neither taken back nor undone by the neighbour."""
        return self.status == "standing"

    def passage(self) -> Passage:
        """For folding into stays."""
        return Passage(self.subject, self.direction, self.happened, self.regime, self.leave_by)


@dataclass(frozen=True, slots=True)
class Recent:
    """Another presentation of the same document lately, or one of the same person that is on hold."""

    subject: UUID
    post: UUID
    lane: str
    direction: str
    opened: dt.datetime
    outcome: str
    hold_until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedNow:
    """An entry of a list of those who cross a short way, running today."""

    subject: UUID
    sort: str
    name: str
    valid_from: dt.date
    valid_to: dt.date
    adult: str = ""
    relation: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that this node's registers know about a document and its holder. Crossings newest first; ``sent_back``: when
    they were refused, went back or were returned, lately."""

    crossings: tuple[Known, ...] = ()
    recent: tuple[Recent, ...] = ()
    listing: ListedNow | None = None
    sent_back: tuple[dt.datetime, ...] = ()
    complete: bool = True

    @property
    def own(self) -> tuple[Known, ...]:
        """Standing crossings with this document, newest first."""
        return tuple(known for known in self.crossings if known.standing and not known.other_document)

    @property
    def others(self) -> tuple[Known, ...]:
        """Standing crossings of presumably the same person with other documents, newest first."""
        return tuple(known for known in self.crossings if known.standing and known.other_document)

    @property
    def hold_until(self) -> dt.datetime | None:
        """The clock of a hold that is open for this person: a rescan doesn't start it again (S13)."""
        return min((one.hold_until for one in self.recent if one.hold_until is not None), default=None)


def findings(
    gathered: Gathered,
    *,
    direction: str,
    post: UUID,
    own: bool,
    now: dt.datetime,
    zone: dt.tzinfo,
    limits: Thresholds,
) -> Iterator[Finding]:
    """Everything the register says, for a crossing in ``direction`` now.

    ``own``: of a national of this country. Days are those of ``zone``, the post's.
    """
    yield from _recent(gathered.recent, post, now, limits)
    spans = fold(known.passage() for known in gathered.own)
    yield from _gaps(spans, direction, own, zone)
    yield from _outstanding(gathered, zone)
    yield from _seen(gathered, now, zone, limits)
    yield from _other_document(gathered.others, direction, zone)
    if not gathered.complete:
        yield finding("history", "unknown", "history_cut", SOURCE, count=len(gathered.crossings))


def _day(moment: dt.datetime, zone: dt.tzinfo) -> dt.date:
    return moment.astimezone(zone).date()


def _recent(recent: Sequence[Recent], post: UUID, now: dt.datetime, limits: Thresholds) -> Iterator[Finding]:
    for one in recent:
        minutes = max(0, int((now - one.opened).total_seconds() // 60))
        about: dict[str, Value | dt.date] = {
            "minutes": minutes,
            "presentation": str(one.subject),
            "post": str(one.post),
        }
        if one.hold_until is not None:
            yield finding("history", "red", "on_hold", SOURCE, until=one.hold_until.isoformat(), **about)
        elif one.post != post and minutes <= limits.elsewhere_amber_minutes:
            state: State = "red" if minutes <= limits.elsewhere_red_minutes else "amber"
            yield finding("history", state, "scanned_elsewhere", SOURCE, **about)
        elif one.post == post and one.outcome == "":
            yield finding("history", "amber", "scanned_here", SOURCE, **about)


def _gaps(spans: Sequence[Span], direction: str, own: bool, zone: dt.tzinfo) -> Iterator[Finding]:
    last = spans[-1] if spans else None
    if direction == "entry" and last is not None and last.open and last.entered is not None:
        yield finding("history", "amber", "already_inside", SOURCE, since=_day(last.entered, zone))
    if direction == "exit" and not own and (last is None or not last.open):
        left = _day(last.left, zone) if last is not None and last.left is not None else None
        yield finding("history", "amber", "no_entry_known" if left is None else "already_left", SOURCE, on=left)


def _outstanding(gathered: Gathered, zone: dt.tzinfo) -> Iterator[Finding]:
    for known in gathered.crossings[:1]:
        if known.status == "returned":
            yield finding("history", "amber", "returned_last_time", SOURCE, on=_day(known.happened, zone))
    for known in gathered.own:
        if known.papers_later:
            yield finding("history", "amber", "papers_outstanding", SOURCE, on=_day(known.happened, zone))
            return


def _seen(gathered: Gathered, now: dt.datetime, zone: dt.tzinfo, limits: Thresholds) -> Iterator[Finding]:
    own = gathered.own
    if not own:
        yield finding("history", "green", "first_seen", SOURCE)
        return
    month = sum(known.happened > now - dt.timedelta(days=limits.often_days) for known in own)
    about: dict[str, Value | dt.date] = {
        "count": len(own),
        "on": _day(own[0].happened, zone),
        "since": _day(own[-1].happened, zone),
    }
    if month >= limits.often:
        yield finding("history", "green", "crosses_often", SOURCE, month=month, **about)
    else:
        yield finding("history", "green", f"last_{own[0].direction}", SOURCE, **about)


def _other_document(others: Sequence[Known], direction: str, zone: dt.tzinfo) -> Iterator[Finding]:
    if not others:
        return
    inside = others[0].direction == "entry"
    state: State = "amber" if inside and direction == "entry" else "unknown"
    yield finding(
        "history", state, "other_document", SOURCE, count=len(others), on=_day(others[0].happened, zone)
    )  # fmt: skip
