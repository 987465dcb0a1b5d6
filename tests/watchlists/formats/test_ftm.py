"""FollowTheMoney JSON lines as OpenSanctions publishes them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from panah.watchlists import formats
from panah.watchlists.entries import EntryKind, NameQuality, Place
from tests.watchlists.formats.samples import noticed, only, refused


def entity(key: str, schema: str = "Person", /, **properties: Any) -> dict[str, Any]:
    """One entity; the values of properties are lists."""
    return {"id": key, "schema": schema, "properties": properties}


def file(*entities: dict[str, Any]) -> bytes:
    """One line each."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in entities).encode()


def test_a_person() -> None:
    content = entity(
        "NK-1",
        name=["Даврон Терек", "Davron Terek"],
        alias=["Dauron Terek"],
        weakAlias=["Tailor"],
        previousName=["Davron Bodom"],
        birthDate=["1970", "1971-02"],
        birthPlace=["Osh"],
        birthCountry=["kg"],
        nationality=["ru", "suhh"],
        citizenship=["kz"],
        gender=["female"],
        idNumber=["12-3"],
        topics=["sanction"],
        programId=["TEST"],
        position=["Keeper"],
        address=["Street 1"],
        notes=["One.", "Two."],
        sourceUrl=["https://example.org/1"],
        eyeColor=["grey"],
    ) | {"caption": "Davron Terek", "datasets": ["a", "b"], "last_change": "2024-01-02T03:04:05"}
    read = formats.read(file(content))
    entry = only(read)
    assert (read.format, read.published) == ("ftm", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert [(name.text, name.quality) for name in entry.names] == [
        ("Davron Terek", NameQuality.STRONG),
        ("Даврон Терек", NameQuality.ORIGINAL),
        ("Dauron Terek", NameQuality.STRONG),
        ("Tailor", NameQuality.WEAK),
        ("Davron Bodom", NameQuality.FORMER),
    ]
    assert [str(birth) for birth in entry.births] == ["1970-XX-XX", "1971-02-XX"]
    assert (entry.sex, entry.nationalities) == ("F", ("RUS", "SUN", "KAZ"))
    assert (entry.places, entry.titles) == ((Place("Osh", "KGZ"),), ("Keeper",))
    assert (entry.programme, entry.remarks) == ("TEST", "One.\nTwo.")
    assert [(paper.number, paper.type) for paper in entry.documents] == [("12-3", "identity")]
    kept = set(entry.source_fields)
    assert {("eyeColor", "grey"), ("sourceUrl", "https://example.org/1"), ("datasets", "a, b")} <= kept


def test_a_name_is_put_together_from_its_parts_where_there_is_none() -> None:
    parts = entity("NK-1", firstName=["Davron"], fatherName=["Botirovich"], lastName=["Terek"], topics=["crime"])
    assert only(formats.read(file(parts))).name == "Davron Botirovich Terek"


def test_papers_and_sanctions_find_their_person_before_or_after_it() -> None:
    read = formats.read(
        file(
            entity("p1", "Passport", holder=["NK-1"], number=["X 1"], country=["kz"], startDate=["2011-01-01"]),
            entity("NK-1", name=["Davron Terek"], passportNumber=["X1", "Y2"]),
            entity("i1", "Identification", holder=["NK-1"], number=["9"], type=["Driving licence"]),
            entity("s1", "Sanction", entity=["NK-1"], reason=["Fraud"], listingDate=["2020-03-04"], program=["TEST"]),
            entity("p2", "Passport", holder=["NK-404"], number=["Z9"]),
        )
    )
    entry = only(read)
    assert [(paper.number, paper.issuer, paper.type) for paper in entry.documents] == [
        ("X 1", "KAZ", "passport"),
        ("Y2", "", "passport"),
        ("9", "", "other"),
    ]
    assert (entry.reason, entry.programme, entry.listed_on) == ("Fraud", "TEST", date(2020, 3, 4))
    assert noticed(read) == {"orphan_document": 1}


def test_papers_and_sanctions_may_stand_within_their_person() -> None:
    passport = entity("p1", "Passport", number=["X 1"], country=["kz"])
    sanction = entity("s1", "Sanction", entity=["NK-1"], reason=["Fraud"])
    read = formats.read(file(entity("NK-1", name=["Davron Terek"], passports=[passport], sanctions=[sanction])))
    entry = only(read)
    assert [(paper.number, paper.issuer) for paper in entry.documents] == [("X 1", "KAZ")]
    assert (entry.reason, noticed(read)) == ("Fraud", {})


def test_organisations_are_kept_and_other_schemata_counted() -> None:
    read = formats.read(
        file(
            entity("NK-1", name=["A B"], topics=["role.pep"]),
            entity("NK-2", "Company", name=["Salt Lake Shipping"]),
            entity("NK-3", "Vessel", name=["Red Poppy"]),
            entity("NK-4", "Vessel", name=["Blue Dome"]),
        )
    )
    assert [entry.kind for entry in read.entries] == [EntryKind.PERSON, EntryKind.ENTITY]
    assert noticed(read) == {"no_listing_topic": 1, "skipped_schema": 2}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"id": "NK-2", "schema": "Person"', "json_broken"),
        (b"[]", "json_not_an_entity"),
        (b"7", "json_not_an_entity"),
        (b'{"id": 7, "schema": "Person", "properties": {}}', "json_not_an_entity"),
        (b'{"id": "NK-2", "schema": "Person", "properties": {"name": [[1]]}}', "json_not_an_entity"),
        (b'{"id": "NK-2", "schema": "Person", "properties": {"name": ["\\ud800"]}}', "bad_text"),
        (b'{"id": "NK-2", "schema": "Person", "properties": {}}', "no_name"),
        (b'{"id": "NK-2", "schema": "Person", "properties": {"name": ["A"], "birthDate": ["19"]}}', "bad_date"),
        (b'{"id": "NK-1", "schema": "Person", "properties": {"name": ["A"]}}', "duplicate_id"),
        (b'{"id": "", "schema": "Person", "properties": {"name": ["A"]}}', "no_id"),
        (b"[" * 100_000, "json_broken"),
        (b"9" * 5_000, "json_broken"),
    ],
)
def test_a_wrong_line_is_named(line: bytes, code: str) -> None:
    wrong = refused(file(entity("NK-1", name=["Davron Terek"])) + line + b"\n", "ftm")
    assert (wrong.code, wrong.place.line) == (code, 2)


def test_a_file_cut_within_a_line_is_refused_with_the_place() -> None:
    whole = file(entity("NK-1", name=["Davron Terek"]), entity("NK-2", name=["Kunduz Bodom"]))
    first = whole.index(b"\n") + 1
    for length in range(first + 1, len(whole) - 1, 3):
        wrong = refused(whole[:length], "ftm")
        assert (wrong.code, wrong.place.line) == ("json_broken", 2)
