"""What may be done with a person at a border, and what not: one safeguard after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from panah.safeguards.guard.context import Conversation, Ground, Notice, Signature
from panah.safeguards.guard.judging import judge, judge_person
from panah.safeguards.guard.law import law
from panah.safeguards.guard.locks import lock_of
from panah.safeguards.guard.matters import Status
from panah.safeguards.guard.people import Hold, Person, Standing, Tie, Years
from panah.safeguards.guard.receipts import Receipt
from tests.safeguards.guard.people import ADULT, NOW, claimant, properly

BACK = ("refuse", "remove", "return", "readmit", "extradite")
ROLE = {"extradite": "court", "ban": "headquarters", "detain": "court"}


def codes(person: Person, act: str, **changes: object) -> list[str]:
    """Why an act, done properly but for these changes, isn't allowed; empty where it is."""
    court = {"court_order": True} if ROLE.get(act) == "court" else {}
    context = properly(act, **{"role": ROLE.get(act, "second_line"), **court, **changes})
    verdict = judge(person, act, context)
    assert verdict.allowed == (not verdict.why)
    return [reason.code for reason in verdict.why]


@pytest.mark.parametrize("act", BACK)
def test_somebody_about_whom_nothing_is_open_may_be_led_back_lawfully(act: str) -> None:
    assert codes(ADULT, act) == []


@pytest.mark.parametrize("act", [*BACK, "voluntary_return", "withdraw_at_line"])
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
def test_no_way_back_while_a_matter_is_open_whatever_became_of_it_so_far(act: str, status: Status) -> None:
    assert codes(claimant(status=status), act) == ["appeal_running" if status is Status.APPEALED else "matter_open"]


def test_a_closed_matter_doesnt_stand_in_the_way() -> None:
    assert codes(claimant(status=Status.CLOSED), "refuse") == []


@pytest.mark.parametrize("category", law().categories)
def test_matters_of_every_kind_guard(category: str) -> None:
    assert codes(claimant(category), "refuse") == ["matter_open"]


def test_recovery_and_reflection_is_named() -> None:
    assert codes(claimant("trafficking", reflection_until=NOW + 1), "return") == ["in_reflection"]
    assert codes(claimant("trafficking", reflection_until=NOW), "return") == ["matter_open"]


def test_a_border_node_sees_a_hold_and_not_what_it_is_about() -> None:
    held = replace(ADULT, holds=(Hold("h", lock_of(b"x")),))
    verdict = judge(held, "refuse", properly())
    assert [(reason.code, reason.params) for reason in verdict.why] == [("hold_open", (("hold", "h"),))]
    assert codes(replace(ADULT, holds=(Hold("h", lock_of(b"x"), released=True),)), "refuse") == []


@pytest.mark.parametrize("standing", ["national", "permanent_resident", "recognised_refugee"])
@pytest.mark.parametrize("act", [*BACK, "ban"])
def test_who_belongs_here_is_never_refused_and_nothing_would_allow_it(act: str, standing: str) -> None:
    person = replace(ADULT, standing=frozenset({Standing(standing)}))
    assert codes(person, act) == ["never_refused"]
    assert judge(person, act, properly(act)).would_allow == ()


def test_the_end_of_refugee_status_settles_no_other_risk() -> None:
    assert codes(replace(ADULT, standing=frozenset({Standing.STATUS_ENDED})), "return") == ["other_risks_not_settled"]


@pytest.mark.parametrize("basis", ["art_33_2", "exclusion", "admissibility"])
@pytest.mark.parametrize("act", BACK)
def test_exceptions_are_never_decided_at_a_post(act: str, basis: str) -> None:
    assert codes(ADULT, act, basis=basis) == ["never_at_a_post"]


def test_a_family_goes_together_unless_the_member_asked_alone_wants_otherwise() -> None:
    assert codes(replace(ADULT, family=(Tie("mother", open=True),)), "refuse") == ["family_matter_open"]
    assert codes(replace(ADULT, family=(Tie("wife", open=True, apart=True),)), "refuse") == []
    assert codes(replace(ADULT, family=(Tie("son", open=False),)), "refuse") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"receipt": None}, "receipt_missing"),
        ({"genuine": False}, "receipt_not_genuine"),
        ({"receipt": Receipt("q", "refuse", 5, NOW)}, "receipt_other_person"),
        ({"receipt": Receipt("p", "remove", 5, NOW)}, "receipt_other_act"),
        ({"receipt": Receipt("p", "refuse", 5, NOW - 301)}, "receipt_stale"),
        ({"receipt": Receipt("p", "refuse", 5, NOW + 61)}, "receipt_from_future"),
        ({"receipt": Receipt("p", "refuse", 4, NOW)}, "receipt_outdated"),
        ({"role": "first_line"}, "not_yours"),
        ({"role": "commander"}, "not_yours"),
        ({"signatures": ()}, "two_signatures_missing"),
        ({"signatures": (Signature("a", "second_line", True),) * 2}, "two_signatures_missing"),
        (
            {"signatures": (Signature("a", "second_line", True), Signature("b", "commander"))},
            "two_signatures_missing",
        ),
        (
            {"signatures": (Signature("a", "first_line", True), Signature("b", "commander", True))},
            "second_line_signature_missing",
        ),
        ({"conversation": None}, "conversation_missing"),
        ({"conversation": Conversation("tgk")}, "language_not_understood"),
        ({"grounds": ()}, "ground_missing"),
        ({"grounds": (Ground("made_up"),)}, "ground_missing"),
        ({"grounds": (Ground("entry", in_law=True, own_state=True),)}, "own_state_entry_alone"),
        ({"notice": None}, "notice_missing"),
        ({"notice": Notice(frozenset({"rus"}), remedy=True)}, "notice_other_language"),
        ({"notice": Notice(frozenset({"tgk"}))}, "notice_without_remedy"),
    ],
)
def test_a_refusal_wants_everything(changes: dict[str, object], code: str) -> None:
    assert codes(ADULT, "refuse", **changes) == [code]


def test_an_own_states_entry_beside_another_ground_is_a_ground() -> None:
    grounds = (Ground("entry", in_law=True, own_state=True), Ground("no_valid_document", in_law=True))
    assert codes(ADULT, "refuse", grounds=grounds) == []


def test_a_receipt_lives_a_few_minutes_and_a_little_skew_is_forgiven() -> None:
    for given in (NOW - 300, NOW + 60):
        assert codes(ADULT, "refuse", receipt=Receipt("p", "refuse", 5, given)) == []


@pytest.mark.parametrize("years", [Years.CHILD, Years.DOUBTFUL])
def test_a_child_and_who_may_be_one(years: Years) -> None:
    child = replace(ADULT, years=years)
    cared = replace(child, guardian=True, best_interests=True)
    for act in ("refuse", "detain"):
        assert codes(child, act) == codes(cared, act) == ["child_never"]
    for act in ("remove", "return", "readmit", "extradite", "ban", "fine", "withdraw_at_line", "voluntary_return"):
        assert codes(child, act) == ["child_without_guardian", "child_without_best_interests"]
        assert codes(replace(child, guardian=True), act) == ["child_without_best_interests"]
        assert codes(cared, act) == []
    for act in ("admit", "leave_freely"):
        assert codes(child, act) == ["child_alone"]
        assert codes(replace(child, accompanied=True), act) == codes(cared, act) == []
    assert codes(child, "admit_for_procedure") == codes(child, "set_aside") == []


@pytest.mark.parametrize("act", ["ban", "fine", "detain"])
def test_speaking_cant_hurt(act: str) -> None:
    for reason in ("irregular_entry", "compelled_act", ""):
        assert codes(claimant("trafficking"), act, reason=reason) == ["no_penalty_for_flight"]
        assert codes(replace(ADULT, holds=(Hold("h", lock_of(b"x")),)), act, reason=reason) == ["no_penalty_for_flight"]
        assert codes(ADULT, act, reason=reason) == []
    assert codes(ADULT, act, reason="said_in_seeking_protection") == ["said_in_confidence"]


@pytest.mark.parametrize("act", ["ban", "fine", "detain"])
@pytest.mark.parametrize("reason", ["irregular_entry", "irregular_presence", "compelled_act", ""])
def test_who_was_recognised_or_identified_isnt_punished_for_the_flight_afterwards_either(act: str, reason: str) -> None:
    """Article 31 of the 1951 Convention, and non-punishment of who was trafficked: no court changes it."""
    ended = replace(ADULT, standing=frozenset({Standing.STATUS_ENDED}))
    refugee = replace(ADULT, standing=frozenset({Standing.RECOGNISED_REFUGEE}))
    identified = replace(ADULT, spared=frozenset({"trafficking"}))
    for role in {ROLE.get(act, "second_line"), "court"}:
        by = {"reason": reason, "role": role, "court_order": True}
        assert "recognised_not_penalised" in codes(refugee, act, **by)
        assert codes(ended, act, **by) == ["recognised_not_penalised"]
        assert codes(identified, act, **by) == ["decided_not_penalised"]
        assert codes(identified, act, **(by | {"reason": "offence"})) == []
        assert codes(ADULT, act, **by) == []


@pytest.mark.parametrize("act", ["ban", "fine"])
def test_what_a_released_hold_was_about_the_border_doesnt_know_and_a_court_has_to_ask(act: str) -> None:
    once_held = replace(ADULT, holds=(Hold("h", lock_of(b"x"), released=True),))
    assert codes(once_held, act, reason="irregular_entry", role="headquarters") == ["past_under_seal"]
    assert codes(once_held, act, reason="irregular_entry", role="court") == []
    assert codes(once_held, act, reason="irregular_entry", role="headquarters", court_order=True) == []
    assert codes(once_held, act, reason="offence", role="headquarters") == []


def test_a_wanted_person_who_claims_is_both() -> None:
    wanted = replace(claimant(), hits=frozenset({"wanted"}))
    assert codes(wanted, "detain") == []
    assert codes(wanted, "extradite") == ["matter_open"]


@pytest.mark.parametrize("act", ["hold", "refuse", "remove", "return", "readmit", "withdraw_at_line"])
def test_at_the_end_of_the_clock_only_release_admission_or_a_courts_order_are_left(act: str) -> None:
    over = replace(ADULT, hold_until=NOW)
    assert codes(over, act) == ["hold_over"]
    assert codes(replace(ADULT, hold_until=NOW + 1), act) == []
    assert codes(over, "hold", court_order=True) == []
    assert codes(over, "admit_for_procedure") == codes(over, "admit") == codes(over, "leave_freely") == []


def test_nobody_is_held_or_refused_whose_clock_never_began() -> None:
    for act in ("hold", "refuse"):
        assert codes(replace(ADULT, set_aside=None, hold_until=None), act) == ["not_set_aside"]


def test_who_was_set_aside_isnt_admitted_at_a_booth() -> None:
    assert codes(ADULT, "admit", role="first_line") == ["set_aside_already"]
    assert codes(replace(ADULT, set_aside=None), "admit", role="first_line") == []


def test_a_matter_stops_nobody_from_leaving_freely_but_they_are_asked_alone() -> None:
    assert codes(claimant(), "leave_freely") == []
    assert codes(claimant(), "leave_freely", alone=False) == ["not_asked_alone"]


def test_voluntary_return_is_the_persons_own() -> None:
    assert codes(ADULT, "voluntary_return") == []
    assert codes(ADULT, "voluntary_return", written_consent=False, alone=False) == [
        "not_asked_alone", "written_consent_missing"
    ]  # fmt: skip
    assert codes(claimant(), "voluntary_return") == ["matter_open"]


@pytest.mark.parametrize("act", ["tell_list_owner", "tell_issuer"])
def test_a_relatives_open_matter_keeps_silent_about_the_whole_family(act: str) -> None:
    assert codes(replace(ADULT, family=(Tie("wife", open=True),)), act) == ["family_matter_open"]
    assert codes(replace(ADULT, family=(Tie("wife", open=False),)), act) == []


@pytest.mark.parametrize("act", ["tell_list_owner", "tell_issuer", "tell_consulate"])
def test_nothing_reaches_the_persecutor(act: str) -> None:
    assert codes(claimant(), act) == ["matter_open"]
    for standing in (Standing.RECOGNISED_REFUGEE, Standing.STATUS_ENDED):
        assert codes(replace(ADULT, standing=frozenset({standing})), act) == ["protected"]
    assert codes(ADULT, act) == []


def test_consent_help_declined_hits_and_disappearing_change_nothing() -> None:
    for person in (ADULT, claimant()):
        marked = replace(
            person,
            declined=frozenset({"shelter"}),
            consents=frozenset({"sharing"}),
            hits=frozenset({"x"}),
            missing=True,
        )
        for act in law().acts:
            assert judge(marked, act, properly(act)) == judge(person, act, properly(act))


@pytest.mark.parametrize("act", law().acts)
def test_what_would_allow_it_is_said_or_nothing_would(act: str) -> None:
    verdict = judge(claimant(), act, properly(act, role="nobody"))
    for remedy in verdict.would_allow:
        assert law().sentence(remedy)
    assert verdict.why
    if all(law().remedies[reason.code] for reason in verdict.why):
        assert verdict.would_allow


def test_the_persons_part_looks_at_the_person_alone() -> None:
    assert judge_person(ADULT, "refuse", properly(signatures=(), receipt=None)).allowed
    assert not judge_person(claimant(), "refuse", properly()).allowed


def test_an_unknown_act_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        judge(ADULT, "push_back", properly())
