"""Each scenario of the practice post is a journey: by the book nothing is missed, and what is missed is seen."""

from __future__ import annotations

import pytest

from panah.node.practice.scenarios import scenarios
from tests.journeys.practice.playing import Play

EVERY = pytest.mark.parametrize("code", scenarios())


@EVERY
def test_by_the_book_nothing_is_missed(open_post: str, code: str) -> None:
    play = Play.of(code)
    play.by_the_book()
    found = play.verdicts()
    assert [(one.ought.check, one.missed) for one in found if one.missed] == []
    assert all(one.well == one.ought.who for one in found if one.ought.check not in ("company",))


@EVERY
def test_what_is_missed_is_seen_and_for_whom(open_post: str, code: str) -> None:
    play = Play.of(code)
    assert [one for one in play.verdicts(end=False) if one.missed] == [], "before anybody came nothing is missed"
    play.without_a_thought()
    missed = {one.ought.check for one in play.verdicts() if one.missed}
    assert missed >= {one.check for one in play.scenario.oughts} & {
        "goes_on", "heard_alone", "own_words", "handed_over", "registered", "compared", "taken_soon"
    }  # fmt: skip
    assert missed
