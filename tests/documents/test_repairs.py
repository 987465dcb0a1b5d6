"""Repairs are proposed, never made; only when everything agrees afterwards; and only when nothing else is as good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.documents import Fields, Severity, read_mrz, write_mrz
from panah.documents.repairs import TO_DIGIT, TO_LETTER
from tests.documents import specimens
from tests.documents.specimens import TD1, TD3, TODAY
from tests.documents.strategies import documents

_LOOKS = {"O": "0", "I": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
_LOOKS |= {digit: letter for letter, digit in _LOOKS.items()}


def test_a_misread_number_is_proposed_and_not_changed() -> None:
    reading = read_mrz(TD3.replace("L898902C36", "L8989O2C36"), today=TODAY)
    assert reading.fields.number == "L8989O2C3"
    assert not reading.valid
    assert reading.repair is not None
    assert "\n".join(reading.repair.lines) == TD3
    assert [change.as_dict() for change in reading.repair.changes] == [
        {"line": 2, "column": 6, "found": "O", "proposed": "0", "field": "number"}
    ]


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("740812", "74O8I2", ["birth_date", "birth_date"]),
        ("2F120415", "2F12O4I5", ["expiry_date", "expiry_date"]),
        ("36UTO", "36UT0", ["nationality"]),
        ("P<UTO", "P<UT0", ["issuer"]),
        ("ERIKSSON", "ER1K55ON", ["surname", "surname", "surname"]),
        ("MARIA", "MAR1A", ["given_names"]),
        ("<<<<<10", "<<<<<IO", ["optional", "composite"]),
        ("ANNA", "ANNА", ["given_names"]),
        ("ERIKSSON", "ER|K$SON", ["surname", "surname"]),
        ("P<UTOERIKSSON", "P<UT0ER1KSSON", ["issuer", "surname"]),
    ],
)
def test_characters_out_of_place_are_proposed(old: str, new: str, fields: list[str]) -> None:
    reading = read_mrz(TD3.replace(old, new), today=TODAY)
    assert not reading.valid
    assert reading.repair is not None
    assert "\n".join(reading.repair.lines) == TD3
    assert [change.field for change in reading.repair.changes] == fields


def test_several_fields_at_once() -> None:
    reading = read_mrz(TD1.replace("D231458907", "D23I458907").replace("740812", "7408I2"), today=TODAY)
    assert reading.repair is not None
    assert "\n".join(reading.repair.lines) == TD1


def test_a_wrong_digit_is_no_misreading() -> None:
    reading = read_mrz(TD3.replace("740812", "740813"), today=TODAY)
    assert not reading.valid
    assert reading.repair is None


def test_a_proposal_brings_no_new_problem() -> None:
    """Read as digits the date would be in the thirteenth month."""
    lines = write_mrz("MRV-B", Fields("V", "UTO", "1234567", "A", "", "UTO", "1974-11-12", "F", "2030-01-01"))
    # 741312: 49 + 12 + 1 + 21 + 3 + 2 = 88, so the check digit is 8.
    reading = read_mrz(f"{lines[0]}\n{lines[1][:13]}74I3I28{lines[1][20:]}", today=TODAY)
    assert "date_unreadable" in reading.codes
    assert reading.repair is None


def test_no_letter_is_proposed_where_only_digits_can_be() -> None:
    reading = read_mrz(TD3.replace("740812", "O40812"), today=TODAY)
    assert not reading.valid
    assert reading.repair is None


def test_when_two_explanations_are_as_good_none_is_proposed_and_that_is_said() -> None:
    reading = read_mrz(TD3.replace("L898902C3", "LB98902C3"), today=TODAY)
    assert reading.repair is None
    assert "repair_ambiguous" in reading.codes
    assert not reading.valid


def test_regular_numbers_settle_between_explanations() -> None:
    for old, new in (("ZE184226B", "2E184226B"), ("ZE184226B", "ZE1B4226B"), ("ZE184226B", "ZEI84226B")):
        reading = read_mrz(TD3.replace(old, new), today=TODAY)
        assert reading.repair is not None, new
        assert "\n".join(reading.repair.lines) == TD3


def test_fillers_lost_or_gained_are_proposed() -> None:
    for spoiled in (
        TD3.replace("<<<<<10", "<<<<10"),
        TD3.replace("<<<<<10", "<<<<<<10"),
        TD3.replace("A" + "<" * 19, "A"),
    ):
        reading = read_mrz(spoiled, today=TODAY)
        assert not reading.valid
        assert reading.repair is not None
        assert "\n".join(reading.repair.lines) == TD3
        assert {change.found + change.proposed for change in reading.repair.changes} == {"<"}


def test_sound_zones_have_no_repair() -> None:
    assert all(read_mrz(text, today=TODAY).repair is None for text in specimens.ALL.values())


@given(documents(), st.data())
def test_one_usual_misreading_is_proposed_or_said_to_be_ambiguous(
    document: tuple[str, Fields], data: st.DataObject
) -> None:
    name, fields = document
    lines = write_mrz(name, fields)
    places = [
        (at, column) for at, line in enumerate(lines) for column, character in enumerate(line) if character in _LOOKS
    ]
    if not places:
        return
    at, column = data.draw(st.sampled_from(places))
    spoiled = list(lines)
    spoiled[at] = lines[at][:column] + _LOOKS[lines[at][column]] + lines[at][column + 1 :]
    reading = read_mrz("\n".join(spoiled), today=TODAY)
    if reading.format != name:
        return
    if not all(check.ok for check in reading.checks):
        assert reading.repair is not None or "repair_ambiguous" in reading.codes
    if reading.repair is not None:
        assert all(check.ok for check in read_mrz("\n".join(reading.repair.lines), today=TODAY).checks)


@given(st.sampled_from(sorted(specimens.ALL)), st.data())
def test_a_proposal_always_agrees_and_lists_every_change(name: str, data: st.DataObject) -> None:
    text = list(specimens.ALL[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        if text[at] != "\n":
            text[at] = data.draw(st.sampled_from("<0OIS5Z2B8G6DQ1A4T7L"))
    reading = read_mrz("".join(text), today=TODAY)
    if reading.repair is None:
        return
    assert not reading.valid
    proposed = read_mrz("\n".join(reading.repair.lines), today=TODAY)
    assert all(check.ok for check in proposed.checks)
    errors = {(p.field, p.code) for p in reading.problems if p.severity is Severity.ERROR}
    assert {(p.field, p.code) for p in proposed.problems if p.severity is Severity.ERROR} <= errors
    different = [
        (at + 1, column + 1)
        for at, (old, new) in enumerate(zip(reading.lines, reading.repair.lines, strict=True))
        for column, (a, b) in enumerate(zip(old, new, strict=True))
        if a != b
    ]
    assert [(change.line, change.column) for change in reading.repair.changes] == different
    for change in reading.repair.changes:
        pair = (change.found, change.proposed)
        assert TO_DIGIT.get(pair[0]) == pair[1] or TO_DIGIT.get(pair[1]) == pair[0] or TO_LETTER.get(pair[0]) == pair[1]
