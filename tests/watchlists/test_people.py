"""People to screen out of a CSV file: what is read, what is refused and where."""

from __future__ import annotations

from datetime import date

import pytest

from panah.documents import PartialDate
from panah.watchlists.people import Asked, PeopleRefusedError, read_people

HEADER = "id,name,birth_date,sex,nationality,document_number"


def read(text: str | bytes, ignored: list[str] | None = None) -> list[Asked]:
    data = text if isinstance(text, bytes) else text.encode()
    told: list[str] = [] if ignored is None else ignored
    return list(read_people(data.splitlines(keepends=True), told.append, today=date(2026, 11, 22)))


def test_a_full_row() -> None:
    person = read(f"{HEADER}\n7,Рустам Каримов,1980-05-01,m,UZ,AA 123\n")[0].person
    assert person.id == "7"
    assert person.names == ("Рустам Каримов",)
    assert person.birth == PartialDate(1980, 5, 1)
    assert (person.sex, person.nationalities, person.documents) == ("M", {"UZB"}, {("", "AA 123")})


@pytest.mark.parametrize("separator", [";", "\t"])
def test_columns_set_apart_as_a_spreadsheet_does(separator: str) -> None:
    assert read("id,name\n1,A Karimova\n".replace(",", separator))[0].person.names == ("A Karimova",)


def test_columns_in_any_order_with_a_mark_of_order_and_windows_lines() -> None:
    asked = read("\ufeffsex,name,id,nationality\r\nF,A Karimova,1,KAZ\r\n\r\n,B,2,\r\n")
    assert [(a.person.id, a.person.names, a.person.sex, set(a.person.nationalities)) for a in asked] == [
        ("1", ("A Karimova",), "F", {"KAZ"}),
        ("2", ("B",), "", set()),
    ]


@pytest.mark.parametrize(
    ("text", "birth"),
    [("1980", (1980, None, None)), ("1980-05", (1980, 5, None)), ("1980-XX-XX", (1980, None, None)), ("", None)],
)
def test_a_year_is_enough(text: str, birth: tuple[int, int | None, int | None] | None) -> None:
    asked = read(f"id,name,birth_date\n1,A,{text}\n")[0]
    assert asked.troubles == ()
    assert asked.person.birth == (None if birth is None else PartialDate(*birth))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,,,,,", "name"),
        ("1,12345,,,,", "name"),
        ("1,A,1980-13-01,,,", "birth_date"),
        ("1,A,01.05.1980,,,", "birth_date"),
        ("1,A,٢٠٠٠,,,", "birth_date"),
        ("1,A,2099-01-01,,,", "birth_date"),
        ("1,=cmd|calc,,,,", "formula"),
        ("1,A,,,,@SUM(A1)", "formula"),
        ("1,A,,male or so,,", "sex"),
        ("1,A,,,Atlantis,", "nationality"),
        (f"1,A,,,,{'9' * 100}", "document_number"),
        ("1,A", "cells"),
        ("1,A,,,,,more", "cells"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_is(row: str, code: str) -> None:
    asked = read(f"{HEADER}\n{row}\n")[0]
    assert [(trouble.code, trouble.line) for trouble in asked.troubles] == [(code, 2)]
    assert asked.person.id == "1"


def test_unknown_columns_are_told_of() -> None:
    ignored: list[str] = []
    read("id,name,birthdate\n1,A,1980\n", ignored)
    assert ignored == ["birthdate"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "line 1: empty"),
        (b"name\nA\n", "line 1: the column id is missing"),
        (b"id,name,name\n1,A,B\n", "line 1, column 3: the column name is there twice"),
        (b"id,name\n1,\xff\n", "line 2, column 3: the text isn't UTF-8"),
        (b"id,name\n1,A\0\n", "line 2, column 4: a NUL byte"),
        (b'id,name\n1,"A" B\n', "line 2: not CSV"),
        (b'id,name\n1,"A\n2,B\n', "not CSV"),
        (b"id,name\n1," + b"A" * 2_000_000, "line 2: longer"),
        (b"id,name\n1," + b"A" * 200_000, "line 2: not CSV"),
        ("id,name\n1,A\n".encode("utf-16"), "line 1, column 1: the text isn't UTF-8"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_at_the_place(data: bytes, place: str) -> None:
    with pytest.raises(PeopleRefusedError) as caught:
        read(data)
    assert str(caught.value).find(place) >= 0
