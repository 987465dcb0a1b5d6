"""Thresholds are data with a source; what is below the smallest count isn't told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from panah.safeguards import tables
from panah.safeguards.fairness.thresholds import Thresholds, shown, thresholds

WRITTEN = files("panah.safeguards.fairness").joinpath("data/thresholds.toml").read_text("utf-8")


def test_small_counts_are_kept_back() -> None:
    assert [shown(count) for count in (0, 1, 9, 10)] == [0, None, None, 10]


def test_the_thresholds_are_those_that_the_page_on_fairness_describes() -> None:
    assert thresholds() == Thresholds(smallest=10, expected=5, longest=0.1, chance=0.05, least=1.25)


@pytest.mark.parametrize(
    ("line", "changed"),
    [("count = 10", "count = 1"), ("events = 5", ""), ("as_of = 2026-11-21", ""), ("source", "sauce")],
)
def test_a_file_that_would_tell_too_much_or_gives_no_source_is_refused(
    line: str, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "load", lambda _package, name: tables.parse(WRITTEN.replace(line, changed), name))
    with pytest.raises(tables.DataError):
        thresholds.__wrapped__()
