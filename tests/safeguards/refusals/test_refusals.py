"""Grounds of refusal: only what the law's list holds, with its place and remedy; the notice in nine languages."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.refusals import (
    CALLS,
    LANGUAGES,
    NoSuchLanguageError,
    Remedy,
    UnknownGroundError,
    content,
    ground_list,
    ground_lists,
    in_law,
    notice_language,
    text_ids,
)
from panah.safeguards.refusals.grounds import read
from panah.safeguards.tables import DataError, parse
from panah.safeguards.texts import read as read_texts

DAY = dt.date(2026, 11, 21)
COUNTRIES = ["KAZ", "KGZ", "TJK", "TKM", "UZB", "EU"]
SCRIPTS = dict.fromkeys(["en", "uz", "tk"], "LATIN") | dict.fromkeys(["ru", "kk", "ky", "tg"], "CYRILLIC")


def test_five_countries_and_the_reference_set() -> None:
    assert list(ground_lists()) == COUNTRIES
    assert [one.id for one in ground_list("EU").offered()] == list("ABCDEFGHI")


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_list_says_by_which_law_and_how_to_complain(country: str) -> None:
    found = ground_list(country)
    assert len(found.law) > 20
    assert found.remedy.to
    assert found.remedy.place
    for one in found.grounds.values():
        assert one.place, one.id
        assert one.offered or one.reason, one.id


def test_lists_from_memory_say_so() -> None:
    for country in COUNTRIES:
        assert not ground_list(country).checked
        assert not content(country, ground_list(country).offered()[0].id, ("en",), DAY).confirmed


def test_illness_is_no_ground() -> None:
    for country, found in ground_lists().items():
        for one in found.grounds.values():
            if re.search(r"illness|HIV|infect|disease", one.text):
                assert not one.offered, one.id
                assert not in_law(country, one.id)
                with pytest.raises(UnknownGroundError):
                    content(country, one.id, ("en",), DAY)


def test_no_ground_speaks_of_nationality_religion_or_looks() -> None:
    words = re.compile(r"nationality|religio|ethnic(?! returnees)|race|appearance", re.IGNORECASE)
    assert not [one.id for found in ground_lists().values() for one in found.grounds.values() if words.search(one.text)]


def test_what_the_guard_asks_of_a_ground() -> None:
    assert in_law("KAZ", "kz-visa")
    assert not in_law("KAZ", "uz-visa")
    assert not in_law("KAZ", "kz-illness")
    assert not in_law("ZZZ", "kz-visa")


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_notice_for_every_ground_in_every_language(country: str) -> None:
    for one in ground_list(country).offered():
        made = content(country, one.id, LANGUAGES, DAY)
        assert [text.language for text in made.texts] == list(LANGUAGES)
        assert len({text.reason for text in made.texts}) == 9
        for text in made.texts:
            assert "{date}" in text.deadline
            assert [code for code, _name in text.calls] == list(CALLS)
            assert text.remedy_to
            assert text.fear


def test_the_persons_language_comes_first_and_none_twice() -> None:
    made = content("KGZ", "kg-visa", ("ps", "ky", "ps"), DAY)
    assert [(text.language, text.direction) for text in made.texts] == [("ps", "rtl"), ("ky", "ltr")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_is_whole_and_in_its_own_script(code: str) -> None:
    language = notice_language(code)
    assert tuple(language.texts) == text_ids()
    for name, text in language.texts.items():
        letters = [char for char in re.sub(r"UNHCR|\{date\}", "", text) if char.isalpha()]
        script = SCRIPTS.get(code, "ARABIC")
        assert all(unicodedata.name(char).startswith((script, "MODIFIER LETTER")) for char in letters), name
    assert language.review == ("source text" if code == "en" else "awaiting native review")


def _remedy(days: int = 0, months: int = 0) -> Remedy:
    return Remedy(("court",), days, months, waits_outside=True, place="x", checked=True)


@pytest.mark.parametrize(
    ("remedy", "decided", "last"),
    [
        (_remedy(days=30), "2026-11-21", "2026-12-21"),
        (_remedy(months=3), "2026-11-21", "2027-02-21"),
        (_remedy(months=3), "2026-11-30", "2027-02-28"),
        (_remedy(months=1), "2027-01-31", "2027-02-28"),
        (_remedy(months=12), "2028-02-29", "2029-02-28"),
    ],
)
def test_the_last_day(remedy: Remedy, decided: str, last: str) -> None:
    assert remedy.deadline(dt.date.fromisoformat(decided)).isoformat() == last


@given(st.dates(dt.date(2020, 1, 1), dt.date(2099, 1, 1)), st.integers(1, 24), st.integers(1, 366))
def test_a_later_decision_never_ends_earlier(decided: dt.date, months: int, days: int) -> None:
    for remedy in (_remedy(months=months), _remedy(days=days)):
        assert decided < remedy.deadline(decided) <= remedy.deadline(decided + dt.timedelta(days=1))


def test_what_isnt_there_is_an_error() -> None:
    with pytest.raises(UnknownGroundError):
        content("ZZZ", "A", ("en",), DAY)
    with pytest.raises(UnknownGroundError):
        content("EU", "Z", ("en",), DAY)
    with pytest.raises(NoSuchLanguageError):
        content("EU", "A", ("xx",), DAY)


FILE = """
country = "UTO"
title = "Utopia"
law = "Law"
as_of = 2026-11-21
checked = true
translate = ["text"]
[remedy]
to = ["court"]
days = 30
waits_outside = false
place = "article 1"
checked = true
[[ground]]
id = "a"
kind = "no_visa"
text = "No visa"
place = "article 2"
"""


@pytest.mark.parametrize(
    "change",
    [
        ('"no_visa"', '"dislike"'),
        ('"court"', '"palace"'),
        ("days = 30", ""),
        ("days = 30", "days = 30\nmonths = 1"),
        ('place = "article 2"', 'place = "article 2"\noffered = false'),
        ('place = "article 2"', ""),
    ],
)
def test_a_mistake_in_a_list_is_an_error(change: tuple[str, str]) -> None:
    assert read(parse(FILE, "x.toml")).offered()[0].id == "a"
    with pytest.raises(DataError):
        read(parse(FILE.replace(*change), "x.toml"))


@pytest.mark.parametrize("text", ['"a.b" = "{day}"', '"a.c" = "{date}"', '"a.b" = "{date}"\n"a.c" = "x"'])
def test_a_mistake_in_the_words_is_an_error(text: str) -> None:
    head = 'language = "xx"\nname = "X"\ndirection = "ltr"\nreview = "r"\nas_of = 2026-11-21\n[texts]\n'
    assert read_texts(parse(head + '"a.b" = "to {date}"', "x.toml"), {"a.b": "{date}"}).code == "xx"
    with pytest.raises(DataError):
        read_texts(parse(head + text, "x.toml"), {"a.b": "{date}"})
