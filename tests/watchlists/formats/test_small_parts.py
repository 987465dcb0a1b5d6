"""Dates, countries and the labels of documents as lists write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import PartialDate, all_codes
from panah.watchlists.entries import Birth
from panah.watchlists.formats import dates
from panah.watchlists.formats.countries import alpha3, named
from panah.watchlists.formats.dates import UnreadDateError
from panah.watchlists.formats.documentwords import kind_of_document, tidy_number

# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("11 Apr 1963", Birth(PartialDate(1963, 4, 11))),
        ("April 1963", Birth(PartialDate(1963, 4))),
        ("Sept. 1963", Birth(PartialDate(1963, 9))),
        ("March 22, 1963", Birth(PartialDate(1963, 3, 22))),
        ("1963", Birth(PartialDate(1963))),
        ("1963-04-11", Birth(PartialDate(1963, 4, 11))),
        ("circa 1963", Birth(PartialDate(1963), approximate=True)),
        ("approximately Apr 1963", Birth(PartialDate(1963, 4), approximate=True)),
        ("1960 to 1962", Birth(first=PartialDate(1960), last=PartialDate(1962))),
        ("between Aug. 1977 and Sep. 1977", Birth(first=PartialDate(1977, 8), last=PartialDate(1977, 9))),
        ("01 Jan 1960 to 31 Dec 1962", Birth(first=PartialDate(1960, 1, 1), last=PartialDate(1962, 12, 31))),
    ],
)
def test_dates_in_words(text: str, birth: Birth) -> None:
    assert dates.worded(text) == birth


@pytest.mark.parametrize("text", ["", "30 Feb 1963", "11 Foo 1963", "the 1960s", "11 1963", "1962 to 1960", "1" * 500])
def test_what_is_no_date_in_words(text: str) -> None:
    with pytest.raises(UnreadDateError):
        dates.worded(text)


@given(st.text(max_size=100))
def test_any_text_is_a_date_or_an_unread_one(text: str) -> None:
    for read in (dates.day, dates.moment, dates.partial, dates.solar_hijri, dates.worded):
        with suppress(UnreadDateError):
            read(text)


@given(st.dates(date(1875, 1, 1)))
def test_a_day_is_read_in_every_way_it_is_written(when: date) -> None:
    assert dates.partial(when.isoformat()) == dates.partial(f"{when:%d.%m}.{when.year:04}") == PartialDate.of(when)
    assert dates.worded(f"{when:%d %b} {when.year:04}").date == PartialDate.of(when)
    assert dates.day(f"{when.isoformat()}-04:00") == dates.day(f"{when.isoformat()}T10:20:30Z") == when


def test_moments_are_in_utc() -> None:
    assert dates.moment("2026-01-02T03:04:05+05:00") == datetime(2026, 1, 1, 22, 4, 5, tzinfo=UTC)
    assert dates.moment("2026-01-02") == datetime(2026, 1, 2, tzinfo=UTC)


# --- countries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Kazakhstan", "KAZ"),
        ("KAZ", "KAZ"),
        ("kz", "KAZ"),
        ("D", "DEU"),
        ("Казахстан", "KAZ"),
        ("Тоҷикистон", "TJK"),
        ("افغانستان", "AFG"),
        ("Türkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Korea, North", "PRK"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("former Soviet Union", "SUN"),
        ("The Gambia", "GMB"),
        ("Côte d'Ivoire", "CIV"),
        ("na", "NAM"),
        ("n/a", ""),
        ("", ""),
        ("Atlantis", None),
        ("zz9", None),
    ],
)
def test_words_for_countries(word: str, code: str | None) -> None:
    assert alpha3(word) == code


def test_where_names_are_written_na_means_not_available() -> None:
    assert (named("na"), named("Namibia"), named("KAZ")) == ("", "NAM", None)


def test_every_code_of_the_documents_is_known_by_code_and_by_name() -> None:
    for code in all_codes().values():
        assert alpha3(code.code) == alpha3(code.code.lower()) == code.alpha3
        if code.kind == "state":
            assert alpha3(code.name) == alpha3(code.alpha2) == code.alpha3


# --- labels of documents ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number", "said"),
    [
        ("OB 0243318", "OB 0243318", ""),
        ("CAR diplomatic passport no. D00000898", "D00000898", "CAR diplomatic passport no."),
        ("381110042 (Expired 25 Jan. 2016)", "381110042", "Expired 25 Jan. 2016"),
        ("R00012098, South Sudan", "R00012098", "South Sudan"),
        ("35202- 4135948-7", "35202- 4135948-7", ""),
        ("not known", "", "not known"),
    ],
)
def test_the_number_is_told_from_the_words_around_it(written: str, number: str, said: str) -> None:
    assert tidy_number(written) == (number, said)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Passport", "passport"),
        ("Número de pasaporte", "passport"),
        ("National Identification Number", "identity"),
        ("تذکره", "identity"),
        ("Driver's Permit", "other"),
        ("something else", "other"),
        ("", ""),
    ],
)
def test_kinds_of_documents(label: str, kind: str) -> None:
    assert kind_of_document(label) == kind
