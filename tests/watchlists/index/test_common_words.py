"""A word that many names have is gone through only together with another: the names found are the same ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.names import model, prepare
from panah.names.identity import Identity
from panah.watchlists import index
from panah.watchlists.index import choosing
from tests.watchlists.index.samples import entry, listed, person
from tests.watchlists.index.test_found import FAMILY, GIVEN, NAMES, dates, names

ENTRIES = tuple(
    entry(str(number), name, born=("1980-05-01", "", "1980-XX-XX", "1975-07-20")[number % 4], weak=GIVEN[number % 11])
    for number, name in enumerate([*NAMES, *GIVEN, *FAMILY, "RustamKarimov", "Abdul Karim", "Abdulkarim Rahimov"])
)
NEVER = 10**9


@pytest.fixture(scope="module")
def many() -> index.Index:
    return index.in_memory([listed(*ENTRIES)])


def chosen(many: index.Index, asked: str, born: str, common: int) -> set[tuple[int, int]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "COMMON", common)
        chooser = choosing.Chooser(many.now.reading)
        identity = Identity(person("", born).birth)
        return set(chooser.by_name(prepare(asked), identity, len(ENTRIES) * 3, model().screening))


@given(st.one_of(names, st.sampled_from([*GIVEN, *FAMILY, "Rustam Karimov Karimov", "Abdul Karim"])), dates)
def test_the_names_chosen_are_the_same(many: index.Index, asked: str, born: str) -> None:
    assert chosen(many, asked, born, 1) == chosen(many, asked, born, NEVER)
