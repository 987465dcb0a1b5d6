"""The life of a matter: who moves it, on what conditions, and what is said to whom may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from panah.safeguards.guard.answers import Refused
from panah.safeguards.guard.conditions import LEAVE_OF_COURT, WORDS_GIVEN, Taking
from panah.safeguards.guard.law import law
from panah.safeguards.guard.life import attempt, take
from panah.safeguards.guard.living import standing_after, step
from panah.safeguards.guard.matters import Matter, Stage, Status, claim, suspect
from panah.safeguards.guard.people import Person, Standing, Years
from panah.safeguards.guard.steps import ACCEPT, CLAIM, GRANT, HEAR, REFER, TAKE_UP
from tests.safeguards.guard.people import NOW

EVERYTHING = frozenset(WORDS_GIVEN)
DAY = 86400
DECISIVE = ("accept", "take_up", "grant", "reject", "close", "withdraw", "close_on_death", "transfer")
OTHERS = ("first_line", "second_line", "commander", "headquarters", "court", "person", "monitor")


def by(role: str, body: str = "", **changes: Any) -> Taking:
    return replace(Taking(NOW, role, law().directory(), Person(), body, EVERYTHING), **changes)


AUTHORITY = by("body", "asylum_authority")


def at(status: Status, category: str = "asylum", **changes: Any) -> Matter[Stage]:
    return Matter("m", category, status, opened=NOW - DAY, **changes)


def why(result: Matter[Stage] | Refused) -> list[str]:
    assert isinstance(result, Refused)
    return [reason.code for reason in result.why]


def went(result: Matter[Stage] | Refused) -> Matter[Stage]:
    assert not isinstance(result, Refused)
    return result


def test_a_claim_from_the_booth_to_its_end() -> None:
    officer = by("second_line")
    heard = take(suspect("m", "asylum", NOW), HEAR, officer)
    assert not isinstance(heard, Refused)
    claimed = take(heard, CLAIM, by("person"))
    assert not isinstance(claimed, Refused)
    referred = take(claimed, REFER, officer)
    assert not isinstance(referred, Refused)
    accepted = take(referred, ACCEPT, AUTHORITY)
    assert not isinstance(accepted, Refused)
    deciding = take(accepted, TAKE_UP, AUTHORITY)
    assert not isinstance(deciding, Refused)
    granted = take(deciding, GRANT, AUTHORITY)
    assert not isinstance(granted, Refused)
    assert granted.open
    closed = went(attempt(granted, "close", AUTHORITY))
    assert (closed.open, closed.outcome) == (False, "granted")


def test_a_rejection_is_final_only_when_the_time_for_an_appeal_is_over() -> None:
    rejected = went(attempt(at(Status.DECIDING), "reject", AUTHORITY))
    assert rejected.appeal_until == NOW + law().clocks.appeal
    assert why(attempt(rejected, "close", AUTHORITY)) == ["appeal_time_running"]
    later = replace(AUTHORITY, now=rejected.appeal_until or 0)
    assert went(attempt(rejected, "close", later)).outcome == "rejected"
    assert why(attempt(rejected, "appeal", replace(by("person"), now=later.now))) == ["appeal_time_over"]
    given = EVERYTHING | {LEAVE_OF_COURT}
    assert went(attempt(rejected, "appeal", replace(by("lawyer"), now=later.now, given=given))).open


def test_an_appeal_keeps_it_open_and_the_court_decides() -> None:
    appealed = went(attempt(at(Status.REJECTED, appeal_until=NOW + 1), "appeal", by("person")))
    assert why(attempt(appealed, "close", AUTHORITY)) == ["not_from_here"]
    assert why(attempt(appealed, "dismiss_appeal", AUTHORITY)) == ["step_not_yours"]
    dismissed = went(attempt(appealed, "dismiss_appeal", by("court")))
    assert dismissed.open
    assert not went(attempt(dismissed, "close", AUTHORITY)).open
    assert went(attempt(appealed, "grant_on_appeal", by("court"))).status is Status.GRANTED
    assert went(attempt(appealed, "remit", by("court"))).status is Status.DECIDING


@pytest.mark.parametrize(
    "code", ["accept", "take_up", "grant", "reject", "close", "withdraw", "close_on_death", "transfer"]
)
@pytest.mark.parametrize(
    "role", ["first_line", "second_line", "commander", "headquarters", "court", "person", "monitor"]
)
def test_only_the_competent_body_decides_and_closes(code: str, role: str) -> None:
    for status in law().steps[code].sources:
        assert why(attempt(at(status), code, by(role)))[0] == "not_competent"
        assert why(attempt(at(status), code, by("body", "child_protection")))[0] == "not_competent"


def test_border_officers_suspect_hear_and_refer() -> None:
    for code in ("claim", "identify", "refer", "hear"):
        assert went(attempt(at(Status.SUSPECTED), code, by("second_line"))).open
    assert why(attempt(at(Status.SUSPECTED), "hear", by("first_line"))) == ["step_not_yours"]


@pytest.mark.parametrize("role", ["first_line", "second_line", "commander", "person", "guardian", "system", "monitor"])
def test_any_fear_told_to_anybody_is_a_claim(role: str) -> None:
    bare = by(role, given=frozenset())
    for status in (Status.SUSPECTED, Status.HEARD):
        assert went(attempt(at(status), "claim", bare)).status is Status.CLAIMED
    assert claim("m", "asylum", NOW).open


@pytest.mark.parametrize("word", ["in_person", "own_will", "counsel_offered", "language_understood"])
def test_a_claim_is_withdrawn_only_before_the_competent_body_and_freely(word: str) -> None:
    assert went(attempt(at(Status.DECIDING), "withdraw", AUTHORITY)).outcome == "withdrawn"
    missing = replace(AUTHORITY, given=EVERYTHING - {word})
    assert why(attempt(at(Status.DECIDING), "withdraw", missing)) == [f"{word}_missing"]


@pytest.mark.parametrize(("category", "body"), [("trafficking", "anti_trafficking"), ("child", "child_protection")])
def test_a_duty_of_the_state_cant_be_withdrawn(category: str, body: str) -> None:
    assert why(attempt(at(Status.ACCEPTED, category), "withdraw", by("body", body))) == ["not_withdrawable"]


def test_recovery_and_reflection_runs_by_the_clock() -> None:
    shelter = by("body", "anti_trafficking")
    begun = went(attempt(at(Status.ACCEPTED, "trafficking"), "reasonable_grounds", shelter))
    assert begun.reflection_until == NOW + 30 * DAY
    again = went(attempt(begun, "reasonable_grounds", replace(shelter, now=NOW + DAY)))
    assert again.reflection_until == begun.reflection_until
    deciding = replace(begun, status=Status.DECIDING)
    assert why(attempt(deciding, "reject", replace(shelter, now=NOW + 30 * DAY - 1))) == ["reflection_running"]
    assert went(attempt(deciding, "reject", replace(shelter, now=NOW + 30 * DAY))).status is Status.REJECTED
    assert why(attempt(replace(begun, status=Status.GRANTED), "close", shelter)) == ["reflection_running"]
    assert why(attempt(at(Status.ACCEPTED), "reasonable_grounds", AUTHORITY)) == ["no_reflection"]


@pytest.mark.parametrize("word", ["in_person", "own_will", "counsel_offered", "language_understood"])
def test_only_the_person_ends_recovery_and_reflection_and_freely(word: str) -> None:
    shelter = by("body", "anti_trafficking")
    begun = went(attempt(at(Status.ACCEPTED, "trafficking"), "reasonable_grounds", shelter))
    ended = went(attempt(begun, "end_reflection", replace(shelter, now=NOW + DAY)))
    assert (ended.status, ended.reflection_until) == (Status.ACCEPTED, NOW + DAY)
    assert went(attempt(ended, "reasonable_grounds", replace(shelter, now=NOW + 2 * DAY))).reflection_until == NOW + DAY
    missing = replace(shelter, given=EVERYTHING - {word})
    assert why(attempt(begun, "end_reflection", missing)) == [f"{word}_missing"]
    assert why(attempt(begun, "end_reflection", AUTHORITY)) == ["not_competent"]
    over = went(attempt(ended, "end_reflection", replace(shelter, now=NOW + 5 * DAY)))
    assert over.reflection_until == NOW + DAY


def test_a_declared_group_is_recognised_without_the_single_case() -> None:
    assert went(attempt(at(Status.REFERRED), "grant_prima_facie", AUTHORITY)).status is Status.GRANTED
    undeclared = replace(AUTHORITY, given=EVERYTHING - {"group_declared"})
    assert why(attempt(at(Status.REFERRED), "grant_prima_facie", undeclared)) == ["group_declared_missing"]
    stateless = by("body", "statelessness_authority")
    assert why(attempt(at(Status.REFERRED, "stateless"), "grant_prima_facie", stateless)) == ["no_prima_facie"]


def test_a_transfer_leaves_it_open_with_another_competent_body() -> None:
    moved = went(attempt(at(Status.ACCEPTED), "transfer", replace(AUTHORITY, receiver="unhcr")))
    assert (moved.status, moved.body) == (Status.REFERRED, "unhcr")
    assert why(attempt(moved, "accept", AUTHORITY)) == ["not_competent"]
    assert went(attempt(moved, "accept", by("body", "unhcr"))).open
    for receiver in ("headquarters", "health_provider", ""):
        refused = attempt(at(Status.ACCEPTED), "transfer", replace(AUTHORITY, receiver=receiver))
        assert why(refused) == ["receiver_not_competent"]


def test_a_revoked_bodys_matters_stay_open_and_fall_to_the_next() -> None:
    revoked = replace(law().directory(), revoked=frozenset({"asylum_authority"}))
    assert why(attempt(at(Status.DECIDING), "grant", replace(AUTHORITY, directory=revoked))) == ["not_competent"]
    assert went(attempt(at(Status.DECIDING), "grant", by("body", "unhcr", directory=revoked))).open
    handed = at(Status.DECIDING, body="asylum_authority")
    assert went(attempt(handed, "grant", by("body", "unhcr", directory=revoked))).open


def test_where_nobody_is_competent_it_stays_open_and_nobody_can_close_it() -> None:
    nobody = replace(law().directory(), established=frozenset())
    for body in ("asylum_authority", "unhcr"):
        assert why(attempt(at(Status.GRANTED), "close", by("body", body, directory=nobody))) == ["nobody_competent"]
    assert nobody.competent("asylum") is None


def test_something_new_opens_it_again_but_not_after_death() -> None:
    closed = at(Status.CLOSED, outcome="rejected")
    again = went(attempt(closed, "reopen", by("person")))
    assert (again.status, again.outcome) == (Status.CLAIMED, "")
    assert why(attempt(closed, "reopen", by("person", given=frozenset()))) == ["new_element_missing"]
    died = went(attempt(at(Status.ACCEPTED), "close_on_death", AUTHORITY))
    assert why(attempt(died, "reopen", by("person"))) == ["person_died"]
    uncertain = replace(AUTHORITY, given=EVERYTHING - {"death_certified"})
    assert why(attempt(at(Status.ACCEPTED), "close_on_death", uncertain)) == ["death_certified_missing"]


@pytest.mark.parametrize("years", [Years.CHILD, Years.DOUBTFUL])
def test_care_for_a_child_comes_before_any_decision(years: Years) -> None:
    child = Person(years=years)
    for code in ("grant", "reject", "withdraw", "grant_prima_facie"):
        alone = replace(AUTHORITY, person=child)
        assert why(attempt(at(Status.DECIDING), code, alone)) == [
            "child_without_guardian",
            "child_without_best_interests",
        ]
        cared = replace(AUTHORITY, person=replace(child, guardian=True, best_interests=True))
        went(attempt(at(Status.DECIDING), code, cared))


def test_a_step_that_isnt_lawful_yet_says_which_steps_lead_there() -> None:
    refused = attempt(at(Status.SUSPECTED), "grant", AUTHORITY)
    assert isinstance(refused, Refused)
    assert [remedy.code for remedy in refused.would_allow] == ["accept", "take_up"]
    nowhere = attempt(at(Status.CLOSED, outcome="died"), "hear", by("second_line"))
    assert isinstance(nowhere, Refused)


def test_declining_a_referral_leaves_the_matter_open() -> None:
    assert went(attempt(at(Status.REFERRED), "decline_referral", by("body", "ngo"))).status is Status.CLAIMED


def test_recognition_protects_from_the_decision_on_and_the_end_of_a_status_is_settled_by_its_own_matter() -> None:
    person = Person(matters=(at(Status.DECIDING),))
    granted = step(person, "m", "grant", AUTHORITY)
    assert isinstance(granted, Person)
    assert granted.standing == {Standing.RECOGNISED_REFUGEE}
    ended = frozenset({Standing.STATUS_ENDED})
    categories = law().categories
    closed = at(Status.CLOSED, "non_return", outcome="rejected")
    assert standing_after(ended, closed, categories["non_return"]) == {Standing.FOREIGNER}
    assert standing_after(ended, replace(closed, category="asylum"), categories["asylum"]) == ended
    assert standing_after(ended, replace(closed, outcome="died"), categories["non_return"]) == ended
    trafficked = at(Status.GRANTED, "trafficking")
    assert standing_after(ended, trafficked, categories["trafficking"]) == ended


def test_a_step_of_a_matter_the_person_doesnt_have() -> None:
    refused = step(Person(), "other", "claim", AUTHORITY)
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.why] == ["matter_unknown"]
