"""A FACTS.json is read strictly: whatever is wrong with it is told with its place, and never more than that."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.guard.events import FIELDS
from panah.safeguards.guard.fields import FactsError
from panah.safeguards.guard.folding import fold
from panah.safeguards.guard.reading import LARGEST, read_facts

AT = "2026-11-21T10:00:00Z"
SECONDS = 1795255200


def read(value: Any) -> Any:
    return read_facts(json.dumps(value).encode())


def refused(value: Any) -> str:
    with pytest.raises(FactsError) as told:
        read(value)
    return str(told.value)


def event(**fields: Any) -> dict[str, Any]:
    return {"events": [{"what": "set_aside", "at": AT}, {"at": AT, **fields}]}


def test_nothing_said_is_nobody_known() -> None:
    facts = read({})
    assert (facts.person, facts.now, facts.events) == ("person", 0, ())
    assert facts.context.role == "second_line"
    assert facts.context.receipt is None


def test_a_whole_context() -> None:
    context = read(
        {
            "now": AT,
            "context": {
                "role": "court",
                "signatures": [{"officer": "a", "role": "second_line", "verified": True}],
                "conversation": {"language": "prs", "understood": True},
                "grounds": [{"code": "g", "in_law": True}],
                "notice": {"languages": ["prs"], "remedy": True},
                "receipt": {"person": "p", "act": "refuse", "head": 3, "given": "2026-11-21T15:00:00+05:00"},
                "receipt_genuine": True,
                "head": 3,
                "alone": True,
                "court_order": True,
                "place": "Dostyk",
            },
        }
    ).context
    assert context.now == SECONDS
    assert context.receipt is not None
    assert context.receipt.given == SECONDS
    assert context.signatures[0].verified
    assert context.notice is not None
    assert context.notice.languages == {"prs"}


def test_now_is_the_latest_event_where_it_isnt_said() -> None:
    assert read(event(what="disappeared")).now == SECONDS


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ([], "must be an object"),
        ({"person": 3}, "person: must be a text"),
        ({"person": " "}, None),
        ({"persons": "x"}, "persons: unknown field"),
        ({"events": {}}, "events: must be a list"),
        ({"events": [3]}, "events[0]: must be an object"),
        ({"events": [{"at": AT}]}, "events[0].what: is missing"),
        ({"events": [{}] * 10_001}, "events: has more than 10000"),
        (event(what="push_back"), "events[1].what: must be one of"),
        (event(what="step", matter="m", step="vanish", role="body"), "events[1].step: must be one of"),
        (event(what="step", matter="m", step="hear", role="king"), "events[1].role: must be one of"),
        (event(what="step", matter="m", step="hear", role="body", given=["x"]), "events[1].given[0]: must be one of"),
        (event(what="matter", matter="m", category="tourism", status="claimed"), "events[1].category: must be one of"),
        (event(what="matter", matter="m", category="asylum", status="closed"), "events[1].status: must be one of"),
        (event(what="hold", hold="h", lock="xyz"), "events[1].lock: must be 64 hexadecimal digits"),
        (event(what="release", hold="h", token="A" * 64), "events[1].token: must be 64 hexadecimal digits"),
        (event(what="guardian", **{"is": "yes"}), "events[1].is: must be true or false"),
        (event(what="disappeared", why="x"), "events[1].why: unknown field"),
        (event(what="disappeared", at="2026-11-21T10:00:00"), "events[1].at: needs its time zone"),
        (event(what="disappeared", at="yesterday"), "events[1].at: must be a time like"),
        (event(what="disappeared", at=17), "events[1].at: must be a time like"),
        (event(what="disappeared", at="0001-01-01T00:00:00+14:00"), "events[1].at: lies before 1970"),
        (event(what="disappeared", clock=-1), "events[1].clock: must be a whole number"),
        (event(what="disappeared", sequence=True), "events[1].sequence: must be a whole number"),
        (event(what="disappeared", clock=10**30), "events[1].clock: must be a whole number"),
        (event(what="declined", help="\ud800"), "events[1].help: holds half a character"),
        (event(what="declined", help="x" * 201), "events[1].help: must be a text"),
        ({"now": "soon"}, "now: must be a time like"),
        ({"context": []}, "context: must be an object"),
        ({"context": {"role": "king"}}, "context.role: must be one of"),
        ({"context": {"alone": 1}}, "context.alone: must be true or false"),
        ({"context": {"receipt": {"person": "p"}}}, "context.receipt.act: is missing"),
        ({"context": {"signatures": [{"officer": "a"}]}}, "context.signatures[0].role: is missing"),
        ({"context": {"signatures": [{"officer": "a", "role": "king"}]}}, "context.signatures[0].role: must be one of"),
        ({"context": {"basis": "art. 33(2)"}}, "context.basis: must be one of admissibility, art_33_2, exclusion"),
        ({"context": {"notice": {"languages": "prs"}}}, "context.notice.languages: must be a list of texts"),
        ({"context": {"verdict": "allowed"}}, "context.verdict: unknown field"),
    ],
)
def test_bad_input_is_told_with_its_place(value: Any, place: str | None) -> None:
    if place is None:
        assert read(value).person == " "
    else:
        assert refused(value).startswith(place)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1, column 1: isn't JSON"),
        (b'{"person": }', "line 1, column 12: isn't JSON"),
        (b'{"a": 1, "a": 2}', "'a' stands twice in one object"),
        (b'{"now": NaN}', "NaN isn't JSON"),
        (b"\xff{}", "byte 1: isn't UTF-8"),
        (b"[" * 100_000, "isn't JSON that anybody writes"),
        (b'{"now": ' + b"9" * 10_000 + b"}", "isn't JSON that anybody writes"),
        (b" " * (LARGEST + 1), "larger than 5 MB"),
    ],
    ids=["empty", "broken", "twice", "nan", "bytes", "deep", "long-number", "large"],
)
def test_what_isnt_json_is_told(content: bytes, told: str) -> None:
    with pytest.raises(FactsError) as problem:
        read_facts(content)
    assert told in str(problem.value)


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read_facts(b"\xef\xbb\xbf{}").events == ()


def test_one_place_of_a_journal_says_one_thing() -> None:
    place = {"journal": "j", "sequence": 4}
    one = {"what": "disappeared", "at": AT, **place}
    assert len(fold(read({"events": [one, one]}).events).persons) == 1
    other = {"what": "died", "at": AT, **place}
    assert refused({"events": [one, other]}).startswith("events[1]: says something else than events[0]")


words = st.sampled_from(["x", "", "asylum", "suspected", "m", "hear", "body", AT, "ab" * 32, "headquarters"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
rows = st.sampled_from(list(FIELDS)).flatmap(
    lambda what: st.fixed_dictionaries(
        {"what": st.just(what), "at": st.just(AT)}, optional=dict.fromkeys((*FIELDS[what], "person", "clock"), values)
    )
)


@given(st.fixed_dictionaries({}, optional={"events": st.lists(rows, max_size=4), "context": values, "now": values}))
def test_any_json_is_folded_or_refused_with_a_reason(value: dict[str, Any]) -> None:
    content = json.dumps(value).encode()
    with contextlib.suppress(FactsError):
        fold(read_facts(content).events)
