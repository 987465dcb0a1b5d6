"""Each scenario of the practice post is a journey: by the book nothing is missed, and what is missed is seen."""

from __future__ import annotations

import pytest

from panah.node.practice.scenarios import scenarios
from panah.protection.desk import referring, talks
from panah.protection.desk.referring import Sending
from panah.safeguards.routes import Said
from tests.journeys.practice.playing import Play, who

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


def test_whoever_was_asked_and_said_no_was_asked(open_post: str) -> None:
    """Nobody is asked to help then, and the word stands nowhere but with the post."""
    play = Play.of("overstay")
    hold = play.set_aside("worker")
    talk = talks.open_at(hold, actor=who("second"))
    talks.note(talk, *play.said("worker"), actor=who("second"))
    play.keep("worker")
    no = Said("services", False, 1, how="asked_alone", language="tg")
    sent = referring.refer(talks.open_at(hold, actor=who("second")), [], "", Sending((), (no,)), actor=who("second"))
    assert not sent.sent
    [consent] = [one for one in play.verdicts() if one.ought.check == "consent"]
    assert consent.well == ("worker",)
