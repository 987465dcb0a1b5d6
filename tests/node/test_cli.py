"""The command line as others drive it: exact answers, one clear line for each trouble, never a trace."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.node import cli
from panah.node.commands import COMMANDS, read

SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"


def panah(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "panah.node", *arguments], input=given, capture_output=True, check=False
    )


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on stderr of a call that is refused."""
    try:
        code = cli.main(list(arguments))
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert "Traceback" not in told.err
    return told.err


def test_read_answers_one_object_a_line_in_order():
    done = panah("read", "--json", given=(SPECIMEN + "\n\r\n \nnothing of the kind\n\n" + SPECIMEN.lower()).encode())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["format"] for answer in answers] == ["TD3", None, "TD3"]
    assert answers[0] == answers[2]
    assert set(answers[0]) == {"format", "valid", "fields", "checks", "problems", "repair"}
    assert done.returncode == 1
    assert done.stderr == b""


def test_read_says_0_when_all_is_sound(tmp_path):
    file = tmp_path / "zones.txt"
    file.write_bytes(SPECIMEN.replace("\n", "\r").encode("utf-16"))
    done = panah("read", str(file), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["fields"]["surname"] == "ERIKSSON"


def test_read_without_json_is_for_people():
    done = panah("read", given=SPECIMEN.encode())
    told = done.stdout.decode()
    assert "ERIKSSON" in told
    assert "1974-08-12" in told
    assert "The document has expired." in told


def test_read_of_nothing_is_answered():
    done = panah("read", "--json")
    answer = json.loads(done.stdout)
    assert answer["format"] is None
    assert answer["problems"]
    assert done.returncode == 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"A" * 10_000_000,
        b"\0" * 100_000,
        b"\xff\xfe\x00\xd8" * 1000,
        b"\xfe\xff" + b"\xd8\x00" * 999,
        b" " * 1_000_000 + b"\nx",
        "🛂\u202e\u202d".encode() * 500,
    ],
    ids=["ten-megabytes", "nuls", "lone-surrogates", "big-endian", "blanks", "emoji-and-overrides"],
)
def test_read_of_garbage_is_answered_in_bounded_memory(garbage):
    done = panah("read", "--json", given=garbage)
    assert done.returncode == 1
    assert done.stderr == b""
    for line in done.stdout.splitlines():
        assert json.loads(line)["format"] is None


def test_read_stops_quietly_when_its_reader_leaves():
    with subprocess.Popen(
        [sys.executable, "-m", "panah.node", "read", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(((SPECIMEN + "\n") * 3000).encode())
            process.stdin.close()
        assert process.stderr.read() == b""


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered_line_by_line(content):
    import io

    from panah.node.commands.read import _lines

    lines = list(_lines(io.BytesIO(content)))
    if content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        assert b"".join(lines) == content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def test_read_needs_neither_django_nor_a_database():
    script = (
        "import sys; from panah.node import cli; cli.main(['read', '--json', sys.argv[1]])\n"
        "assert not {'django', 'psycopg', 'granian'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, "/dev/null"], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.fixture
def crossings(tmp_path):
    file = tmp_path / "crossings.csv"
    file.write_text("date,direction\n2026-01-01,entry\n")
    return str(file)


def test_stay_answers_exactly_what_was_promised(crossings):
    done = panah(
        "stay", "--regime", "schengen", "--nationality", "KAZ", "--crossings", crossings, "--on", "2026-01-30", "--json"
    )
    answer = json.loads(done.stdout)
    assert set(answer) == {"days_used", "days_left", "leave_by", "overstay_days", "irregular_since", "why"}
    assert (answer["days_used"], answer["days_left"], answer["leave_by"]) == (30, 60, "2026-03-31")
    assert done.returncode == 0


def test_a_batch_is_answered_line_by_line_in_order():
    asked = [
        {"id": 1, "nationality": "KAZ", "crossings": [["2026-01-01", "entry"]], "on": "2026-01-30"},
        {"id": "two", "nationality": "KAZ", "crossings": [["2026-01-01", "in"]], "on": "2026-01-30"},
        {"id": 3, "nationality": "KAZ", "crossings": [], "on": "2026-01-30"},
    ]
    lines = "\n".join(json.dumps(line) for line in asked)
    done = panah("stay", "--regime", "schengen", "--batch", "-", "--json", given=lines.encode())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "two", 3]
    assert answers[0]["days_used"] == 30
    assert answers[1]["error"]["field"] == "crossings"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"--regime": "atlantis"}, "atlantis"),
        ({"--on": "2026-02-31"}, "2026-02-31"),
        ({"--on": "yesterday"}, "--on"),
        ({"--crossings": "/nowhere.csv"}, "/nowhere.csv: No such file"),
        ({"--crossings": "/"}, "/: Is a directory"),
        ({"--crossings": "a\0b"}, "null"),
        ({"--batch": "x.jsonl"}, "--batch"),
        ({"--nationality": None}, "--nationality"),
    ],
)
def test_stay_refuses_wrong_use_by_name(capsys, crossings, changed, named):
    options = {"--regime": "schengen", "--nationality": "KAZ", "--crossings": crossings, "--on": "2026-01-30"} | changed
    told = complaint(capsys, "stay", *(word for name, value in options.items() if value for word in (name, value)))
    assert named in told
    assert told.count("\n") == 1


def test_a_line_that_is_wrong_is_named_with_its_place(capsys, tmp_path):
    file = tmp_path / "crossings.csv"
    file.write_text("date,direction\n2026-01-01,entry\n2026-02-31,exit\n")
    told = complaint(
        capsys, "stay", "--regime", "schengen", "--nationality", "KAZ", "--crossings", str(file), "--on", "2026-03-01"
    )
    assert "line 3, column 1" in told


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], "COMMAND"),
        (["fly"], "fly"),
        (["read", "--fast"], "--fast"),
        (["read", "/nowhere.txt"], "/nowhere.txt: No such file"),
        (["read", "/"], "/: Is a directory"),
        (["journal"], "ACT"),
        (["up", "--port", "x"], "--port"),
        (["up", "--port", "70000"], "--port"),
        (["demo", "--port", "0"], "--port"),
        (["admin", "create"], "--name"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(capsys, arguments, named):
    told = complaint(capsys, *arguments)
    assert named in told
    assert told.startswith("panah")
    assert told.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
@pytest.mark.parametrize("arguments", [["read"], ["indicators", "--json"]])
def test_a_full_disk_is_one_line(arguments):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "panah.node", *arguments],
            input=b"x",
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(f"panah {arguments[0]}: No space left on device".encode())
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("variable", ["PANAH_MODE", "DATABASE_URL", "PANAH_HTTPS"])
def test_a_wrong_environment_is_one_line(capsys, monkeypatch, variable):
    monkeypatch.setenv(variable, "nonsense")
    assert variable in complaint(capsys, "migrate")


def test_an_unreachable_database_is_one_line():
    done = subprocess.run(
        [sys.executable, "-m", "panah.node", "migrate"],
        env=dict.fromkeys(("DATABASE_URL", "DATABASE_OWNER_URL"), "postgresql://panah:pw-secret@127.0.0.1:1/panah"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "can't be reached" in done.stderr
    assert "docs/operations.md" in done.stderr
    assert "pw-secret" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(capsys, name):
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    assert f"panah {name}" in capsys.readouterr().out


def one_person(identifier: str) -> str:
    return f'{{"id": {identifier}, "nationality": "KAZ", "on": "2026-01-01", "crossings": []}}\n'


def batch(given: str) -> list[dict]:
    done = panah("stay", "--regime", "schengen", "--batch", "-", given=given.encode())
    assert done.stderr == b""
    assert done.stdout.isascii()

    def no_constant(name: str) -> None:
        pytest.fail(f"{name} is not JSON")

    return [json.loads(line, parse_constant=no_constant) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("identifier", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_stay_takes_and_gives_no_number_json_does_not_have(identifier):
    first, second = batch(one_person(identifier) + one_person("2"))
    assert first["error"]["line"] == 1
    assert second["id"] == 2


def test_stay_gives_back_any_identifier_as_it_came():
    [answer] = batch(one_person(r'"\ud800 Ж"'))
    assert answer["id"] == "\ud800 Ж"


def test_stay_never_answers_with_letters_it_had_to_guess():
    done = panah("stay", "--regime", "schengen", "--batch", "-", given=one_person('"Jos\xe9"').encode("latin-1"))
    assert json.loads(done.stdout) == {
        "id": None,
        "error": {"line": 1, "field": "", "message": "not UTF-8 at column 12"},
    }
    assert done.returncode == 1


@pytest.mark.parametrize(("encoding", "line"), [("latin-1", 2), ("utf-16", 1)])
def test_stay_says_where_a_table_is_not_utf_8(capsys, tmp_path, encoding, line):
    file = tmp_path / "crossings.csv"
    file.write_bytes("date,direction,post\n2026-01-01,entry,Caf\xe9\n".encode(encoding))
    told = complaint(
        capsys, "stay", "--regime", "schengen", "--nationality", "KAZ", "--crossings", str(file), "--on", "2026-03-01"
    )
    assert f"line {line}, column 1: not UTF-8" in told


def test_stay_answers_a_line_that_is_too_long_once_and_goes_on():
    first, second = batch(" " + "x" * 11_000_000 + "\n" + one_person("2"))
    assert "longer than" in first["error"]["message"]
    assert second["id"] == 2


def test_stay_answers_a_line_that_never_ends():
    with (
        open("/dev/zero", "rb") as endless,
        subprocess.Popen(
            [sys.executable, "-m", "panah.node", "stay", "--regime", "schengen", "--batch", "-"],
            stdin=endless,
            stdout=subprocess.PIPE,
        ) as process,
    ):
        told = json.loads(process.stdout.readline())
        process.kill()
    assert "longer than" in told["error"]["message"]


def test_stay_takes_no_endless_regime(capsys):
    told = complaint(
        capsys, "stay", "--regime", "/dev/zero", "--nationality", "KAZ", "--crossings", "-", "--on", "2026-03-01"
    )
    assert "larger than" in told


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_read_takes_utf_16_without_a_mark(codec):
    done = panah("read", "--json", given=(SPECIMEN + "\n" + SPECIMEN).encode(codec))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["fields"]["surname"] for answer in answers] == ["ERIKSSON", "ERIKSSON"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("blank", [2, 3, 6, 7, 8, 1_500_000])
def test_read_finds_the_same_documents_however_many_lines_are_blank_between_them(end, blank):
    given = end * blank + (SPECIMEN.replace("\n", end) + end * blank) * 2
    done = panah("read", "--json", given=given.encode())
    assert [json.loads(line)["format"] for line in done.stdout.splitlines()] == ["TD3", "TD3"]


def test_runs_of_line_ends_are_passed_over_in_large_steps():
    lines = sum(1 for _ in read._lines(io.BufferedReader(io.BytesIO(b"\n" * 10_000_000))))
    assert lines < 100_000


def every_parser() -> Iterator[argparse.ArgumentParser]:
    """Those of all commands and of their acts."""
    waiting: list[argparse.ArgumentParser] = [cli._parser([command])[0] for command in COMMANDS]
    while waiting:
        parser = waiting.pop()
        yield parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting.extend(action.choices.values())


def test_an_option_is_written_whole_at_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A part of its name would mean another option once one begins alike."""
    assert [parser.prog for parser in every_parser() if parser.allow_abbrev] == []
    assert "--jso" in complaint(capsys, "read", "--jso")
