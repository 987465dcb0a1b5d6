"""`panah guard` as others drive it: exact answers, exit codes, one clear line for each trouble."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from panah.node import cli
from panah.safeguards.guard.fields import FactsError
from panah.safeguards.guard.reading import read_facts

GUIDE = (Path(__file__).parents[2] / "docs" / "guard.md").read_text("utf-8")
EXAMPLE = re.search(r"```json\n(.*?)```", GUIDE, re.DOTALL)


def panah(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code: Any = cli.main(["guard", *arguments])
    except SystemExit as ended:
        code = ended.code
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told.out, told.err


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The FACTS.json of the guide."""
    assert EXAMPLE is not None
    file = tmp_path / "FACTS.json"
    file.write_text(EXAMPLE[1], "utf-8")
    return file


def test_an_open_claim_refuses_the_refusal(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    code, out, err = panah(capsys, "check", str(example), "--act", "refuse", "--json")
    answer = json.loads(out)
    assert (code, err) == (1, "")
    assert set(answer) == {"allowed", "why", "would_allow"}
    assert answer["allowed"] is False
    assert [reason["code"] for reason in answer["why"]] == ["matter_open"]
    assert answer["why"][0]["params"]["body"] == "asylum_authority"
    assert [remedy["code"] for remedy in answer["would_allow"]] == ["closed_by_body"]


def test_without_the_matter_the_same_refusal_is_lawful(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    facts = json.loads(example.read_text("utf-8"))
    facts["events"] = facts["events"][:1]
    example.write_text(json.dumps(facts), "utf-8")
    assert panah(capsys, "check", str(example), "--act", "refuse", "--json") == (
        0, '{"allowed": true, "why": [], "would_allow": []}\n', ""
    )  # fmt: skip


def test_for_people_it_answers_in_sentences(capsys: pytest.CaptureFixture[str], example: Path) -> None:
    code, out, _ = panah(capsys, "check", str(example), "--act", "refuse")
    assert code == 1
    assert out.startswith("refuse: not allowed\nbecause")
    assert "asylum_authority" in out
    facts = {"events": [{"what": "standing", "at": "2026-11-21T09:00:00Z", "is": "national"}]}
    example.write_text(json.dumps(facts), "utf-8")
    assert "would allow it   nothing" in panah(capsys, "check", str(example), "--act", "refuse")[1]


def test_why_a_refugee_isnt_fined_for_how_they_came_is_said_in_words(
    capsys: pytest.CaptureFixture[str], example: Path
) -> None:
    facts = {"events": [{"what": "standing", "at": "2026-11-21T09:00:00Z", "is": "recognised_refugee"}]}
    facts |= {"context": {"reason": "irregular_entry"}}
    example.write_text(json.dumps(facts), "utf-8")
    code, out, _ = panah(capsys, "check", str(example), "--act", "fine")
    assert code == 1
    assert "Who was recognised isn't fined, banned or detained for irregular entry or presence" in out
    assert "It rests on something else than flight" in out


def test_what_was_kept_aside_and_whom_to_recall_is_told_beside_the_answer(
    capsys: pytest.CaptureFixture[str], example: Path
) -> None:
    facts = json.loads(example.read_text("utf-8"))
    close = {"what": "step", "at": "2026-11-21T10:00:00Z", "matter": "m1", "step": "close", "role": "second_line"}
    done = {"what": "done", "at": "2026-11-21T10:01:00Z", "act": "refuse"}
    facts["events"] = [close, done, *facts["events"]]
    example.write_text(json.dumps(facts), "utf-8")
    code, out, err = panah(capsys, "check", str(example), "--act", "refuse", "--json")
    assert code == 1
    assert json.loads(out)["why"]
    assert "events[0] (step) is kept aside" in err
    assert "urgent recall" in err


def test_standard_input_is_read_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(b"{}")

    monkeypatch.setattr("sys.stdin", Given())
    assert panah(capsys, "check", "-", "--act", "admit_for_procedure")[:2] == (0, "admit_for_procedure: allowed\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"events": [{"what": "vanish", "at": "2026-11-21T09:00:00Z"}]}', "events[0].what: must be one of"),
        (b"{", "line 1, column 2: isn't JSON"),
        (b"\xff", "byte 1: isn't UTF-8"),
    ],
)
def test_bad_facts_are_refused_with_their_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(content)
    code, out, err = panah(capsys, "check", str(file), "--act", "refuse")
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_an_unknown_act_a_missing_file_and_wrong_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "--act: unknown; known: admit," in panah(capsys, "check", "-", "--act", "push_back")[2]
    assert "No such file" in panah(capsys, "check", str(tmp_path / "none"), "--act", "refuse")[2]
    assert "Is a directory" in panah(capsys, "check", str(tmp_path), "--act", "refuse")[2]
    assert panah(capsys, "explore", "--bound", "4")[0] == 2
    assert panah(capsys)[0] == 2


def test_exploring_answers_a_machine(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = panah(capsys, "explore", "--bound", "1", "--json")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) == {"states", "transitions", "violations", "late_matters"}
    assert answer["violations"] == []
    assert f"| 1 | {answer['states']:,} | {answer['transitions']:,} | {answer['late_matters']} | 0 |" in GUIDE


def test_the_picture_is_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = panah(capsys, "picture")
    assert code == 0
    assert out.startswith("<svg ")
    assert "<script" not in out
    assert panah(capsys, "picture", str(tmp_path / "guard.svg"))[0] == 0
    assert (tmp_path / "guard.svg").read_text("utf-8") == out
    assert panah(capsys, "picture", str(tmp_path / "no" / "guard.svg"))[0] == 2


def test_the_guides_example_is_sound() -> None:
    assert EXAMPLE is not None
    assert read_facts(EXAMPLE[1].encode()).person == "9f1c"
    with pytest.raises(FactsError):
        read_facts(EXAMPLE[1].replace("set_aside", "set_away").encode())
