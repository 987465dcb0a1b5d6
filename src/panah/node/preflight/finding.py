"""One reason not to start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason not to start."""

    code: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.why}. {self.remedy}."
