"""What a table of a data file holds: of the wrong kind, it is told with its place."""

from __future__ import annotations

import pytest

from panah.safeguards.tables import DataError, parse


def test_shares_and_numbers() -> None:
    table = parse("share = 0.25\npauses = [10, 30]\n", "good.toml")
    assert table.share("share") == 0.25
    assert table.numbers("pauses", 1, 100) == (10, 30)


@pytest.mark.parametrize("share", ["1.5", "-0.1", "1", "true", '"half"', "nan"])
def test_a_share_is_a_part_of_the_whole(share: str) -> None:
    with pytest.raises(DataError, match=r"bad\.toml: share"):
        parse(f"share = {share}", "bad.toml").share("share")


@pytest.mark.parametrize("pauses", ["[]", "[0]", "[1.5]", "[true]", '["10"]', "[10, 101]", "10"])
def test_a_list_of_numbers_keeps_its_bounds(pauses: str) -> None:
    with pytest.raises(DataError, match=r"bad\.toml: pauses"):
        parse(f"pauses = {pauses}", "bad.toml").numbers("pauses", 1, 100)


@pytest.mark.parametrize("shift", ["-20.5", "1", "true", "nan", '"-1.2"'])
def test_a_number_with_a_point_keeps_its_bounds(shift: str) -> None:
    assert parse("shift = -1.2", "good.toml").real("shift", -20, 20) == -1.2
    with pytest.raises(DataError, match=r"bad\.toml: shift"):
        parse(f"shift = {shift}", "bad.toml").real("shift", -20, 20)
