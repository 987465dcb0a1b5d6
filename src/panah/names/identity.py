"""What is known of a person besides the name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class DateLike(Protocol):
    """A Gregorian date of which parts may be unknown: `panah.documents.PartialDate`, `datetime.date`."""

    @property
    def year(self) -> int | None: ...

    @property
    def month(self) -> int | None: ...

    @property
    def day(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """Evidence besides the name; what isn't known is left out.

    `sex` is M, F or X; `nationalities` are three-letter codes; `documents` are pairs of issuer and number.
    """

    birth: DateLike | None = None
    sex: str = ""
    nationalities: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[tuple[str, str]] = field(default_factory=frozenset)
