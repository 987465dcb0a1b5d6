"""Keyed-in papers: what each kind needs, what is refused at its field, and that nobody is a dead end."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import Paper, Severity, check_paper, paper_kinds
from tests.documents.specimens import TODAY

KINDS = [
    "passport",
    "official_passport",
    "identity_card",
    "visa",
    "refugee_travel_document",
    "stateless_travel_document",
    "aliens_passport",
    "laissez_passer",
    "birth_certificate",
    "return_certificate",
    "seamans_book",
    "crew_certificate",
    "residence_permit",
    "military_identity",
    "border_zone_permit",
    "other_authority",
    "lost_document",
    "none",
    "emergency",
]
FULL = Paper(
    kind="passport",
    issuer="AFG",
    number="P01234567",
    surname="Rezaei",
    given_names="Ahmad",
    native_name="احمد رضایی",
    nationality="AFG",
    birth_date="1353/05/12",
    sex="M",
    issue_date="2020-01-01",
    expiry_date="2030-01-01",
    authority="Ministry of Interior",
    description="blue cover",
)


def codes(paper: Paper) -> list[tuple[str, str]]:
    return [(p.field, p.code) for p in check_paper(paper, TODAY)]


def test_the_kinds() -> None:
    assert list(paper_kinds()) == KINDS
    assert [kind.code for kind in paper_kinds().values() if kind.later] == ["emergency"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_paper_is_fine_for_every_kind(kind: str) -> None:
    assert codes(replace(FULL, kind=kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_paper_is_told_exactly_what_is_needed(kind: str) -> None:
    needed = {"surname" if name == "name" else name for name in paper_kinds()[kind].requires}
    assert set(codes(Paper(kind))) == {(name, "required") for name in needed}
    minimum = {name: getattr(FULL, name) for name in needed}
    assert codes(Paper(kind, **minimum)) == []


@pytest.mark.parametrize("kind", ["none", "emergency"])
def test_nobody_is_a_dead_end(kind: str) -> None:
    assert codes(Paper(kind, description="woman of about thirty, unconscious")) == []


def test_a_birth_certificate_needs_no_end() -> None:
    assert codes(Paper("birth_certificate", issuer="TJK", native_name="Ғафур", birth_date="2019-03-01")) == []


def test_required_fields_exist() -> None:
    known = {field.name for field in fields(Paper)} | {"name"}
    assert all(set(kind.requires) <= known for kind in paper_kinds().values())


def test_both_scripts_are_kept_as_written() -> None:
    written = "می\u200cخواهد ك"
    assert Paper("none", native_name=written).native_name == written
    assert Paper("none", native_name="Й".encode().decode()).native_name == "Й"
    assert Paper("none", native_name=unicodedata.normalize("NFD", "Йў")).native_name == "Йў"


@pytest.mark.parametrize("character", ["\0", "\u202e", "\u2067", "\u200f", "\x1b", "\ud800", "\n"])
@pytest.mark.parametrize("field", ["native_name", "surname", "number", "authority"])
def test_controls_are_refused_at_their_field(field: str, character: str) -> None:
    paper = replace(FULL, **{field: f"ab{character}cd"})
    found = [p for p in check_paper(paper, TODAY) if p.severity is Severity.ERROR]
    assert [(p.field, p.code, p.params["character"]) for p in found] == [
        (field, "text_control", f"U+{ord(character):04X}")
    ]


def test_a_description_may_have_lines() -> None:
    assert codes(Paper("none", description="a man\nwith a child")) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "library_card"}, ("kind", "kind_unknown")),
        ({"issuer": "QQQ"}, ("issuer", "code_unknown")),
        ({"nationality": "Afghan"}, ("nationality", "code_unknown")),
        ({"sex": "woman"}, ("sex", "sex")),
        ({"birth_date": "1974-02-31"}, ("birth_date", "date_impossible")),
        ({"birth_date": "1353/13/01"}, ("birth_date", "date_impossible")),
        ({"birth_date": "in spring"}, ("birth_date", "date_unreadable")),
        ({"birth_date": "2027-01-01"}, ("birth_date", "born_in_future")),
        ({"birth_date": "1850-01-01"}, ("birth_date", "born_too_long_ago")),
        ({"issue_date": "2099-01-01"}, ("issue_date", "issued_in_future")),
        ({"issue_date": "1973-01-01"}, ("issue_date", "issued_before_birth")),
        ({"expiry_date": "2099-01-01"}, ("expiry_date", "expiry_too_far")),
        ({"expiry_date": "2019-12-31"}, ("expiry_date", "expires_before_issue")),
        ({"expiry_date": "1970-01-01", "issue_date": ""}, ("expiry_date", "expires_before_birth")),
        ({"expiry_date": "2021-01-01"}, ("expiry_date", "expired")),
        ({"expiry_date": TODAY.isoformat()}, ("expiry_date", "expires_today")),
        ({"surname": "x" * 201}, ("surname", "text_too_long")),
        ({"description": "x" * 2001}, ("description", "text_too_long")),
    ],
)
def test_problems_stand_at_their_field(change: dict[str, str], problem: tuple[str, str]) -> None:
    assert codes(replace(FULL, **change)) == [problem]


def test_unknown_parts_are_no_doubt() -> None:
    assert codes(replace(FULL, birth_date="1974-XX-XX", issue_date="1974-XX-XX")) == []
    assert codes(replace(FULL, birth_date="XXXX-XX-XX")) == []


@given(st.builds(Paper, **{field.name: st.text(max_size=40) for field in fields(Paper)}))
def test_nothing_keyed_makes_it_fail(paper: Paper) -> None:
    for problem in check_paper(paper, TODAY):
        assert problem.message
