"""Writing zones; and reader and writer proving each other."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import Fields, UnwritableError, read_mrz, write_mrz
from panah.documents.checkdigits import VALUES, check_digit
from panah.documents.layouts import LAYOUTS
from panah.documents.writer import fit_names
from tests.documents import specimens
from tests.documents.specimens import TODAY
from tests.documents.strategies import documents

ERIKSSON = Fields(
    document_code="P",
    issuer="UTO",
    number="L898902C3",
    surname="Eriksson",
    given_names="Anna Maria",
    nationality="UTO",
    birth_date="1974-08-12",
    sex="F",
    expiry_date="2012-04-15",
    optional="ZE184226B",
)


def test_check_digits_by_hand() -> None:
    assert check_digit("520727") == "3"  # the example of Doc 9303 part 3: 35 + 6 + 0 + 49 + 6 + 7 = 103
    assert check_digit("AB2134<<<") == "5"  # the same: 70 + 33 + 2 + 7 + 9 + 4 + 0 = 125
    assert check_digit("<<<") == "0"
    assert check_digit("A?") == "?"


@pytest.mark.parametrize("name", specimens.ALL)
def test_every_specimen_is_written_as_printed(name: str) -> None:
    reading = read_mrz(specimens.ALL[name], today=TODAY)
    assert reading.format is not None
    assert "\n".join(write_mrz(reading.format, reading.fields)) == specimens.ALL[name]


def test_a_passport_from_names_as_written() -> None:
    assert "\n".join(write_mrz("TD3", ERIKSSON)) == specimens.TD3


@given(documents())
def test_what_is_written_reads_back_the_same_and_valid(document: tuple[str, Fields]) -> None:
    name, fields = document
    lines = write_mrz(name, fields)
    layout = LAYOUTS[name]
    assert [len(line) for line in lines] == [layout.width] * layout.lines
    reading = read_mrz("\n".join(lines), today=TODAY)
    assert (reading.format, reading.fields, reading.valid) == (name, fields, True)
    assert read_mrz("".join(lines).lower(), today=TODAY).fields == fields


@given(documents(), st.data())
def test_a_wrong_character_is_found_whenever_its_value_differs(
    document: tuple[str, Fields], data: st.DataObject
) -> None:
    """All weights are prime to ten, so the digit agrees only if both characters have the same value modulo ten.

    The filler that may stand for the digit of unused optional data never agrees with data.
    """
    name, fields = document
    lines = write_mrz(name, fields)
    layout = LAYOUTS[name]
    protected = data.draw(st.sampled_from(layout.protected))
    line, start, end = protected.span
    column = data.draw(st.integers(start, end - 1))
    old = lines[line][column]
    new = data.draw(st.sampled_from([c for c in string.ascii_uppercase + string.digits if c != old]))
    spoiled = list(lines)
    spoiled[line] = lines[line][:column] + new + lines[line][column + 1 :]
    reading = read_mrz("\n".join(spoiled), today=TODAY)
    check = next(check for check in reading.checks if check.field == protected.field)
    if reading.format == name:
        unused = check.field == "optional" and check.found == "<"
        assert check.ok == ((VALUES[old] - VALUES[new]) % 10 == 0 and not unused)


@given(
    st.lists(st.text("ABC", min_size=1, max_size=14), min_size=1, max_size=5),
    st.lists(st.text("XYZ", min_size=1, max_size=14), max_size=5),
    st.sampled_from([30, 31, 39]),
)
def test_long_names_are_cut_in_order_and_fill_the_field(surname: list[str], given_names: list[str], width: int) -> None:
    whole = "<<".join(filter(None, ("<".join(surname), "<".join(given_names))))
    written = fit_names("<".join(surname), "<".join(given_names), width)
    if len(whole) <= width:
        assert written == whole
        return
    assert len(written) in (width - 1, width)
    assert written[-1].isalpha()
    first, _, rest = written.partition("<<")
    assert bool(rest) == bool(given_names)
    for kept, parts in ((first, surname), (rest, given_names)):
        assert all(full.startswith(cut) for cut, full in zip(filter(None, kept.split("<")), parts, strict=False))


def test_a_cut_name_is_marked_by_a_letter_in_the_last_place() -> None:
    long = Fields(
        **{**ERIKSSON.as_dict(), "surname": "Nilavadhanananda", "given_names": "Chayapa Dejthamrong Krasuang"}
    )
    lines = write_mrz("TD3", long)
    assert lines[0] == "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
    assert read_mrz("\n".join(lines), today=TODAY).name_truncated


def test_td1_has_two_optional_fields() -> None:
    card = Fields(**{**ERIKSSON.as_dict(), "document_code": "ID", "optional": "ABC"})
    lines = write_mrz("TD1", card, optional_2="X1Y")
    assert (lines[0][15:18], lines[1][18:21]) == ("ABC", "X1Y")
    assert read_mrz("\n".join(lines), today=TODAY).valid


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "L898902C3X"}, "number"),
        ({"number": "Л89"}, "number"),
        ({"issuer": "UTOP"}, "issuer"),
        ({"birth_date": "1974-02-31"}, "birth_date"),
        ({"expiry_date": "soon"}, "expiry_date"),
        ({"sex": "female"}, "sex"),
        ({"surname": "李"}, "surname"),
        ({"optional": "X" * 15}, "optional"),
    ],
)
def test_what_cannot_be_written_is_refused_at_its_field(change: dict[str, str], field: str) -> None:
    with pytest.raises(UnwritableError) as refused:
        write_mrz("TD3", Fields(**{**ERIKSSON.as_dict(), **change}))
    assert refused.value.field == field


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnwritableError):
        write_mrz("TD4", ERIKSSON)
