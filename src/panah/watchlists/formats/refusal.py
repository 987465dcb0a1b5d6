"""Why a list isn't taken: a code, the place and what else is needed to say it. Never what stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from panah.watchlists.formats.limits import LIMITS
from panah.watchlists.formats.messages import MESSAGES


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: line and column counted from 1 (0: not known), the field, the entry's id, the file's name."""

    line: int = 0
    column: int = 0
    field: str = ""
    entry: str = ""
    file: str = ""

    def __str__(self) -> str:
        parts = [
            self.file,
            f"line {self.line}" if self.line else "",
            f"column {self.column}" if self.column else "",
            f"({self.field})" if self.field else "",
            f"entry {self.entry}" if self.entry else "",
        ]
        return ", ".join(part for part in parts if part).replace(", (", " (")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a code of `MESSAGES`, the place, and the values its sentence needs."""

    code: str
    where: Where = Where()
    params: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        said = MESSAGES[self.code] % dict(self.params)
        place = str(self.where)
        return f"{place}: {said}" if place else said


class ListRefusedError(ValueError):
    """The file isn't taken as a list, and nothing of it is.

    `code`, `place` and `params` are the first fault's; `faults` are the first of them in the file's order, at most as
    many as `limits.toml` lists; `total` counts all that were found before reading stopped.
    """

    def __init__(
        self,
        code: str,
        place: Where | None = None,
        params: Mapping[str, str | int] | None = None,
        *,
        faults: tuple[Fault, ...] = (),
        total: int = 0,
    ) -> None:
        first = Fault(code, place or Where(), MappingProxyType(dict(params or {})))
        self.code, self.place, self.params = first.code, first.where, first.params
        self.faults = faults or (first,)
        self.total = max(total, len(self.faults))
        super().__init__(self.code)

    @classmethod
    def of(cls, faults: tuple[Fault, ...], total: int) -> ListRefusedError:
        """The refusal for these faults, in their order."""
        first = faults[0]
        return cls(first.code, first.where, first.params, faults=faults, total=total)

    def __str__(self) -> str:
        more = self.total - len(self.faults)
        lines = [str(fault) for fault in self.faults]
        return "\n".join([*lines, f"and {more} more"] if more else lines)


class TooManyFaultsError(Exception):
    """Reading on would not help: so many entries are broken that the file is no list of this format."""


class Faults:
    """Collects what is wrong with single entries: the first ones with their place, the rest as a count."""

    def __init__(self) -> None:
        self._listed: list[Fault] = []
        self.total = 0

    def add(self, code: str, where: Where, **params: str | int) -> None:
        """Note one. Raises `TooManyFaultsError` when enough is enough."""
        if code not in MESSAGES:
            raise KeyError(code)
        self.total += 1
        if len(self._listed) < LIMITS.listed_faults:
            self._listed.append(Fault(code, where, MappingProxyType(params)))
        if self.total >= LIMITS.counted_faults:
            raise TooManyFaultsError

    def before(self, refused: ListRefusedError) -> ListRefusedError:
        """The refusal of the whole file, with what was found in single entries before it."""
        found = (*refused.faults, *self._listed)[: LIMITS.listed_faults]
        return ListRefusedError.of(found, refused.total + self.total)

    def check(self) -> None:
        """Raises `ListRefusedError` if there are any."""
        if self._listed:
            raise ListRefusedError.of(tuple(self._listed), self.total)
