"""Somebody comes to the line, and what became of it. Subject of every fact here: the presentation."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.border.facts.parts import (
    AccompanimentPart,
    Direction,
    DocumentPart,
    FindingPart,
    HostPart,
    StayPart,
    VehiclePart,
)
from panah.journal.facts import Body, Fact, upcast

Channel = Literal["booth", "handheld", "kiosk", "gate", "local", "paper"]
Line = Literal["first", "second", "gate"]


class PresentationOpened(Fact, kind="border:presentation:opened", version=3, retention="movement"):
    """Somebody presented themselves, with this document, and this is what the local checks said at once.

    ``arrived`` is when they came to the gate, ISO with offset, where that is known (kiosk, bus, train).
    By what the document and its holder are found again is reckoned from it, in registers only.
    """

    post: UUID
    lane: str
    direction: Direction
    channel: Channel
    document: DocumentPart
    findings: tuple[FindingPart, ...] = ()
    arrived: str = ""
    group: UUID | None = None
    carriage: UUID | None = None
    manifest_line: int | None = None
    form: str = ""
    host: HostPart | None = None


class PresentationAdvised(Fact, kind="border:presentation:advised", retention="movement"):
    """Findings that came later than the scan."""

    findings: tuple[FindingPart, ...]


class CrossingRecorded(Fact, kind="border:crossing:recorded", version=2, retention="movement"):
    """The person crossed. ``capacity`` is in what quality they cross; ``purpose`` may be ``not_asked``.

    ``host`` replaces what was known of it before; None leaves that as it is.
    """

    direction: Direction
    line: Line
    capacity: str = "traveller"
    purpose: str = "not_asked"
    means: str = "not_asked"
    stay: StayPart | None = None
    stamp: str = ""
    accompaniment: AccompanimentPart | None = None
    vehicle: VehiclePart | None = None
    papers_later: bool = False
    seen_alone: bool = False
    remark: str = ""
    host: HostPart | None = None


class SetAside(Fact, kind="border:presentation:set_aside", version=2, retention="movement"):
    """The first line hands the person to the second. No reason, by design; ``hold`` is a fresh random handle.

    ``host`` is what stood in the form already, for the colleague; None leaves what was known before.
    """

    hold: UUID
    host: HostPart | None = None


class CrossingTakenBack(Fact, kind="border:crossing:taken_back", retention="movement"):
    """A wrong key: the crossing named by ``corrects`` did not take place. The presentation is open again."""

    reason: Literal["wrong_key", "wrong_person", "wrong_direction", "turned_round", "other"]
    stamp_cancelled: str = ""
    remark: str = ""


class CrossingCorrected(Fact, kind="border:crossing:corrected", retention="movement"):
    """Purpose, means, capacity or stamp were written down wrongly; empty means unchanged."""

    purpose: str = ""
    means: str = ""
    capacity: str = ""
    stamp: str = ""
    stamp_cancelled: str = ""
    remark: str = ""


class PapersCompleted(Fact, kind="border:crossing:papers_completed", version=2, retention="movement"):
    """A person who was let in first shows papers now; the crossing keeps its time and gets its document."""

    document: DocumentPart
    remark: str = ""


class CrossingReturned(Fact, kind="border:crossing:returned", retention="movement"):
    """The neighbour did not take the person: the exit is undone. They never left, and no new entry is counted."""

    neighbour: str
    reason: str = ""


class PresentationVoided(Fact, kind="border:presentation:voided", retention="movement"):
    """The scan was of nobody new: scanned twice, a test, a misread replaced by a keyed document.

    It can't end the presentation of a person who was sent away: it needs the presentation it repeats, except
    for the scan of a specimen, and every one of them is on the commander's and the monitor's list.
    """

    reason: Literal["duplicate", "misread", "test"]
    repeats: UUID | None = None


@upcast(PresentationOpened.kind, version=1)
@upcast(CrossingRecorded.kind, version=1)
@upcast(SetAside.kind, version=1)
def _without_host(body: Body) -> Body:
    """Version 1 couldn't say who invites somebody and where they stay: nothing is known of it."""
    return body


@upcast(PresentationOpened.kind, version=2)
@upcast(PapersCompleted.kind, version=1)
def without_keys(body: Body) -> Body:
    """Earlier versions held the natural keys of the document and its holder too."""
    return {name: value for name, value in body.items() if name not in ("document_key", "holder_key")}
