"""How a desk of the lists says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID


class Acting(Protocol):
    """Whoever does something: ``request.staff`` is one."""

    @property
    def id(self) -> UUID:
        """Their id in facts."""


@dataclass
class WatchlistError(Exception):
    """A rule says no. Screens and commands word ``code`` and ``params``; it is never a fault of the program."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code
