"""How long they may stay, or have stayed, in the terms of the line: findings from an assessment. Pure.

Nationals, and those whose capacity has no stay rule, are never amber or red here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from panah.border.facts.parts import DocumentPart
from panah.border.rules.findings import Finding, finding
from panah.border.rules.history import Gathered
from panah.border.rules.thresholds import Thresholds
from panah.stays import Assessment, Circumstances, Crossing, Reason, Regime, StayError, assess

_DOCUMENTS = {
    "identity_card": "identity_card",
    "laissez_passer": "laissez_passer",
    "refugee_travel_document": "travel_document",
    "stateless_travel_document": "travel_document",
    "aliens_passport": "travel_document",
    "return_certificate": "travel_document",
    "seamans_book": "seaman",
    "crew_certificate": "seaman",
    "official_passport": "diplomatic",
}
# Worth a word at the line by themselves; every other step of the arithmetic waits behind "details".
_LOUD_DOUBTS = frozenset({"could_be_more", "exit_not_seen", "no_rule", "nationality_not_known", "duty_not_known"})


def source(regime: str) -> str:
    """Where a finding about a stay comes from."""
    return f"rules:{regime}"


def circumstances_of(document: DocumentPart, *, border_resident: bool = False) -> Circumstances:
    """What the document itself says for the rules of stay."""
    kind = _DOCUMENTS.get(document.kind, "passport")
    if document.document_code.startswith("PD"):
        kind = "diplomatic"
    elif document.document_code.startswith(("PS", "PO")):
        kind = "service"
    return Circumstances(document=kind, border_resident=border_resident)


def reckon(
    regime: Regime,
    document: DocumentPart,
    gathered: Gathered,
    *,
    direction: str,
    now: dt.datetime,
    zone: ZoneInfo,
    circumstances: Circumstances,
) -> Assessment | None:
    """The assessment with this crossing taken as made; None where nothing can be reckoned."""
    if not document.nationality:
        return None
    return _assess(regime, document, gathered, now, zone, circumstances, _crossing(now, direction, zone))


def standing(
    regime: Regime,
    document: DocumentPart,
    gathered: Gathered,
    *,
    now: dt.datetime,
    zone: ZoneInfo,
    circumstances: Circumstances,
) -> Assessment | None:
    """The assessment as things are, without any further crossing."""
    return _assess(regime, document, gathered, now, zone, circumstances)


def _assess(
    regime: Regime,
    document: DocumentPart,
    gathered: Gathered,
    now: dt.datetime,
    zone: ZoneInfo,
    circumstances: Circumstances,
    *further: Crossing,
) -> Assessment | None:
    crossings = [_crossing(known.happened, known.direction, zone) for known in reversed(gathered.own)]
    try:
        return assess(regime, document.nationality, [*crossings, *further], now.astimezone(zone).date(), circumstances)
    except StayError:
        return None


def _crossing(happened: dt.datetime, direction: str, zone: ZoneInfo) -> Crossing:
    return Crossing(happened.astimezone(zone).replace(tzinfo=None), direction)  # type: ignore[arg-type]  # a register's row has no other direction


def findings(
    assessment: Assessment | None,
    gathered: Gathered,
    *,
    direction: str,
    regime: str,
    zone: dt.tzinfo,
    limits: Thresholds,
) -> Iterator[Finding]:
    """The decisive sentence first, then duties and doubts."""
    where = source(regime)
    if assessment is None:
        yield finding("stay", "unknown", "stay_not_reckoned", where)
        return
    if direction == "entry":
        yield from _entering(assessment, where, limits)
    else:
        yield from _leaving(assessment, gathered, where, zone)
    for duty in assessment.duties:
        if direction == "entry" and duty.state == "open":
            yield finding("stay", "green", f"duty_{duty.code}", where, by=duty.by, on=duty.on, rule=duty.rule)
    for doubt in assessment.doubts:
        if doubt.code in _LOUD_DOUBTS:
            yield finding("stay", "unknown", f"stays:{doubt.code}", where, **doubt.params)


def limit_of(assessment: Assessment) -> Reason | None:
    """The count that leaves the fewest days, where days are counted at all."""
    counts = [reason for reason in assessment.why if "limit" in reason.params and reason.code.startswith("used_")]
    return min(counts, key=lambda reason: _left(reason), default=None)


def _left(reason: Reason) -> int:
    limit, days = reason.params["limit"], reason.params["days"]
    return int(str(limit)) - int(str(days))


def _entering(assessment: Assessment, where: str, limits: Thresholds) -> Iterator[Finding]:
    count = limit_of(assessment)
    used = count.params["days"] if count else assessment.days_used
    limit = count.params["limit"] if count else None
    rule = assessment.rules[0].id if assessment.rules else ""
    if assessment.ban is not None and assessment.ban.running:
        yield finding("stay", "red", "stay_ban", where, until=assessment.ban.until, rule=assessment.ban.rule)
    elif any(doubt.code == "visa_not_shown" for doubt in assessment.doubts):
        yield finding("stay", "amber", "stay_visa_needed", where, rule=rule)
    elif any(doubt.code == "no_rule" for doubt in assessment.doubts):
        yield finding("stay", "unknown", "stay_without_rule", where)
    elif assessment.days_left is None:
        yield finding("stay", "green", "stay_unlimited", where, rule=rule)
    elif assessment.leave_by is None or assessment.leave_by < assessment.on:
        back = assessment.first_day_back
        code = "stay_used_up" if back is not None else "stay_used_up_open"
        yield finding("stay", "red", code, where, back=back, used=used, limit=limit, rule=rule)
    else:
        short = assessment.days_left <= limits.short_days
        code = "stay_until" if limit is None else "stay_until_counted"
        yield finding(
            "stay", "amber" if short else "green", code, where,
            leave_by=assessment.leave_by, used=used, limit=limit, days_left=assessment.days_left, rule=rule,
        )  # fmt: skip


def _leaving(assessment: Assessment, gathered: Gathered, where: str, zone: dt.tzinfo) -> Iterator[Finding]:
    own = gathered.own
    if not own or own[0].direction != "entry":
        yield finding("stay", "unknown", "stay_without_entry", where)
        return
    entered = own[0].happened.astimezone(zone).date()
    if assessment.irregular_since is None:
        yield finding("stay", "green", "stayed_within", where, entered=entered, used=assessment.days_used)
        return
    doubtful = bool(assessment.doubts)
    step = assessment.irregular_step or "overstayed"
    yield finding(
        "stay", "amber" if doubtful else "red", f"stay_{step}", where,
        since=assessment.irregular_since, days=assessment.overstay_days, entered=entered,
    )  # fmt: skip
