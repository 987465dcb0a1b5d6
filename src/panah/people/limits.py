"""How long a session lasts, what a sign-in needs, how long to wait after wrong answers (pure; data/limits.toml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache

from panah.safeguards.tables import Table, load

_MOST = 100_000


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
    file = load("panah.people", "limits.toml")
    file.date("as_of")
    file.text("source")
    lockout, code, pending, confirmed, role = map(file.table, ("lockout", "code", "pending", "confirmed", "role"))
    found = Limits(
        roles={name: _role(role.table(name)) for name in role.keys()},  # noqa: SIM118 (a table is no dict)
        free_failures=lockout.number("free_failures", 1, _MOST),
        first_wait=timedelta(seconds=lockout.number("first_wait_seconds", 1, _MOST)),
        longest_wait=timedelta(seconds=lockout.number("longest_wait_seconds", 1, _MOST)),
        forget_after=timedelta(hours=lockout.number("forget_after_hours", 1, _MOST)),
        code_valid=timedelta(hours=code.number("valid_hours", 1, _MOST)),
        pending=timedelta(minutes=pending.number("minutes", 1, _MOST)),
        confirmed=timedelta(minutes=confirmed.number("minutes", 1, _MOST)),
    )
    for table in (file, lockout, code, pending, confirmed):
        table.finish()
    return found


def _role(table: Table) -> RoleLimits:
    found = RoleLimits(
        idle=timedelta(minutes=table.number("idle_minutes", 1, _MOST)),
        idle_locks=table.choice("idle", ("lock", "end")) == "lock",
        shift=timedelta(hours=table.number("shift_hours", 1, 24)),
        second_factor_always=table.choice("second_factor", ("always", "setting")) == "always",
    )
    table.finish()
    return found


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
