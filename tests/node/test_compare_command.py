"""`panah compare`: a table in, one answer a line out, one clear line for each trouble."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def compare(content: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "panah.node", "compare", "-", *arguments],
        input=content,
        capture_output=True,
        check=False,
    )


def answers(content: str, code: int = 0) -> list[dict[str, object]]:
    done = compare(content.encode(), "--json")
    assert done.returncode == code, done.stderr
    assert bool(done.stderr) == bool(code)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_answer_a_row_in_order_with_other_columns_ignored():
    told = answers("note,right,left\nx,Жўраев Рустам,Djurayev Rustam\ny,Rustam Rahimov,Rustam Karimov\n")
    assert [(row["left"], row["right"], row["match"]) for row in told] == [
        ("Djurayev Rustam", "Жўраев Рустам", True),
        ("Rustam Karimov", "Rustam Rahimov", False),
    ]
    assert all(set(row) == {"left", "right", "score", "match", "why"} for row in told)
    assert all(0 <= row["score"] <= 1 for row in told)
    assert {reason["code"] for reason in told[1]["why"]} == {"base", "same", "different"}


def test_cells_are_text_whatever_they_look_like():
    told = answers('left,right\n=cmd|calc,@SUM(A1)\n"two\nlines",""\n\n-Ali,+Ali\n', code=1)
    assert [row["left"] for row in told] == ["=cmd|calc", "two\nlines", "-Ali"]
    assert told[1]["score"] == 0
    assert told[2]["match"]


def test_cells_that_a_spreadsheet_would_run_are_told_with_their_places():
    done = compare(b"left,right\nAli,=cmd|calc\n@A1,-\n", "--json")
    places = [line.split(": ")[1:4] for line in done.stderr.decode().splitlines()]
    assert done.returncode == 1
    assert places == [["line 2, column right", "begins like a formula of a spreadsheet, and is kept as text"],
                      ["line 3, column left", "begins like a formula of a spreadsheet, and is kept as text"],
                      ["line 3, column right", "no name in this text"]]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "left;right\nAli;Али\n",
        "left\tright\nAli\tАли\n",
        "left,right\nAli,Али,,\n",
        "\ufeffLEFT , Right\r\nAli,Али\r\n",
    ],
)
def test_tables_as_spreadsheets_save_them(content):
    assert [row["match"] for row in answers(content)] == [True]


def test_a_header_alone_is_answered_with_nothing():
    assert answers("left,right\n") == []


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (b"", 1, "empty"),
        (b"left,rite\na,b\n", 1, "no column right"),
        (b"left,right,left\na,b,c\n", 1, "more than one column left"),
        (b"left,right\nAli,Ali\nAli\n", 3, "fewer"),
        (b"left,right\nAli,Ali\nKarimov, Ali,Karimov Ali\n", 3, "more"),
        ("left,right\nAli,Али\n".encode("cp1251"), 2, "not UTF-8"),
        ("left,right\nAli,Али\n".encode("utf-16"), 1, "not UTF-8"),
        (b"left,right\nA\0li,Ali\n", 2, "zero byte"),
        (b"\x7fELF\x02\x01\x01\0\0", 1, "zero byte"),
        (b'left,right\n"Ali,Ali\n', 2, "end of data"),
        (b"left,right\n" + b"a" * 1_100_000 + b",b\n", 2, "longer than"),
    ],
)
def test_trouble_is_told_with_its_line(content, line, what):
    done = compare(content, "--json")
    told = done.stderr.decode()
    assert done.returncode == 2
    assert told.startswith(f"panah compare: -: line {line}: ")
    assert what in told
    assert told.count("\n") == 1


def test_rows_before_the_trouble_are_answered():
    done = compare(b"left,right\nAli,Ali\nAli\n", "--json")
    assert len(done.stdout.splitlines()) == 1
    assert done.returncode == 2


def test_a_file_that_is_not_there(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        done = subprocess.run(
            [sys.executable, "-m", "panah.node", "compare", str(path)], capture_output=True, check=False
        )
        assert done.returncode == 2
        assert str(path) in done.stderr.decode()


def test_without_json_it_is_for_people():
    told = compare(b"left,right\nRustam Karimov,Rustam Rahimov\n").stdout.decode()
    assert "not one person" in told
    assert "karimov against rahimov: different names" in told


def test_control_characters_do_not_reach_the_terminal():
    told = compare(b"left,right\n\x1b[31mAli,Ali\n").stdout.decode()
    assert "\x1b" not in told


def test_a_name_that_is_amiss_is_answered_and_told_with_its_line_and_column_and_nothing_of_it():
    rows = [
        ("", "Ali"),
        ("Ali", "Ali"),
        ("Ali", "Zulfi" * 2_000),
        ("Ali\nRezaei", "Rustam K\u0430rimov"),
        ("A\u202eli", "Al\x07i"),
    ]
    text = "left,right\n" + "".join(f'"{left}","{right}"\n' for left, right in rows)
    done = compare(text.encode(), "--json")
    assert done.returncode == 1
    assert [(row["left"], row["right"]) for row in map(json.loads, done.stdout.splitlines())] == rows
    assert done.stderr.decode().splitlines() == [
        "-: line 2, column left: no name in this text",
        "-: line 4, column right: only the first 300 letters are compared",
        "-: line 5, column right: letters of two scripts in one word, from letter 8",
        "-: line 7, column left: an invisible mark of writing direction at letter 2",
        "-: line 7, column right: an invisible control character at letter 3",
    ]


def test_at_most_twenty_messages_and_the_others_are_counted():
    done = compare(b"left,right\n" + b",Ali\n" * 20 + b"12,34\n" * 2, "--json")
    told = done.stderr.decode().splitlines()
    assert (done.returncode, len(done.stdout.splitlines()), len(told)) == (1, 22, 21)
    assert told[-1] == "and 4 more"
