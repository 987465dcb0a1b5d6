"""What a person's stay rests on: visa-free rules, a visa, permits, and days that don't count."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from panah.stays.choosing import Plan, for_person, plan_for
from panah.stays.ledger import FAR, Interval, merged
from panah.stays.limits import Bound, bound_of
from panah.stays.reasons import Param, Reason
from panah.stays.regime import PermitRule, Regime, StayRule, VisaRule
from panah.stays.values import BORDER_ZONE, LAST_DAY, Circumstances, Permit, Visa

ENTRIES = {"single": 1, "double": 2, "multiple": FAR}


@dataclass(slots=True)
class Ground:
    """The rules of one assessment.

    `off` days don't count and `covered` days are lawful whatever the count says. `zone_plan` replaces `plan` for stays
    that began while the border zone permit was valid.
    """

    plan: Plan
    zone_plan: Plan | None = None
    zone_permit: Permit | None = None
    off: list[Interval] = field(default_factory=list)
    covered: list[Interval] = field(default_factory=list)
    visa: Visa | None = None
    visa_rule: VisaRule | None = None
    visa_entries: list[int] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    doubts: list[Reason] = field(default_factory=list)
    reach: int = 0

    def plan_at(self, entered: int) -> Plan:
        """The plan for a stay that began on `entered`."""
        permit, zone = self.zone_permit, self.zone_plan
        if permit is None or zone is None:
            return self.plan
        return zone if permit.valid_from.toordinal() <= entered <= _last_day(permit) else self.plan

    def visa_carries(self, entered: int) -> bool:
        """Whether the visa was valid on the day of entry and had an entry left."""
        visa = self.visa
        if visa is None or not visa.valid_from.toordinal() <= entered <= visa.valid_to.toordinal():
            return False
        return bisect_left(self.visa_entries, entered) < ENTRIES[visa.entries]

    def bounds(self, entered: int, left: int, rule: StayRule | None) -> list[Bound]:
        """The limits on a stay from `entered` to `left`, by the visa-free rule and the visa; none where it has no rule.

        Where only a permit carries the stay, the limit is the first day that the permit doesn't cover.
        """
        bounds: list[Bound] = []
        carried = self.visa_carries(entered)
        if carried and self.visa is not None:
            name = self.visa_rule.head.id if self.visa_rule else ""
            start = self.visa.valid_from.toordinal()
            if self.visa.days is not None:
                bounds.append(Bound(self.visa.days, "visa", 0, start, 0, name))
            bounds.append(Bound(0, "until", 0, self.visa.valid_to.toordinal(), 0, name))
            if not (self.visa_rule and self.visa_rule.limits_hold_too):
                return bounds
        if rule is None or rule.needs_visa:
            carriers = [start for start, end in self.covered if start <= left and end >= entered]
            return [Bound(0, "until", 0, min(carriers))] if carriers and not bounds else bounds
        counts_from = rule.counts_from.toordinal() if rule.counts_from else 0
        bounds += [bound_of(limit, entered, counts_from, rule.head.id) for limit in rule.limits]
        if rule.people.border_residents and self.zone_permit is not None and _last_day(self.zone_permit) < FAR:
            bounds.append(Bound(0, "until", 0, _last_day(self.zone_permit), 0, rule.head.id))
        return bounds


def ground_for(
    regime: Regime, plan: Plan, nationality: str, circumstances: Circumstances, stays: list[Interval], on: int
) -> Ground:
    """Gather what the stay rests on; `stays` are needed for graces that depend on the day of entry."""
    ground = Ground(plan)
    off: list[Interval] = []
    covered: list[Interval] = []
    for pause in circumstances.pauses:
        rule = next((rule for rule in regime.pauses if pause.reason in rule.reasons), None)
        params: dict[str, Param] = {"reason": pause.reason, "from": pause.start, "to": pause.end}
        if rule is None:
            ground.doubts.append(Reason("pause_not_in_rules", dict(params)))
        else:
            off.append((pause.start.toordinal(), pause.end.toordinal()))
            ground.reasons.append(Reason("clock_paused", dict(params), rule.head.id))
    if circumstances.border_permit is not None and not circumstances.border_resident:
        ground.zone_permit = circumstances.border_permit
        ground.zone_plan = plan_for(regime, nationality, circumstances, border_resident=True)
    for permit in circumstances.permits:
        if permit.kind == BORDER_ZONE:
            continue
        permit_rule = _permit_rule(regime, permit, nationality, circumstances)
        if permit_rule is None:
            ground.doubts.append(Reason("permit_without_rule", {"kind": permit.kind}))
            continue
        interval = _permit_interval(permit, permit_rule, stays, ground)
        covered.append(interval)
        if not permit_rule.days_count:
            off.append(interval)
    if circumstances.visa is not None:
        _take_visa(regime, circumstances.visa, stays, ground, off, covered)
    ground.off, ground.covered = merged(off), merged(covered)
    ends = [end for _, end in (*ground.off, *ground.covered) if end < FAR]
    if ground.visa is not None:
        ends.append(ground.visa.valid_to.toordinal())
    if ground.zone_permit is not None:
        ends.append(min(_last_day(ground.zone_permit), LAST_DAY))
    plans = (plan,) if ground.zone_plan is None else (plan, ground.zone_plan)
    turns = [turn for each in plans for turn in each.turns]
    ground.reach = max((on, *ends, *turns)) + max(each.reach for each in plans)
    return ground


def _last_day(permit: Permit) -> int:
    """The last day on which a permit is valid."""
    ends = [day.toordinal() for day in (permit.valid_to, permit.ended) if day is not None]
    return min(ends, default=FAR)


def _take_visa(
    regime: Regime, visa: Visa, stays: list[Interval], ground: Ground, off: list[Interval], covered: list[Interval]
) -> None:
    rule = next((rule for rule in regime.visas if rule.head.in_force(visa.valid_from)), None)
    start, end = visa.valid_from.toordinal(), visa.valid_to.toordinal()
    name = rule.head.id if rule else ""
    if visa.long_stay:
        covered.append((start, end))
        if rule is None or not rule.long_stay_counts:
            off.append((start, end))
        ground.reasons.append(Reason("long_stay_visa", {"from": visa.valid_from, "to": visa.valid_to}, name))
        return
    ground.visa, ground.visa_rule = visa, rule
    ground.visa_entries = [entered for entered, _ in stays if start <= entered <= end]
    if rule is None:
        ground.doubts.append(Reason("visa_without_rule", {}))


def _permit_rule(regime: Regime, permit: Permit, nationality: str, circumstances: Circumstances) -> PermitRule | None:
    for rule in for_person(regime.permits, nationality, circumstances):
        if permit.kind in rule.kinds and rule.head.in_force(permit.valid_from):
            return rule
    return None


def _permit_interval(permit: Permit, rule: PermitRule, stays: list[Interval], ground: Ground) -> Interval:
    start = permit.valid_from.toordinal()
    end = _last_day(permit)
    early = permit.ended is not None and permit.ended.toordinal() == end and permit.ended != permit.valid_to
    entered = max((first for first, _ in stays if first <= end), default=start)
    grace = 0
    if end < FAR and (early or not rule.grace_if_ended_early) and end - entered + 1 > rule.grace_after_days:
        grace = rule.grace_days
    ground.reasons.append(
        Reason(
            "permit_covers",
            {
                "kind": permit.kind,
                "from": permit.valid_from,
                "to": (permit.ended if early else permit.valid_to),
                "grace_days": grace,
            },
            rule.head.id,
        )
    )
    return start, end + grace
