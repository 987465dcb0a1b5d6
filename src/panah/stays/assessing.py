"""Assesses one person's stay under one regime. Pure: the day of assessment is given, nothing is read from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from panah.stays.assessment import Assessment, Step
from panah.stays.bans import ban_after
from panah.stays.choosing import for_person, plan_for
from panah.stays.duties import duties_of
from panah.stays.explaining import explain_status, explain_verdict
from panah.stays.ground import Ground, ground_for
from panah.stays.history import History, read_history
from panah.stays.judging import Breach, Verdict, judge
from panah.stays.nationality import clean_nationality, is_known
from panah.stays.reasons import PastOverstay, Reason
from panah.stays.regime import Regime, RuleHead
from panah.stays.returning import first_day_back
from panah.stays.values import NO_CIRCUMSTANCES, Circumstances, Crossing, day_number


def assess(
    regime: Regime,
    nationality: str,
    crossings: Iterable[Crossing],
    on: dt.date,
    circumstances: Circumstances = NO_CIRCUMSTANCES,
) -> Assessment:
    """Say how long a person may stay on the day `on`, given every known crossing of this border in any order.

    `nationality` is a code of Doc 9303, `on` and the crossings' dates are local dates. Crossings after `on` are left
    out. Raises `StayInputError` for what is no date, no code, or an impossible history of more than 50,000 crossings.
    """
    today = day_number(on, "on")
    if isinstance(on, dt.datetime):
        on = on.date()
    nationality = clean_nationality(nationality)
    history = read_history(crossings, today)
    status = _unlimited(regime, nationality, circumstances, on)
    if status is not None:
        return _without_limit(regime, nationality, history, on, status)
    plan = plan_for(regime, nationality, circumstances)
    ground = ground_for(regime, plan, nationality, circumstances, history.stays, today)
    verdict = judge(history.stays, history.inside, today, ground)
    return _answer(regime, nationality, circumstances, history, on, ground, verdict)


def _unlimited(
    regime: Regime, nationality: str, circumstances: Circumstances, on: dt.date
) -> tuple[str, RuleHead | None] | None:
    if nationality in regime.nationals:
        rule = next((rule for rule in regime.statuses if "national" in rule.statuses), None)
        return "national", rule.head if rule else None
    for status in circumstances.statuses:
        for rule in regime.statuses:
            if status in rule.statuses and rule.head.in_force(on):
                return status, rule.head
    return None


def _without_limit(
    regime: Regime, nationality: str, history: History, on: dt.date, status: tuple[str, RuleHead | None]
) -> Assessment:
    entered, left = history.stays[-1] if history.stays else (0, 0)
    today = on.toordinal()
    return Assessment(
        on=on,
        nationality=nationality,
        inside=history.inside,
        days_used=today - entered + 1 if left == today else 0,
        days_left=None,
        leave_by=None,
        first_day_back=None,
        overstay_days=0,
        irregular_since=None,
        irregular_step=None,
        ban=None,
        duties=(),
        past_overstays=(),
        doubts=tuple(history.doubts),
        regime=regime,
        explain=partial(explain_status, status),
    )


def _answer(
    regime: Regime,
    nationality: str,
    circumstances: Circumstances,
    history: History,
    on: dt.date,
    ground: Ground,
    verdict: Verdict,
) -> Assessment:
    today = on.toordinal()
    date = dt.date.fromordinal
    doubts = [*history.doubts, *ground.doubts]
    breach = verdict.current
    if not verdict.present and verdict.breaches and verdict.breaches[-1].entered == history.stays[-1][0]:
        breach = verdict.breaches[-1]
    irregular: list[tuple[int, Step]] = []
    if breach is not None:
        irregular.append((breach.since, "overstayed"))
    duties = duties_of(regime, nationality, circumstances, date(verdict.entered), on)
    if verdict.inside:
        doubts += duties.doubts
        if duties.broken is not None:
            irregular.append((duties.broken.by.toordinal() + 1, "conditions_broken"))
        irregular += _working(regime, nationality, circumstances, verdict, today, doubts)
    left_days, leave_by = _left(verdict, ground, today)
    breaches = [(one, True) for one in verdict.breaches]
    if verdict.current is not None:
        breaches.append((verdict.current, not verdict.inside))
    ban = ban_after(regime, nationality, circumstances, breaches, on)
    if ban is not None and ban.running and not verdict.present:
        left_days, leave_by = 0, None
    doubts += _doubts(nationality, history, verdict, ground, breach, left_days, today)
    since, step = min(irregular) if irregular else (None, None)
    return Assessment(
        on=on,
        nationality=nationality,
        inside=history.inside,
        days_used=verdict.days_used,
        days_left=left_days,
        leave_by=leave_by,
        first_day_back=first_day_back(verdict, ground, today, leave_by, left_days, ban),
        overstay_days=breach.days if breach is not None else 0,
        irregular_since=None if since is None else date(since),
        irregular_step=step,
        ban=ban,
        duties=duties.duties,
        past_overstays=tuple(
            PastOverstay(date(one.entered), date(one.left), date(one.since), one.days) for one in verdict.breaches
        ),
        doubts=tuple(doubts),
        regime=regime,
        explain=partial(explain_verdict, verdict, ground, history, breach, duties.broken),
    )


def _left(verdict: Verdict, ground: Ground, today: int) -> tuple[int | None, dt.date | None]:
    """Days left and the last lawful day."""
    if not verdict.let and not any(start <= today <= end for start, end in ground.covered):
        return 0, None
    if verdict.over is None:
        return None, None
    last = verdict.over - 1
    if last < verdict.entered:
        return 0, None
    return max(0, last - today + (0 if verdict.present else 1)), dt.date.fromordinal(last)


def _working(
    regime: Regime,
    nationality: str,
    circumstances: Circumstances,
    verdict: Verdict,
    today: int,
    doubts: list[Reason],
) -> list[tuple[int, Step]]:
    """Since when the person works without a permit that the regime asks for."""
    if not circumstances.working:
        return []
    rules = for_person(regime.works, nationality, circumstances)
    if not rules:
        doubts.append(Reason("work_without_rule", {}))
        return []
    rule = rules[0]
    if not rule.permits:
        return []
    since = circumstances.working_since.toordinal() if circumstances.working_since else today
    since = max(since, verdict.entered)
    for permit in sorted(circumstances.permits, key=lambda permit: permit.valid_from):
        ends = [day.toordinal() for day in (permit.valid_to, permit.ended) if day is not None]
        if permit.kind in rule.permits and permit.valid_from.toordinal() <= since:
            if not ends:
                return []
            since = max(since, min(ends) + 1)
    if since > today:
        return []
    if circumstances.working_since is None:
        doubts.append(Reason("work_start_not_known", {}, rule.head.id))
    return [(since, "work_without_permit")]


def _doubts(
    nationality: str,
    history: History,
    verdict: Verdict,
    ground: Ground,
    breach: Breach | None,
    left_days: int | None,
    today: int,
) -> list[Reason]:
    doubts: list[Reason] = []
    date = dt.date.fromordinal
    if not is_known(nationality):
        doubts.append(Reason("nationality_not_known", {"nationality": nationality}))
    if verdict.rule is not None and verdict.rule.head.confidence == "memory":
        doubts.append(Reason("rule_from_memory", {"rule": verdict.rule.head.id}, verdict.rule.head.id))
    if not verdict.let:
        code = "no_rule" if verdict.rule is None else "visa_not_shown"
        doubts.append(Reason(code, {"nationality": nationality}, verdict.rule.head.id if verdict.rule else ""))
    if breach is not None and verdict.inside:
        doubts.append(Reason("exit_not_seen", {"entry": date(breach.entered), "on": date(today)}))
    if history.widest is not None:
        widest = judge(history.widest, history.inside, today, ground)
        at_most = widest.current or (widest.breaches[-1] if widest.breaches else None)
        worse_left = _left(widest, ground, today)[0]
        if widest.days_used > verdict.days_used or (at_most is not None and breach is None) or worse_left != left_days:
            doubts.append(
                Reason(
                    "could_be_more",
                    {
                        "days_used": widest.days_used,
                        "days_left": worse_left,
                        "overstay_days": at_most.days if at_most else 0,
                    },
                )
            )
    return doubts
