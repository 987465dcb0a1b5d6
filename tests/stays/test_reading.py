"""CSV and JSON Lines, and what the answers look like as JSON."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import panah.stays
from panah.stays import Circumstances, StayInputError, assess, assess_batch, load_regime, read_crossings_csv
from panah.stays.explaining import USED_CODES
from panah.stays.history import MAX_CROSSINGS
from panah.stays.wording import sentence, wordings
from tests.stays.helpers import day, history

SCHENGEN = load_regime("schengen")
KEYS = ["days_used", "days_left", "leave_by", "overstay_days", "irregular_since", "why"]


@pytest.mark.parametrize(
    "text",
    [
        "date,direction\n2024-01-01,entry\n2024-01-05,exit\n",
        "date,direction\r\n2024-01-01,entry\r\n2024-01-05,exit",
        "\ufeffDate, Direction\n\n 2024-01-01 , ENTRY\n2024-01-05,Exit\n\n",
        'direction,post,date\nentry,"Dostyk, road",2024-01-01\nexit,x,2024-01-05\n',
        "\ufeffdate;direction\r\n2024-01-01;entry\r\n2024-01-05;exit\r\n",
        "\ndate\tdirection\n2024-01-01\tentry\n2024-01-05\texit\n",
    ],
)
def test_crossings_from_csv(text: str) -> None:
    assert read_crossings_csv(text) == history("2024-01-01", "2024-01-05")


def test_a_header_alone_is_an_empty_history() -> None:
    assert read_crossings_csv("date,direction\n") == []


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("", 1, 1, "the file is empty"),
        ("day,direction\n2024-01-01,entry", 1, 1, "column date"),
        ("date,date,direction\n", 1, 1, "column date"),
        ("date,direction\n2024-02-31,entry", 2, 1, "'2024-02-31' is not in the calendar"),
        ("date,direction\n\n2024-01-01,entry\n31.01.2024,exit", 4, 1, "'31.01.2024' is not a date"),
        ("date,direction\n2024-01-01,in", 2, 2, "entry or exit, not 'in'"),
        ("direction,date\nexit,2099", 2, 2, "is not a date"),
        ("date,direction\n2024-01-01", 2, 2, "too short"),
        ('date,direction\n2024-01-01,"entry', 2, 1, "not CSV"),
        ("date,direction\n\0,entry", 2, 1, "is not a date"),
        ("date,direction\n2999-01-01,entry", 2, 1, "outside 1900"),
        ("date,direction\n٢٠٢٤-٠١-٠١,entry", 2, 1, "is not a date"),
        ("date,direction\n2024-01-01,\u202eentry", 2, 2, "entry or exit"),
    ],
)
def test_a_bad_csv_is_told_where(text: str, line: int, column: int, problem: str) -> None:
    with pytest.raises(StayInputError) as caught:
        read_crossings_csv(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert problem in str(caught.value)


def test_a_million_crossings_are_refused() -> None:
    with pytest.raises(StayInputError, match=f"more than {MAX_CROSSINGS} crossings"):
        read_crossings_csv("date,direction\n" + "2024-01-01,entry\n" * (MAX_CROSSINGS + 1))


def test_ten_megabytes_of_one_letter_are_refused_with_a_short_message() -> None:
    for text in ("a" * 10_000_000, "date,direction\n" + "a" * 10_000_000):
        with pytest.raises(StayInputError) as caught:
            read_crossings_csv(text)
        assert len(str(caught.value)) < 200


def place_of_error(text: str) -> tuple[int, int]:
    """Line and column of what is wrong with a CSV; 1, 1 where nothing is."""
    try:
        read_crossings_csv(text)
    except StayInputError as error:
        return error.line, error.column
    return 1, 1


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_crossings_or_a_clear_error(text: str) -> None:
    for candidate in (text, "date,direction\n" + text):
        assert min(place_of_error(candidate)) >= 1


def batch(*lines: object) -> list[dict[str, Any]]:
    """Answers to lines given as objects or raw text."""
    return list(assess_batch(SCHENGEN, (line if isinstance(line, str) else json.dumps(line) for line in lines)))


GOOD = {
    "id": "a-1",
    "nationality": "UZB",
    "crossings": [["2024-01-01", "entry"], ["2024-01-05", "exit"]],
    "on": "2024-01-06",
}


def test_a_batch_answers_line_by_line_in_order() -> None:
    answers = batch(GOOD, {**GOOD, "id": 7, "crossings": []}, "\n", {**GOOD, "id": None})
    assert [answer["id"] for answer in answers] == ["a-1", 7, None]
    assert [answer["days_used"] for answer in answers] == [5, 0, 5]
    assert list(answers[0]) == ["id", *KEYS]


@pytest.mark.parametrize(
    ("line", "field", "message"),
    [
        ("{", "", "not JSON at column 2"),
        ("[]", "", "must be a JSON object"),
        ('"x"', "", "must be a JSON object"),
        ("[" * 100_000, "", "not JSON"),
        ("9" * 10_000, "", "not JSON"),
        ("a" * 6_000_000, "", "longer than"),
        ({"id": "x"}, "nationality", "is missing"),
        ({**GOOD, "nationality": "🙂"}, "nationality", "must be a code"),
        ({**GOOD, "nationality": 5}, "nationality", "must be a text"),
        ({**GOOD, "on": "2024-02-31"}, "on", "not in the calendar"),
        ({**GOOD, "on": 20240101}, "on", "must be a text"),
        ({**GOOD, "crossings": "x"}, "crossings", "must be a list"),
        ({**GOOD, "crossings": [["2024-01-01"]]}, "crossings", "number 1 must be [date, direction]"),
        ({**GOOD, "crossings": [GOOD["crossings"][0], ["2024-13-01", "exit"]]}, "crossings", "number 2: "),
        ({**GOOD, "crossings": [["2024-01-01", {}]]}, "crossings", "number 1: direction must be"),
    ],
)
def test_a_bad_line_is_answered_and_the_next_ones_go_on(line: object, field: str, message: str) -> None:
    answers = batch(GOOD, line, GOOD)
    assert [("error" in answer) for answer in answers] == [False, True, False]
    error = answers[1]["error"]
    assert (error["line"], error["field"]) == (2, field)
    assert message in error["message"]
    assert answers[1]["id"] == (line.get("id") if isinstance(line, dict) else None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(GOOD)), inner, max_size=4),
        max_leaves=10,
    ),
    st.sampled_from(list(GOOD)),
)
@settings(max_examples=200, deadline=None)
def test_any_json_is_answered(value: object, key: str) -> None:
    answers = batch(json.dumps(value), {**GOOD, key: value})
    assert len(answers) == 2
    assert json.dumps(answers)


def test_the_answer_as_json() -> None:
    answer = assess(SCHENGEN, "UZB", history("2024-01-01"), day("2024-04-02")).as_dict()
    assert list(answer) == KEYS
    assert {key: answer[key] for key in KEYS[:-1]} == {
        "days_used": 93,
        "days_left": 0,
        "leave_by": "2024-03-30",
        "overstay_days": 3,
        "irregular_since": "2024-03-31",
    }
    assert [(one["code"], one["doubt"]) for one in answer["why"]] == [
        ("rule_applies", False),
        ("used_in_window", False),
        ("leave_by", False),
        ("overstayed", False),
        ("exit_not_seen", True),
    ]
    assert answer["why"][1] == {
        "code": "used_in_window",
        "params": {"from": "2023-10-06", "to": "2024-04-02", "days": 93, "limit": 90, "over": 3, "window": 180},
        "rule": "schengen-90-180",
        "doubt": False,
        "text": "93 of 90 days used in the 180 days from 2023-10-06 to 2024-04-02.",
    }
    assert json.loads(json.dumps(answer)) == answer


def test_an_unlimited_answer_as_json() -> None:
    answer = assess(SCHENGEN, "UZB", history("2024-01-01"), day("2024-04-02"), Circumstances(resident=True)).as_dict()
    assert (answer["days_left"], answer["leave_by"], answer["irregular_since"]) == (None, None, None)


def test_rules_carry_source_and_date() -> None:
    (applied,) = assess(SCHENGEN, "UZB", history("2024-01-01"), day("2024-01-02")).rules
    assert (applied.id, applied.confidence) == ("schengen-90-180", "official")
    assert "2016/399" in applied.source
    assert applied.url.startswith("https://eur-lex.europa.eu/")
    assert applied.as_of == day("2025-10-12")


def test_every_code_that_is_said_has_a_wording() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(panah.stays.__file__).parent.glob("*.py"))
    said = set(re.findall(r'Reason\(\s*"([a-z_]+)"', source)) | set(re.findall(r'code = .*?"([a-z_]+)"', source))
    said |= set(re.findall(r'else "([a-z_]+)"', source)) & set(wordings()) | set(USED_CODES.values())
    assert len(said) > 30
    assert said <= set(wordings())


def test_days_used_so_far_leave_out_the_day_of_an_entry_only_supposed() -> None:
    answer = assess(SCHENGEN, "UZB", history("2024-01-01", "2024-01-10"), day("2024-02-01"))
    assert (answer.days_used, answer.why[1].params["days"]) == (10, 10)


@pytest.mark.parametrize("code", list(wordings()))
def test_every_wording_is_a_sentence_with_named_parameters(code: str) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(wordings()[code]) if name is not None]
    text = sentence(code, dict.fromkeys(names))
    assert text.endswith(".")
    assert "{" not in text
