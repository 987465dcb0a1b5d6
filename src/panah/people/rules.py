"""Whether a look at a person's file is unusual (pure; S8). Findings ask a question; they accuse nobody."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from panah.people.roles import AT_BODIES
from panah.safeguards.tables import load

MANY_LOOKS = "many_looks"
UNUSUAL_HOUR = "unusual_hour"
NOT_AT_THIS_POST = "not_at_this_post"
SAME_FAMILY_NAME = "same_family_name"
REPEATED = "repeated"
_MOST = 100_000
ALARM_RULES = (MANY_LOOKS, UNUSUAL_HOUR, NOT_AT_THIS_POST, SAME_FAMILY_NAME, REPEATED)


@dataclass(frozen=True, slots=True)
class AlarmRules:
    """All of data/alarms.toml."""

    many_window: timedelta
    many_looks: Mapping[str, int]
    hour_days: timedelta
    hour_sign_ins: int
    hour_session: timedelta
    hour_quiet: timedelta
    absent: timedelta
    absent_reasons: frozenset[str]
    least_letters: int
    feminine: Mapping[str, str]
    repeated_looks: int
    repeated_window: timedelta

    @property
    def longest(self) -> timedelta:
        """How far back the rules look at an officer's own looks."""
        return max(self.many_window, self.repeated_window)


@cache
def alarm_rules() -> AlarmRules:
    """Read data/alarms.toml once."""
    file = load("panah.people", "alarms.toml")
    file.date("as_of")
    file.text("source")
    many, hour, absent, family, repeated = tables = tuple(map(file.table, ALARM_RULES))
    looks, feminine = many.table("looks"), family.table("feminine")
    found = AlarmRules(
        many_window=timedelta(hours=many.number("hours", 1, _MOST)),
        many_looks={role: looks.number(role, 1, _MOST) for role in looks.keys()},  # noqa: SIM118 (a table is no dict)
        hour_days=timedelta(days=hour.number("days", 1, _MOST)),
        hour_sign_ins=hour.number("sign_ins", 1, _MOST),
        hour_session=timedelta(hours=hour.number("session_hours", 1, _MOST)),
        hour_quiet=timedelta(hours=hour.number("quiet_hours", 1, _MOST)),
        absent=timedelta(days=absent.number("days", 1, _MOST)),
        absent_reasons=frozenset(absent.texts("reasons")),
        least_letters=family.number("least_letters", 1, _MOST),
        feminine={ending: feminine.text(ending) for ending in feminine.keys()},  # noqa: SIM118
        repeated_looks=repeated.number("looks", 1, _MOST),
        repeated_window=timedelta(days=repeated.number("days", 1, _MOST)),
    )
    for table in (file, *tables):
        table.finish()
    return found


@dataclass(frozen=True, slots=True)
class PastLook:
    """One look of the same officer. Times aware."""

    happened: datetime
    file: UUID


@dataclass(frozen=True, slots=True)
class PastAlarm:
    """One alarm already raised about the same officer."""

    rule: str
    happened: datetime
    file: UUID


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known around one look. What isn't known is None, and the rules that need it stay silent.

    ``worked_hours``: hours of the day (0–23, the post's time) in which the officer was signed in on earlier days, from
    ``sign_ins`` sign-ins; ``hour`` is the look's. ``last_here``: when the person of the file last presented at the
    officer's post; None with ``here_known`` means never. ``last_anywhere``: when they last presented at any post.
    """

    roles: frozenset[str]
    reason: str
    hour: int
    past: Sequence[PastLook] = ()
    raised: Sequence[PastAlarm] = ()
    worked_hours: frozenset[int] = frozenset()
    sign_ins: int = 0
    at_a_post: bool = False
    here_known: bool = False
    last_here: datetime | None = None
    last_anywhere: datetime | None = None
    officer_family_name: str = ""
    file_family_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that fired, with what it saw."""

    rule: str
    parameters: Mapping[str, int | str] = field(default_factory=dict)


def unusual(look: PastLook, around: Circumstances, rules: AlarmRules) -> tuple[Finding, ...]:
    """Every rule that finds this look unusual, in the order of ALARM_RULES."""
    found = (
        _many(look, around, rules),
        _hour(look, around, rules),
        _absent(look, around, rules),
        _family(around, rules),
        _repeated(look, around, rules),
    )
    return tuple(finding for finding in found if finding)


def _many(look: PastLook, around: Circumstances, rules: AlarmRules) -> Finding | None:
    since = look.happened - rules.many_window
    if _already(MANY_LOOKS, around, since):
        return None
    most = max((rules.many_looks[role] for role in around.roles if role in rules.many_looks), default=0)
    count = 1 + sum(since < past.happened <= look.happened for past in around.past)
    if count <= most:
        return None
    return Finding(MANY_LOOKS, {"looks": count, "limit": most, "minutes": int(rules.many_window.total_seconds() // 60)})


def _hour(look: PastLook, around: Circumstances, rules: AlarmRules) -> Finding | None:
    if around.sign_ins < rules.hour_sign_ins or around.hour in around.worked_hours:
        return None
    if _already(UNUSUAL_HOUR, around, look.happened - rules.hour_quiet):
        return None
    return Finding(UNUSUAL_HOUR, {"hour": around.hour, "days": rules.hour_days.days})


def _absent(look: PastLook, around: Circumstances, rules: AlarmRules) -> Finding | None:
    if not (around.at_a_post and around.here_known) or around.reason in rules.absent_reasons:
        return None
    if around.last_here is not None and look.happened - around.last_here <= rules.absent:
        return None
    return Finding(NOT_AT_THIS_POST, {"days": rules.absent.days})


def _family(around: Circumstances, rules: AlarmRules) -> Finding | None:
    own = family_key(around.officer_family_name, rules)
    if len(own) < rules.least_letters:
        return None
    if own not in {family_key(name, rules) for name in around.file_family_names}:
        return None
    return Finding(SAME_FAMILY_NAME)


def _repeated(look: PastLook, around: Circumstances, rules: AlarmRules) -> Finding | None:
    # A body opens its own cases every day: that is its work.
    if not around.here_known or (around.reason == "case" and around.roles and around.roles <= AT_BODIES):
        return None
    since = look.happened - rules.repeated_window
    if around.last_anywhere is not None:
        since = max(since, around.last_anywhere)
    count = 1 + sum(past.file == look.file and since < past.happened <= look.happened for past in around.past)
    if count < rules.repeated_looks:
        return None
    quiet = look.happened - rules.repeated_window
    if any(a.rule == REPEATED and a.file == look.file and a.happened > quiet for a in around.raised):
        return None
    return Finding(REPEATED, {"looks": count, "days": rules.repeated_window.days})


def _already(rule: str, around: Circumstances, since: datetime) -> bool:
    return any(alarm.rule == rule and alarm.happened > since for alarm in around.raised)


def family_key(name: str, rules: AlarmRules) -> str:
    """A family name without case, accents, spaces and the feminine ending: a first guess at kinship, nothing more."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalpha())
    for feminine, masculine in rules.feminine.items():
        if plain.endswith(feminine):
            return plain.removesuffix(feminine) + masculine
    return plain
