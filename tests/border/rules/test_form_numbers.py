"""Form numbers: none is printed twice, none gets lost unnoticed."""

from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.border.rules.form_numbers import (
    Batch,
    FormNumber,
    next_first,
    parse,
    parse_range,
    prefix_for,
    ranges,
    reckon,
)


def n(count: int, prefix: str = "DOS") -> FormNumber:
    return FormNumber(prefix, count)


@pytest.mark.parametrize("written", ["DOS-000012", "dos12", " DOS - 12 ", "12", "000012"])
def test_a_number_is_read_however_it_is_typed(written: str) -> None:
    assert parse(written, "DOS") == n(12)


@pytest.mark.parametrize("written", ["", "0", "DOS-0", "D-1", "12a", "DOS-1234567", "ДОС-1", "12\x00", "１２"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse(written, "DOS") is None


@pytest.mark.parametrize("written", ["12-40", "DOS-12 – DOS-000040", "12..40", "DOS12-DOS40", "DOS-12-40"])
def test_a_range_is_read_however_it_is_typed(written: str) -> None:
    assert parse_range(written, "DOS") == (n(12), n(40))


@pytest.mark.parametrize("written", ["40-12", "12-", "-", "KOR-1-DOS-2", "12-40-50"])
def test_what_is_no_range_is_none(written: str) -> None:
    assert parse_range(written, "DOS") is None


def test_gaps_below_the_highest_used_number_are_missing_and_the_rest_is_stock() -> None:
    found = reckon([Batch("DOS", 1, 20)], [n(1), n(2), n(5), n(9)])
    assert found.missing == ((n(3), n(4)), (n(6), n(8)))
    assert (found.missing_count, found.stock, found.printed, found.accounted) == (5, 11, 20, 4)


def test_a_number_declared_as_used_is_missing_until_it_is_keyed() -> None:
    assert reckon([Batch("DOS", 1, 20)], [n(1)], [n(1), n(3)]).missing == ((n(2), n(3)),)
    assert reckon([Batch("DOS", 1, 20)], [n(1), n(2), n(3)], [n(1), n(3)]).missing == ()


def test_a_number_twice_and_one_that_was_never_printed_are_shown() -> None:
    found = reckon([Batch("DOS", 1, 3)], [n(1), n(1), n(7)])
    assert found.twice == (n(1),)
    assert found.stray == (n(7),)


def test_like_names_of_posts_get_different_prefixes() -> None:
    assert prefix_for("Достық", UUID(int=5)) == "DOSAF"
    assert prefix_for("Dostyk", UUID(int=6)) == "DOSAG"
    assert parse(prefix_for("اسلام قلعه", UUID(int=30)) + "-7") == FormNumber("PBE", 7)


counts = st.lists(st.integers(1, 60), max_size=40)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), counts, counts)
def test_every_printed_number_is_accounted_for_missing_or_in_stock(
    sizes: list[int], used: list[int], declared: list[int]
) -> None:
    batches: list[Batch] = []
    for size in sizes:
        first = next_first(batches, "DOS")
        batches.append(Batch("DOS", first, first + size - 1))
    found = reckon(batches, map(n, used), map(n, declared))
    missing = {FormNumber("DOS", c) for first, last in found.missing for c in range(first.count, last.count + 1)}
    printed_missing = [number for number in missing if any(number in batch for batch in batches)]
    assert found.printed == sum(sizes) == found.accounted + len(printed_missing) + found.stock
    assert missing.isdisjoint(map(n, used))
    assert set(map(n, declared)) <= missing | set(map(n, used))
    assert reckon(reversed(batches), map(n, reversed(used)), map(n, declared)) == found


@given(st.sets(st.integers(1, 200)))
def test_ranges_hold_exactly_the_numbers(counts: set[int]) -> None:
    found = ranges(map(n, counts))
    assert {c for first, last in found for c in range(first.count, last.count + 1)} == counts
    assert all(one[1].count + 1 < other[0].count for one, other in pairwise(found))
