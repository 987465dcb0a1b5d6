"""`panah indicators`: every indicator for people and for machines, without a database."""

from __future__ import annotations

import json

import pytest

from panah.node.cli import main
from panah.safeguards.indicators import indicators


def test_every_indicator_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in told] == list(indicators())
    for one in told:
        assert all(one[key] for key in ("id", "category", "text", "strength", "source")), one


def test_one_category_in_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "--category", "asylum"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 16
    assert all(line.startswith("asylum.") and line.endswith("]") for line in lines)
