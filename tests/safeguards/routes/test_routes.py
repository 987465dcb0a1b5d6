"""From needs to bodies: every need has a route, urgent first; who is asked, who never, and what the clocks say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.children import Age
from panah.safeguards.indicators import assess, indicators, need_kinds
from panah.safeguards.routes import (
    AGAINST,
    CLAIM,
    CONSENT_PURPOSES,
    FOR,
    Answers,
    Body,
    Case,
    Hours,
    Said,
    against,
    body_kinds,
    choose,
    deadline,
    due,
    gap,
    late,
    least_fields,
    matters,
    plan,
    routes,
)

ADULT = Age(30, 30)
NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
IDS = st.sets(st.sampled_from(sorted(indicators())), max_size=6)


def test_every_need_has_a_route_and_every_leg_knows_its_least() -> None:
    assert set(routes()) == set(need_kinds())
    for one in routes().values():
        for kind in (kind for rank in one.kinds for kind in rank):
            assert least_fields()[kind, one.purpose]


@given(IDS, IDS)
def test_more_signs_never_take_a_leg_away(seen: set[str], more: set[str]) -> None:
    before = {(leg.need, leg.kind) for leg in plan(assess((), seen, age=ADULT))}
    assert before <= {(leg.need, leg.kind) for leg in plan(assess((), seen | more, age=ADULT))}


@given(IDS, st.lists(st.builds(Said, st.sampled_from(CONSENT_PURPOSES), st.booleans(), st.integers(0, 9)), max_size=5))
def test_declining_help_takes_no_leg_and_no_matter_away(seen: set[str], said: list[Said]) -> None:
    profile = assess((), seen, age=ADULT)
    legs = plan(profile, said, 10)
    assert {(leg.need, leg.kind) for leg in legs} == {(leg.need, leg.kind) for leg in plan(profile)}
    assert matters(profile) == {leg.guard for leg in legs} - {""}
    for leg in legs:
        assert (leg.consent == "not_needed") == (leg.purpose == CLAIM)


def test_urgent_comes_first_and_several_go_at_once() -> None:
    legs = plan(assess(["asylum.fears_war", "health.asks_doctor", "needs.cannot_read"], age=ADULT))
    assert [leg.urgent for leg in legs] == sorted((leg.urgent for leg in legs), reverse=True)
    first = {(leg.need, leg.kind) for leg in legs if leg.rank == 0}
    assert {("asylum", "asylum_authority"), ("urgent_health", "health_provider")} <= first
    assert matters(assess(["asylum.fears_war", "health.asks_doctor"], age=ADULT)) == {"asylum", "health"}


def test_consent_is_told_as_it_stands() -> None:
    profile = assess(["signs.papers_held"], age=ADULT)
    assert {leg.consent for leg in plan(profile)} == {"missing"}
    assert {leg.consent for leg in plan(profile, [Said("services", True, 1)], 2)} == {"given"}
    assert {leg.consent for leg in plan(profile, [Said("services", False, 1)], 2)} == {"refused"}
    assert {leg.consent for leg in plan(profile, [Said("services", True, 1, until=2)], 3)} == {"missing"}


def test_no_need_of_protection_leads_to_a_consulate() -> None:
    assert [one.need for one in routes().values() if any("consulate" in rank for rank in one.kinds)] == ["consular"]


SHELTER = Body("shelter", "anti_trafficking", frozenset({"trafficking"}), languages=frozenset({"uz"}))
CASE = Case("trafficking", child=False, sex="F", place="post-1", languages=frozenset({"uz"}), now=NOON)


@pytest.mark.parametrize(
    ("body", "case", "code"),
    [
        (replace(SHELTER, kind="lawyer"), CASE, "choose:no_route"),
        (replace(SHELTER, needs=frozenset({"health"})), CASE, "choose:not_its_mandate"),
        (replace(SHELTER, revoked=True), CASE, "choose:revoked"),
        (replace(SHELTER, ages="child"), CASE, "choose:age"),
        (replace(SHELTER, ages="adult"), replace(CASE, child=True), "choose:age"),
        (replace(SHELTER, sexes=frozenset({"M"})), CASE, "choose:sex"),
        (replace(SHELTER, places=frozenset({"post-2"})), CASE, "choose:place"),
        (SHELTER, replace(CASE, declined=frozenset({"shelter"})), "choose:declined"),
    ],
)
def test_who_is_not_asked_and_why(body: Body, case: Case, code: str) -> None:
    assert against(SHELTER, CASE) == ()
    assert against(body, case) == (code,)
    assert choose([body], case) == ()


def test_a_consulate_never_where_protection_is_asked_nor_of_the_feared_state() -> None:
    consulate = Body("c", "consulate", frozenset({"consular"}), state="UTO")
    case = replace(CASE, need="consular")
    assert choose([consulate], case)
    assert against(consulate, replace(case, protection=True)) == ("choose:never_for_protection",)
    assert against(consulate, replace(case, feared=frozenset({"UTO"}))) == ("choose:feared_state",)


def test_best_first() -> None:
    bodies = [
        Body("ngo", "ngo", frozenset({"trafficking"}), languages=frozenset({"uz"})),
        replace(SHELTER, id="full", room=0),
        replace(SHELTER, id="silent", languages=frozenset({"ru"})),
        replace(SHELTER, id="near", places=frozenset({"post-1"})),
        SHELTER,
    ]
    assert [one.body for one in choose(bodies, CASE)] == ["near", "shelter", "silent", "full", "ngo"]
    told = {one.body: one.why for one in choose(bodies, CASE)}
    assert "choose:full" in told["full"]
    assert "choose:needs_interpreter" in told["silent"]
    assert told["ngo"][0] == "choose:next_route"


def test_who_is_open_comes_first_when_it_is_urgent() -> None:
    day = frozenset({Hours(4, 9 * 60, 18 * 60)})
    night = NOON.replace(hour=23)
    bodies = [replace(SHELTER, id="day", hours=day), replace(SHELTER, id="always", languages=frozenset())]
    assert [one.body for one in choose(bodies, replace(CASE, now=night))] == ["day", "always"]
    assert [one.body for one in choose(bodies, replace(CASE, now=night, urgent=True))] == ["always", "day"]
    assert [one.body for one in choose(bodies, replace(CASE, urgent=True))] == ["day", "always"]


@pytest.mark.parametrize(("minute", "is_open"), [(539, False), (540, True), (1079, True), (1080, False)])
def test_hours_begin_and_end(minute: int, is_open: bool) -> None:
    body = replace(SHELTER, hours=frozenset({Hours(4, 540, 1080)}))
    assert body.open_at(NOON.replace(hour=minute // 60, minute=minute % 60)) is is_open


def test_declined_leads_to_the_next_and_a_gap_is_told() -> None:
    bodies = [SHELTER, Body("ngo", "ngo", frozenset({"trafficking"})), Body("unhcr", "unhcr", frozenset({"asylum"}))]
    assert choose(bodies, CASE)[0].body == "shelter"
    after = replace(CASE, declined=frozenset({"shelter"}))
    assert choose(bodies, after)[0].body == "ngo"
    nobody = replace(CASE, declined=frozenset({"shelter", "ngo"}))
    assert gap(bodies, CASE) == ""
    assert gap(bodies, nobody) == "gap:ask_unhcr"
    assert gap(bodies[:2], nobody) == "gap:commander_and_monitor"


@given(st.sampled_from(sorted(need_kinds())), st.booleans(), st.booleans(), st.sampled_from(sorted(body_kinds())))
def test_codes_are_known(need: str, child: bool, protection: bool, kind: str) -> None:
    body = Body("b", kind, frozenset({need}), state="UTO")
    case = replace(CASE, need=need, child=child, protection=protection, feared=frozenset({"UTO"}))
    assert set(against(body, case)) <= set(AGAINST)
    assert {code for one in choose([body], case) for code in one.why} <= set(FOR)


# --- clocks -----------------------------------------------------------------------------------------------------------

KINDS = st.sampled_from(sorted(body_kinds()))


@given(KINDS, st.booleans(), st.integers(0, 20_000), st.integers(0, 20_000))
def test_what_is_due_stays_due_while_the_body_is_silent(kind: str, urgent: bool, one: int, more: int) -> None:
    answers = Answers(sent=0)
    before = due(kind, answers, 60 * one, urgent=urgent)
    assert set(before) <= set(due(kind, answers, 60 * (one + more), urgent=urgent))


@given(KINDS, st.booleans())
def test_silence_is_reminded_then_escalated_then_another_is_asked(kind: str, urgent: bool) -> None:
    first, accept = deadline(kind, 0, urgent=urgent)
    assert first <= accept
    assert due(kind, Answers(0), first - 1, urgent=urgent) == ()
    assert due(kind, Answers(0), first, urgent=urgent)[0].step == "remind"
    steps = [one.step for one in due(kind, Answers(0), 10**7, urgent=urgent)]
    assert {"remind", "escalate", "next_route"} == set(steps)
    assert steps.index("remind") <= steps.index("escalate") <= steps.index("next_route")


@given(KINDS, st.integers(1, 10**6))
def test_an_urgent_need_never_waits_longer(kind: str, now: int) -> None:
    ordinary = {one.step for one in due(kind, Answers(0), now)}
    assert ordinary <= {one.step for one in due(kind, Answers(0), now, urgent=True)}


def test_acknowledged_isnt_accepted() -> None:
    told = due("child_protection", Answers(0, acknowledged=60), 60 * 241)
    assert [(one.step, one.why) for one in told] == [("remind", "clock:not_accepted")]


@given(
    st.sampled_from(sorted(body_kinds())),
    st.builds(Answers, st.just(0), *(st.none() | st.integers(0, 40_000) for _ in range(4))),
    st.integers(0, 40_000),
    st.booleans(),
)
def test_late_is_what_is_due_for_another_reason_than_a_no(
    kind: str, answers: Answers, hence: int, urgent: bool
) -> None:
    now = 60 * hence
    whys = {one.why for one in due(kind, answers, now, urgent=urgent)}
    assert late(kind, answers, now, urgent=urgent) == bool(whys - {"clock:declined"})


def test_asking_back_stops_no_clock() -> None:
    silent, asking = Answers(0, acknowledged=60), Answers(0, acknowledged=60, asked=120)
    assert due("ngo", silent, 10**6) == due("ngo", asking, 10**6)


def test_accepted_ends_the_clocks_and_declined_goes_on_at_once() -> None:
    assert due("ngo", Answers(0, accepted=60), 10**7) == ()
    assert {one.step for one in due("ngo", Answers(0, declined=60), 61)} == {"next_route", "tell_commander"}
