"""Faults a verification finds, and how they are collected."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

LONGEST_RUN = 20


class FaultKind(StrEnum):
    """What is wrong at a place."""

    ALTERED = "altered"
    BODY_ALTERED = "body_altered"
    BODY_MISSING = "body_missing"
    BODY_NOT_ERASED = "body_not_erased"
    MISSING = "missing"
    REORDERED = "reordered"
    FOREIGN = "foreign"
    REWRITTEN = "rewritten"
    BAD_SIGNATURE = "bad_signature"
    BAD_KEY = "bad_key"
    BAD_ERASURE = "bad_erasure"
    MEDIUM_MISSING = "medium_missing"
    MEDIUM_DAMAGED = "medium_damaged"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at ``sequence`` of ``journal``. ``detail`` is for people who look into it; it holds no
    contents of entries."""

    journal: UUID
    sequence: int
    fault: FaultKind
    detail: str


@dataclass(slots=True)
class Result:
    """What was verified: how many entries, and every fault, in the order of places within each journal."""

    entries: int = 0
    faults: list[Fault] = field(default_factory=list)
    _run: int = 0
    _last: Fault | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def add(self, journal: UUID, sequence: int, fault: FaultKind, detail: str) -> None:
        """Notes a fault. Of a long run of the same one, entry after entry, the rest is summed up in one."""
        new, last = Fault(journal, sequence, fault, detail), self._last
        following = last is not None and (last.journal, last.fault, last.sequence + 1) == (journal, fault, sequence)
        self._run = self._run + 1 if following else 1
        self._last = new
        if self._run <= LONGEST_RUN:
            self.faults.append(new)
            return
        more = f"{self._run - LONGEST_RUN} more in a row, up to {sequence}"
        if self._run == LONGEST_RUN + 1:
            self.faults.append(Fault(journal, sequence, fault, more))
        else:
            self.faults[-1] = Fault(journal, self.faults[-1].sequence, fault, more)

    def as_json(self) -> dict[str, Any]:
        """``{"entries", "ok", "faults": [{"journal", "sequence", "fault", "detail"}]}``."""
        faults = [asdict(fault) | {"journal": str(fault.journal)} for fault in self.faults]
        return {"entries": self.entries, "ok": self.ok, "faults": faults}
