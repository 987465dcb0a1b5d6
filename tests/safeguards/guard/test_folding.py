"""Events to persons: whatever order they come in, what breaks a rule is kept aside, and two persons may be one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.guard.events import Event
from panah.safeguards.guard.folding import Folded, fold
from panah.safeguards.guard.judging import judge
from panah.safeguards.guard.locks import lock_of
from panah.safeguards.guard.matters import Status, claim
from panah.safeguards.guard.people import Hold, Person, Standing, Tie, Years, merged
from panah.safeguards.guard.reading import read_facts
from tests.safeguards.guard.people import properly

TOKEN = bytes(32)


def at(minute: int) -> str:
    return f"2026-11-21T{10 + minute // 60:02}:{minute % 60:02}:00Z"


def events(*rows: dict[str, Any]) -> tuple[Event, ...]:
    """Events a minute apart, in this order, unless they say when."""
    dated = [{"at": at(minute), **row} for minute, row in enumerate(rows)]
    return read_facts(json.dumps({"person": "p", "events": dated}).encode()).events


def step(code: str, role: str = "body", body: str = "asylum_authority", **more: Any) -> dict[str, Any]:
    given_ = ["language_understood", "reasons_given", "heard_in_person", "in_person", "own_will", "counsel_offered"]
    return {
        "what": "step", "matter": "m", "step": code, "role": role, "given": [*given_, "new_element"],
        **({"body": body} if role == "body" else {}), **more,
    }  # fmt: skip


OPENED = {"what": "matter", "matter": "m", "category": "asylum", "status": "suspected"}
WHOLE = (
    {"what": "set_aside"},
    {"what": "hold", "hold": "h", "lock": lock_of(TOKEN)},
    OPENED,
    step("hear", "second_line"),
    step("claim", "person"),
    {"what": "declined", "help": "shelter"},
    {"what": "consent", "purpose": "services", "is": True},
    step("refer", "second_line"),
    step("close", "second_line"),
    {"what": "same_person", "other": "q"},
    {"what": "years", "is": "doubtful", "person": "q"},
    {"what": "guardian"},
    {"what": "best_interests"},
    step("accept"),
    {"what": "competence", "change": "revoke", "body": "asylum_authority", "approved_by": ["headquarters"]},
    {"what": "done", "act": "refuse", "person": "q"},
    step("take_up"),
    {"what": "release", "hold": "h", "token": "11" * 32},
    {"what": "competence", "change": "revoke", "body": "asylum_authority", "approved_by": ["headquarters", "monitor"]},
    step("grant"),
    step("grant", body="unhcr"),
    {"what": "disappeared"},
    {"what": "family", "member": "mother", "open": True},
)


@given(st.permutations(events(*WHOLE)), st.lists(st.sampled_from(events(*WHOLE))))
def test_the_order_of_events_means_nothing_and_doubles_count_once(shuffled: list[Event], doubles: list[Event]) -> None:
    assert fold([*shuffled, *doubles]) == fold(events(*WHOLE))


def test_the_whole_story() -> None:
    folded = fold(events(*WHOLE))
    person = folded.person("q")
    assert folded.person("p") is person
    [matter] = person.matters
    assert matter.status is Status.GRANTED
    assert person.standing == {Standing.RECOGNISED_REFUGEE}
    assert person.years is Years.DOUBTFUL
    assert person.missing is False
    assert not person.holds[0].released
    why = [(aside.event.word("step") or aside.event.what, aside.why[0].code) for aside in folded.aside]
    assert why == [
        ("close", "not_from_here"), ("competence", "approval_missing"), ("release", "wrong_token"),
        ("grant", "not_competent"),
    ]  # fmt: skip


def test_times_going_backwards_are_put_in_order() -> None:
    late = events(
        {**step("refer", "second_line"), "at": at(9)}, {**step("claim", "person"), "at": at(8)}, {**OPENED, "at": at(1)}
    )
    folded = fold(late)
    assert folded.person("p").matters[0].status is Status.REFERRED
    assert folded.aside == ()


def test_the_clock_of_a_hold_survives_being_set_aside_again_and_is_never_longer_than_the_law() -> None:
    twice = fold(events({"what": "set_aside", "until": at(60)}, {"what": "set_aside", "until": at(120)})).person("p")
    assert twice.hold_until == fold(events({"what": "set_aside", "until": at(60)})).person("p").hold_until
    long = fold(events({"what": "set_aside", "until": at(600)})).person("p")
    assert long.set_aside is not None
    assert long.hold_until == long.set_aside + 3 * 3600
    assert fold(events({"what": "set_aside"}, {"what": "outcome"})).person("p").hold_until is None


def test_a_hold_is_released_by_its_token_whichever_comes_first() -> None:
    hold = {"what": "hold", "hold": "h", "lock": lock_of(TOKEN)}
    release = {"what": "release", "hold": "h", "token": TOKEN.hex()}
    for rows in ((hold, release), (release, hold)):
        folded = fold(events(*rows))
        assert folded.person("p").holds == (Hold("h", lock_of(TOKEN), released=True),)
        assert folded.aside == ()


def test_two_persons_found_to_be_one_are_guarded_as_one_and_recalled() -> None:
    rows = ({**OPENED, "person": "q"}, {"what": "done", "act": "refuse"})
    apart = fold(events(*rows))
    assert apart.recalls() == ()
    assert judge(apart.person("p"), "voluntary_return", properly("voluntary_return")).allowed
    one = fold(events(*rows, {"what": "same_person", "other": "q"}))
    assert not judge(one.person("p"), "voluntary_return", properly("voluntary_return")).allowed
    assert [(handle, done.act) for handle, done in one.recalls()] == [("p", "refuse")]
    same = {"what": "same_person", "other": "q"}
    taken_back = fold(events(*rows, same, {**same, "is": False}))
    assert taken_back.recalls() == ()


def test_three_handles_of_one_person_are_one_however_they_were_joined() -> None:
    joined = fold(
        events(OPENED, {"what": "same_person", "other": "q"}, {"what": "same_person", "person": "r", "other": "q"})
    )
    assert {joined.person(handle).handle for handle in "pqr"} == {"p"}
    assert joined.person("r").matters


def test_a_step_of_an_unknown_matter_and_a_matter_opened_twice_are_kept_aside() -> None:
    folded = fold(events(step("claim", "person"), OPENED, OPENED))
    assert [aside.why[0].code for aside in folded.aside] == ["matter_unknown", "matter_known"]


def test_nobody_is_known_of_whom_nothing_was_said() -> None:
    assert fold(()).person("x") == Person("x")
    assert isinstance(fold(()), Folded)


holds = st.builds(Hold, st.sampled_from("hk"), st.just(lock_of(b"x")), st.booleans())
people = st.builds(
    Person,
    handle=st.sampled_from("abc"),
    standing=st.frozensets(st.sampled_from(Standing), min_size=1),
    years=st.sampled_from(Years),
    guardian=st.booleans(),
    best_interests=st.booleans(),
    matters=st.lists(st.sampled_from([claim("m", "asylum", 1), claim("n", "child", 2)]), unique=True).map(tuple),
    holds=st.lists(st.builds(Hold, st.sampled_from("hk"), st.just(lock_of(b"x")), st.booleans()), max_size=2).map(
        tuple
    ),
    family=st.lists(st.builds(Tie, st.sampled_from("xy"), st.booleans()), unique=True, max_size=2).map(tuple),
    set_aside=st.none() | st.integers(0, 9),
    hold_until=st.none() | st.integers(0, 9),
    consents=st.frozensets(st.sampled_from("ab")),
)


@given(people, people, people)
def test_merging_has_no_order(one: Person, two: Person, three: Person) -> None:
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(merged(one, two), two) == merged(one, two)


@given(people, people)
def test_what_protects_either_protects_both(one: Person, two: Person) -> None:
    both = merged(one, two)
    for act in ("refuse", "return", "tell_issuer"):
        context = properly(act)
        for part in (one, two):
            for reason in judge(part, act, context).why:
                lifted = reason.code.startswith(("child_without", "receipt_", "not_set_aside", "hold_open"))
                assert lifted or reason.code in {why.code for why in judge(both, act, context).why}


def test_a_member_of_the_family_who_is_known_here_is_looked_at() -> None:
    tie = {"what": "family", "member": "m", "open": False}
    matter = {**OPENED, "person": "m"}
    assert fold(events(tie)).person("p").family == (Tie("m", open=False),)
    assert fold(events(tie, matter)).person("p").family == (Tie("m", open=True),)
    apart = fold(events({**tie, "apart": True}, matter)).person("p")
    assert judge(apart, "voluntary_return", properly("voluntary_return")).allowed


GIVEN_BACK = {"what": "release", "hold": "h", "token": TOKEN.hex()}
REJECTED = (step("take_up"), step("reject"))


@pytest.mark.parametrize(
    ("category", "ends", "spared"),
    [
        ("asylum", [step("take_up"), step("grant"), step("close")], "asylum"),
        ("asylum", [step("withdraw")], "asylum"),
        ("asylum", [*REJECTED, step("close", at="2027-11-21T10:00:00Z")], ""),
        ("asylum", [*REJECTED, step("withdraw")], ""),
        ("asylum", [*REJECTED, step("appeal", "person"), step("withdraw")], ""),
        ("asylum", [*REJECTED, step("appeal", "person"), step("remit", "court"), step("withdraw")], "asylum"),
        ("asylum", [step("withdraw"), step("reopen", "person", at="2027-11-21T10:00:00Z")], ""),
        ("trafficking", [step("take_up"), step("grant"), step("close")], "trafficking"),
        ("health", [step("take_up"), step("grant"), step("close")], ""),
    ],
)
def test_what_was_decided_against_somebody_alone_leaves_their_flight_to_the_law(
    category: str, ends: list[dict[str, Any]], spared: str
) -> None:
    body = {"asylum": "asylum_authority", "trafficking": "anti_trafficking", "health": "health_provider"}[category]
    opened = {**OPENED, "category": category, "status": "claimed"}
    rows = [{**row, "body": body} if row.get("role") == "body" else row for row in (step("accept"), *ends)]
    folded = fold(events(opened, *rows))
    assert folded.aside == ()
    person = folded.person("p")
    assert person.spared == ({spared} if spared else set())
    by_court = properly("fine", role="court", reason="irregular_entry", now=2_000_000_000)
    assert judge(person, "fine", by_court).allowed == (not spared and not person.guarded)


def test_at_the_border_a_released_hold_tells_nothing_so_that_a_court_has_to_ask() -> None:
    hold = {"what": "hold", "hold": "h", "lock": lock_of(TOKEN)}
    person = fold(events(hold, GIVEN_BACK)).person("p")
    assert not judge(person, "fine", properly("fine", reason="irregular_presence")).allowed
    assert judge(person, "fine", properly("fine", role="court", reason="irregular_presence")).allowed
