"""The random sample: its share as declared, most of it for a calendar quarter, the rest for a shift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.border.rules.sampling import drawn, lots
from panah.border.rules.thresholds import thresholds

JULY = datetime(2026, 7, 1, 2, tzinfo=UTC)
PEOPLE = 20_000
LASTING = thresholds().sample_lasting
secrets = st.binary(min_size=16, max_size=32)
shifts = st.integers(0, 91 * 24).map(lambda hours: JULY + timedelta(hours=hours))


@settings(max_examples=8, deadline=None)
@given(secrets, shifts, shifts, st.sampled_from((0.02, 0.1, 0.3)))
def test_the_share_is_as_declared_and_most_of_it_repeats(
    secret: bytes, one: datetime, other: datetime, rate: float
) -> None:
    """Whoever is drawn once is mostly drawn again within the quarter: on the way in or out, at whatever hour."""
    people = [number.to_bytes(8, "big") for number in range(PEOPLE)]
    first = {who for who in people if drawn(lots(who, "entry", one), secret, rate, LASTING)}
    again = {who for who in people if drawn(lots(who, "exit", other), secret, rate, LASTING)}
    error = 6 * (rate * (1 - rate) / PEOPLE) ** 0.5
    assert abs(len(first) / PEOPLE - rate) < error
    assert abs(len(again) / PEOPLE - rate) < error
    assert len(first & again) > 0.6 * len(first)


def test_another_quarter_draws_others() -> None:
    people = [number.to_bytes(8, "big") for number in range(PEOPLE)]
    now = {who for who in people if drawn(lots(who, "entry", JULY), b"secret", 0.1, LASTING)}
    before = {who for who in people if drawn(lots(who, "entry", JULY - timedelta(hours=12)), b"secret", 0.1, LASTING)}
    assert len(now & before) < 0.2 * len(now)


@pytest.mark.parametrize(("rate", "everybody"), [(0.0, False), (1.0, True)])
def test_nobody_or_everybody(rate: float, everybody: bool) -> None:
    found = {drawn(lots(bytes([number]), "entry", JULY), b"secret", rate, LASTING) for number in range(100)}
    assert found == {everybody}


@pytest.mark.parametrize("rate", [-0.1, 1.1])
def test_a_share_that_is_none(rate: float) -> None:
    with pytest.raises(ValueError, match="share"):
        drawn(lots(b"who", "entry", JULY), b"secret", rate, LASTING)
