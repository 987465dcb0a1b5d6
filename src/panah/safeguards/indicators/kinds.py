"""What an indicator is: one sign of a protection need, with its strength, for whom it counts, and its source.

No indicator proves or disproves anything. There is no indicator of nationality, religion or looks, and no negative one.
"""

from __future__ import annotations

from dataclasses import dataclass

from panah.safeguards.sources import Source

STRENGTHS: tuple[str, ...] = ("weak", "medium", "strong")
"""From weak to strong; the place in this order is the only number ever made of it."""

WHO: tuple[str, ...] = ("any", "adult", "child")

CATEGORIES: tuple[str, ...] = (
    "asylum", "trafficking", "child", "special_needs", "stateless", "health", "older", "disability", "protective"
)  # fmt: skip

DIMENSIONS: tuple[str, ...] = (
    "deceptive_recruitment",
    "coercive_recruitment",
    "recruitment_by_abuse",
    "exploitation",
    "coercion_at_destination",
    "abuse_at_destination",
)
"""The six dimensions of the operational indicators, in the order of the document."""


class UnknownIndicatorError(LookupError):
    """There is no such indicator; `code` is what was asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no indicator is called {code[:60]!r}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sign. `text` is plain English and a message id for translation; `needs` are the needs it finds.

    `group` and `dimension` place an operational indicator of trafficking in its set (`labour_adult` …); `told_only`:
    heard when told, never asked; `urgent`: whatever it finds is urgent; `unhcr`: specific-needs codes it suggests, as
    `SM CI`.
    """

    id: str
    category: str
    text: str
    strength: str
    who: str
    source: Source
    needs: tuple[str, ...] = ()
    urgent: bool = False
    told_only: bool = False
    unhcr: tuple[str, ...] = ()
    group: str = ""
    dimension: str = ""

    def as_dict(self) -> dict[str, object]:
        """For machines: id, category, text, strength, source and the rest, JSON values only."""
        return {
            "id": self.id,
            "category": self.category,
            "text": self.text,
            "strength": self.strength,
            "source": str(self.source),
            "as_of": self.source.as_of.isoformat(),
            "checked": self.source.checked,
            "who": self.who,
            "group": self.group,
            "dimension": self.dimension,
            "needs": list(self.needs),
            "urgent": self.urgent,
            "told_only": self.told_only,
            "unhcr": list(self.unhcr),
        }


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A kind of need: `title` is a message id; `urgent` always or only by indicator; `codes` of UNHCR's set, or our
    own."""

    id: str
    title: str
    urgent: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperationalSet:
    """One of the four sets of operational indicators: for whom (adult, child) and for which work (labour, sexual)."""

    id: str
    who: str
    work: str
    source: Source


@dataclass(frozen=True, slots=True)
class NeedsCode:
    """A category of specific-needs codes with its sub-codes; `own` where UNHCR has none."""

    id: str
    title: str
    sub: tuple[str, ...]
    own: bool
