"""S14: competence can't be taken quietly."""

from __future__ import annotations

from itertools import combinations

import pytest

from panah.safeguards.guard.answers import Refused
from panah.safeguards.guard.competence import Approval, Change, Directory, change
from panah.safeguards.guard.law import law

BOTH = frozenset({Approval("headquarters", verified=True), Approval("monitor", verified=True)})
SIGNERS = ("headquarters", "monitor", "commander")
REVOKE = Change("revoke", "asylum_authority")


def changed(wanted: Change, approvals: frozenset[Approval] = BOTH) -> Directory:
    after = change(law().directory(), wanted, approvals)
    assert isinstance(after, Directory)
    return after


def test_both_signatures_and_the_next_body_is_competent() -> None:
    after = changed(REVOKE)
    assert after.competent("asylum") == "unhcr"
    assert after.competent("stateless") == "statelessness_authority"
    back = change(after, Change("establish", "asylum_authority"), BOTH)
    assert isinstance(back, Directory)
    assert back.competent("asylum") == "asylum_authority"


def test_less_than_both_is_not_enough() -> None:
    signatures = [
        Approval(role, verified) for role in ("headquarters", "monitor", "commander") for verified in (True, False)
    ]
    for size in range(4):
        for some in combinations(signatures, size):
            if frozenset(some) >= BOTH:
                continue
            refused = change(law().directory(), REVOKE, frozenset(some))
            assert isinstance(refused, Refused)
            assert {remedy.code for remedy in refused.would_allow} == {"approval"}


@pytest.mark.parametrize("body", ["headquarters", "second_line", "border"])
def test_the_border_is_never_competent(body: str) -> None:
    for wanted in (Change("establish", body), Change("assign", category="asylum", bodies=("unhcr", body))):
        refused = change(law().directory(), wanted, BOTH)
        assert isinstance(refused, Refused)
        assert [reason.code for reason in refused.why] == ["border_never_competent"]
        assert refused.would_allow == ()


def test_a_category_is_given_to_other_bodies() -> None:
    assert changed(Change("assign", category="asylum", bodies=("unhcr",))).competent("asylum") == "unhcr"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Change("assign", category="no such", bodies=("unhcr",)), "category_unknown"),
        (Change("assign", category="asylum"), "body_missing"),
        (Change("revoke"), "body_missing"),
    ],
)
def test_a_change_of_nothing_is_refused(wanted: Change, code: str) -> None:
    refused = change(law().directory(), wanted, BOTH)
    assert isinstance(refused, Refused)
    assert code in [reason.code for reason in refused.why]
