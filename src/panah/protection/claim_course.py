"""A claim as steps of the procedure ``asylum``: what was said of it, in the procedure's words. Pure.

The procedure knows less than a claim does, and in a stricter order. What it has no step for is none; what a claim
allows out of that order (somebody heard uncalled, an appeal before the decision was served) is put into it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Protocol

from panah.safeguards.procedures import Taken

CARE = ("guardian", "best_interests")
_CARED_FOR = frozenset({"interviewed", "prima_facie", "decided", "withdrawn"})
# What a decision that is annulled takes along.
_UNDONE = frozenset({"decided", "served", "appeal_lodged", "appeal_decided", "court_lodged", "court_ordered"})
_LOST = frozenset({"dismissed", "upheld"})
_YES = "yes"


class Told(Protocol):
    """What is looked at: a claim's row."""

    child: str
    history: list[Any]


def taken(row: Told) -> Iterator[Taken]:
    """The claim as steps of the procedure, since it was last registered or opened."""
    for place, one in enumerate(_folded(row).told()):
        yield Taken(one.step, one.on, one.values, place)


def unguarded_since(row: Told) -> dt.date | None:
    """Since when somebody has been without a guardian of whom it came out late that they may be a child; None for
    everybody else: of them the procedure says when the guardian is due."""
    course = _folded(row)
    return course.late if row.child != "no" and "guardian" not in course.care else None


def _folded(row: Told) -> _Course:
    course = _Course()
    said = [line for line in row.history if not line["code"]]
    for line, following in zip_longest(said, said[1:]):
        # A death that was corrected wasn't one. Nothing else is said of the dead.
        if line["what"] != "died" or following is None:
            course.say(line["what"], line["fact"], dt.date.fromisoformat(line["at"][:10]))
    return course


@dataclass(slots=True)
class _Course:
    """``found`` are the steps, without the first and without care, ``counts`` those of them that still do. ``late``:
    when it came out that this may be a child, if only after what asks for a guardian; that counts as it was done then.
    ``lost``: a judgement against the person that nobody has told them yet; the procedure counts it from then on.
    """

    found: list[Taken] = field(default_factory=list)
    begun: dt.date = dt.date.min
    language: str = "-"
    certificate: str = ""
    valid_until: str = ""
    child: str = "no"
    late: dt.date | None = None
    care: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: set[str] = field(default_factory=set)
    level: int = 0
    lost: Taken | None = None
    missing: dt.date | None = None
    over: bool = False

    def told(self) -> Iterator[Taken]:
        """All steps in their order."""
        needed = self.child != "no" and self.late is None
        yield Taken("registered", self.begun, {"language": self.language, "child": self.child if needed else "no"})
        yield Taken("certificate", self.begun, {"valid_until": self.certificate})
        if needed:
            # A record says nothing before there is a guardian; and care never came too late for a step that was taken:
            # it counts from the beginning.
            cared = CARE if "guardian" in self.care else ()
            yield from (Taken(code, self.begun, self.care[code]) for code in cared if code in self.care)
        yield from self.found

    def say(self, what: str, fact: Mapping[str, Any], on: dt.date) -> None:
        """One thing that was said of the claim."""
        match what:
            case "registered":
                self.language, self.child = fact["language"] or "-", fact["child"]
                self._begin(on, fact["valid_until"])
            case "reopened":
                self._begin(on)
            case "status_ended" if fact["ground"] != "naturalised":
                self._begin(on)
            case "child":
                self._care(fact, on)
            case "leave_decided" if not fact["given"]:
                self._drop("court_lodged" if self.level else "appeal_lodged")
            case "searched" if fact["found"]:
                if not self.over:
                    self._untold()
                if self.missing is not None and "disappeared" in self.counts:
                    self._add(Taken("found", on))
                    self.counts.discard("disappeared")
                self.missing = None
            case "death_corrected":
                if not self.over:
                    self._untold()
            case _:
                self._add(*self._steps(what, fact, on))

    def _begin(self, on: dt.date, valid_until: str = "") -> None:
        self.begun, self.found, self.level, self.over, self.late = on, [], 0, False, None
        self.counts.clear()
        self.lost = None
        self.certificate = self.valid_until = valid_until or self.valid_until
        if self.missing is not None:
            self._add(Taken("disappeared", on))

    def _care(self, fact: Mapping[str, Any], on: dt.date) -> None:
        if self.child == "no" and fact["child"] != "no":
            self.late = None if self.counts.isdisjoint(_CARED_FOR) else on
        self.child = fact["child"]
        if fact["guardian"]:
            self.care["guardian"] = {"name": fact["guardian"]}
        if fact["best_interests_on"]:
            self.care["best_interests"] = {"on": fact["best_interests_on"]}

    def _untold(self) -> None:
        """What was served before is served anew."""
        if "appeal_lodged" not in self.counts:
            self._drop("served")
        for step in ("court_ordered", "court_lodged", "appeal_decided"):
            told = next((one for one in self.found if one.step == step), None)
            if told is not None and step in self.counts:
                if step != "court_lodged" and told.values["outcome"] in _LOST:
                    self.lost = told
                    self._drop(step)
                return

    def _add(self, *steps: Taken) -> None:
        self.found += steps
        self.counts.update(one.step for one in steps)

    def _drop(self, step: str) -> None:
        """The latest of these steps, if one counts, didn't happen after all."""
        if step in self.counts:
            del self.found[self._place(step)]
            self.counts.discard(step)

    def _steps(self, what: str, fact: Mapping[str, Any], on: dt.date) -> list[Taken]:
        match what:
            case "certified":
                self.valid_until = fact["valid_until"]
                return [Taken("certificate_extended", on, {"valid_until": fact["valid_until"]})]
            case "called":
                return [Taken("called", on, {"interview_on": fact["on"], "sex_asked": _YES, "counsel_told": _YES})]
            case "interviewed":
                # Whoever came uncalled was heard all the same.
                call = [] if "called" in self.counts else [Taken("called", on, {"interview_on": fact["on"]})]
                return [*call, Taken("interviewed", on, {"language": fact["language"], "understood": _YES})]
            case "decided":
                return self._decided(fact["outcome"], on)
            case "served":
                return self._served(fact["appeal_until"], on)
            case "appealed":
                return self._appealed(on)
            case "appeal_decided":
                return self._judged(fact["outcome"], on)
            case "status_set":
                step = "status_extended" if "status_given" in self.counts else "status_given"
                return [Taken(step, on, {"valid_until": fact["valid_until"]})]
            case "missing":
                self.missing = on
                return [] if "withdrawn" in self.counts else [Taken("disappeared", on)]
            case "concluded":
                self.over = True
            case "died":
                self._drop("withdrawn")
                return [Taken("died", on)]
        return []

    def _decided(self, outcome: str, on: dt.date) -> list[Taken]:
        if outcome == "withdrawn":
            return [Taken("withdrawn", on)]
        if outcome == "admitted":
            return [] if "admitted" in self.counts else [Taken("admitted", on)]
        granted = outcome in ("recognised", "other_protection")
        return [
            Taken("decided" if "interviewed" in self.counts or not granted else "prima_facie", on, {"outcome": outcome})
        ]

    def _served(self, until: str, on: dt.date) -> list[Taken]:
        if self.lost is not None:
            told, self.lost = Taken(self.lost.step, on, {**self.lost.values, "further_until": until}), None
            return [told]
        first = self.level == 0 and "decided" in self.counts and "served" not in self.counts
        return [Taken("served", on, {"appeal_until": until})] if first else []

    def _appealed(self, on: dt.date) -> list[Taken]:
        self.over = False
        if self.level:
            # A court above the last one that the procedure knows stands in its place.
            told = [one for one in self._served(on.isoformat(), on) if one.step != "court_ordered"]
            self._drop("court_ordered")
            return told if "court_lodged" in self.counts else [*told, Taken("court_lodged", on)]
        if "served" not in self.counts:
            # Whoever goes against a decision knows it; of somebody who can't be found, they knew it before.
            at = len(self.found) if self.missing is None else self._place("disappeared")
            served = Taken("served", self.missing or on, {"appeal_until": on.isoformat()})
            self.found.insert(at, served)
            self.counts.add("served")
        return [Taken("appeal_lodged", on)]

    def _place(self, step: str) -> int:
        """Where the latest of these steps stands."""
        return max(at for at, one in enumerate(self.found) if one.step == step)

    def _judged(self, outcome: str, on: dt.date) -> list[Taken]:
        if outcome == "annulled":
            self.level = 0
            self.counts -= _UNDONE
            return [Taken("sent_back", on)]
        step, against = ("court_ordered", "upheld") if self.level else ("appeal_decided", "dismissed")
        if outcome != "upheld":
            return [Taken(step, on, {"outcome": "granted"})]
        self.lost = Taken(step, on, {"outcome": against})
        self.level += 1
        return []
