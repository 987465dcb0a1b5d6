"""Lists that read well and still can't be the next version of the one in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from panah.documents import PartialDate
from panah.watchlists.difference import difference
from panah.watchlists.entries import Birth, Entry, ListedName
from panah.watchlists.formats import MESSAGES, ListRefusedError
from panah.watchlists.plausible import Shape, check, objections, shape

WORDS = ("Terek", "Bodom", "Kuyash", "Chinor", "Archa")


def people(count: int, start: int = 0) -> list[Entry]:
    """That many persons with names, births and nationalities."""
    return [
        Entry(
            f"N{at}",
            names=(ListedName.of(f"{WORDS[at % 5]} {'abcdefghijklmnop'[at % 16]}{at}"),),
            births=(Birth(PartialDate(1950 + at % 50)),),
            nationalities=("KAZ",),
        )
        for at in range(start, start + count)
    ]


def said(new: Iterable[Entry], old: Iterable[Entry]) -> list[str]:
    """The codes of the objections to `new` after `old`."""
    old, new = list(old), list(new)
    found = objections(shape(new), shape(old), difference(old, new))
    assert all(str(fault) and fault.code in MESSAGES for fault in found)
    return [fault.code for fault in found]


def test_ordinary_updates_pass() -> None:
    assert said(people(100), people(100)) == []
    assert said(people(110), people(100)) == []
    assert said(people(85), people(100)) == []
    assert said(people(500), people(100)) == []
    assert objections(shape(people(3)), None) == ()


def test_a_much_smaller_list_is_refused() -> None:
    assert said(people(79), people(100)) == ["much_smaller"]
    assert said(people(80), people(100)) == []


def test_a_short_list_may_lose_a_few() -> None:
    assert said(people(2), people(5)) == []
    assert said(people(2), people(7)) == ["much_smaller"]


def test_another_list_under_the_same_name_is_refused() -> None:
    assert said(people(100, start=1000), people(100)) == ["another_list"]
    assert said(people(100, start=49), people(100)) == []


def test_the_same_persons_under_new_ids_are_no_other_list() -> None:
    assert said([replace(entry, id=f"new-{entry.id}") for entry in people(100)], people(100)) == []


def test_a_lost_column_is_noticed() -> None:
    assert said([replace(entry, births=()) for entry in people(50)], people(50)) == ["births_lost"]
    assert said([replace(entry, nationalities=()) for entry in people(50)], people(50)) == ["nationalities_lost"]


def test_lost_aliases_are_noticed() -> None:
    many = [replace(entry, names=entry.names * 3) for entry in people(50)]
    assert said(people(50), many) == ["names_lost"]
    assert said([replace(entry, names=entry.names[:2]) for entry in many], many) == []


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252", "latin-1", "cp1256"])
@pytest.mark.parametrize("name", ["Терекбаев Даврон", "رضایی محمد"])
def test_names_that_went_through_a_wrong_conversion_are_noticed(name: str, encoding: str) -> None:
    broken = ListedName.of(name.encode().decode(encoding, "replace"))
    some = [replace(entry, names=(broken if at < 6 else entry.names[0],)) for at, entry in enumerate(people(100))]
    assert said(some, people(100)) == ["garbled_names"]


@pytest.mark.parametrize(
    "name", ["СЕРІКОВ НҰРЛАН", "Жўраев Ғанишер", "Ñuñez José", "رضایی محمد", "ÖZTÜRK ŞÜKRÜ", "РІЗАЕВ РІС"]
)
def test_names_of_the_region_are_not_taken_for_garbled(name: str) -> None:
    assert shape([Entry("1", names=(ListedName.of(name),))]).garbled == 0


def test_one_name_over_and_over_is_noticed() -> None:
    assert said([replace(entry, names=(ListedName.of("Terek"),)) for entry in people(50)], people(50)) == [
        "names_alike"
    ]


def test_an_older_version_and_another_format_are_refused() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    old = Shape(50, 50, 50, 50, 50, format="un", published=now)
    assert [fault.code for fault in objections(replace(old, published=now - timedelta(days=1)), old)] == ["older"]
    assert [fault.code for fault in objections(replace(old, format="ftm"), old)] == ["another_format"]


def test_an_emptied_list_is_refused_whatever_is_accepted() -> None:
    with pytest.raises(ListRefusedError) as caught:
        check(Shape(0), Shape(100), accepted=frozenset({"no_entries", "much_smaller"}))
    assert [fault.code for fault in caught.value.faults] == ["no_entries"]


def test_a_supervisor_may_accept_single_objections() -> None:
    old, new = shape(people(100)), shape(people(10))
    check(new, old, accepted=frozenset({"much_smaller"}))
    with pytest.raises(ListRefusedError) as caught:
        check(new, old, accepted=frozenset({"older"}))
    assert (caught.value.code, dict(caught.value.params)) == ("much_smaller", {"new": 10, "old": 100})
