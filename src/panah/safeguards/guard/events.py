"""What can be said about a person's protection, one event each. Values only; what they lead to is folded in `folding`.

Every event has its place in the order (clock, journal, sequence). An event that came late has its old place: the
order in which events reach a node means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Value = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `at` in seconds since 1970 (UTC); `clock` a hybrid clock value, as in the journal.

    `text` is the event's canonical form: the last word on order where clock, journal and sequence are the same.
    """

    what: str
    person: str
    at: int
    clock: int
    journal: str
    sequence: int
    text: str
    data: Mapping[str, Value]

    @property
    def order(self) -> tuple[int, str, int, str]:
        """Where it stands among all others."""
        return self.clock, self.journal, self.sequence, self.text

    def word(self, name: str) -> str:
        """A text of the event; empty where it says nothing of it."""
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts of the event."""
        value = self.data.get(name)
        return value if isinstance(value, tuple) else ()

    def flag(self, name: str, default: bool = True) -> bool:
        """Yes or no."""
        value = self.data.get(name)
        return value if isinstance(value, bool) else default

    def number(self, name: str) -> int | None:
        """A whole number, a time in seconds among them."""
        value = self.data.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


# Kind of each field: text, code (a known word), texts, flag, time. A trailing ? says that it may be left out.
FIELDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "standing": {"is": "standing"},
        "years": {"is": "years"},
        "guardian": {"is": "flag?"},
        "best_interests": {"is": "flag?"},
        "accompanied": {"is": "flag?"},
        "set_aside": {"until": "time?", "leaving": "flag?"},
        "outcome": {},
        "matter": {"matter": "text", "category": "category", "status": "beginning"},
        "step": {
            "matter": "text",
            "step": "step",
            "role": "taker",
            "body": "text?",
            "given": "given?",
            "receiver": "text?",
        },
        "hold": {"hold": "text", "lock": "lock"},
        "release": {"hold": "text", "token": "token"},
        "family": {"member": "text", "open": "flag", "apart": "flag?", "let_in": "flag?", "years": "years?"},
        "declined": {"help": "text"},
        "consent": {"purpose": "text", "is": "flag"},
        "hit": {"list": "text"},
        "disappeared": {},
        "found": {},
        "died": {},
        "same_person": {"other": "text", "is": "flag?"},
        "competence": {
            "change": "change",
            "body": "text?",
            "category": "category?",
            "bodies": "texts?",
            "approved_by": "texts",
        },
        "done": {"act": "act"},
    }
)
