"""The life of a claim: whatever is said of it, in whatever order, nothing ends against the person before its time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.journal.facts import Fact
from panah.protection import claim_life
from panah.protection.claim_life import ENDED, STATES, ClaimRuleError, Life
from panah.protection.facts import claims as said

DAY = dt.date(2026, 3, 1)
OTHER, CALL = UUID(int=7), UUID(int=8)


def day(days: int = 0) -> str:
    return (DAY + dt.timedelta(days=days)).isoformat()


REGISTERED = said.ClaimRegistered(
    number="2026-A", referral=None, matter=None, hold=None, name="Zarina", registered_on=day(), valid_until=day(90)
)
HEARD = said.ClaimInterviewed(on=day(), language="fa-af", understood=True)
REJECTED = said.ClaimDecided(outcome="rejected", why="Law")
SERVED = said.ClaimServed(
    on=day(), how="in_person", language="fa-af", understood=True, remedy_explained=True, appeal_until=day(30)
)
CONCLUDED = said.ClaimConcluded(why="Nobody appealed")
UPHELD = said.ClaimAppealDecided(on=day(), outcome="upheld", why="Law")
WITHDRAWN = said.ClaimDecided(outcome="withdrawn", why="Goes home", counsel_offered=True)
MISSING = said.ClaimMissing(since=day(), search_until=day(30))
FOUND = said.ClaimSearched(what="Her lawyer knew", found=True)
APPEALED = said.ClaimAppealed(on=day(), by="person")
LATE = said.ClaimAppealed(on=day(40), by="person", leave_asked=True)
CALLED = said.ClaimCalled(call=CALL, on=day(9), at="10:00", place="Room 4", language="fa-af", why="-")
EVERYTHING: tuple[Fact, ...] = (
    CALLED, HEARD, REJECTED, SERVED, CONCLUDED, UPHELD, WITHDRAWN, MISSING, FOUND, APPEALED, LATE,
    said.ClaimNotCome(call=CALL, reason="ill"),
    said.ClaimDecided(outcome="recognised", why="Law"),
    said.ClaimDecided(outcome="admitted", why="Law"),
    said.ClaimLeaveDecided(on=day(), given=True, why="Law"),
    said.ClaimLeaveDecided(on=day(), given=False, why="Law"),
    said.ClaimAppealDecided(on=day(), outcome="annulled", why="Law"),
    said.ClaimAppealDecided(on=day(), outcome="other_protection", why="Law"),
    said.ClaimStatusSet(document="R", valid_from=day(), valid_until=day(365)),
    said.ClaimStatusEnded(ground="ceased", on=day(), why="Law"),
    said.ClaimReopened(new="A letter came"),
    said.ClaimDied(on=day(), certificate="D 1"),
    said.ClaimDeathCorrected(why="Her sister saw her"),
    said.ClaimTransferred(to=OTHER, why="Mandate"),
    said.ClaimChild(child="doubtful"),
    said.ClaimChild(child="yes", guardian="Ms B.", best_interests_on=day()),
    said.ClaimMatterFound(matter=OTHER),
)  # fmt: skip


def lived(*facts: Fact, on: dt.date = DAY) -> Life:
    life = claim_life.begun(REGISTERED)
    for fact in facts:
        life = claim_life.after(life, fact, on)
    return life


def refused(life: Life, fact: Fact, on: dt.date = DAY) -> str:
    with pytest.raises(ClaimRuleError) as no:
        claim_life.after(life, fact, on)
    return no.value.code


def test_the_whole_reachable_life_ends_against_nobody_before_its_time() -> None:
    """Every step from every state that can be reached, before and after the time to appeal."""
    days = (DAY, DAY + dt.timedelta(days=31))
    begun = claim_life.begun(REGISTERED)
    # Counters and lists only grow; what decides is all the rest.
    seen: set[object] = set()
    waiting = [begun]
    while waiting:
        life = waiting.pop()
        key = replace(
            life, issue=0, reopened=0, asked_on="", why="", level=min(life.level, 2), calls=life.calls[-1:],
            since=life.since if life.state == "rejected" else "",
            status_document="", status_from="", status_until="", search_until="", died_on="",
            before=None,
        ), life.before and (life.before.state, life.before.missing_since)  # fmt: skip
        if repr(key) in seen:
            continue
        seen.add(repr(key))
        assert life.state in STATES
        for fact in EVERYTHING:
            for on in days:
                try:
                    found = claim_life.after(life, fact, on)
                except ClaimRuleError:
                    continue
                _lawful(life, fact, found, on)
                waiting.append(found)
    assert {repr_state for one in seen for repr_state in STATES if f"state='{repr_state}'" in str(one)} == set(STATES)


def _lawful(before: Life, fact: Fact, found: Life, on: dt.date) -> None:
    if found.state == "closed" and before.state not in ("closed", "died"):
        naturalised = isinstance(fact, said.ClaimStatusEnded) and fact.ground == "naturalised"
        over = before.state == "served" and before.appeal_until < on.isoformat() and not before.missing_since
        assert naturalised or over, (before, fact)
    if found.state == "rejected" and before.state in claim_life.UNDECIDED:
        assert before.interviewed_on, "nobody is rejected unheard"
        assert before.cared_for, "no child without guardian and best interests"
        assert not before.missing_since
    if found.state in ENDED and before.state not in ENDED:
        mine = (said.ClaimConcluded, said.ClaimDied, said.ClaimDecided, said.ClaimAppealDecided, said.ClaimStatusEnded)
        assert isinstance(fact, mine), fact
    if before.state == "died":
        assert isinstance(fact, said.ClaimDeathCorrected), "nothing else follows"
        assert before.before is not None
        assert (found.open, found.missing_since) == (before.before.open, before.before.missing_since)
    if before.state == "transferred":
        raise AssertionError("nothing follows")


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(EVERYTHING), st.integers(0, 80)), max_size=14))
def test_no_way_to_letting_go_leads_past_a_running_appeal(steps: list[tuple[Fact, int]]) -> None:
    life = claim_life.begun(REGISTERED)
    for fact, days in steps:
        before = life
        try:
            life = claim_life.after(life, fact, DAY + dt.timedelta(days=days))
        except ClaimRuleError:
            continue
        if before.state in ("appeal", "leave") and life.state in ENDED:
            assert life.state == "granted" or isinstance(fact, said.ClaimDied) or life.outcome == "withdrawn"


def test_the_time_runs_from_service_and_again_after_a_court() -> None:
    served = lived(HEARD, REJECTED, SERVED)
    assert refused(served, CONCLUDED, DAY + dt.timedelta(days=30)) == "claim_not_final"
    assert claim_life.after(served, CONCLUDED, DAY + dt.timedelta(days=31)).state == "closed"
    upheld = lived(HEARD, REJECTED, SERVED, APPEALED, UPHELD)
    assert (upheld.state, upheld.level, upheld.appeal_until) == ("rejected", 1, "")
    assert refused(upheld, CONCLUDED, DAY + dt.timedelta(days=999)) == "claim_not_final"
    last = SERVED.model_copy(update={"appeal_until": ""})
    assert (
        claim_life.after(claim_life.after(upheld, last, DAY), CONCLUDED, DAY + dt.timedelta(days=1)).state == "closed"
    )


def test_no_time_runs_from_a_day_before_what_it_rests_on() -> None:
    """Whatever desk wrote it down: the register folds by these rules."""
    assert refused(lived(HEARD, REJECTED), SERVED.model_copy(update={"on": day(-1)})) == "day_wrong"
    over_before = SERVED.model_copy(update={"appeal_until": day(-1)})
    assert refused(lived(HEARD, REJECTED), over_before) == "day_wrong"
    feared = replace(lived(), feared_on=day(-9))
    assert claim_life.after(feared, HEARD.model_copy(update={"on": day(-9)}), DAY).interviewed_on == day(-9)
    assert refused(feared, HEARD.model_copy(update={"on": day(-10)})) == "day_wrong"
    again = claim_life.after(replace(feared, state="closed"), said.ClaimReopened(new="-"), DAY)
    assert refused(again, HEARD.model_copy(update={"on": day(-1)})) == "day_wrong"


def test_a_late_appeal_holds_everything_until_leave_is_decided() -> None:
    served = lived(HEARD, REJECTED, SERVED)
    assert refused(served, LATE.model_copy(update={"leave_asked": False})) == "leave_needed"
    waits = claim_life.after(served, LATE, DAY + dt.timedelta(days=40))
    assert waits.state == "leave"
    assert refused(waits, CONCLUDED, DAY + dt.timedelta(days=400)) == "claim_not_final"
    no = said.ClaimLeaveDecided(on=day(50), given=False, why="No reason")
    assert claim_life.after(claim_life.after(waits, no, DAY), CONCLUDED, DAY + dt.timedelta(days=50)).state == "closed"
    closed = claim_life.after(served, CONCLUDED, DAY + dt.timedelta(days=31))
    in_time = claim_life.after(closed, APPEALED, DAY + dt.timedelta(days=33))
    assert in_time.state == "appeal", "it lay at the court in time"


def test_whoever_cannot_be_found_loses_nothing() -> None:
    gone = lived(HEARD, REJECTED, SERVED, MISSING)
    for fact in (CONCLUDED, SERVED, WITHDRAWN):
        assert refused(gone, fact, DAY + dt.timedelta(days=99)) in {"claim_missing", "claim_not_final"}
    back = claim_life.after(gone, FOUND, DAY + dt.timedelta(days=99))
    assert (back.state, back.served_on, back.missing_since) == ("rejected", "", "")
    assert refused(lived(MISSING), CALLED) == "claim_missing"


def test_the_end_of_a_status_settles_no_other_risk() -> None:
    recognised = said.ClaimDecided(outcome="recognised", why="Law")
    ended = lived(HEARD, recognised, said.ClaimStatusEnded(ground="ceased", on=day(), why="Law"))
    assert ended.state == "registered"
    assert refused(ended, REJECTED) == "interview_needed"
    national = lived(recognised, said.ClaimStatusEnded(ground="naturalised", on=day(), why="Law"))
    assert national.state == "closed"


def test_an_interview_counts_only_when_it_was_understood_and_the_interpreter_independent() -> None:
    assert refused(lived(), HEARD.model_copy(update={"understood": False})) == "not_understood"
    with_one = HEARD.model_copy(update={"present": ("interpreter_phone",)})
    assert refused(lived(), with_one) == "interpreter_not_independent"
    assert lived(with_one.model_copy(update={"independent": True})).interviewed_on == day()


def test_nothing_is_over_for_a_child_without_a_guardian_known_late_or_not() -> None:
    late = lived(HEARD, REJECTED, SERVED, said.ClaimChild(child="doubtful"))
    over = DAY + dt.timedelta(days=31)
    assert refused(late, CONCLUDED, over) == "child_first"
    cared_for = claim_life.after(late, said.ClaimChild(child="yes", guardian="Ms B.", best_interests_on=day()), over)
    assert claim_life.after(cared_for, CONCLUDED, over).state == "closed"


def test_what_closed_is_opened_by_anything_new_but_not_after_death() -> None:
    closed = replace(lived(HEARD, REJECTED), state="closed")
    again = claim_life.after(closed, said.ClaimReopened(new="My village was burnt", sur_place=True), DAY)
    assert (again.state, again.interviewed_on, again.reopened) == ("registered", "", 1)
    assert refused(lived(said.ClaimDied(on=day(), certificate="D")), said.ClaimReopened(new="-")) == "claim_decided"
    assert refused(lived(), said.ClaimReopened(new="-")) == "claim_open"


def test_a_wrong_death_is_corrected_and_the_claim_stands_as_before() -> None:
    died, lives = said.ClaimDied(on=day(), certificate="D"), said.ClaimDeathCorrected(why="It was her cousin")
    assert refused(lived(), lives) == "claim_open"
    assert refused(lived(died), said.ClaimDeathCorrected(why=" ")) == "reason_needed"
    for facts in ((), (HEARD,), (HEARD, REJECTED, SERVED, APPEALED), (WITHDRAWN,), (HEARD, MISSING)):
        assert lived(*facts, died, lives) == lived(*facts)
    served = lived(HEARD, REJECTED, SERVED, died, lives)
    assert (served.state, served.appeal_until) == ("rejected", ""), "the time to appeal runs from a service anew"
