"""How far a carriage or a group is worked through."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seen:
    """One presentation of the party: its outcome (``""`` while there is none) and its line on the manifest, if any."""

    presentation: UUID
    outcome: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Travellers with an outcome, how many are expected (None: unknown), and what is still open."""

    done: int
    expected: int | None
    crossed: int
    set_aside: int
    returned: int
    open: tuple[UUID, ...]
    missing: tuple[int, ...]
    unlisted: tuple[UUID, ...]

    @property
    def complete(self) -> bool:
        """Nobody is open, no line is missing, and no more were expected."""
        return not self.open and not self.missing and (self.expected is None or self.done >= self.expected)

    @property
    def percent(self) -> int:
        """0 to 100; 0 while nobody knows how many there are."""
        return min(100, 100 * self.done // self.expected) if self.expected else 0


def progress(lines: Collection[int], seen: Iterable[Seen], expected: int | None) -> Progress:
    """Reckon a party. Voided presentations don't count; a manifest's length is the least that is expected."""
    counted = [one for one in seen if one.outcome != "voided"]
    taken = {one.line for one in counted if one.line is not None}
    outcomes = [one.outcome for one in counted if one.outcome]
    if lines:
        expected = max(expected or 0, len(lines))
    return Progress(
        done=len(outcomes),
        expected=expected,
        crossed=outcomes.count("crossed"),
        set_aside=outcomes.count("set_aside"),
        returned=outcomes.count("returned"),
        open=tuple(one.presentation for one in counted if not one.outcome),
        missing=tuple(sorted(set(lines) - taken)),
        unlisted=tuple(one.presentation for one in counted if one.line is None) if lines else (),
    )


def resolve(own: Mapping[UUID, int | None], matched: Mapping[UUID, int | None]) -> dict[UUID, int | None]:
    """The line of each presentation: what was matched later wins over what the scan said."""
    return {presentation: matched.get(presentation, line) for presentation, line in own.items()}
