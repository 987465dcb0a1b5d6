"""The reviewed data of purposes, means and capacities."""

from __future__ import annotations

import pytest

from panah import movements


def test_not_asked_comes_first_and_is_the_default() -> None:
    assert next(iter(movements.purposes())) == next(iter(movements.means())) == movements.NOT_ASKED
    assert next(iter(movements.capacities())) == movements.TRAVELLER
    movements.check()


def test_keys_are_one_character_and_nobody_shares_one() -> None:
    keys = [kind.key for kind in (*movements.purposes().values(), *movements.capacities().values()) if kind.key]
    assert all(len(key) == 1 and key == key.lower() for key in keys)
    assert len(set(keys)) == len(keys)


def test_the_kinds_of_the_region_are_told_apart() -> None:
    wanted = {"transit", "local_traffic", "family", "trade", "work", "seasonal_work", "study", "return_home"}
    assert wanted <= set(movements.purposes())


def test_each_says_how_it_counts() -> None:
    for purpose in movements.purposes().values():
        assert purpose.un1998
        assert purpose.irts
        assert purpose.note.endswith(".")


def test_removal_has_no_key_at_the_booth() -> None:
    assert movements.purposes()["removal"].key == ""


def test_nationals_and_residents_have_no_rule_of_stay_and_a_short_way() -> None:
    for code in ("national", "resident", "diplomat"):
        capacity = movements.capacities()[code]
        assert capacity.short_way
        assert not capacity.stay_rule


@pytest.mark.parametrize("wrong", [{"purpose": "x"}, {"by": "x"}, {"capacity": "x"}, {"purpose": ""}])
def test_unknown_codes_are_named_by_sort_not_by_value(wrong: dict[str, str]) -> None:
    with pytest.raises(movements.UnknownKindError) as error:
        movements.check(**wrong)
    assert str(error.value) in {"unknown purpose", "unknown means", "unknown capacity"}
