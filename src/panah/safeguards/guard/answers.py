"""What the guard says: allowed, or not, why, and what would allow it.

Codes and parameters; wording happens elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something isn't allowed: a code of `data/guard_codes.toml` and its parameters by name."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would lift a reason: a code of `data/guard_codes.toml` and the parameters of the reason."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


def because(code: str, **params: str) -> Reason:
    """A reason with its parameters."""
    return Reason(code, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is allowed. `would_allow` is empty where it is allowed, and where nothing could allow it."""

    allowed: bool
    why: tuple[Reason, ...] = ()
    would_allow: tuple[Remedy, ...] = ()


ALLOWED = Verdict(allowed=True)


@dataclass(frozen=True, slots=True)
class Refused:
    """A step in the life of a matter, a change or a message that isn't taken: why, and what would allow it."""

    step: str
    why: tuple[Reason, ...]
    would_allow: tuple[Remedy, ...] = ()
