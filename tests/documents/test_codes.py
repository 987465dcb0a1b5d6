"""Codes of issuers and nationalities: complete, well-formed, described."""

from __future__ import annotations

import re

import pytest

from panah.documents import CodeKind, all_codes, describe, is_known

SPECIAL = [
    "XXA",
    "XXB",
    "XXC",
    "XXX",
    "UNO",
    "UNA",
    "UNK",
    "EUE",
    "RKS",
    "D",
    "XOM",
    "XPO",
    "XCC",
    "XBA",
    "XIM",
    "XCE",
    "XCO",
    "XEC",
    "XES",
    "XMP",
    "XDC",
    "GBD",
    "GBN",
    "GBO",
    "GBP",
    "GBS",
    "UTO",
]


@pytest.mark.parametrize("code", SPECIAL)
def test_special_codes_are_known(code: str) -> None:
    assert is_known(code)


@pytest.mark.parametrize("code", ["KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG", "RUS", "CHN", "IRN", "PAK", "TUR", "AZE"])
def test_the_region_is_known(code: str) -> None:
    described = describe(code)
    assert described is not None
    assert described.kind is CodeKind.STATE


@pytest.mark.parametrize("code", ["", "QQQ", "XX", "1", "KAZZ", "é", "\0", "D<X"])
def test_others_are_not(code: str) -> None:
    assert not is_known(code)


def test_germany() -> None:
    described = describe("D<<")
    assert described is not None
    assert (described.code, described.alpha2, described.alpha3) == ("D", "DE", "DEU")


def test_kinds_that_matter_for_protection() -> None:
    assert {code: describe(code).kind for code in ("XXA", "XXB", "XXC", "XXX")} == {  # type: ignore[union-attr]
        "XXA": CodeKind.STATELESS,
        "XXB": CodeKind.REFUGEE,
        "XXC": CodeKind.REFUGEE,
        "XXX": CodeKind.UNSPECIFIED,
    }


def test_every_entry_is_well_formed() -> None:
    for code, entry in all_codes().items():
        assert re.fullmatch("[A-Z]{3}|D", code)
        assert entry.code == code
        assert re.fullmatch("([A-Z]{2})?", entry.alpha2)
        assert entry.name == entry.name.strip() != ""


def test_states_have_one_two_letter_code_each() -> None:
    states = [entry for entry in all_codes().values() if entry.kind is CodeKind.STATE and entry.code != "D"]
    assert len(states) == len({entry.alpha2 for entry in states}) == 249
    assert len({entry.name for entry in states}) == 249
