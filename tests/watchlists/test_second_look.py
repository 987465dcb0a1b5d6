"""Receipt: a second look by the officer who gave the first answer is kept apart, whoever sends it. And registers are
the same whatever order their entries came in."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from uuid import UUID

import pytest

from panah.journal.applying import apply, fold_again
from panah.journal.entries import Entry, Source
from panah.journal.facts import Fact
from panah.watchlists import registers, sealed
from panah.watchlists.apply.invariants import second_look
from panah.watchlists.facts.hits import HitAnswered, HitConfirmed, HitRaised, MatchCleared
from panah.watchlists.models import Clearing, Hit

pytestmark = pytest.mark.django_db
JOURNAL, HIT, ONE, OTHER = UUID(int=7), UUID(int=9), UUID(int=1), UUID(int=2)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def entry(number: int, actor: UUID, fact: Fact) -> Entry:
    return Entry(JOURNAL, number, number, NOON, Source.CLOCK, NOON, actor, HIT, fact.kind, fact.version, fact)


def raised() -> HitRaised:
    return HitRaised(presentation=UUID(int=3), post=UUID(int=4), details=sealed.details({"list": "wanted"}))


def answered(answer: str) -> HitAnswered:
    return HitAnswered(answer=answer, details=sealed.words({}))  # type: ignore[arg-type]


def cleared() -> MatchCleared:
    content = {"person": "a", "list": "wanted", "entry": "1", "digest": "b"}
    return MatchCleared(details=sealed.words(content))


def test_a_second_look_by_the_same_officer_is_not_applied() -> None:
    confirmed = HitConfirmed(agrees=True, details=sealed.words({}))
    said = entry(2, ONE, answered("same"))
    assert second_look([said, entry(3, ONE, confirmed)]) == {(JOURNAL, 3): "second_look"}
    assert second_look([said, entry(3, OTHER, confirmed)]) == {}
    apply([entry(1, ONE, raised()), said], [registers.hits])
    assert second_look([entry(3, ONE, confirmed)]) == {(JOURNAL, 3): "second_look"}
    assert second_look([entry(3, OTHER, confirmed)]) == {}


def test_a_second_look_before_any_answer_changes_nothing() -> None:
    confirmed = HitConfirmed(agrees=True, details=sealed.words({}))
    apply([entry(1, ONE, raised()), entry(2, OTHER, confirmed)], [registers.hits])
    assert Hit.objects.get().state == "open"


def test_the_last_answer_counts_in_whatever_order_entries_came() -> None:
    said = [
        entry(1, ONE, raised()),
        entry(2, ONE, answered("not_same")),
        entry(3, ONE, cleared()),
        entry(4, ONE, answered("same")),
        entry(5, OTHER, HitConfirmed(agrees=True, details=sealed.words({}))),
    ]
    for order in permutations(said):
        registers.hits.forget([HIT])
        apply(order, [registers.hits])
        row = Hit.objects.get()
        assert (row.state, row.answered_by, row.confirmed_by) == ("confirmed", ONE, OTHER)
        assert not Clearing.objects.exists(), "what was cleared was taken back"


def test_a_cleared_pair_is_one_key_that_tells_nothing() -> None:
    apply([entry(1, ONE, raised()), entry(2, ONE, answered("not_same")), entry(3, ONE, cleared())], [registers.hits])
    assert bytes(Clearing.objects.get().key) == sealed.clearing_key("a", "wanted", "1", "b")
    fold_again([HIT], [registers.hits])
    assert not Clearing.objects.exists(), "nothing of these entries is stored, so nothing is left of them"
