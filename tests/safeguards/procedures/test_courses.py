"""Single cases, from beginning to end."""

from __future__ import annotations

import datetime as dt

import pytest

from panah.safeguards.procedures import Course, Taken, course, get
from panah.safeguards.procedures.clocks import last_day
from panah.safeguards.procedures.kinds import Condition
from tests.safeguards.procedures.walks import day, straight

Step = tuple[str, int, dict[str, str]]
Steps = tuple[Step, ...]
ADULT = {"child": "no"}
HEARD: Steps = (
    ("registered", 0, ADULT),
    ("certificate", 0, {"valid_until": day(90).isoformat()}),
    ("called", 2, {"interview_on": day(10).isoformat()}),
    ("interviewed", 10, {}),
)
REJECTED: Steps = (*HEARD, ("decided", 20, {"outcome": "rejected"}), ("served", 22, {"appeal_until": ""}))


def now(code: str, steps: Steps, today: int, country: str = "") -> Course:
    found = course(get(code), straight(get(code), *steps), day(today), country)
    assert not found.aside
    return found


def test_a_claim_from_registration_to_recognition() -> None:
    begun = now("asylum", HEARD[:2], 1)
    assert [(one.step, one.late) for one in begun.due] == [
        ("called", False), ("certificate_extended", False), ("decided", False),
    ]  # fmt: skip
    assert begun.missing["decided"] == ("interviewed",)
    assert (begun.may_let_go, begun.why) == (False, ("needs:decided",))
    recognised = now("asylum", (*HEARD, ("decided", 20, {"outcome": "recognised"})), 20)
    assert recognised.way == "recognised"
    assert [one.step for one in recognised.due] == ["served", "status_given", "certificate_extended"]
    assert "withdrawn" not in recognised.allowed


def test_a_rejection_waits_for_its_appeal() -> None:
    waiting = now("asylum", REJECTED, 30)
    assert waiting.why == ("waits:appeal",)
    assert waiting.running[0].until == last_day(day(22), 1, "months")
    over = last_day(day(22), 1, "months")
    taken = straight(get("asylum"), *REJECTED)
    assert not course(get("asylum"), taken, over).may_let_go
    assert course(get("asylum"), taken, over + dt.timedelta(days=1)).way == "rejected"
    appealed = now("asylum", (*REJECTED, ("appeal_lodged", 30, {})), 200)
    assert appealed.why == ("needs:appeal_decided",)


def test_an_appeal_date_may_be_later_than_the_laws_and_never_earlier() -> None:
    for said, until in ((25, last_day(day(22), 1, "months")), (100, day(100))):
        steps = (*REJECTED[:-1], ("served", 22, {"appeal_until": day(said).isoformat()}))
        assert now("asylum", steps, 23).running[0].until == until


def test_a_decision_not_served_lets_nobody_go() -> None:
    unserved = now("asylum", REJECTED[:-1], 300)
    assert unserved.why == ("needs:served",)
    gone = now("asylum", (*REJECTED[:-1], ("disappeared", 21, {})), 300)
    assert "served" not in gone.allowed
    assert not gone.may_let_go


def test_whoever_cannot_be_found_is_not_let_go_by_a_time_that_ran_out() -> None:
    missing = (*REJECTED, ("disappeared", 25, {}))
    assert now("asylum", missing, 200).why == ("unsettled:disappeared",)
    assert now("asylum", (*missing, ("found", 100, {})), 200).way == "rejected"
    for code in ("asylum", "stateless", "trafficking", "child"):
        against = {"rejected", "appeal_dismissed", "court_upheld", "not_confirmed", "cared_for", "reunited", "solution"}
        against |= {"plan", "safe_return", "adult"}
        for way in get(code).ways:
            wanted = [one for need in way.requires for one in need.any_of]
            assert way.code not in against or Condition("disappeared", absent=True) in wanted, (code, way.code)


def test_sent_back_and_opened_again_begin_anew_and_keep_the_history() -> None:
    back = now("asylum", (*REJECTED, ("appeal_lodged", 30, {}), ("sent_back", 60, {})), 61)
    assert "decided" in back.allowed
    assert not back.may_let_go
    assert [one.step for one in back.done].count("decided") == 1
    again = now("asylum", (*REJECTED, ("reopened", 100, {}), ("called", 101, {}), ("interviewed", 102, {})), 103)
    assert "decided" in again.allowed
    assert "served" not in again.allowed
    assert "reopened" not in now("asylum", HEARD, 12).allowed


def test_the_court_has_the_last_word() -> None:
    dismissed = (*REJECTED, ("appeal_lodged", 30, {}), ("appeal_decided", 60, {"outcome": "dismissed"}))
    assert now("asylum", dismissed, 61).why == ("waits:court",)
    assert now("asylum", dismissed, 200).way == "appeal_dismissed"
    lodged = (*dismissed, ("court_lodged", 61, {}))
    assert now("asylum", lodged, 400).why == ("needs:court_ordered",)
    assert now("asylum", (*lodged, ("court_ordered", 90, {"outcome": "upheld"})), 91).way == "court_upheld"
    assert now("asylum", (*lodged, ("court_ordered", 90, {"outcome": "granted"})), 91).way == "court_granted"


@pytest.mark.parametrize(
    ("code", "begun", "days"),
    [
        ("child", ("received", 0, {}), 1),
        ("trafficking", ("received", 0, {"child": "no", "language": "uz"}), 3),
        ("health", ("received", 0, {"child": "no", "language": "uz"}), 3),
        ("stateless", ("registered", 0, {"child": "no"}), 14),
        ("service", ("asked", 0, {}), 14),
    ],
)
def test_somebody_looks_again_for_whoever_cannot_be_found(code: str, begun: Step, days: int) -> None:
    def by(*more: Step) -> list[dt.date]:
        return [one.by for one in now(code, (begun, *more), 200).due if one.step == "searched"]

    unsaid = {"look_again_by": ""}
    gone = ("disappeared", 20, unsaid)
    assert by() == []
    assert by(gone) == [day(20 + days)]
    assert by(("disappeared", 20, {"look_again_by": day(30).isoformat()})) == [day(30)]
    assert by(gone, ("searched", 25, unsaid)) == [day(25 + days)], "as long as it takes"
    back = (gone, ("searched", 25, unsaid), ("found", 40, {}))
    assert by(*back) == []
    assert by(*back, ("disappeared", 60, unsaid)) == [day(60 + days)]


def test_a_claim_ends_with_the_person_or_with_death_and_then_nothing_follows() -> None:
    withdrawn = now("asylum", (*HEARD, ("withdrawn", 11, {})), 12)
    assert (withdrawn.way, withdrawn.allowed, withdrawn.due) == ("withdrawn", ("reopened",), ())
    assert withdrawn.missing["served"] == ("reopened",)
    died = now("asylum", (*HEARD, ("died", 11, {})), 12)
    assert (died.way, died.allowed, set(died.missing.values())) == ("died", (), {()})


def test_a_childs_claim_waits_for_the_guardian() -> None:
    steps: Steps = (("registered", 0, {"child": "doubtful"}), ("called", 1, {}))
    found = now("asylum", steps, 2)
    assert found.missing["interviewed"] == ("guardian",)
    assert (found.due[0].step, found.due[0].late) == ("guardian", True)
    assert "guardian" not in now("asylum", HEARD, 12).allowed


@pytest.mark.parametrize(
    ("country", "by"),
    [
        ("", dt.date(2026, 9, 2)),
        ("KAZ", dt.date(2026, 6, 2)),
        ("KGZ", dt.date(2026, 9, 2)),
        ("UZB", dt.date(2026, 9, 2)),
    ],
)
def test_the_law_of_the_country_sets_the_clock(country: str, by: dt.date) -> None:
    found = now("asylum", HEARD, 12, country)
    assert next(one.by for one in found.due if one.step == "decided") == by


def test_a_countrys_clock_may_begin_elsewhere() -> None:
    assert "decided" not in {one.step for one in now("asylum", HEARD[:3], 3, "TJK").due}
    assert next(one.by for one in now("asylum", HEARD, 12, "TJK").due if one.step == "decided") == last_day(
        day(10), 10, "working"
    )


def test_a_child_is_let_go_only_with_guardian_determination_and_care() -> None:
    steps: Steps = (("received", 0, {}), ("safe_place", 0, {}), ("guardian", 1, {}), ("bia", 2, {}))
    begun = now("child", steps[:2], 0)
    assert begun.allowed == ("safe_place", "guardian", "disappeared", "died")
    assert now("child", steps, 3).why == ("needs:bid", "needs:arrangement")
    arranged = (*steps, ("arrangement", 5, {"review_on": day(60).isoformat()}))
    assert now("child", arranged, 6).why == ("needs:bid",)
    determined = (*arranged, ("bid", 30, {"review_on": day(300).isoformat()}))
    assert now("child", determined, 31).way == "cared_for"
    late = now("child", determined, 61)
    assert (late.due[0].step, late.due[0].late) == ("arrangement_reviewed", True)
    failing = (*determined, ("arrangement_reviewed", 61, {"goes_on": "no"}))
    assert not now("child", failing, 62).may_let_go
    assert now("child", (*failing, ("arrangement", 63, {})), 64).way == "cared_for"


@pytest.mark.parametrize(("agreed", "risk"), [("no", "none"), ("yes", "danger"), ("yes", "unknown")])
def test_nobody_is_traced_against_the_childs_will_or_into_danger(agreed: str, risk: str) -> None:
    steps: Steps = (("received", 0, {}), ("guardian", 0, {}), ("tracing_asked", 1, {"agreed": agreed, "risk": risk}))
    assert "tracing" not in now("child", steps, 2).allowed
    asked_again = (*steps, ("tracing_asked", 5, {"agreed": "yes", "risk": "none"}))
    assert "tracing" in now("child", asked_again, 6).allowed


GROUNDS: Steps = (
    ("received", 0, ADULT),
    ("non_punishment", 0, {}),
    ("legal_aid", 1, {}),
    ("reasonable_grounds", 2, {}),
)


def test_reflection_holds_the_matter_and_every_decision() -> None:
    found = now("trafficking", GROUNDS, 32)
    assert [(one.code, one.until) for one in found.running] == [("reflection", day(32))]
    assert found.missing["conclusive"] == ("reflection_ended", "died")
    assert "conclusive" in now("trafficking", GROUNDS, 33).allowed
    longer = (*GROUNDS[:3], ("reasonable_grounds", 2, {"reflection_until": day(92).isoformat()}))
    assert now("trafficking", longer, 60).running[0].until == day(92)
    shorter = (*GROUNDS[:3], ("reasonable_grounds", 2, {"reflection_until": day(5).isoformat()}))
    assert now("trafficking", shorter, 20).running[0].until == day(32)


def test_a_child_never_gives_up_the_time_to_recover() -> None:
    minor = (("received", 0, {"child": "doubtful"}), *GROUNDS[1:])
    assert "reflection_ended" not in now("trafficking", minor, 10).allowed
    assert "reflection_ended" in now("trafficking", GROUNDS, 10).allowed


@pytest.mark.parametrize("code", ["child", "trafficking", "health", "stateless"])
def test_whoever_was_taken_for_dead_goes_on_where_they_were(code: str) -> None:
    first = "registered" if code == "stateless" else "received"
    died: Steps = ((first, 0, ADULT | {"fear": "no"}), ("died", 3, {}))
    dead = now(code, died, 4)
    assert (dead.allowed, dead.way) == (("lives",), "died")
    lives = now(code, (*died, ("lives", 5, {})), 6)
    assert (lives.ended, lives.may_let_go) == ("", False)
    assert lives.allowed == now(code, died[:1], 6).allowed
    assert now(code, (*died, ("lives", 5, {}), ("died", 6, {})), 7).way == "died"


def test_whoever_was_taken_for_dead_has_the_whole_time_to_appeal_once_more() -> None:
    refused = (*GROUNDS, ("conclusive", 40, {"outcome": "not_confirmed"}), ("died", 41, {}), ("lives", 100, {}))
    assert [one.code for one in now("trafficking", refused, 110).running] == ["appeal"]
    assert now("trafficking", refused, 140).way == "not_confirmed"


@pytest.mark.parametrize("result", ["danger", "unknown"])
def test_nobody_returns_without_a_risk_assessment_that_says_safe(result: str) -> None:
    ended = (*GROUNDS, ("reflection_ended", 3, {}))
    assert "safe_return" not in now("trafficking", ended, 4).allowed
    assert "safe_return" not in now("trafficking", (*ended, ("risk_assessed", 4, {"result": result})), 5).allowed
    safe = (*ended, ("risk_assessed", 4, {"result": "safe"}))
    assert "safe_return" in now("trafficking", safe, 5).allowed
    assert not now("trafficking", safe, 5).may_let_go


def test_a_return_is_never_named_as_what_is_missing() -> None:
    safe = (*GROUNDS, ("risk_assessed", 4, {"result": "safe"}))
    assert now("trafficking", safe, 40).why == ("needs:conclusive",)


def test_after_a_safe_return_somebody_asks_until_they_are_known_to_be_safe() -> None:
    risks = ("risk_assessed", 41, {"result": "safe"})
    home = (*GROUNDS, ("conclusive", 40, {"outcome": "confirmed"}), risks,
            ("safe_return", 50, {}))  # fmt: skip

    def asked(*answers: tuple[int, str]) -> list[tuple[dt.date, bool]]:
        steps = (*home, *(("arrived", on, {"result": result}) for on, result in answers))
        found = now("trafficking", steps, 70)
        assert found.way == "safe_return", "the hold waits for no answer"
        return [(one.by, one.late) for one in found.due if one.step == "arrived"]

    assert asked() == [(day(64), True)]
    assert asked((60, "unknown")) == [(day(74), False)]
    assert asked((60, "danger"), (66, "safe")) == []


def test_what_can_still_come_and_what_cant() -> None:
    begun = now("asylum", HEARD[:2], 1)
    assert "appeal_lodged" in begun.later
    assert {"guardian", "best_interests", "registered"}.isdisjoint(begun.later)
    recognised = now("asylum", (*HEARD, ("decided", 20, {"outcome": "recognised"})), 20)
    assert {"withdrawn", "prima_facie", "appeal_lodged"}.isdisjoint({*recognised.later, *recognised.allowed})
    assert "conclusive" in now("trafficking", GROUNDS, 10).later
    assert now("asylum", (*HEARD, ("died", 11, {})), 12).later == ()


@pytest.mark.parametrize("given", ["treatment", "tb_begun", "handed_on"])
def test_care_that_is_needed_now_is_due_today_until_somebody_gives_it(given: str) -> None:
    seen: Steps = (("received", 0, ADULT), ("screened", 2, {"care": "now"}))
    assert [(one.step, one.by, one.late) for one in now("health", seen, 2).due] == [("treatment", day(2), False)]
    assert now("health", seen, 3).due[0].late
    cared = now("health", (*seen, (given, 2, {"next_due": day(9).isoformat()})), 3)
    assert "treatment" not in {one.step for one in cared.due}
    again = now("health", (*seen, (given, 2, {}), ("screened", 5, {"care": "now"})), 5)
    assert ("treatment", day(5)) in {(one.step, one.by) for one in again.due}


def test_care_for_later_doesnt_wait_unseen_either() -> None:
    seen: Steps = (("received", 0, ADULT), ("screened", 0, {"care": "later"}))
    assert [(one.step, one.by) for one in now("health", seen, 1).due] == [("handed_on", day(7))]
    assert now("health", (*seen[:1], ("screened", 0, {"care": "none"})), 1).due == ()


def test_tuberculosis_treatment_doesnt_break_off() -> None:
    begun: Steps = (
        ("received", 0, ADULT), ("screened", 0, {"care": "now"}), ("tb_begun", 1, {"next_due": day(3).isoformat()}),
    )  # fmt: skip
    assert [(one.step, one.by) for one in now("health", begun, 2).due] == [("tb_dose", day(3))]
    dosed = (*begun, ("tb_dose", 3, {"next_due": day(5).isoformat()}))
    assert [(one.step, one.by, one.late) for one in now("health", dosed, 6).due] == [("tb_dose", day(5), True)]
    assert "ended" not in now("health", dosed, 6).allowed
    handed = (*dosed, ("tb_handed_over", 6, {"next_due": day(8).isoformat()}))
    assert [(one.step, one.by) for one in now("health", handed, 7).due] == [("tb_arrived", day(8))]
    assert "ended" not in now("health", handed, 7).allowed
    assert now("health", (*handed, ("tb_arrived", 8, {}), ("ended", 8, {})), 9).way == "ended"


def test_a_service_is_asked_given_and_ended() -> None:
    steps: Steps = (("asked", 0, {}), ("given", 1, {}), ("ended", 2, {}))
    assert now("service", steps, 3).may_let_go
    again = now("service", (*steps, ("asked_again", 5, {})), 6)
    assert not again.may_let_go
    assert "given" in again.allowed


def test_a_service_for_somebody_who_cannot_be_found_ends_without_a_word_that_isnt_true() -> None:
    how = get("service").step("ended").field("how")
    assert how is not None
    assert "lost" in how.choices
    steps = (("asked", 0, {}), ("disappeared", 5, {}), ("not_given", 30, {}), ("ended", 30, {"how": "lost"}))
    ended = now("service", steps, 40)
    assert (ended.way, ended.due) == ("ended", ())


def test_working_days_and_months() -> None:
    friday = dt.date(2026, 3, 6)
    assert last_day(friday, 3, "working") == dt.date(2026, 3, 11)
    assert last_day(dt.date(2026, 3, 7), 1, "working") == dt.date(2026, 3, 9)
    assert last_day(dt.date(2026, 1, 31), 1, "months") == dt.date(2026, 2, 28)
    assert last_day(dt.date(2026, 11, 30), 3, "months") == dt.date(2027, 2, 28)
    assert last_day(friday, 0, "calendar") == friday
    assert last_day(dt.date(9999, 12, 1), 3, "months") == dt.date.max


def test_the_last_day_is_not_late() -> None:
    received: Steps = (("received", 0, {}),)
    due = {today: {one.step: one.late for one in now("child", received, today).due} for today in (0, 1, 2)}
    assert [due[today]["guardian"] for today in (0, 1, 2)] == [False, False, True]


def test_what_isnt_of_the_procedure_is_kept_aside() -> None:
    odd = Taken("danced", day(0), {"x": "y"})
    found = course(get("asylum"), [odd], day(1))
    assert (found.done, found.aside) == ((odd,), (odd,))


def test_a_case_that_nobody_has_begun_is_due_on_the_day_it_was_opened() -> None:
    """Clocks begin with steps: a child's file without one would wait where nobody is reminded of it."""
    child, monday = get("child"), dt.date(2026, 3, 2)
    new = course(child, [], monday, opened=monday)
    assert [(one.step, one.by, one.late) for one in new.due] == [("received", monday, False)]
    assert [one.late for one in course(child, [], monday + dt.timedelta(days=1), opened=monday).due] == [True]
    received = Taken("received", monday, {"age": "child", "with": "alone", "language": "Dari"})
    assert "received" not in {one.step for one in course(child, [received], monday, opened=monday).due}
    assert course(child, [], monday).due == ()
