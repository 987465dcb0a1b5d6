"""Re-entry bans that follow from overstays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from panah.stays.choosing import for_person
from panah.stays.judging import Breach
from panah.stays.reasons import Ban
from panah.stays.regime import BanRule, Regime
from panah.stays.values import Circumstances


def ban_after(
    regime: Regime, nationality: str, circumstances: Circumstances, breaches: Iterable[tuple[Breach, bool]], on: dt.date
) -> Ban | None:
    """The ban that reaches furthest and still matters on the day `on`.

    Each breach comes with whether the person has left; if not, the ban is the one that leaving on its last day brings.
    """
    if not regime.bans:
        return None
    furthest: Ban | None = None
    for breach, has_left in breaches:
        left = dt.date.fromordinal(breach.left)
        for rule in for_person(regime.bans, nationality, circumstances):
            if rule.head.in_force(left) and _tier(rule, breach.days):
                until = _until(rule, left)
                if until >= on and (furthest is None or until > furthest.until):
                    furthest = Ban(until, breach.days, left, has_left, rule.head.id)
                break
    return furthest


def _tier(rule: BanRule, days: int) -> bool:
    return rule.overstay_from <= days and (rule.overstay_to is None or days <= rule.overstay_to)


def _until(rule: BanRule, left: dt.date) -> dt.date:
    until = left + dt.timedelta(days=rule.days)
    if not rule.years:
        return until
    try:
        return until.replace(year=until.year + rule.years)
    except ValueError:
        return until.replace(year=until.year + rule.years, day=28)
