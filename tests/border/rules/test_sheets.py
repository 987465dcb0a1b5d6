"""Pasted and uploaded lists: understood whatever the separator, refused with every fault at its place."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.border.rules import sheets
from panah.border.rules.manifests import read_manifest
from panah.border.rules.sheets import CellError, decode


def faults(source: str | bytes) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in read_manifest(source).problems]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_list_with_titles_is_read_by_its_titles(separator: str) -> None:
    source = (
        separator.join(["Seat", "Passport", "Full name"]) + "\n" + separator.join(["12A", "fa 1234567", "Ali Rahimi"])
    )
    (line,) = read_manifest(source).lines
    assert (line.line, line.name, line.number, line.seat) == (1, "Ali Rahimi", "FA1234567", "12A")


@pytest.mark.parametrize("title", ["Birth", "DOB", "Birthdate"])
def test_a_carriers_short_titles_are_known(title: str) -> None:
    (line,) = read_manifest(f"Name;{title}\nAli Rahimi;1980-01-02").lines
    assert line.birth_date == "1980-01-02"


def test_without_titles_the_order_is_name_document_nationality_birth_seat() -> None:
    (line,) = read_manifest("Рахимов Джамшед;AB 1234567;TJ;12.08.1974;7").lines
    assert (line.number, line.nationality, line.birth_date, line.seat) == ("AB1234567", "TJK", "1974-08-12", "7")


def test_names_alone_are_a_list_too() -> None:
    assert [line.name for line in read_manifest("\ufeffAli Rahimi\r\n\r\nGul Ahmadi\r\n").lines] == [
        "Ali Rahimi",
        "Gul Ahmadi",
    ]


def test_every_fault_is_named_at_its_line_and_column_and_nothing_is_read() -> None:
    source = "name;document;nationality;born\nAli Rahimi;A1;XQZ;1990-02-31\n;B2;AFG;\nGul;C-3;AFG;1990;5;6\n"
    assert faults(source) == [
        ("unknown_state", 2, 3),
        ("no_date", 2, 4),
        ("cell_missing", 3, 1),
        ("too_many_cells", 4, 5),
    ]
    assert read_manifest(source).lines == ()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("Ali\nGu\x00l", ("control_character", 2, 3)),
        ("Ali\nGul\u202eidamhA", ("direction_mark", 2, 4)),
        ('Ali\n"Gul', ("quotes", 2, 0)),
        ("A" * 5000, ("line_too_long", 1, 4001)),
        ("name;colour\nAli;red", ("unknown_title", 1, 2)),
        ("name;name\nAli;Ali", ("title_twice", 1, 2)),
        ("seat;nationality\n1;AFG", ("title_missing", 1, 0)),
        ("12345", ("no_name", 1, 1)),
        ("", ("empty", 0, 0)),
        (" ;; \n\n", ("empty", 0, 0)),
        (b"Ali\nG\xfcl", ("encoding", 2, 0)),
        (b"\xff\xfeA", ("encoding", 1, 0)),
        (b"a" * (sheets.LARGEST + 1), ("too_large", 0, 0)),
        ("a\n" * 10_000_00, ("too_large", 0, 0)),
    ],
)
def test_garbage_gets_one_clear_answer(source: str | bytes, fault: tuple[str, int, int]) -> None:
    assert faults(source)[0] == fault


def test_too_many_lines_end_the_reading() -> None:
    assert faults("Ali\n" * (sheets.MOST_LINES + 500))[-1] == ("too_many_lines", sheets.MOST_LINES + 1, 0)


def test_a_file_of_a_spreadsheet_in_utf_16_is_read() -> None:
    assert read_manifest("Ali Rahimi;A1".encode("utf-16")).lines[0].number == "A1"


def test_no_more_problems_are_listed_than_somebody_would_read() -> None:
    assert len(faults("name;document\n" + ";\u00a7\n" * 1000)) == sheets.MOST_PROBLEMS


@given(st.binary(max_size=400))
def test_any_bytes_give_lines_or_problems_never_both(content: bytes) -> None:
    manifest = read_manifest(content)
    assert bool(manifest.lines) != bool(manifest.problems)


@given(st.text(max_size=400))
def test_any_text_gives_lines_or_problems_never_both(text: str) -> None:
    manifest = read_manifest(text)
    assert bool(manifest.lines) != bool(manifest.problems)
    for problem in manifest.problems:
        assert problem.line <= text.count("\n") + text.count("\r") + 1


@given(st.lists(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=20), min_size=1, max_size=30))
def test_what_a_spreadsheet_writes_comes_back(names: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["name", "document"])
    writer.writerows([name, f"N{place}"] for place, name in enumerate(names))
    lines = read_manifest(out.getvalue()).lines
    assert [(line.name, line.number) for line in lines] == [(name, f"N{place}") for place, name in enumerate(names)]


def test_decode_says_which_byte() -> None:
    with pytest.raises(CellError) as caught:
        decode(b"ok\nab\xff")
    assert caught.value.params == (("line", 2), ("byte", 6))
