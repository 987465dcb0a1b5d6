"""The rule packs that come with Panah, and files of one's own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.stays import RegimeError, assess, available_regimes, load_regime, parse_regime
from panah.stays.loading import MAX_FILE_BYTES, PACKS
from panah.stays.nationality import is_known
from tests.stays.helpers import HEAD, TOP, day, history, regime, rule

NAMES = ("kazakhstan", "kyrgyzstan", "schengen", "tajikistan", "turkmenistan", "uzbekistan")
CODES = {"KAZ": "kazakhstan", "KGZ": "kyrgyzstan", "TJK": "tajikistan", "TKM": "turkmenistan", "UZB": "uzbekistan"}


def test_these_packs_come_with_panah() -> None:
    assert available_regimes() == NAMES


@pytest.mark.parametrize(("code", "name"), list(CODES.items()))
def test_packs_are_found_by_country(code: str, name: str) -> None:
    assert load_regime(code) is load_regime(name) is load_regime(name.upper())
    assert load_regime(code.lower()).country == code


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_has_a_source_and_a_date_and_says_how_sure_it_is(name: str) -> None:
    pack = load_regime(name)
    assert len(pack.warning) > 40
    for each in pack.rules:
        head = each.head
        assert head.source.title, head.id
        assert date(2000, 1, 1) < head.as_of <= date(2026, 11, 30), head.id
        assert head.confidence in ("official", "reported", "memory"), head.id
        assert head.id.startswith(("kz-", "kg-", "tj-", "tm-", "uz-", "schengen-")), head.id


@pytest.mark.parametrize("name", NAMES)
def test_every_nationality_named_is_known(name: str) -> None:
    for each in load_regime(name).stays:
        assert not {code for code in each.people.nationalities if not is_known(code)}, each.head.id


@pytest.mark.parametrize("name", NAMES)
def test_every_nationality_gets_an_answer_on_any_day(name: str) -> None:
    pack = load_regime(name)
    for nationality in ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "TKM", "UZB", "AFG", "USA", "D", "XXA", "XXB", "UNO"):
        for on in ("1995-05-01", "2012-12-31", "2019-01-31", "2023-01-27", "2026-06-30", "2040-01-01"):
            answer = assess(pack, nationality, history(on), day(on))
            assert not {"no_rule"} & {doubt.code for doubt in answer.doubts} or day(on) < date(2024, 4, 1)
            assert answer.rules or answer.days_left is None
            for reason in answer.as_dict()["why"]:
                assert "{" not in reason["text"]


@pytest.mark.parametrize("code", list(CODES))
def test_the_neighbours_come_without_a_visa_where_that_is_reported(code: str) -> None:
    expected = {
        "KAZ": {"KGZ": 90, "TJK": 30, "UZB": 30, "TKM": 0},
        "KGZ": {"KAZ": 90, "TJK": 60, "UZB": 60, "TKM": 0},
        "TJK": {"KAZ": 90, "KGZ": 90, "UZB": 30, "TKM": 0},
        "TKM": {"KAZ": 0, "KGZ": 0, "TJK": 0, "UZB": 0},
        "UZB": {"KAZ": 30, "KGZ": 60, "TJK": 30, "TKM": 0},
    }
    found = {other: assess(load_regime(code), other, [], day("2026-02-01")).days_left for other in expected[code]}
    assert found == expected[code]


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(TOP + rule("stay", "all", nationalities=["*"], limits=[{"days": 7, "per": "entry"}]))
    assert assess(load_regime(file), "UZB", [], day("2024-01-01")).days_left == 7
    assert load_regime(str(file)) is load_regime(file)
    file.write_text(TOP + rule("stay", "all", nationalities=["*"], limits=[{"days": 8, "per": "entry"}]) + "\n")
    assert assess(load_regime(file), "UZB", [], day("2024-01-01")).days_left == 8


def test_a_pack_can_be_copied_to_a_file_and_changed(tmp_path: Path) -> None:
    file = tmp_path / "kazakhstan.toml"
    file.write_text((PACKS / "kazakhstan.toml").read_text("utf-8"), "utf-8")
    assert load_regime(file) == load_regime("kazakhstan")


@pytest.mark.parametrize("name", ["atlantis", "", "ATL", "a\0b", "x" * 5000, "../packs", "."])
def test_what_is_neither_pack_nor_file(name: str) -> None:
    with pytest.raises(RegimeError):
        load_regime(name)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"#" * (MAX_FILE_BYTES + 1), b"\0\0", b"[[[[[", b""])
def test_files_that_are_no_regime(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(RegimeError, match=r"^bad\.toml: "):
        load_regime(file)


GOOD = rule("stay", "all", nationalities=["*"], limits=[{"days": 7, "per": "entry"}])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD, "bad.toml: regime: table is missing"),
        (TOP.replace('name = "test"', ""), "bad.toml: regime, name: is missing (text)"),
        (TOP.replace('"The law decides."', '""'), "bad.toml: regime, warning: is empty"),
        (TOP.replace("as_of = 2024-01-01", 'as_of = "2024"'), "bad.toml: regime, as_of: must be a date"),
        (TOP + "[other]\n", "bad.toml: other: unknown table"),
        (TOP + "colour = 1\n", "bad.toml: regime, colour: unknown key"),
        (TOP + "stay = 3\n[stays]", "unknown"),
        (TOP + GOOD.replace("as_of = 2024-01-01\n", ""), "bad.toml: stay all, as_of: is missing (a date)"),
        (TOP + GOOD.replace('source = { title = "A test" }\n', ""), "bad.toml: stay all, source: is missing (a table)"),
        (TOP + GOOD.replace('"official"', '"sure"'), "stay all, confidence: must be one of official, reported, memory"),
        (TOP + GOOD.replace("days = 7", "days = 0"), "stay all.limits[1], days: must be between 1 and 3660"),
        (TOP + GOOD.replace("days = 7", "days = true"), "stay all.limits[1], days: must be a whole number"),
        (TOP + GOOD.replace('"entry"', '"decade"'), "stay all.limits[1], per: must be one of entry"),
        (TOP + GOOD.replace('"entry"', '"rolling"'), "stay all.limits[1], window: is missing (a whole number)"),
        (TOP + GOOD.replace('"entry"', '"rolling", window = 3'), "stay all.limits[1], window: is shorter than days"),
        (TOP + GOOD.replace('"*"', '"uzb"'), "stay all, nationalities: 'uzb' is neither a code"),
        (TOP + GOOD.replace('"*"', '"KZA"'), "stay all, nationalities: 'KZA' is no nationality's code"),
        (TOP + GOOD.replace('"*"', "7"), "stay all, nationalities: must be a list of texts"),
        (
            TOP + GOOD + "needs_visa = true\n",
            "stay all, limits: give one of limits, needs_visa = true, no_limit = true",
        ),
        (TOP + GOOD + "no_limit = true\n", "stay all, limits: give one of limits, needs_visa = true, no_limit = true"),
        (TOP + rule("stay", "all", nationalities=["*"]), "stay all, limits: give one of limits"),
        (TOP + "[calendar]\nsource = { url = 'x' }\n", "calendar.source, title: is missing (text)"),
        (TOP + GOOD + GOOD, "all, id: is used twice"),
        (TOP + GOOD + GOOD.replace('"all"', '"too"'), "stay too, nationalities: also governed by all at that time"),
        (TOP + GOOD + "valid_from = 2024-02-01\nvalid_to = 2024-01-01\n", "stay all, valid_to: is before valid_from"),
        (TOP + "[calendar]\nweekend = ['someday']\n", "calendar, weekend: 'someday' is no weekday"),
        (TOP + "[calendar]\nfixed_holidays = ['13-40']\n", "calendar, fixed_holidays: '13-40' is not MM-DD"),
        (TOP + "[calendar]\ndated_holidays = ['x']\n", "calendar, dated_holidays: must be a list of dates"),
        (TOP + rule("ban", "b", overstay_from=1), "ban b, years: give years or days"),
        (TOP + "[stay]\nid = 'x'\n", "stay: write [[stay]], one for each rule"),
    ],
)
def test_a_bad_rule_file_is_told_where(text: str, message: str) -> None:
    with pytest.raises(RegimeError) as caught:
        parse_regime(text, "bad.toml")
    assert message in str(caught.value)


def test_weekends_must_leave_a_working_day() -> None:
    week = "['monday','tuesday','wednesday','thursday','friday','saturday','sunday']"
    with pytest.raises(RegimeError, match="leaves no working day"):
        parse_regime(TOP + f"[calendar]\nweekend = {week}\n", "bad.toml")


def test_rules_that_follow_each_other_are_not_ambiguous() -> None:
    limits = [{"days": 7, "per": "entry"}]
    made = regime(
        rule("stay", "old", nationalities=["*"], limits=limits, valid_to=day("2023-12-31")),
        rule("stay", "new", nationalities=["*"], limits=limits, valid_from=day("2024-01-01")),
        rule("stay", "named", nationalities=["UZB"], limits=limits),
        rule("stay", "treaty", nationalities=["UZB"], limits=limits, rank="bilateral"),
    )
    assert len(made.stays) == 4


def problem_with(text: str) -> str:
    """What is wrong with the text of a regime."""
    try:
        parse_regime(text, "any.toml")
    except RegimeError as error:
        return str(error)
    return "none"


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_regime_or_a_clear_error(text: str) -> None:
    for candidate in (text, TOP + text, TOP + rule("stay", "all", nationalities=["*"], purposes=[text])):
        assert problem_with(candidate).startswith(("any.toml", "none"))


@given(st.integers(0, 10_000), st.sampled_from(["", "[[", "'", "=", "\0", "-1", "true", "[]", "é", "\u202e"]))
@settings(max_examples=150, deadline=None)
def test_a_damaged_pack_is_a_regime_or_a_clear_error(at: int, damage: str) -> None:
    text = (PACKS / "turkmenistan.toml").read_text("utf-8")
    at %= len(text)
    assert problem_with(text[:at] + damage + text[at + 3 :]).startswith(("any.toml", "none"))


def test_identifiers_in_packs_are_plain() -> None:
    for name in NAMES:
        for each in load_regime(name).rules:
            assert re.fullmatch(r"[a-z0-9-]+", each.head.id)
    assert HEAD.count("source") == 1
