"""The ratio and its interval: against figures worked by hand, and against what must hold whatever the figures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.fairness import Cell, common_ratio, ratio_of_ratios, wilson


def test_one_stratum_is_the_plain_ratio_of_two_risks() -> None:
    """20 of 100 against 10 of 100: twice, and the variance is 1/20 - 1/100 + 1/10 - 1/100 by hand."""
    found = common_ratio([Cell(20, 100, 10, 100)])
    assert found is not None
    assert found.ratio == pytest.approx(2)
    assert found.error == pytest.approx(math.sqrt(1 / 20 - 1 / 100 + 1 / 10 - 1 / 100))
    assert found.low == pytest.approx(math.exp(math.log(2) - 1.959964 * found.error))


def test_a_busy_hour_doesnt_look_like_bias() -> None:
    """In each hour both groups fare alike, but one comes mostly at the hour when many are set aside."""
    quiet, busy = Cell(2, 100, 18, 900), Cell(180, 900, 20, 100)
    assert common_ratio([quiet, busy]).ratio == pytest.approx(1)  # type: ignore[union-attr]
    crude = common_ratio([Cell(182, 1000, 38, 1000)])
    assert crude is not None
    assert crude.ratio > 4, "without the hour it looks like bias"


def test_too_few_events_say_nothing() -> None:
    assert common_ratio([Cell(3, 10, 4, 1000)]) is None
    assert common_ratio([]) is None
    assert common_ratio([Cell(50, 100, 0, 0)]) is None, "nobody to compare with"
    assert common_ratio([Cell(60, 100, 0, 100)]) is None


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="between"):
        Cell(2, 1, 0, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(50, 200), st.integers(0, 50), st.integers(50, 200)),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_turned_round_it_says_the_same(strata: list[tuple[int, int, int, int]]) -> None:
    """Who is the group and who are the others changes nothing but the direction."""
    one = common_ratio([Cell(*stratum) for stratum in strata])
    other = common_ratio([Cell(c, d, a, b) for a, b, c, d in strata])
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.ratio * other.ratio == pytest.approx(1)
        assert one.low <= one.ratio <= one.high
        assert one.chance == pytest.approx(other.chance)
        assert ratio_of_ratios(one, one).ratio == pytest.approx(1)


def test_shares_have_intervals_that_stay_between_none_and_all() -> None:
    assert wilson(3, 9) is None
    nothing = wilson(0, 40)
    assert nothing is not None
    assert (nothing.share, nothing.low) == (0, pytest.approx(0))
    assert 0 < nothing.high < 0.1
    half = wilson(50, 100)
    assert half is not None
    assert (half.low, half.high) == (pytest.approx(0.4038, abs=1e-3), pytest.approx(0.5962, abs=1e-3))
