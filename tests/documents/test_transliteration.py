"""Names in the letters of a zone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import NoTransliterationError, to_zone_letters


@pytest.mark.parametrize(
    ("name", "issuer", "written"),
    [
        ("Anna-Maria", "", "ANNA<MARIA"),
        ("O'Connor, Seán", "", "OCONNOR<SEAN"),
        ("Müller", "D", "MUELLER"),
        ("Özdemir", "TUR", "OZDEMIR"),
        ("Straße", "D", "STRASSE"),
        ("Æbelø", "DNK", "AEBELOE"),
        ("ı İ", "TUR", "I<I"),
        ("Щербаков Юрий", "RUS", "SHCHERBAKOV<IURII"),
        ("Ильинична", "RUS", "ILINICHNA"),
        ("Гнатюк", "UKR", "HNATIUK"),
        ("Қасым-Жомарт", "KAZ", "KASYM<ZHOMART"),
        ("Гүлнұр Әбдіқызы", "KAZ", "GULNUR<ABDIKYZY"),
        ("Ҷӯраев Ғафур", "TJK", "JURAEV<GHAFUR"),
        ("Jo‘rayev", "UZB", "JORAYEV"),
        ("Жўраев", "UZB", "ZHORAEV"),
        ("Ýazgül Ähmedowa", "TKM", "YAZGUL<AHMEDOWA"),
        ("  -  ", "", ""),
    ],
)
def test_names(name: str, issuer: str, written: str) -> None:
    assert to_zone_letters(name, issuer) == written


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert to_zone_letters("И\u0306") == to_zone_letters("Й") == "I"
    assert to_zone_letters("u\u0308", "TUR") == "U"


@pytest.mark.parametrize("name", ["احمد", "李", "R2D2", "\0", "a\u202eb"])
def test_what_has_no_form_is_refused(name: str) -> None:
    with pytest.raises(NoTransliterationError):
        to_zone_letters(name)


@given(st.text(max_size=60))
def test_nothing_but_letters_and_single_fillers_comes_out(name: str) -> None:
    try:
        written = to_zone_letters(name)
    except NoTransliterationError:
        return
    assert set(written) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
    assert "<<" not in written
    assert not written.startswith("<")
    assert not written.endswith("<")
