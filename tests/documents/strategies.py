"""Random documents that a state could issue."""

from __future__ import annotations

import string
from datetime import date, timedelta

from hypothesis import strategies as st

from panah.documents import CodeKind, Fields, all_codes
from tests.documents.specimens import TODAY

FORMATS = ("TD1", "TD2", "TD3", "MRV-A", "MRV-B", "FRA-ID")
_FIRST = {"TD1": "I", "TD2": "I", "TD3": "P", "MRV-A": "V", "MRV-B": "V"}
_NUMBERS = {"TD1": 20, "TD2": 14}

codes = st.sampled_from([code for code, entry in all_codes().items() if entry.kind is not CodeKind.OBSOLETE])
plain = string.ascii_uppercase + string.digits
words = st.text(string.ascii_uppercase, min_size=1, max_size=5)
names = st.lists(words, min_size=1, max_size=2).map(" ".join)
birth_days = st.dates(date(1930, 1, 1), TODAY)
expiry_days = st.dates(TODAY + timedelta(days=1), date(2060, 12, 31))


@st.composite
def birth_dates(draw: st.DrawFn) -> str:
    """ISO, some with day or month and day unknown, some wholly unknown."""
    day = draw(birth_days)
    known = draw(st.sampled_from((3, 3, 3, 2, 1, 0)))
    parts = [f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"]
    return "-".join(parts[:known] + ["XXXX", "XX", "XX"][known:])


@st.composite
def documents(draw: st.DrawFn, formats: tuple[str, ...] = FORMATS) -> tuple[str, Fields]:
    """A format and fields that fit it whole."""
    name = draw(st.sampled_from(formats))
    if name == "FRA-ID":
        return name, draw(french_cards())
    return name, Fields(
        document_code=_FIRST[name] + draw(st.sampled_from(["", "D", "P"] if name in ("TD1", "TD2") else [""])),
        issuer=draw(codes),
        number=draw(st.text(plain, min_size=1, max_size=_NUMBERS.get(name, 9))),
        surname=draw(names),
        given_names=draw(st.one_of(st.just(""), names)),
        nationality=draw(codes),
        birth_date=draw(birth_dates()),
        sex=draw(st.sampled_from("MFX")),
        expiry_date=draw(expiry_days).isoformat(),
        optional=draw(st.text(plain, max_size=8)) if name in ("TD3", "MRV-A", "MRV-B") else "",
    )


@st.composite
def french_cards(draw: st.DrawFn) -> Fields:
    year, month = draw(st.integers(1988, 2021)), draw(st.integers(1, 12))
    return Fields(
        document_code="ID",
        issuer="FRA",
        number=f"{year % 100:02}{month:02}" + draw(st.text(string.digits, min_size=8, max_size=8)),
        surname=draw(names),
        given_names=draw(names),
        birth_date=draw(birth_days).isoformat(),
        sex=draw(st.sampled_from("MF")),
        optional=draw(st.one_of(st.just(""), st.text(plain, min_size=6, max_size=6))),
        issued=f"{year}-{month:02}-XX",
    )
