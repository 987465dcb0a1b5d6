"""The reviewed lists of indicators: complete, sourced, and free of what must never count."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from panah.safeguards.indicators import (
    CATEGORIES,
    DIMENSIONS,
    STRENGTHS,
    UnknownIndicatorError,
    indicator,
    indicators,
    need_kinds,
    needs_codes,
    needs_codes_version,
)
from panah.safeguards.indicators.loading import read
from panah.safeguards.tables import DataError, parse

ALL = tuple(indicators().values())

LABOUR_ADULT = {
    "deceptive_recruitment": (10, 1, 1),
    "coercive_recruitment": (10, 1, 0),
    "recruitment_by_abuse": (16, 0, 2),
    "exploitation": (9, 1, 1),
    "coercion_at_destination": (15, 4, 1),
    "abuse_at_destination": (7, 0, 2),
}
"""By dimension: how many, how many of them strong, how many weak (ILO and European Commission, 2009)."""


def test_the_adult_labour_set_has_sixty_seven_signs_in_six_dimensions() -> None:
    own = [one for one in ALL if one.group == "labour_adult"]
    assert len(own) == 67
    counted = {
        name: (
            sum(one.dimension == name for one in own),
            sum(one.dimension == name and one.strength == "strong" for one in own),
            sum(one.dimension == name and one.strength == "weak" for one in own),
        )
        for name in DIMENSIONS
    }
    assert counted == LABOUR_ADULT


def test_the_childrens_labour_set_has_sixty_five_signs_and_no_weak_one() -> None:
    own = Counter(one.strength for one in ALL if one.group == "labour_child")
    assert own.total() == 65
    assert own["weak"] == 0


@pytest.mark.parametrize("group", ["labour_adult", "labour_child", "sexual_adult", "sexual_child"])
def test_every_set_has_signs_in_every_dimension(group: str) -> None:
    assert {one.dimension for one in ALL if one.group == group} == set(DIMENSIONS)


def test_no_sign_weighs_less_for_a_child() -> None:
    by_id = indicators()
    for one in ALL:
        if one.group.endswith("_adult"):
            child = by_id.get(one.id.replace("_adult.", "_child."))
            assert child is None or STRENGTHS.index(child.strength) >= STRENGTHS.index(one.strength), one.id


def test_strengths_from_memory_are_marked() -> None:
    assert {one.source.checked for one in ALL if one.group.startswith("sexual_")} == {False}
    assert {one.source.checked for one in ALL if one.group.startswith("labour_")} == {True}


def test_each_says_what_it_is_and_where_it_is_from() -> None:
    for one in ALL:
        told = one.as_dict()
        assert told["category"] in CATEGORIES
        assert told["strength"] in STRENGTHS
        assert one.text.strip() == one.text
        assert len(one.text) <= 110, "short enough to be read in a glance"
        assert len(str(one.source)) > 10, one.id
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", str(told["as_of"]))


def test_every_category_and_every_need_is_reached() -> None:
    assert {one.category for one in ALL} == set(CATEGORIES)
    assert {need for one in ALL for need in one.needs} == set(need_kinds())


FORBIDDEN = re.compile(
    r"\b(nationals? of|ethnic\w*|race|skin|muslim|christian|jewish|islam\w*|beard|veil|headscarf|accent|"
    r"afghan\w*|uzbek\w*|tajik\w*|kyrgyz\w*|kazakh\w*|turkmen\w*|uighur\w*|uyghur\w*|russian\w*)\b",
    re.IGNORECASE,
)


def test_no_indicator_speaks_of_nationality_religion_or_looks() -> None:
    assert [one.id for one in ALL if FORBIDDEN.search(one.text)] == []


def test_torture_and_sexual_violence_are_heard_when_told_and_never_asked() -> None:
    for one in ALL:
        if "torture_survivor" in one.needs or one.id in {"needs.rape_told", "needs.cutting_told"}:
            assert one.told_only, one.id


def test_health_is_for_care() -> None:
    kinds = need_kinds()
    for one in ALL:
        if one.category == "health":
            assert one.needs
            assert all(need in kinds for need in one.needs)
    assert "treatment_continued" in indicator("health.tuberculosis_treated").needs


def test_unhcrs_codes_say_their_version_and_our_own_are_apart() -> None:
    assert needs_codes_version().startswith("2009: UNHCR")
    assert [code.id for code in needs_codes().values() if code.own] == ["XT", "XS"]
    assert needs_codes()["SM"].sub == ("AD", "CC", "CI", "DP", "MI", "MN", "OT")


def test_an_unknown_indicator_is_an_error() -> None:
    with pytest.raises(UnknownIndicatorError):
        indicator("asylum.no_such")


ROW = """
category = "health"
strength = "medium"
translate = ["text"]
[[indicator]]
id = "health.x"
text = "Something"
source = "panah"
needs = ["health"]
"""


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("health.x", "health.x\"\nmisspelt = \"y"), "misspelt"),
        (('["health"]', '["nothing"]'), "needs"),
        (('["health"]', '["health"]\nunhcr = ["SM ZZ"]'), "unhcr"),
        (('"panah"', '"nowhere"'), "source"),
        (('"medium"', '"huge"'), "strength"),
        (('needs = ["health"]', ""), "needs"),
        (('text = "Something"', 'text = " "'), "text"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_told_with_its_place(change: tuple[str, str], key: str) -> None:
    assert len(list(read(parse(ROW, "x.toml")))) == 1
    with pytest.raises(DataError) as caught:
        list(read(parse(ROW.replace(*change, 1), "x.toml")))
    assert caught.value.key == key
    assert caught.value.file == "x.toml"
