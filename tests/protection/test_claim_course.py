"""A claim's own life and the procedure ``asylum`` agree: what one allows the other knows, what is due can be done."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.journal.facts import Fact
from panah.protection import claim_clocks, claim_life
from panah.protection.claim_course import taken
from panah.protection.claim_life import ENDED, OPEN, ClaimRuleError, Life
from panah.protection.facts import claims as said
from panah.safeguards.procedures import Course, course, get
from tests.protection.test_claim_life import CALLED, DAY, EVERYTHING, HEARD, MISSING, REGISTERED, REJECTED, WITHDRAWN

ASYLUM = get("asylum")
COUNTRIES = ("", "KAZ", "KGZ", "TJK", "TKM", "UZB")
KINDS: dict[str, type[Fact]] = {
    "called": said.ClaimCalled, "interviewed": said.ClaimInterviewed, "served": said.ClaimServed,
    "decided": said.ClaimDecided, "prima_facie": said.ClaimDecided, "withdrawn": said.ClaimDecided,
    "admitted": said.ClaimDecided, "appeal_lodged": said.ClaimAppealed, "court_lodged": said.ClaimAppealed,
    "appeal_decided": said.ClaimAppealDecided, "court_ordered": said.ClaimAppealDecided,
    "sent_back": said.ClaimAppealDecided, "status_given": said.ClaimStatusSet, "status_extended": said.ClaimStatusSet,
    "disappeared": said.ClaimMissing, "found": said.ClaimSearched, "died": said.ClaimDied,
    "reopened": said.ClaimReopened, "guardian": said.ClaimChild, "best_interests": said.ClaimChild,
    "certificate_extended": said.ClaimCertified,
}  # fmt: skip
"""What is said of a claim where the procedure has a step."""

UNSAID = frozenset({"registered", "certificate", "decision_extended"})
"""A claim begins with the first two; nothing can be said of it for the third."""

MORE: tuple[Fact, ...] = (
    *EVERYTHING,
    said.ClaimCertified(issued_on=DAY.isoformat(), valid_until=DAY.isoformat()),
    said.ClaimStatusEnded(ground="naturalised", on=DAY.isoformat(), why="Law"),
    said.ClaimDecided(outcome="other_protection", why="Law"),
)
_ONWARD = (said.ClaimInterviewed, said.ClaimServed, said.ClaimAppealed, said.ClaimAppealDecided, said.ClaimConcluded)


@dataclass(frozen=True)
class Walk:
    """A claim that was lived, as its row has it, up to a day; ``history`` as the register keeps it."""

    life: Life
    on: dt.date
    country: str
    history: tuple[dict[str, object], ...]

    def __getattr__(self, name: str) -> object:
        return getattr(self.life, name)

    def course(self) -> Course:
        return course(ASYLUM, list(taken(self)), self.on, self.country)  # type: ignore[arg-type]  # a row's fields

    def says(self, fact: Fact, on: dt.date) -> Walk:
        """After one more thing was said; ClaimRuleError."""
        life = claim_life.after(self.life, fact, on)
        return replace(self, life=life, on=on, history=(*self.history, line(fact, on)))

    def sayable(self) -> list[Fact]:
        return [fact for fact in (dated(one, self.on, self.life, self.country) for one in MORE) if self._may(fact)]

    def _may(self, fact: Fact) -> bool:
        try:
            claim_life.after(self.life, fact, self.on)
        except ClaimRuleError:
            return False
        return True


def line(fact: Fact, on: dt.date) -> dict[str, object]:
    what = fact.kind.rpartition(":")[2]
    return {"what": what, "at": f"{on.isoformat()}T10:00:00+00:00", "fact": json.loads(fact.body()), "code": ""}


def begun(country: str = "", child: str = "no") -> Walk:
    registered = REGISTERED.model_copy(update={"child": child, "country": country})
    return Walk(claim_life.begun(registered), DAY, country, (line(registered, DAY),))


def lived(*facts: Fact, days: int = 1) -> Walk:
    """Said one after the other, so many days apart."""
    walk = begun()
    for fact in facts:
        on = walk.on + dt.timedelta(days=days)
        walk = walk.says(dated(fact, on, walk.life, walk.country), on)
    return walk


def dated(fact: Fact, on: dt.date, life: Life, country: str) -> Fact:
    """The same, said on a day. Above the second court there is none, and no law's time to appeal is cut short."""
    day, later = on.isoformat(), (on + dt.timedelta(days=30)).isoformat()
    days = {"on": day, "since": day, "issued_on": day, "valid_from": day, "valid_until": later}
    if isinstance(fact, said.ClaimServed):
        until = claim_clocks.appeal_until(country, life.level, on)
        days["appeal_until"] = until.isoformat() if until else ""
    return fact.model_copy(update={name: value for name, value in days.items() if name in type(fact).model_fields})


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """Lawful lives, of which most go on towards a judgement."""
    walk = begun(draw(st.sampled_from(COUNTRIES)), draw(st.sampled_from(["no", "no", "doubtful"])))
    for _ in range(draw(st.integers(0, 14))):
        on = walk.on + dt.timedelta(days=draw(st.sampled_from([0, 1, 7, 40, 100])))
        able = replace(walk, on=on).sayable()
        onward = [one for one in able if isinstance(one, _ONWARD) or one == REJECTED]
        # Hardly anybody dies or is handed over.
        rare = (said.ClaimDied, said.ClaimTransferred)
        able = [one for one in able if not isinstance(one, rare)] if draw(st.integers(0, 9)) else able
        most = draw(st.integers(0, 2)) > 0
        chosen: list[Fact] = [*onward] if onward and most else able
        if not chosen:
            break
        walk = walk.says(draw(st.sampled_from(chosen)), on)
    return walk


@settings(max_examples=40)
@given(walks())
def test_what_was_said_of_a_claim_counts_in_the_procedure(walk: Walk) -> None:
    assert walk.course().aside == (), [one["what"] for one in walk.history]


@settings(max_examples=40)
@given(walks())
def test_the_procedure_lets_nobody_go_before_the_claim_does_and_everybody_whom_it_has_let_go(walk: Walk) -> None:
    now, life = walk.course(), walk.life
    if now.may_let_go and life.state != "transferred":
        # Of whom it came out late that they may be a child the claim knows more, and waits.
        told = life.state in ENDED or life.over(walk.on + dt.timedelta(days=1)) or not life.cared_for
        assert told, (now.way, life.state)
    if life.state in ENDED and not life.missing_since:
        assert now.may_let_go, (now.why, life.state)


@settings(max_examples=40)
@given(walks())
def test_what_the_procedure_allows_can_be_said_of_the_claim(walk: Walk) -> None:
    life = walk.life
    if life.state in ("closed", "died", "withdrawn", "transferred"):
        return
    sayable = walk.sayable()
    for step in walk.course().allowed:
        if step in UNSAID or _stricter(step, life):
            continue
        assert any(_is(step, fact) for fact in sayable), (step, life.state)


def _is(step: str, fact: Fact) -> bool:
    if not isinstance(fact, KINDS[step]):
        return False
    if isinstance(fact, said.ClaimDecided):
        return (
            fact.outcome == step if step in ("withdrawn", "admitted") else fact.outcome not in ("withdrawn", "admitted")
        )
    if isinstance(fact, said.ClaimAppealDecided):
        return (fact.outcome == "annulled") is (step == "sent_back")
    return True


def _stricter(step: str, life: Life) -> bool:
    """Where a claim asks for more than the procedure does, always in favour of the person."""
    return (
        # A guardian and a record first, also where it came out late that this may be a child.
        (not life.cared_for and KINDS[step] in (said.ClaimDecided, said.ClaimInterviewed))
        # A judgement counts once it was told; a late appeal waits for leave.
        or (life.state in ("rejected", "leave") and KINDS[step] is said.ClaimAppealDecided)
    )


@settings(max_examples=40)
@given(walks())
def test_what_is_due_can_be_done_and_every_clock_is_the_procedures(walk: Walk) -> None:
    sayable = walk.sayable()
    for one in claim_clocks.due(walk, walk.on):  # type: ignore[arg-type]  # a row's fields
        if one.what == claim_clocks.SEARCH:
            continue
        assert one.what in {step.code for step in ASYLUM.steps if step.clock is not None}
        paper = one.what == "certificate_extended"
        if (walk.life.state in OPEN or paper) and (walk.life.cared_for or one.what == "guardian" or paper):
            assert any(_is(one.what, fact) for fact in sayable), (one, walk.life.state)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_clock_a_claim_reads_is_there_in_every_country(country: str) -> None:
    assert claim_clocks.certificate_until(country, DAY) > DAY
    assert claim_clocks.register_until(country, DAY) >= DAY
    for level in (0, 1):
        until = claim_clocks.appeal_until(country, level, DAY)
        assert until is not None
        assert until > DAY
    assert claim_clocks.appeal_until(country, 2, DAY) is None


def due(walk: Walk) -> list[str]:
    return [one.what for one in claim_clocks.due(walk, walk.on)]  # type: ignore[arg-type]  # a row's fields


def test_being_admitted_to_the_procedure_stops_no_clock() -> None:
    admitted = said.ClaimDecided(outcome="admitted", why="Law")
    assert "decided" in due(lived(HEARD, admitted))
    assert "decided" not in due(lived(HEARD, admitted, REJECTED))


def test_a_call_left_over_brings_nothing_back() -> None:
    not_come = said.ClaimNotCome(call=CALLED.call, reason="ill")
    for decided in (said.ClaimDecided(outcome="recognised", why="Law"), WITHDRAWN):
        with pytest.raises(ClaimRuleError):
            lived(CALLED, decided, not_come)


def test_a_child_is_heard_with_a_guardian_alone() -> None:
    walk = begun(child="doubtful")
    with pytest.raises(ClaimRuleError, match="child_first"):
        walk.says(HEARD, DAY)
    walk = walk.says(said.ClaimChild(child="yes", guardian="Ms B."), DAY)
    assert walk.says(HEARD, DAY).life.state == "deciding"


def test_that_somebody_may_be_a_child_may_come_out_late() -> None:
    walk = lived(HEARD, REJECTED)
    walk = walk.says(said.ClaimChild(child="doubtful"), walk.on)
    assert "guardian" in due(walk)
    assert walk.course().aside == ()
    walk = walk.says(said.ClaimChild(child="yes", guardian="Ms B."), walk.on)
    assert "guardian" not in due(walk)


def test_nobody_withdraws_or_is_heard_whom_nobody_can_find() -> None:
    allowed = set(lived(MISSING).course().allowed)
    assert allowed.isdisjoint({"called", "interviewed", "withdrawn"})
    assert {"found", "died"} <= allowed


def test_an_appeal_without_leave_was_never_lodged() -> None:
    late = said.ClaimAppealed(on=DAY.isoformat(), by="person", leave_asked=True)
    served = next(one for one in EVERYTHING if isinstance(one, said.ClaimServed))
    refused = said.ClaimLeaveDecided(on=DAY.isoformat(), given=False, why="Law")
    walk = lived(HEARD, REJECTED, served, late, refused, days=40)
    assert "appeal_lodged" not in {one.step for one in taken(walk)}  # type: ignore[arg-type]  # a row's fields
    assert (walk.life.state, walk.course().way) == ("served", "rejected")
