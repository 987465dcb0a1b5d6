"""What an exploration finds: violations, each once, with the state and the deed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Violation:
    """A safeguard broken: by what, in which state."""

    safeguard: str
    event: str
    state: str

    def as_dict(self) -> dict[str, str]:
        """For a machine."""
        return {"safeguard": self.safeguard, "event": self.event, "state": self.state}


class FoundError(Exception):
    """Raised at the first violation by an exploration that wants to know no more."""


@dataclass(slots=True)
class Found:
    """The violations found so far. `first_only` ends the exploration at the first."""

    first_only: bool = False
    violations: dict[Violation, None] = field(default_factory=dict)

    def add(self, safeguard: str, event: str, state: str) -> None:
        """Note a violation."""
        self.violations[Violation(safeguard, event, state)] = None
        if self.first_only:
            raise FoundError
