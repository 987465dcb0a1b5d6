"""From crossings to stays: pure folding. A crossing that was never recorded leaves a gap, never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Passage:
    """A crossing as far as stays go: who doesn't matter here, all are of one document."""

    subject: UUID
    direction: str
    happened: datetime
    regime: str = ""
    leave_by: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stay: an entry without exit still runs or its exit was missed; an exit without entry had its entry missed."""

    entry: UUID | None = None
    exit: UUID | None = None
    entered: datetime | None = None
    left: datetime | None = None
    regime: str = ""
    leave_by: date | None = None

    @property
    def open(self) -> bool:
        """Entered, and no exit known."""
        return self.left is None

    @property
    def gap(self) -> str:
        """Which crossing is missing of one that is over: "entry" or ""."""
        return "entry" if self.entered is None else ""


def in_order(passages: Iterable[Passage]) -> list[Passage]:
    """By time; of two at one moment the subjects decide, so that every node folds alike."""
    return sorted(passages, key=lambda passage: (passage.happened, passage.subject))


def entered(passage: Passage) -> Span:
    """The stay that an entry begins."""
    return Span(entry=passage.subject, entered=passage.happened, regime=passage.regime, leave_by=passage.leave_by)


def closed(last: Span | None, passage: Passage) -> Span | None:
    """The last stay, ended by this exit; None where the exit ends none, because an entry was missed."""
    if last is None or not last.open or last.entered is None:
        return None
    return replace(last, exit=passage.subject, left=passage.happened)


def fold(passages: Iterable[Passage]) -> tuple[Span, ...]:
    """All stays of one document, oldest first."""
    spans: list[Span] = []
    for passage in in_order(passages):
        if passage.direction == "entry":
            spans.append(entered(passage))
            continue
        ended = closed(spans[-1] if spans else None, passage)
        if ended is None:
            spans.append(Span(exit=passage.subject, left=passage.happened))
        else:
            spans[-1] = ended
    return tuple(spans)
