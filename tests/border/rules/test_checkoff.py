"""Progress of a bus or a group; groups that are handed over; plates."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from panah.border.rules.checkoff import Seen, progress, resolve
from panah.border.rules.handovers import may_close, may_cross
from panah.border.rules.plates import FROM, TO, fold_plate

ids = st.integers(1, 30).map(lambda number: UUID(int=number))
seen = st.builds(
    Seen, ids, st.sampled_from(["", "crossed", "set_aside", "returned", "voided"]), st.none() | st.integers(1, 12)
)


def test_thirty_one_of_forty_eight_two_set_aside() -> None:
    people = [Seen(UUID(int=i), "set_aside" if i <= 2 else "crossed", i) for i in range(1, 32)]
    found = progress(range(1, 49), people, None)
    assert (found.done, found.expected, found.set_aside, len(found.missing)) == (31, 48, 2, 17)
    assert not found.complete
    assert found.percent == 64


def test_a_head_count_alone_says_how_many_are_expected() -> None:
    found = progress((), [Seen(UUID(int=1), "crossed")], 1)
    assert found.complete
    assert found.unlisted == ()


def test_an_unlisted_traveller_is_shown_as_one() -> None:
    found = progress([1], [Seen(UUID(int=1), "crossed", 1), Seen(UUID(int=2), "")], None)
    assert found.unlisted == (UUID(int=2),)
    assert found.open == (UUID(int=2),)


@given(
    st.sets(st.integers(1, 12)), st.lists(seen, unique_by=lambda one: one.presentation), st.none() | st.integers(0, 40)
)
def test_complete_means_that_nobody_is_open_or_missing(lines: set[int], people: list[Seen], heads: int | None) -> None:
    found = progress(lines, people, heads)
    counted = [one for one in people if one.outcome != "voided"]
    assert found.done + len(found.open) == len(counted)
    assert 0 <= found.percent <= 100
    if found.complete:
        assert lines <= {one.line for one in counted}
        assert all(one.outcome for one in counted)


@given(st.dictionaries(ids, st.none() | st.integers(1, 9)), st.dictionaries(ids, st.none() | st.integers(1, 9)))
def test_the_later_word_about_a_line_wins(own: dict[UUID, int | None], matched: dict[UUID, int | None]) -> None:
    found = resolve(own, matched)
    assert found.keys() == own.keys()
    assert all(found[one] == matched.get(one, own[one]) for one in own)


@given(st.sampled_from(["family", "group", "school", "crew", "handover"]), st.booleans())
def test_a_handed_over_person_crosses_only_after_being_seen_alone(sort: str, alone: bool) -> None:
    assert (may_cross(sort, alone) == "") == (sort != "handover" or alone)


@given(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", "  ", "two stayed in hospital"]))
def test_who_is_missing_from_a_group_needs_a_word(open_ones: int, missing: int, remark: str) -> None:
    refused = may_close(open_presentations=open_ones, missing=missing, remark=remark)
    assert bool(refused) == bool((open_ones or missing) and not remark.strip())


def test_plates_are_the_same_in_either_keyboard_layout() -> None:
    assert fold_plate("01 кг 123-АВС") == fold_plate("01КГ123ABC")
    assert fold_plate("А 123 ВС") == fold_plate("a123bc") == "A123BC"
    assert fold_plate("۱۲۳-۴۵") == "12345"
    assert fold_plate("A123BC") != fold_plate("A123BD")


@given(st.text(max_size=20))
def test_folding_a_plate_twice_changes_nothing(plate: str) -> None:
    assert fold_plate(fold_plate(plate)) == fold_plate(plate)


def test_the_tables_for_the_database_are_one_letter_to_one() -> None:
    assert len(set(FROM)) == len(FROM) > len(TO)
