"""The advice at the line: everything the checks say about one presentation. Pure.

Advice never decides. Red means "set aside", because the first line has nothing else; only `must_set_aside` closes the
short way, and it comes from safeguards alone: a child whose company isn't clear (S6), a hold that is still open (S13).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from panah import movements
from panah.border.facts.parts import Area, DocumentPart, State
from panah.border.rules import documents, history, residence
from panah.border.rules.findings import AREAS, Finding, decisive, finding, worst
from panah.border.rules.history import Gathered
from panah.border.rules.thresholds import Thresholds
from panah.documents import Reading
from panah.safeguards import children
from panah.stays import Assessment, Circumstances, Regime

SAFEGUARDS = "safeguards"
CHILD_CODES = frozenset(children.CODES) - {"adult"}
MUST_SET_ASIDE = frozenset(
    {
        "on_hold",
        "child_alone",
        "child_with_child",
        "child_adult_not_crossing",
        "child_relation_unknown",
        "child_authority_not_shown",
    }
)
"""Findings that leave the first line nothing but setting aside."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the checks say. ``capacity`` is the quality in which the person presumably crosses (a default key)."""

    findings: tuple[Finding, ...]
    capacity: str = movements.TRAVELLER
    stay: Assessment | None = None

    def state(self, area: Area) -> State:
        """The gravest state of an area."""
        return worst(self.findings, area)

    def of(self, area: Area) -> tuple[Finding, ...]:
        """The findings of an area."""
        return tuple(one for one in self.findings if one.area == area)

    def decisive(self, area: Area) -> Finding | None:
        """What the officer reads first in an area."""
        return decisive(self.findings, area)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """What the checks did not know."""
        return tuple(one for one in self.findings if one.state == "unknown")

    @property
    def leave_by(self) -> dt.date | None:
        """The last lawful day the person is told; None where nothing limits the stay or nothing was reckoned."""
        value = next((one.params["leave_by"] for one in self.findings if "leave_by" in one.params), None)
        return dt.date.fromisoformat(str(value)) if value else None

    @property
    def rule(self) -> str:
        """The rule that says so."""
        return str(next((one.params["rule"] for one in self.of("stay") if one.params.get("rule")), ""))

    @property
    def child(self) -> Finding | None:
        """What the rule about children said, if it took the person for one or wasn't sure."""
        return next((one for one in self.findings if one.code in CHILD_CODES), None)

    @property
    def must_set_aside(self) -> bool:
        """Whether a safeguard leaves the first line nothing but setting aside."""
        return any(one.code in MUST_SET_ASIDE for one in self.findings)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when: the post, its country and regime, the moment, the thresholds in use."""

    post: UUID
    country: str
    zone: ZoneInfo
    regime: Regime
    regime_name: str
    direction: str
    now: dt.datetime
    limits: Thresholds


def advise(
    document: DocumentPart,
    reading: Reading | None,
    gathered: Gathered,
    setting: Setting,
    circumstances: Circumstances | None = None,
    asked: Iterable[Finding] = (),
) -> Advice:
    """All local findings about one presentation. ``asked``: what asking the watchlists gave."""
    own = is_national(document, setting.country)
    today = setting.now.astimezone(setting.zone).date()
    capacity = presumed_capacity(own=own, gathered=gathered)
    stay, stay_findings = _stay(document, gathered, setting, capacity, circumstances)
    found: list[Finding] = [
        *documents.findings(
            document, reading, direction=setting.direction, own=own, today=today, limits=setting.limits
        ),
        *stay_findings,
        *history.findings(
            gathered,
            direction=setting.direction,
            post=setting.post,
            own=own,
            now=setting.now,
            zone=setting.zone,
            limits=setting.limits,
        ),
        *_traveller(document, gathered, today),
        *asked,
    ]
    return Advice(tuple(found), capacity=capacity, stay=stay)


def is_national(document: DocumentPart, country: str) -> bool:
    """Whether the document says that its holder is a national of the country."""
    return bool(document.nationality) and document.nationality.upper() == country.upper()


def presumed_capacity(*, own: bool, gathered: Gathered) -> str:
    """The quality that needs no key: nationals and listed local residents are known by what they show."""
    if own:
        return "national"
    if gathered.listing is not None and gathered.listing.sort == "local_resident":
        return "local_resident"
    return movements.TRAVELLER


def _stay(
    document: DocumentPart,
    gathered: Gathered,
    setting: Setting,
    capacity: str,
    circumstances: Circumstances | None,
) -> tuple[Assessment | None, Iterable[Finding]]:
    where = residence.source(setting.regime_name)
    if not movements.capacities()[capacity].stay_rule:
        return None, (finding("stay", "green", f"stay_{capacity}", where),)
    known = circumstances or residence.circumstances_of(document, border_resident=capacity == "local_resident")
    assessment = residence.reckon(
        setting.regime,
        document,
        gathered,
        direction=setting.direction,
        now=setting.now,
        zone=setting.zone,
        circumstances=known,
    )
    return assessment, residence.findings(
        assessment,
        gathered,
        direction=setting.direction,
        regime=setting.regime_name,
        zone=setting.zone,
        limits=setting.limits,
    )


def _traveller(document: DocumentPart, gathered: Gathered, today: dt.date) -> Iterable[Finding]:
    listed = gathered.listing
    if listed is not None:
        yield finding(
            "traveller", "green", f"listed_{listed.sort}", "register", until=listed.valid_to, adult=listed.adult
        )
    decision = decide_child(document, gathered, today)
    if decision.child or decision.doubtful:
        yield child_finding(decision, listed)


def decide_child(
    document: DocumentPart,
    gathered: Gathered,
    today: dt.date,
    company: children.Company | None = None,
    *,
    plainly_adult: bool = False,
) -> children.ChildDecision:
    """Safeguard S6 for this document and this company."""
    listed = gathered.listing
    on_list = listed is not None and listed.sort in ("pupil", "group_member")
    return children.decide(
        birth_date=documents.birth_for_age(document),
        day=today,
        company=company,
        listing=children.Listing(listed.valid_from, listed.valid_to, adult_needed=bool(listed.adult))
        if listed is not None and on_list
        else None,
        plainly_adult=plainly_adult,
    )


def child_finding(decision: children.ChildDecision, listed: history.ListedNow | None) -> Finding:
    """The decision as a finding; it carries what a later decision about the same presentation needs of the list."""
    return finding(
        "traveller",
        "amber" if decision.set_aside else "green",
        decision.code,
        SAFEGUARDS,
        doubtful="age_doubtful" if decision.doubtful else None,
        list_from=listed.valid_from if listed else None,
        list_to=listed.valid_to if listed else None,
        list_adult=int(bool(listed.adult)) if listed else None,
    )


def from_findings(findings: Iterable[Finding], capacity: str = movements.TRAVELLER) -> Advice:
    """Advice as it was stored; the assessment itself isn't."""
    return Advice(tuple(findings), capacity=capacity)


__all__ = ["AREAS", "Advice", "Setting", "advise", "from_findings"]
