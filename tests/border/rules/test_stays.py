"""Stays from crossings: pairing, and gaps that are never filled by a guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from panah.border.rules.stays import Passage, fold

START = datetime(2026, 1, 1, tzinfo=UTC)


def passages(directions: str) -> list[Passage]:
    return [
        Passage(UUID(int=at + 1), "entry" if one == "e" else "exit", START + timedelta(days=at))
        for at, one in enumerate(directions)
    ]


def shape(directions: str) -> str:
    return " ".join(
        f"{span.entry.int if span.entry else '?'}-{span.exit.int if span.exit else '?'}"
        for span in fold(passages(directions))
    )


def test_pairs() -> None:
    assert shape("exex") == "1-2 3-4"


def test_a_missed_exit_leaves_the_stay_open() -> None:
    assert shape("eex") == "1-? 2-3"


def test_a_missed_entry_is_a_stay_of_its_own() -> None:
    assert shape("exx") == "1-2 ?-3"


def test_an_exit_first() -> None:
    assert shape("xe") == "?-1 2-?"


@given(st.text("ex", max_size=30), st.randoms(use_true_random=False))
def test_order_of_arrival_doesnt_matter(directions: str, random: object) -> None:
    shuffled = passages(directions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(shuffled) == fold(passages(directions))


@given(st.text("ex", max_size=30))
def test_every_crossing_is_in_exactly_one_stay(directions: str) -> None:
    spans = fold(passages(directions))
    named = [one for span in spans for one in (span.entry, span.exit) if one is not None]
    assert sorted(one.int for one in named) == list(range(1, len(directions) + 1))


@given(st.text("ex", max_size=30))
def test_only_the_last_stay_can_still_run(directions: str) -> None:
    spans = fold(passages(directions))
    for span in spans[:-1]:
        assert not span.open or span.entered is not None
