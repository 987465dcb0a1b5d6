"""Each check sees what was done, what was missed, and what there was no occasion for; it never judges too early."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.node.practice.checks import ABOUT, CHECKS, MISSED, NO_OCCASION, OPEN, TIMED, WELL, Ought, judge
from panah.node.practice.scenarios import scenarios
from panah.node.practice.scene import KINDS, Event, Scene

WHO = "somebody"


def e(kind: str, at: float, what: str = "", value: str = "", more: str = "", by: str = "") -> Event:
    return Event(kind, WHO, at, what, value, more, by)


CAME, ASIDE, CROSSED = e("presented", 0, "entry"), e("set_aside", 30), e("crossed", 60, "first")
LATER = e("crossed", 900, "second", "consent")
BACK = e("went_back", 900, "refused")
FEAR, MATTER = e("mark", 300, "fear"), e("matter", 400, "asylum")
TOLD = e("answer", 250, "own_words.told", "I can't go back")
HIT, SAME = e("hit", 1, "h"), e("compared", 200, "h", "same", by="a")
BESIDE, LEFT = e("presence", 100, "companion", "room"), e("presence", 150, "companion", "left")
PAPERS = e("answer", 200, "screen.papers", "somebody_else")

# Of each check: what was done well, and one way to miss it.
CASES: dict[str, tuple[list[Event], list[Event]]] = {
    "set_aside": ([CAME, ASIDE], [CAME, CROSSED]),
    "goes_on": ([CAME, CROSSED], [CAME, ASIDE, LATER]),
    "taken_soon": ([ASIDE, e("taken", 200)], [ASIDE, e("taken", 30 + 60 * 15 + 1)]),
    "heard_alone": ([BESIDE, LEFT, PAPERS], [BESIDE, PAPERS, replace(LEFT, at=500)]),
    "language_checked": (
        [e("answer", 200, "language.checked", "they_repeated_it")],
        [e("answer", 200, "language.checked", "they_said_so")],
    ),
    "safe_interpreter": (
        [e("presence", 100, "interpreter", "phone", "agency")],
        [e("presence", 100, "interpreter", "phone", "embassy")],
    ),
    "needs_first": ([e("answer", 200, "comfort.first", "yes"), TOLD], [TOLD, e("answer", 260, "comfort.first", "yes")]),
    "explained": ([e("answer", 200, "explained.understood", "yes")], [e("answer", 200, "explained.understood", "no")]),
    "own_words": ([TOLD], [PAPERS]),
    "merits_stopped": ([TOLD, FEAR], [FEAR, e("asked_after_fear", 350, "own_words.told")]),
    "screened": ([PAPERS], [TOLD]),
    "handed_over": ([MATTER], [TOLD, LATER]),
    "consent": ([e("consent", 400, "services", "no")], [MATTER]),
    "asked_body": ([e("asked", 400, "asylum", "services")], [e("asked", 400, "lawyer", "services")]),
    "accepted": ([e("accepted", 500, "asylum")], [e("asked", 400, "asylum", "claim")]),
    "registered": ([e("claim", 500, "registered")], [MATTER]),
    "not_sent_back": ([CAME, ASIDE, LATER], [CAME, ASIDE, BACK]),
    "compared": ([HIT, SAME, LATER], [HIT, LATER, replace(SAME, at=901)]),
    "not_the_same": ([HIT, replace(SAME, value="not_same")], [HIT, SAME]),
    "two_looks": ([SAME, e("second_look", 300, "h", "confirmed", by="b")], [SAME]),
    "company": ([CAME, ASIDE, LATER], [CAME, CROSSED]),
    "drives_on": ([e("listed", 0), e("drove_on", 500)], [e("listed", 0), e("drove_on", 900)]),
    "leaves_freely": ([CAME, ASIDE, replace(LATER, at=500)], [CAME, ASIDE, LATER]),
    "outcome_for_all": ([CAME, ASIDE], [CAME]),
}


def ought(check: str) -> Ought:
    return Ought(check, (WHO,), "asylum" if check in ABOUT else "", 10 if check in TIMED else 0)


def said(check: str, events: list[Event], *, ended: bool = True) -> str:
    [verdict] = judge((ought(check),), Scene(tuple(events), ended=ended))
    return WELL if verdict.well else MISSED if verdict.missed else OPEN if verdict.open else NO_OCCASION


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_sees_what_was_done_and_what_was_missed(check: str) -> None:
    done, missed = CASES[check]
    assert said(check, done) == WELL
    assert said(check, missed) == MISSED


# There is nothing to say of these before what they are about: fear, a question, an outcome, an answer.
AFTERWARDS = {"merits_stopped", "needs_first", "not_sent_back", "not_the_same", "two_looks", "company"}


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_missed_before_anything_happened(check: str) -> None:
    assert said(check, [], ended=False) == (NO_OCCASION if check in AFTERWARDS else OPEN)


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_said_of_who_never_came(check: str) -> None:
    """Whoever plays a scenario alone plays a part of it."""
    assert said(check, [], ended=True) == NO_OCCASION
    other = Event("presented", "another", 0, "entry")
    assert said(check, [other], ended=True) == NO_OCCASION


def test_of_those_who_come_together_nobody_vanishes() -> None:
    together = Ought("outcome_for_all", ("a", "b", "c"))
    came = (Event("presented", "a", 0, "entry"), Event("crossed", "a", 60, "first"), Event("presented", "b", 1))
    [found] = judge((together,), Scene(came, ended=True))
    assert (found.well, found.missed) == (("a",), ("b",)), "who never came wasn't played"
    listed = Event("listed", "c", 0)
    alone = Ought("set_aside", ("c",))
    [found, aside] = judge((together, alone), Scene((*came, listed), ended=True))
    assert found.missed == ("b", "c"), "on the list of passengers, and nobody asked after them"
    assert not aside.missed


def test_who_still_waits_at_the_end_was_not_sent_back() -> None:
    assert said("not_sent_back", [CAME, ASIDE], ended=False) == NO_OCCASION
    assert said("not_sent_back", [CAME, ASIDE], ended=True) == WELL


def test_whom_the_sample_draws_goes_on_at_the_booth_for_nobody() -> None:
    drawn = replace(CAME, value="drawn")
    assert said("goes_on", [drawn, ASIDE, LATER]) == NO_OCCASION


def test_a_wrong_key_that_is_taken_back_in_time_did_nothing() -> None:
    taken_back = [CAME, CROSSED, e("taken_back", 70)]
    assert said("set_aside", taken_back, ended=False) == OPEN
    assert said("set_aside", [*taken_back, replace(ASIDE, at=80)]) == WELL


def test_the_second_look_is_another_officers() -> None:
    assert said("two_looks", [SAME, e("second_look", 300, "h", "confirmed", by="a")]) == MISSED
    assert said("two_looks", [HIT, replace(SAME, value="not_same")]) == NO_OCCASION


def test_every_hit_is_compared_before_the_person_goes_on() -> None:
    other = e("hit", 2, "other")
    assert said("compared", [HIT, other, SAME, LATER]) == MISSED
    assert said("compared", [HIT, other, SAME], ended=False) == OPEN


def test_a_child_in_the_care_of_the_competent_body_waits_for_nobody() -> None:
    assert said("company", [CAME, ASIDE, e("matter", 400, "child")]) == WELL
    assert said("company", [CAME, ASIDE, replace(LATER, value="not_shown")]) == MISSED
    assert said("company", [CAME, ASIDE, BACK]) == MISSED


@pytest.mark.parametrize("shown", ["consent", "same_document", "both_parents"])
def test_what_somebody_wrote_down_at_the_booth_shows_nothing_where_nobody_has_anything_to_show(shown: str) -> None:
    def verdict(shown: str) -> str:
        came = Scene((CAME, replace(CROSSED, value=shown)), ended=True)
        [found] = judge((Ought("company", (WHO,), unproven=True),), came)
        return WELL if found.well else MISSED

    assert verdict(shown) == MISSED
    assert verdict("body") == WELL
    assert said("company", [CAME, replace(CROSSED, value=shown)]) == WELL


def test_who_was_in_the_room_must_be_written_down() -> None:
    assert said("heard_alone", [TOLD, PAPERS]) == MISSED
    assert said("heard_alone", [e("answer", 90, "present.alone", "yes"), PAPERS]) == WELL


def test_one_persons_neglect_is_nobody_elses() -> None:
    [found] = judge(
        (Ought("set_aside", ("a", "b", "c")),), Scene((Event("set_aside", "a", 1), Event("crossed", "b", 1)))
    )
    assert (found.well, found.missed, found.open) == (("a",), ("b",), ("c",))


@given(st.lists(st.builds(Event, st.sampled_from(KINDS), st.just(WHO), st.floats(0, 1000), st.sampled_from(
    ("", "first", "companion", "interpreter", "screen.papers", "own_words.told", "comfort.first", "asylum", "h")),
    st.sampled_from(("", "left", "same", "not_same", "yes", "drawn"))), max_size=12))  # fmt: skip
def test_an_ended_run_leaves_nothing_open_and_no_order_of_telling_matters(events: list[Event]) -> None:
    distinct = list({one.at: one for one in events}.values())
    for check in CHECKS:
        told = said(check, distinct)
        assert told in (WELL, MISSED, NO_OCCASION)
        assert said(check, distinct[::-1]) == told


def test_ten_scenarios_and_each_check_is_asked_in_one() -> None:
    assert len(scenarios()) == 10
    assert {one.check for scenario in scenarios().values() for one in scenario.oughts} | {
        "explained",
        "not_the_same",
    } == (set(CHECKS))
