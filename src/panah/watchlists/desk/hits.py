"""Hits: the second line compares two records, answers, and another officer looks again at "the same"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from panah.journal.entries import Statement
from panah.journal.facts import Fact
from panah.journal.record import record
from panah.watchlists import sealed
from panah.watchlists.desk.problems import Acting, WatchlistError
from panah.watchlists.entries import Entry
from panah.watchlists.facts.hits import (
    CorrectionRecorded,
    HitAnswered,
    HitConfirmed,
    HitTold,
    MatchCleared,
)
from panah.watchlists.models import Hit, HitEvent
from panah.watchlists.packing import UnpackableError, unpack
from panah.watchlists.rules.kinds import Kind, kinds
from panah.watchlists.rules.sealing import SealedError

ANSWERS = ("not_same", "same", "unclear")
LONGEST_REMARK = 1000
UNRESOLVED = ("open", "same")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done about a hit, with its words."""

    act: str
    answer: str
    happened: datetime
    actor: UUID
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit with its details opened. ``entry`` is as the list said it when the hit was raised."""

    row: Hit
    details: dict[str, Any]
    entry: Entry
    events: tuple[Event, ...] = ()

    @property
    def id(self) -> UUID:
        """The random handle that stands in addresses."""
        return self.row.subject

    @property
    def kind(self) -> Kind:
        """What follows from the kind of the list."""
        return kinds()[self.details["sort"]]

    @property
    def score(self) -> float:
        """How alike the records are, from 0 to 1; it reads as a probability."""
        return float(self.details["score"])

    @property
    def alike(self) -> float:
        """The score as it is shown: a comparison is never certain."""
        return min(self.score, 0.99)

    @property
    def expired(self) -> bool:
        """Whether the list was past its validity when the hit was raised."""
        until = self.details["valid_until"]
        return bool(until) and date.fromisoformat(until) < self.row.raised.date()

    def own_state(self, nationalities: Iterable[str]) -> bool:
        """Whether the list is of a state whose national the traveller may be (safeguard S4)."""
        state = self.details["issuing_state"]
        return bool(state) and state in set(nationalities)


def stops(presentation: UUID) -> bool:
    """Whether a hit of this presentation has no answer yet: then only the second line decides. One whose details can't
    be opened here nobody could answer, so it keeps nobody."""
    return any(True for _ in opened(Hit.objects.filter(presentation=presentation, state="open")))


def closed(presentation: UUID) -> int:
    """How many hits of a presentation can't be opened here: of another key, or damaged."""
    rows = list(Hit.objects.filter(presentation=presentation))
    return len(rows) - sum(1 for _ in opened(rows))


def of_presentation(presentation: UUID) -> list[HitView]:
    """All hits of a presentation that can be opened here, best first."""
    found = _views(Hit.objects.filter(presentation=presentation))
    return sorted(found, key=lambda view: (-view.score, view.details["list"], view.id))


def unresolved(post: UUID) -> list[Hit]:
    """Hits of a post that wait for an answer or a second look, oldest first; their details stay closed."""
    return list(Hit.objects.filter(post=post, state__in=UNRESOLVED).order_by("raised", "subject"))


def get(hit: UUID) -> HitView:
    """One hit; WatchlistError ``hit_unknown``, ``sealed`` where its details can't be opened here."""
    rows = Hit.objects.filter(subject=hit)
    if not rows.exists():
        raise WatchlistError("hit_unknown")
    found = _views(rows)
    if not found:
        raise WatchlistError("sealed")
    return found[0]


def opened(rows: Iterable[Hit]) -> Iterator[tuple[Hit, dict[str, Any]]]:
    """Rows with their details; those that can't be opened here are left out."""
    for row in rows:
        try:
            yield row, sealed.opened(bytes(row.sealed))
        except SealedError:
            continue


def _views(rows: QuerySet[Hit]) -> list[HitView]:
    found = list(opened(rows))
    events: dict[UUID, list[Event]] = {}
    for one in HitEvent.objects.filter(subject__in=[row.subject for row, _ in found]).order_by("clock", "id"):
        events.setdefault(one.subject, []).append(
            Event(one.act, one.answer, one.happened, one.actor, _words(bytes(one.sealed)))
        )
    return [HitView(row, details, _entry(details), tuple(events.get(row.subject, ()))) for row, details in found]


def _entry(details: dict[str, Any]) -> Entry:
    try:
        return unpack(details["entry"].encode("utf-8", "surrogatepass"))
    except UnpackableError:
        return Entry(id=details["entry_id"])


def _words(content: bytes) -> dict[str, Any]:
    try:
        return sealed.opened(content)
    except SealedError:
        return {}


def answer(hit: UUID, answer: str, remark: str = "", *, actor: Acting) -> None:
    """Say what came out of comparing both records. "Not the same" is remembered until either record changes; "the
    same" waits for another officer. WatchlistError ``hit_answered`` once a second officer has agreed."""
    if answer not in ANSWERS:
        raise WatchlistError("answer_unknown")
    words = _remark(remark)
    if answer == "unclear" and not words:
        raise WatchlistError("reason_needed")
    with _one_at_a_time(hit):
        view = get(hit)
        if view.row.state in ("confirmed", "corrected"):
            raise WatchlistError("hit_answered")
        facts: list[Fact] = [HitAnswered(answer=answer, details=sealed.words({"remark": words}))]  # type: ignore[arg-type]  # the fact refuses any other word
        if answer == "not_same":
            facts.append(_clearing(view))
        _record(facts, hit, actor)


def confirm(hit: UUID, agrees: bool, remark: str = "", *, actor: Acting) -> None:
    """The second look at "the same", by another officer. WatchlistError ``second_officer``, ``hit_not_answered``."""
    words = _remark(remark)
    if not agrees and not words:
        raise WatchlistError("reason_needed")
    with _one_at_a_time(hit):
        row = get(hit).row
        if row.state != "same":
            raise WatchlistError("hit_not_answered")
        if row.answered_by == actor.id:
            raise WatchlistError("second_officer")
        _record([HitConfirmed(agrees=agrees, details=sealed.words({"remark": words}))], hit, actor)


def told(
    hit: UUID, *, actor: Acting, language: str = "", on_paper: bool = False, reason: str = "", decided: bool = False
) -> None:
    """Write down that the person was told of the list (on paper, in which language), or why not.

    WatchlistError ``may_not_be_told`` where the list's terms or its kind keep the post from it.
    """
    with _one_at_a_time(hit):
        view = get(hit)
        if on_paper and (no := may_tell(view, decided=decided)):
            raise WatchlistError("may_not_be_told", {"reason": no})
        content = {"paper": on_paper, "language": language, "reason": _remark(reason)}
        if not on_paper and not content["reason"]:
            raise WatchlistError("reason_needed")
        _record([HitTold(details=sealed.words(content))], hit, actor)


def may_tell(view: HitView, *, decided: bool = False) -> str:
    """Empty where the post may tell the person that this list stopped them, else why not."""
    details = view.details
    if view.kind.told == "decide" and not decided:
        return str(details["tell_reason"] or "–")
    return "" if details["telling"] == "may" else str(details["tell_reason"])


def correct(hit: UUID, reason: str, by: str = "", *, actor: Acting) -> None:
    """A hit that was taken for true was wrong: it is put right here and at every post, and the pair is cleared.
    WatchlistError ``not_confirmed``, ``reason_needed``."""
    words = _remark(reason)
    if not words:
        raise WatchlistError("reason_needed")
    with _one_at_a_time(hit):
        view = get(hit)
        if view.row.state not in ("same", "confirmed"):
            raise WatchlistError("not_confirmed")
        content = {"remark": words, "by": _remark(by)}
        _record([CorrectionRecorded(details=sealed.words(content)), _clearing(view)], hit, actor)


def _clearing(view: HitView) -> MatchCleared:
    details = view.details
    return MatchCleared(
        details=sealed.words(
            {
                "person": details["person"],
                "list": details["list"],
                "entry": details["entry_id"],
                "digest": details["digest"],
            }
        )
    )


def _record(facts: Sequence[Fact], hit: UUID, actor: Acting) -> None:
    now = timezone.now()
    record([Statement(fact, hit, now) for fact in facts], actor=actor.id)


def _remark(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST_REMARK:
        raise WatchlistError("text_too_long", {"limit": LONGEST_REMARK})
    return words


@contextmanager
def _one_at_a_time(hit: UUID) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(hit.bytes[:8], "big", signed=True)])
        yield
