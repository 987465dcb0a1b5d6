"""`panah screen`: an answer for each person, in order, or one clear line about what can't be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from panah.node.cli import main

NATIONAL = """full_name,id,birth_date
Rustam Djurayev,N-1,1980-05-01
Rustam Karimov,N-2,1975
"""
LOST = """issuer,number,id
UZB,AA1234567,L-1
"""
PEOPLE = """name,id,birth_date,sex,nationality,document_number
Рустам Жўраев,1,1980-05-01,M,UZ,
Somebody Else,2,,,UZB,AA 1234567
,3,,,,
Nobody Atall,4,,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "national.csv").write_text(NATIONAL, "utf-8")
    (tmp_path / "lost.csv").write_text(LOST, "utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


def called(*arguments: str | Path) -> int:
    return main(["screen", *map(str, arguments)])


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_for_each_person_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lists = ("--list", folder / "national.csv", "--list", folder / "lost.csv")
    assert called(*lists, "--people", folder / "people.csv", "--json") == 1
    lines = told(capsys)
    assert [line["id"] for line in lines] == ["1", "2", "3", "4"]
    assert [[hit["entry"] for hit in line["hits"]] for line in lines] == [["N-1"], ["L-1"], [], []]
    hit = lines[0]["hits"][0]
    assert (hit["list"], hit["name"]) == ("national", "Rustam Djurayev")
    assert 0.9 < hit["score"] <= 1
    assert {"code", "weight", "left", "right"} <= hit["why"][0].keys()
    assert lines[2]["problems"] == [{"code": "name", "line": 4, "column": "name"}]
    assert "problems" not in lines[0]


def test_all_is_well_with_people_who_are_all_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = folder / "few.csv"
    people.write_text("id,name\n1,Nobody Atall\n", "utf-8")
    assert called("--list", folder / "national.csv", "--people", people, "--json") == 0
    assert told(capsys) == [{"id": "1", "hits": []}]


def test_the_threshold_can_be_lowered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = folder / "few.csv"
    people.write_text("id,name\n1,Rustam\n", "utf-8")
    arguments = ("--list", folder / "national.csv", "--people", people, "--json")
    called(*arguments)
    assert told(capsys)[0]["hits"] == []
    called(*arguments, "--threshold", "0")
    assert len(told(capsys)[0]["hits"]) == 2


def test_one_list_given_twice_gets_two_codes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lists = ("--list", folder / "national.csv", "--list", folder / "national.csv")
    called(*lists, "--people", folder / "people.csv", "--json")
    assert [hit["list"] for hit in told(capsys)[0]["hits"]] == ["national", "national-2"]


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("people.csv", b"name\nA\n", "line 1: the column id is missing"),
        ("people.csv", b"id,name\n1,\xff\n", "line 2, column 3"),
        ("national.csv", b"full_name,id\nA B,1\nC D,1\n", "line 3"),
        ("national.csv", b"full_name,id\n", "There isn't a single entry"),
        ("national.csv", b"", "The file is empty"),
        ("national.csv", b"<?xml version='1.0'?><CONSOLIDATED_LIST><INDIV", "cut off"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place_and_nothing_printed(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, place: str
) -> None:
    (folder / name).write_bytes(content)
    assert called("--list", folder / "national.csv", "--people", folder / "people.csv", "--json") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(folder / name) in err
    assert place in err


@pytest.mark.parametrize("missing", ["--list", "--people"])
def test_a_missing_file_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str], missing: str) -> None:
    arguments = {"--list": folder / "national.csv", "--people": folder / "people.csv"} | {missing: folder / "none"}
    assert called(*(each for pair in arguments.items() for each in pair)) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("threshold", ["-1", "2", "nan"])
def test_a_threshold_is_from_0_to_1(folder: Path, capsys: pytest.CaptureFixture[str], threshold: str) -> None:
    lists = ("--list", folder / "national.csv", "--people", folder / "people.csv")
    assert called(*lists, f"--threshold={threshold}") == 2
    assert "from 0 to 1" in capsys.readouterr().err


def test_a_name_of_ten_thousand_letters_gets_its_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = folder / "long.csv"
    people.write_text(f"id,name\n1,{'ab ' * 5_000}\n2,{'x' * 10_000}\n3,Rustam Djurayev\n", "utf-8")
    called("--list", folder / "national.csv", "--people", people, "--json")
    assert [len(line["hits"]) for line in told(capsys)] == [0, 0, 1]


def test_people_from_standard_input_without_django(folder: Path) -> None:
    command = (
        "import sys; from panah.node.cli import main; code = main(sys.argv[1:]); assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", command, "screen", "--list", str(folder / "national.csv"), "--people", "-"],
        input="id,name\n1,Rustam Djurayev\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "national N-1  Rustam Djurayev" in done.stdout
    assert done.stderr == ""


def test_names_that_are_amiss_are_noted_in_the_row_and_told_with_line_and_column(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = folder / "amiss.csv"
    long = "ab " * 5_000
    rows = (
        f"1,{long},",
        "2,Rustam Djur\u0430yev,",
        "3,Rustam\u202e Djurayev,",
        "4,,AA1234567",
        "5,,",
        "6,12345,AA1234567",
    )
    people.write_text("id,name,document_number\n" + "\n".join(rows) + "\n", "utf-8")
    lists = ("--list", folder / "national.csv", "--list", folder / "lost.csv")
    assert called(*lists, "--people", people, "--json") == 1
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    codes = [[problem["code"] for problem in line.get("problems", ())] for line in lines]
    assert codes == [["name_too_long"], ["mixed_script"], ["hidden_character"], [], ["name"], ["name"]]
    assert [line["hits"][0]["entry"] if line["hits"] else "" for line in lines] == ["", "N-1", "N-1", "L-1", "", "L-1"]
    told = [line.removeprefix(f"{people}: ").partition(", column name: ")[0] for line in err.splitlines()]
    assert told == ["line 2", "line 3", "line 4", "line 6", "line 7"]
    assert "Djur" not in err


def test_a_row_with_a_document_and_no_name_is_all_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = folder / "document.csv"
    people.write_text("id,name,document_number\n1,,AA1234567\n", "utf-8")
    assert called("--list", folder / "lost.csv", "--people", people, "--json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out).keys() == {"id", "hits"}
    assert err == ""


def test_what_a_list_has_amiss_is_told_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = folder / "list.csv"
    listed.write_text("id,full_name,remark\nX-1,Rustam K\u0430rimov,=1+1\n#count,1\n", "utf-8")
    people = folder / "document.csv"
    people.write_text("id,name\n1,Rustam Karimov\n", "utf-8")
    assert called("--list", listed, "--people", people, "--json") == 0
    told = [line.partition(" First at ")[2] for line in capsys.readouterr().err.splitlines()]
    assert told == ["line 2, column 3 (remark).", "line 2, entry X-1."]


def test_troubles_beyond_twenty_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = folder / "many.csv"
    people.write_text("id,name\n" + "1,\n" * 23, "utf-8")
    assert called("--list", folder / "national.csv", "--people", people, "--json") == 1
    err = capsys.readouterr().err.splitlines()
    assert (len(err), err[-1]) == (21, "and 3 more")
