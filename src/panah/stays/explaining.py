"""Puts the arithmetic of an assessment into reasons, in the order in which it was done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from panah.stays.ground import ENTRIES, Ground
from panah.stays.history import History
from panah.stays.judging import Breach, Verdict
from panah.stays.limits import Bound
from panah.stays.reasons import Duty, Param, Reason
from panah.stays.regime import RuleHead

if TYPE_CHECKING:
    from panah.stays.assessment import Assessment

_date = dt.date.fromordinal

USED_CODES = {
    "entry": "used_since_entry",
    "rolling": "used_in_window",
    "year": "used_in_year",
    "half_year": "used_in_half_year",
    "visa": "used_on_visa",
}


def explain_status(status: tuple[str, RuleHead | None], assessment: Assessment) -> tuple[Reason, ...]:
    """Why there is no limit."""
    code, head = status
    return (Reason("no_limit", {"status": code}, head.id if head else ""),)


def explain_verdict(
    verdict: Verdict,
    ground: Ground,
    history: History,
    breach: Breach | None,
    broken: Duty | None,
    assessment: Assessment,
) -> tuple[Reason, ...]:
    """Rule, counts of each limit, what follows."""
    on = assessment.on.toordinal()
    reasons: list[Reason] = []
    if verdict.rule is not None:
        head = verdict.rule.head
        code = "visa_required" if verdict.rule.needs_visa else "rule_applies"
        reasons.append(Reason(code, {"rule": head.id, "rule_title": head.title, "as_of": head.as_of}, head.id))
    reasons += _visa(verdict, ground)
    reasons += ground.reasons
    reasons += [_used(bound, verdict, on) for bound in verdict.bounds if bound.per in USED_CODES]
    if not verdict.present:
        reasons.append(Reason("judged_as_entering", {"on": assessment.on}))
    if assessment.leave_by is not None:
        reasons.append(Reason("leave_by", {"date": assessment.leave_by, "days_left": assessment.days_left}))
    elif assessment.days_left is None:
        reasons.append(Reason("no_limit_found", {}))
    elif assessment.first_day_back is not None and not verdict.inside:
        reasons.append(Reason("back_from", {"date": assessment.first_day_back}))
    if breach is not None:
        reasons.append(
            Reason(
                "overstayed",
                {
                    "since": _date(breach.since),
                    "until": _date(breach.left),
                    "days": breach.days,
                    "entry": _date(breach.entered),
                },
            )
        )
    if broken is not None and assessment.inside:
        reasons.append(Reason("conditions_broken", {"duty": broken.code, "by": broken.by}, broken.rule))
    if assessment.irregular_step == "work_without_permit":
        reasons.append(Reason("work_without_permit", {"since": assessment.irregular_since}))
    if assessment.ban is not None:
        ban = assessment.ban
        code = "ban_runs" if ban.running else "ban_would_follow"
        params: dict[str, Param] = {"until": ban.until, "overstay_days": ban.overstay_days, "left_on": ban.left_on}
        reasons.append(Reason(code, params, ban.rule))
    if history.ignored:
        reasons.append(Reason("later_crossings_left_out", {"count": history.ignored, "on": assessment.on}))
    return tuple(reasons)


def _visa(verdict: Verdict, ground: Ground) -> list[Reason]:
    visa = ground.visa
    if visa is None:
        return []
    rule = ground.visa_rule.head.id if ground.visa_rule else ""
    dates: dict[str, Param] = {"from": visa.valid_from, "to": visa.valid_to}
    if ground.visa_carries(verdict.entered):
        return [Reason("visa_carries", {**dates, "entries": visa.entries}, rule)]
    if visa.valid_from.toordinal() <= verdict.entered <= visa.valid_to.toordinal():
        used = sum(1 for start in ground.visa_entries if start < verdict.entered)
        return [Reason("visa_entries_used", {"allowed": ENTRIES[visa.entries], "used": used}, rule)]
    return [Reason("visa_not_valid_at_entry", {**dates, "entry": _date(verdict.entered)}, rule)]


def _used(bound: Bound, verdict: Verdict, on: int) -> Reason:
    used = bound.used(verdict.ledger, on)
    if not verdict.present and used and verdict.ledger.has(on):
        used -= 1  # the day of an entry that is only supposed
    params: dict[str, Param] = {
        "from": _date(bound.first_day(on)),
        "to": _date(on),
        "days": used,
        "limit": bound.days,
        "over": max(0, used - bound.days),
    }
    if bound.window:
        params["window"] = bound.window
    return Reason(USED_CODES[bound.per], params, bound.rule)
