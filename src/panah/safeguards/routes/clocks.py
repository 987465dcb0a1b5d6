"""The clocks of one referral: acknowledged, accepted, reminded, escalated, next route; all from the moment of
sending."""

from __future__ import annotations

from dataclasses import dataclass

from panah.safeguards.routes.kinds import body_kinds

STEPS = ("remind", "escalate", "next_route", "tell_commander")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a body has answered so far; times in seconds since 1970 (UTC), None for not yet.

    `asked`: it asked something back, which stops no clock. `declined`: with a reason; the need stays.
    """

    sent: int
    acknowledged: int | None = None
    asked: int | None = None
    accepted: int | None = None
    declined: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something is to be done at or from `at` (seconds, UTC): one of STEPS, for a reason as a code."""

    at: int
    step: str
    why: str


def due(kind: str, answers: Answers, now: int, *, urgent: bool = False) -> tuple[Due, ...]:
    """Everything that is due by now, oldest first; reminders until another body is asked too. Empty once accepted."""
    if answers.accepted is not None and answers.accepted <= now:
        return ()
    if answers.declined is not None and answers.declined <= now:
        return (
            Due(answers.declined, "next_route", "clock:declined"),
            Due(answers.declined, "tell_commander", "clock:declined"),
        )
    clocks = body_kinds()[kind].urgent if urgent else body_kinds()[kind].ordinary
    silent = answers.acknowledged is None or answers.acknowledged > now
    reason = "clock:not_acknowledged" if silent else "clock:not_accepted"
    first = answers.sent + 60 * (clocks.acknowledge if silent else clocks.accept)
    last = min(now, answers.sent + 60 * clocks.next_route)
    found = [Due(at, "remind", reason) for at in range(first, last + 1, 60 * clocks.remind)]
    for step, minutes in (("escalate", clocks.escalate), ("next_route", clocks.next_route)):
        if now >= answers.sent + 60 * minutes:
            found.append(Due(answers.sent + 60 * minutes, step, reason))
    return tuple(sorted(found))


def late(kind: str, answers: Answers, now: int, *, urgent: bool = False) -> bool:
    """Whether a clock of an answer that hasn't come is over: something is `due`, and not because of a no."""
    if any(ended is not None and ended <= now for ended in (answers.accepted, answers.declined)):
        return False
    clocks = body_kinds()[kind].urgent if urgent else body_kinds()[kind].ordinary
    silent = answers.acknowledged is None or answers.acknowledged > now
    first = clocks.acknowledge if silent else clocks.accept
    return now >= answers.sent + 60 * min(first, clocks.escalate, clocks.next_route)


def deadline(kind: str, sent: int, *, urgent: bool = False) -> tuple[int, int]:
    """When acknowledgement and acceptance of a referral sent then are due; seconds (UTC)."""
    clocks = body_kinds()[kind].urgent if urgent else body_kinds()[kind].ordinary
    return sent + 60 * clocks.acknowledge, sent + 60 * clocks.accept
