"""Data files that a country changes: a word too much, a source left out is told with its place, not passed over."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest

from panah.border.rules import likeness, sheets, thresholds
from panah.people import limits
from panah.people import rules as alarms
from panah.protection import claim_clocks
from panah.protection.desk import webhooks
from panah.safeguards.tables import DataError, parse
from panah.watchlists import plausible, screening_rules
from panah.watchlists.formats import limits as sizes
from panah.watchlists.rules import kinds

FILES: tuple[tuple[ModuleType, Callable[[], Any], str, str], ...] = (
    (likeness, likeness.letters, "panah.border.rules", "letters.toml"),
    (sheets, sheets.kinds, "panah.border.rules", "sheets.toml"),
    (claim_clocks, claim_clocks.registering, "panah.protection", "claims.toml"),
    (screening_rules, screening_rules.rules, "panah.watchlists", "screening.toml"),
    (plausible, plausible.thresholds, "panah.watchlists", "plausible.toml"),
    (sizes, sizes.limits, "panah.watchlists.formats", "limits.toml"),
    (thresholds, thresholds.thresholds, "panah.border", "advice.toml"),
    (limits, limits.limits, "panah.people", "limits.toml"),
    (alarms, alarms.alarm_rules, "panah.people", "alarms.toml"),
    (webhooks, webhooks.rhythm, "panah.protection", "webhooks.toml"),
    (kinds, kinds.kinds, "panah.watchlists.rules", "kinds.toml"),
)


@pytest.mark.parametrize("row", FILES, ids=[f"{package} {name}" for *_rest, package, name in FILES])
@pytest.mark.parametrize("change", ["too much", "no source", "no date"])
def test_what_is_wrong_in_a_file_is_told(
    row: tuple[ModuleType, Any, str, str], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, read, package, name = row
    text = next(one for one in map(files(package).joinpath, (f"data/{name}", name)) if one.is_file()).read_text("utf-8")
    assert read.__wrapped__() == read()
    wrong = {
        "too much": "misspelt = 1\n" + text,
        "no source": text.replace("\nsource = ", "\n# "),
        "no date": text.replace("\nas_of = ", "\n# "),
    }[change]
    assert wrong != text
    monkeypatch.setattr(module, "load", lambda _package, file, *_folder: parse(wrong, file))
    with pytest.raises(DataError, match=name):
        read.__wrapped__()
