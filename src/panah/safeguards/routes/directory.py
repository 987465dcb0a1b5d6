"""Bodies of a country's directory, and which of them to ask for a need, best first, each with its reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from panah.safeguards.routes.kinds import body_kinds, routes

AGAINST = (
    "choose:no_route",
    "choose:not_its_mandate",
    "choose:revoked",
    "choose:age",
    "choose:sex",
    "choose:place",
    "choose:declined",
    "choose:never_for_protection",
    "choose:feared_state",
)
"""Why a body isn't asked, as codes."""

FOR = (
    "choose:first_route",
    "choose:next_route",
    "choose:open_now",
    "choose:closed_now",
    "choose:speaks_language",
    "choose:needs_interpreter",
    "choose:has_room",
    "choose:full",
    "choose:nearby",
    "choose:everywhere",
)
"""What speaks for or against asking it first, as codes."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Open on a weekday (0 is Monday) from one minute of the day to another, the second not included."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the directory.

    Empty sets mean no limit: `places` (posts or regions), `sexes`, `hours` (always open). `ages`: any, child or adult.
    `state`: of a consulate, whose (alpha-3). `room`: places left, None if not counted. `revoked`: no longer competent.
    """

    id: str
    kind: str
    needs: frozenset[str]
    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    ages: str = "any"
    hours: frozenset[Hours] = frozenset()
    room: int | None = None
    state: str = ""
    revoked: bool = False

    def open_at(self, now: dt.datetime) -> bool:
        """Whether it is open; `now` is the local time at the body."""
        minute = now.hour * 60 + now.minute
        return not self.hours or any(
            one.weekday == now.weekday() and one.opens <= minute < one.closes for one in self.hours
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A body to ask for a need. `rank` of its route; `why`: codes of FOR."""

    body: str
    need: str
    rank: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """For whom a body is looked for. `child`: is, or may be, under 18. `feared`: states the person fears, alpha-3.

    `protection`: there is a matter of asylum, statelessness or fear. `declined`: ids of bodies that declined it
    already.
    """

    need: str
    child: bool
    sex: str
    place: str
    languages: frozenset[str]
    now: dt.datetime
    urgent: bool = False
    protection: bool = False
    feared: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()


def choose(bodies: Iterable[Body], case: Case) -> tuple[Choice, ...]:
    """The bodies to ask, best first: by route, then room, then for the urgent who is open, language, nearness, hours.

    An empty answer is a gap to be told: `gap` says what to do about it.
    """
    found = []
    for body in bodies:
        if not against(body, case):
            choice = Choice(body.id, case.need, _rank(body, case), _why(body, case))
            found.append((_key(choice, body, case), choice))
    return tuple(choice for _key_, choice in sorted(found, key=lambda pair: pair[0]))


def against(body: Body, case: Case) -> tuple[str, ...]:
    """Why a body isn't asked for this; empty if nothing speaks against it."""
    kind = body_kinds()[body.kind]
    found = {
        "choose:no_route": not any(body.kind in rank for rank in routes()[case.need].kinds),
        "choose:not_its_mandate": case.need not in body.needs,
        "choose:revoked": body.revoked,
        "choose:age": body.ages == ("adult" if case.child else "child"),
        "choose:sex": bool(body.sexes) and case.sex not in body.sexes,
        "choose:place": bool(body.places) and case.place not in body.places,
        "choose:declined": body.id in case.declined,
        "choose:never_for_protection": kind.never_asylum and case.protection,
        "choose:feared_state": kind.of_state and body.state in case.feared,
    }
    return tuple(code for code in AGAINST if found[code])


def gap(bodies: Collection[Body], case: Case) -> str:
    """What to do where nobody can be asked: ask those further away, the commander, or UNHCR; "" where somebody can."""
    if choose(bodies, case):
        return ""
    if any(body.kind == "unhcr" and not body.revoked and body.id not in case.declined for body in bodies):
        return "gap:ask_unhcr"
    return "gap:commander_and_monitor"


def _rank(body: Body, case: Case) -> int:
    return next(rank for rank, kinds in enumerate(routes()[case.need].kinds) if body.kind in kinds)


def _why(body: Body, case: Case) -> tuple[str, ...]:
    speaks = bool(body.languages & case.languages)
    return (
        "choose:next_route" if _rank(body, case) else "choose:first_route",
        "choose:open_now" if body.open_at(case.now) else "choose:closed_now",
        "choose:speaks_language" if speaks else "choose:needs_interpreter",
        "choose:full" if body.room is not None and body.room <= 0 else "choose:has_room",
        "choose:nearby" if body.places else "choose:everywhere",
    )


def _key(choice: Choice, body: Body, case: Case) -> tuple[bool | int | str, ...]:
    closed = "choose:closed_now" in choice.why
    return (
        choice.rank,
        "choose:full" in choice.why,
        case.urgent and closed,
        "choose:needs_interpreter" in choice.why,
        "choose:everywhere" in choice.why,
        closed,
        -(body.room or 0),
        body.id,
    )
