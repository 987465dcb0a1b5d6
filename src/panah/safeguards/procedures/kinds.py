"""A procedure as reviewed data, and what is said of a case that follows it: values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from panah.safeguards.sources import Source

FIELD_KINDS = ("line", "text", "date", "choice", "choices", "flag", "confirm")
"""line: a few words · text: more · date: ISO · choice: one of `choices` · choices: several, their codes parted by
spaces · flag: "yes" or "no" · confirm: only "yes" counts."""

UNITS = ("calendar", "working", "months")
"""Calendar days, working days (Monday to Friday; public holidays aren't known), calendar months."""

YES, NO = "yes", "no"
NOTHING: Mapping[str, str] = MappingProxyType({})


class UnknownProcedureError(KeyError):
    """No procedure, or no step of it, has this code."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a step asks for. `title` and the texts of `choices` are English, translated by the screens."""

    name: str
    title: str
    kind: str
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    help: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A step was taken, or wasn't (`absent`); with `field`, so that this field has (`are`) or hasn't one of the
    `values`."""

    step: str
    field: str = ""
    values: tuple[str, ...] = ()
    are: bool = True
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """One of the conditions has to be met; only where `when` is, if there is one."""

    any_of: tuple[Condition, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """`days` (or months, see UNITS) from the latest of the steps `since`; a date in their field `field` counts
    instead. `when`: the clock runs only if this is met. `met_by`: other steps that are as good as what it asks for."""

    since: tuple[str, ...]
    days: int
    unit: str
    source: Source
    field: str = ""
    when: Condition | None = None
    met_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `requires`: all of these. `excludes`: none of these taken. `waits`: not while one of these runs.

    `rare`: not what the work is about, offered behind the others. `anew`: steps that no longer count once this one is
    taken (they stay in the history). `ends`: how the procedure ends with it; nothing follows but steps that begin it
    anew. `guard`: what it is in the life of the matter.
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    requires: tuple[Need, ...]
    excludes: tuple[Condition, ...]
    waits: tuple[str, ...]
    clock: Clock | None
    repeats: bool
    anew: tuple[str, ...]
    ends: str
    guard: tuple[GuardStep, ...]
    source: Source
    help: str = ""
    rare: bool = False

    def field(self, name: str) -> Field | None:
        """Its field of this name."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class GuardStep:
    """A step in the life of the matter (`guard.steps`): by whom (`body` is the competent one), what is given; only
    where `when` is met."""

    code: str
    role: str
    given: tuple[str, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A time in which the matter is never let go: from a step, for a time, unless one of `ended_by` was taken."""

    code: str
    title: str
    clock: Clock
    ended_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which the matter may be let go: all of these."""

    code: str
    title: str
    requires: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """The procedure of some kinds of bodies. `categories`: matters of the guard that it is about."""

    code: str
    title: str
    bodies: tuple[str, ...]
    categories: tuple[str, ...]
    steps: tuple[Step, ...]
    waitings: tuple[Waiting, ...]
    ways: tuple[Way, ...]
    as_of: dt.date
    source: Source

    def step(self, code: str) -> Step:
        """One of its steps; raises UnknownProcedureError."""
        for one in self.steps:
            if one.code == code:
                return one
        raise UnknownProcedureError(f"{self.code}.{code}")


@dataclass(frozen=True, slots=True)
class Country:
    """What the law of a country says about times. `code` alpha-3; `clocks` by procedure, then by step or waiting time;
    `since` of such a clock is empty where it runs from where it usually does."""

    code: str
    title: str
    says: str
    as_of: dt.date
    clocks: Mapping[str, Mapping[str, Clock]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: on which day, with which values (fields by name; dates ISO).

    `place`: where it stands among the steps of the same day, if the caller knows. `id`: the caller's own handle.
    """

    step: str
    on: dt.date
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    place: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A step has to be taken by this day."""

    by: dt.date
    step: str
    late: bool


@dataclass(frozen=True, slots=True, order=True)
class Running:
    """A waiting time that runs; `until` its last day."""

    until: dt.date
    code: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a step can't be taken, or the matter not be let go, yet.

    `code`: needs (one of `steps` would help, with `field` one of `values` where given) · waits (until `until`; one of
    `steps` ends it) · ended (nothing more follows; one of `steps` begins anew) · excluded (by `steps`) · taken (it is
    there already).
    """

    code: str
    steps: tuple[str, ...] = ()
    field: str = ""
    values: tuple[str, ...] = ()
    until: dt.date | None = None
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a case stands today.

    `done`: all that was taken, oldest first. `aside`: what of it doesn't count, because what it requires wasn't there.
    `due`: what has to be done next, the earliest first. `allowed`: steps that may be taken now; `later`: those that can
    still come. `missing`: for each step that isn't allowed the steps that would allow it; `lacks` says it in full.
    `running`: waiting times. `may_let_go`, and if not, `why`: codes ``needs:<step>``, ``waits:<waiting>``,
    ``unsettled:<step>``; `way` how it may be let go.
    """

    due: tuple[Due, ...]
    done: tuple[Taken, ...]
    aside: tuple[Taken, ...]
    allowed: tuple[str, ...]
    later: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]]
    lacks: Mapping[str, tuple[Lack, ...]]
    running: tuple[Running, ...]
    may_let_go: bool
    why: tuple[str, ...]
    way: str = ""
    ended: str = ""
