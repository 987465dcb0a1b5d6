"""The stay regimes a post can name, read once per process."""

from __future__ import annotations

from functools import cache

from panah.stays import Regime, available_regimes, load_regime


def names() -> tuple[str, ...]:
    """The regimes that come with the program."""
    return available_regimes()


@cache
def regime(name: str) -> Regime:
    """The regime of that name; RegimeError where there is none."""
    return load_regime(name)
