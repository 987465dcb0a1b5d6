"""How long a session lasts, what a sign-in needs, how long to wait after wrong answers (pure; data/limits.toml)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from importlib.resources import files


class SessionState(Enum):
    """What a session is at a moment."""

    OPEN = "open"
    LOCK = "lock"
    IDLE = "idle"
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """Limits of one role, or the strictest of several."""

    idle: timedelta
    idle_locks: bool
    shift: timedelta
    second_factor_always: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """All of data/limits.toml."""

    roles: dict[str, RoleLimits]
    free_failures: int
    first_wait: timedelta
    longest_wait: timedelta
    forget_after: timedelta
    code_valid: timedelta
    pending: timedelta
    confirmed: timedelta

    def of(self, roles: Iterable[str]) -> RoleLimits:
        """The strictest limits of these roles; of all roles if there are none."""
        held = [self.roles[role] for role in roles if role in self.roles] or list(self.roles.values())
        return RoleLimits(
            idle=min(limit.idle for limit in held),
            idle_locks=all(limit.idle_locks for limit in held),
            shift=min(limit.shift for limit in held),
            second_factor_always=any(limit.second_factor_always for limit in held),
        )


@cache
def limits() -> Limits:
    """Read data/limits.toml once."""
    data = tomllib.loads(files("panah.people").joinpath("data/limits.toml").read_text("utf-8"))
    return Limits(
        roles={
            role: RoleLimits(
                idle=timedelta(minutes=entry["idle_minutes"]),
                idle_locks=entry["idle"] == "lock",
                shift=timedelta(hours=entry["shift_hours"]),
                second_factor_always=entry["second_factor"] == "always",
            )
            for role, entry in data["role"].items()
        },
        free_failures=data["lockout"]["free_failures"],
        first_wait=timedelta(seconds=data["lockout"]["first_wait_seconds"]),
        longest_wait=timedelta(seconds=data["lockout"]["longest_wait_seconds"]),
        forget_after=timedelta(hours=data["lockout"]["forget_after_hours"]),
        code_valid=timedelta(hours=data["code"]["valid_hours"]),
        pending=timedelta(minutes=data["pending"]["minutes"]),
        confirmed=timedelta(minutes=data["confirmed"]["minutes"]),
    )


def wait_after(failures: int, rules: Limits) -> timedelta:
    """How long no password is accepted after so many wrong answers in a row: nothing at first, then doubling."""
    if failures < rules.free_failures:
        return timedelta(0)
    # Beyond 2^20 the longest wait holds anyway; larger powers would overflow a timedelta.
    doubled = rules.first_wait * 2 ** min(failures - rules.free_failures, 20)
    longest: timedelta = min(doubled, rules.longest_wait)
    return longest


def session_state(*, opened: datetime, last_seen: datetime, now: datetime, limit: RoleLimits) -> SessionState:
    """Whether a session goes on, is to be locked, or has ended. All times aware."""
    if now - opened >= limit.shift:
        return SessionState.SHIFT
    if now - last_seen >= limit.idle:
        return SessionState.LOCK if limit.idle_locks else SessionState.IDLE
    return SessionState.OPEN


def needs_second_factor(roles: Iterable[str], *, booth: bool, rules: Limits) -> bool:
    """Whether somebody with these roles must give a second factor; ``booth`` is the setting for the first line."""
    held = list(roles)
    return bool(held) and (booth or rules.of(held).second_factor_always)
