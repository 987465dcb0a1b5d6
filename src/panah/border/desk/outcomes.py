"""Outcomes of a presentation: admitted, set aside, corrected, returned by the neighbour.

There is no refusal here, and no way to write one down.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils import timezone

from panah.border.desk import handovers, noticing, sample
from panah.border.desk.company import crosses_along
from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, LONGEST_STAMP, Decision, checked, company_of, host_of, text
from panah.border.desk.gather import gather, keys_in
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.placing import placing
from panah.border.desk.posts import post
from panah.border.facts.parts import Direction, DocumentPart, FindingPart, HostPart, StayPart
from panah.border.facts.presentations import (
    CrossingCorrected,
    CrossingRecorded,
    CrossingReturned,
    Line,
    SetAside,
)
from panah.border.models import Crossing, Hold, Presentation
from panah.border.rules import advice as rules
from panah.border.rules import documents
from panah.border.rules.advice import Advice
from panah.border.rules.findings import Finding
from panah.border.rules.history import Gathered, ListedNow
from panah.journal.entries import Source, Statement
from panah.journal.record import record, say
from panah.movements import capacities
from panah.safeguards import children
from panah.watchlists.desk import hits

_CLOSED_TO_THE_FIRST_LINE = frozenset({"on_hold"})


def admit(
    presentation: UUID,
    decision: Decision | None = None,
    *,
    actor: Acting,
    line: Line = "first",
    happened: dt.datetime | None = None,
    source: Source = Source.CLOCK,
) -> None:
    """Record the crossing.

    DeskError ``has_outcome``, or ``set_aside_required`` where a safeguard asks for more than the first line: a child
    whose company isn't clear, a hold that is open, the random sample and whatever looks like it.
    """
    good = checked(decision or Decision())
    with one_at_a_time(presentation):
        row = without_outcome_yet(presentation)
        if line != "second":
            _first_line_may(row, good, source, happened or timezone.now())
        record([Statement(crossing(row, good, line), presentation, happened or timezone.now(), source)], actor=actor.id)


def without_outcome_yet(presentation: UUID) -> Presentation:
    """The row of a presentation that is still to decide; DeskError ``presentation_unknown``, ``has_outcome``."""
    row = Presentation.objects.filter(subject=presentation).first()
    if row is None:
        raise DeskError("presentation_unknown")
    if row.outcome:
        raise DeskError("has_outcome", {"outcome": f"outcome:{row.outcome}"})
    return row


def _first_line_may(row: Presentation, decision: Decision, source: Source, at: dt.datetime) -> None:
    codes = {finding["code"] for finding in row.findings}
    around = noticing.at_the_line(row, at, decision.host)
    # Somebody may have been set aside with another scan since this one was advised about.
    if codes & _CLOSED_TO_THE_FIRST_LINE or around.held:
        raise DeskError("set_aside_required", {"code": "on_hold"})
    # Whatever stops somebody looks like the random sample: the first line learns nothing from it.
    noticed = noticing.sets_aside_now(row, around, at, decision.capacity)
    sampled, listed = sample.is_sampled(sample.lot_of(row)), hits.stops(row.subject)
    if source is Source.CLOCK and (sampled or listed or noticed):
        raise DeskError("set_aside_required", {"code": "sample"})
    if codes & rules.CHILD_CODES:
        decided = child_decision(row, decision, at)
        if decided.set_aside:
            raise DeskError("set_aside_required", {"code": decided.code})


def child_decision(row: Presentation, decision: Decision, at: dt.datetime) -> children.ChildDecision:
    """Safeguard S6 for this presentation with the company the officer noted, decided at this moment (aware)."""
    document = DocumentPart.model_validate(row.document)
    part = decision.accompaniment
    young, along = False, True
    if part is not None and part.adult is not None:
        adult = Presentation.objects.filter(subject=part.adult).first()
        if adult is None:
            raise DeskError("presentation_unknown")
        young = children.age_on(
            documents.birth_for_age(DocumentPart.model_validate(adult.document)), row.opened.date()
        ).may_be_child
        along = crosses_along(row, adult, at)
    findings = [Finding.of(FindingPart.model_validate(one)) for one in row.findings]
    return rules.decide_child(
        document,
        Gathered(listing=_listing_in(findings)),
        row.opened.astimezone(post(row.post).zone).date(),
        company_of(part, adult_may_be_child=young, adult_crosses=along),
        plainly_adult=decision.plainly_adult,
    )


def _listing_in(findings: list[Finding]) -> ListedNow | None:
    """The listing that the scan found, from what the finding about the child carries."""
    for one in findings:
        if one.code in rules.CHILD_CODES and one.params.get("list_to"):
            sort = "pupil" if any(f.code in ("listed_pupil", "listed_group_member") for f in findings) else "other"
            return ListedNow(
                subject=UUID(int=0),
                sort=sort,
                name="",
                valid_from=dt.date.fromisoformat(str(one.params["list_from"])),
                valid_to=dt.date.fromisoformat(str(one.params["list_to"])),
                adult="named" if one.params.get("list_adult") else "",
            )
    return None


def crossing(row: Presentation, decision: Decision, line: Line) -> CrossingRecorded:
    """The fact of a crossing. The stay is what the advice said at the scan, for those whom a rule of stay concerns.

    DeskError ``not_seen_alone`` for a handed-over person whom nobody saw alone.
    """
    alone = handovers.check(row)
    told = rules.from_findings(Finding.of(FindingPart.model_validate(one)) for one in row.findings)
    fact = crossing_as_told(told, decision, line, direction=row.direction, regime=post(row.post).regime)  # type: ignore[arg-type]  # the fact refuses any other word
    return fact.model_copy(update={"seen_alone": True}) if alone else fact


def crossing_as_told(
    told: Advice, decision: Decision, line: Line, *, direction: Direction, regime: str
) -> CrossingRecorded:
    """The fact of a crossing with the stay that this advice told, under the post's regime."""
    stay = None
    if direction == "entry" and capacities()[decision.capacity].stay_rule:
        leave_by = told.leave_by
        if leave_by is not None or told.state("stay") != "unknown":
            stay = StayPart(regime=regime, rule=told.rule, leave_by=leave_by.isoformat() if leave_by else None)
    return CrossingRecorded(
        direction=direction,
        line=line,
        capacity=decision.capacity,
        purpose=decision.purpose,
        means=decision.means,
        stay=stay,
        stamp=decision.stamp,
        accompaniment=decision.accompaniment,
        vehicle=decision.vehicle,
        papers_later=decision.papers_later,
        seen_alone=decision.seen_alone,
        remark=decision.remark,
        host=decision.host,
    )


def set_aside(
    presentation: UUID,
    *,
    actor: Acting,
    happened: dt.datetime | None = None,
    source: Source = Source.CLOCK,
    host: HostPart | None = None,
) -> UUID:
    """Hand the person to the second line; no reason is asked or kept. Gives the hold. Its clock runs from now, or from
    an earlier hold of the same person that is still open, or one of this very presentation. ``host`` is what the
    officer had written down of it already."""
    said = host_of(host)
    with one_at_a_time(presentation):
        hold, statements = setting_aside(without_outcome_yet(presentation), happened or timezone.now(), source, said)
        record(statements, actor=actor.id)
    return hold


def setting_aside(
    row: Presentation, now: dt.datetime, source: Source = Source.CLOCK, host: HostPart | None = None
) -> tuple[UUID, list[Statement]]:
    """A new hold for this presentation and what states it. Its clock is the shortest of those that run for the person:
    its own from now, one of another scan, or an earlier one of this very presentation."""
    here = post(row.post)
    earlier = gather(
        *keys_in(row),
        now=now,
        today=now.astimezone(here.zone).date(),
        but=row.subject,
    )
    # Of this very person, too: what the second line had released and was taken back goes on under its old clock.
    own = Hold.objects.filter(presentation=row.subject).values_list("until", flat=True)
    clocks = [until for until in (earlier.hold_until, *own) if until is not None]
    hold, placed = placing(
        row.subject, row.post, at=now, source=source, hours=here.hold_hours, not_after=min(clocks, default=None)
    )
    return hold, [Statement(SetAside(hold=hold, host=host), row.subject, now, source), placed]


def _standing(presentation: UUID) -> Crossing:
    row = Crossing.objects.filter(subject=presentation).first()
    if row is None or row.status != "standing":
        raise DeskError("not_crossed")
    return row


def correct(
    presentation: UUID,
    *,
    actor: Acting,
    purpose: str = "",
    means: str = "",
    capacity: str = "",
    stamp: str = "",
    stamp_cancelled: str = "",
    remark: str = "",
) -> None:
    """Purpose, means, capacity or stamp were written down wrongly; empty means unchanged. A stamp that is replaced or
    cancelled is tied to this correction."""
    good = checked(
        Decision(
            purpose=purpose or Decision().purpose,
            means=means or Decision().means,
            capacity=capacity or Decision().capacity,
            stamp=stamp,
            remark=remark,
        )
    )
    with one_at_a_time(presentation):
        _standing(presentation)
        fact = CrossingCorrected(
            purpose=purpose,
            means=means,
            capacity=capacity,
            stamp=good.stamp,
            stamp_cancelled=text(stamp_cancelled, "stamp", LONGEST_STAMP),
            remark=good.remark,
        )
        say(fact, actor=actor.id, about=presentation)


def returned_by_neighbour(presentation: UUID, *, actor: Acting, neighbour: str = "", reason: str = "") -> None:
    """The neighbour did not take the person: the exit is undone, they never left, no new entry is counted."""
    with one_at_a_time(presentation):
        row = _standing(presentation)
        if row.direction != "exit":
            raise DeskError("only_an_exit_returns")
        fact = CrossingReturned(
            neighbour=text(neighbour or post(row.post).neighbour, "neighbour", 60),
            reason=text(reason, "reason", LONGEST_REMARK),
        )
        say(fact, actor=actor.id, about=presentation)
