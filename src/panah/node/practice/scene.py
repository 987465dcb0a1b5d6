"""What happened in one run of a scenario, as plain events about its persons. Pure.

Events are put together from the facts written since the run began (``gathering``); the checks ask nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = (
    "listed",  # on a list of passengers that was taken in
    "drove_on",  # the vehicle that the list came with
    "presented",  # what: entry, exit
    "set_aside",
    "crossed",  # what: first, second, gate; value: what shows that a child may travel so, if anything
    "taken_back",
    "taken",
    "released",
    "went_back",  # what: refused, withdrew
    "hit",  # what: the hit
    "compared",  # what: the hit; value: not_same, unclear, same
    "second_look",  # what: the hit; value: confirmed, doubted
    "answer",  # what: the question; value: the answer
    "mark",  # what: fear, break, resume, stop, end
    "presence",  # what: the role; value: room, phone or left; more: where an interpreter is from
    "asked_after_fear",  # what: the question on the merits
    "matter",  # what: the category
    "asked",  # what: the kind of body; value: the purpose
    "consent",  # what: the purpose; value: yes, no
    "accepted",  # what: the kind of body
    "claim",  # what: registered
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened about a person of the scenario: `kind` one of KINDS, `at` in seconds since 1970 (UTC)."""

    kind: str
    person: str
    at: float
    what: str = ""
    value: str = ""
    more: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that happened in a run; `ended`: what isn't done by now isn't done."""

    events: tuple[Event, ...] = field(default=())
    ended: bool = False

    def of(self, person: str, *kinds: str, what: str = "") -> tuple[Event, ...]:
        """A person's events of these kinds, oldest first; of one `what` alone where it is given."""
        found = [
            one for one in self.events if one.person == person and one.kind in kinds and (not what or one.what == what)
        ]
        return tuple(sorted(found, key=lambda one: one.at))

    def has(self, person: str, kind: str, what: str = "") -> bool:
        """Whether there is such an event."""
        return bool(self.of(person, kind, what=what))
