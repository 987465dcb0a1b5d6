"""Reading zones: every format, tolerant at the door, strict inside."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from panah.documents import Reading, Severity, read_all, read_mrz
from panah.documents.reader import _blocks
from tests.documents import specimens
from tests.documents.specimens import TD1, TD2, TD3, TODAY


def read(text: str | bytes) -> Reading:
    return read_mrz(text, today=TODAY)


@pytest.mark.parametrize("name", specimens.ALL)
def test_every_specimen_is_valid_and_has_its_format(name: str) -> None:
    reading = read(specimens.ALL[name])
    assert reading.valid
    assert reading.format == name.split(" ")[0]
    assert reading.checks
    assert all(check.ok and check.expected == check.found for check in reading.checks)
    assert {problem.code for problem in reading.problems} <= {"expired"}
    assert reading.repair is None


def test_passport_fields() -> None:
    assert read(TD3).fields.as_dict() == {
        "document_code": "P",
        "issuer": "UTO",
        "number": "L898902C3",
        "surname": "ERIKSSON",
        "given_names": "ANNA MARIA",
        "nationality": "UTO",
        "birth_date": "1974-08-12",
        "sex": "F",
        "expiry_date": "2012-04-15",
        "optional": "ZE184226B",
    }
    assert [check.field for check in read(TD3).checks] == [
        "number",
        "birth_date",
        "expiry_date",
        "optional",
        "composite",
    ]


@pytest.mark.parametrize("text", [specimens.TD1_LONG, specimens.TD2_LONG])
def test_a_number_longer_than_nine_goes_on_in_the_optional_data(text: str) -> None:
    reading = read(text)
    assert reading.fields.number == "D23145890734"
    assert reading.fields.optional == ""
    assert (reading.checks[0].field, reading.checks[0].found) == ("number", "9")


def test_visas_have_no_composite_digit() -> None:
    for text in (specimens.MRV_A, specimens.MRV_B):
        assert [check.field for check in read(text).checks] == ["number", "birth_date", "expiry_date"]
    assert read(specimens.MRV_A).fields.optional == "6ZE184226B"


def test_the_older_french_card() -> None:
    fields = read(specimens.FRENCH).fields
    assert (fields.number, fields.surname, fields.given_names) == ("880692310285", "BERTHIER", "CORINNE")
    assert (fields.birth_date, fields.sex, fields.expiry_date, fields.nationality) == ("1965-12-06", "F", "", "")
    assert fields.issued == "1988-06-XX"


def test_both_optional_parts_of_td1_are_joined() -> None:
    text = "I<UTOD231458907ABC<<<<<<<<<<<<\n7408122F1204159UTOX1Y<<<<<<<<0\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
    assert read(text).fields.optional == "ABC X1Y"


@pytest.mark.parametrize("digit", ["<", "0"])
def test_the_digit_of_empty_optional_data_may_be_a_filler_or_zero(digit: str) -> None:
    line = "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<"
    composite = {"<": "8", "0": "8"}[digit]
    assert read(f"{TD3.splitlines()[0]}\n{line}{digit}{composite}").valid


def test_the_digit_of_optional_data_in_use_is_not_a_filler() -> None:
    reading = read(TD3.replace("<<<<<10", "<<<<<<0"))
    assert [check.field for check in reading.checks if not check.ok] == ["optional", "composite"]


def test_unknown_parts_of_a_birth_date_are_kept() -> None:
    # 74<<<<: 7*7 + 4*3 = 61, so the check digit is 1; 7408<<: 61 + 0 + 8*7 = 117, so it is 7.
    for raw, digit, iso in (
        ("74<<<<", "1", "1974-XX-XX"),
        ("7408<<", "7", "1974-08-XX"),
        ("<<<<<<", "0", "XXXX-XX-XX"),
    ):
        reading = read(specimens.MRV_B.replace("4009078", raw + digit))
        assert (reading.fields.birth_date, reading.valid) == (iso, True)


def test_unknown_parts_written_as_zeros_are_read_and_said() -> None:
    reading = read(specimens.MRV_B.replace("4009078", "7400001"))
    assert reading.fields.birth_date == "1974-XX-XX"
    assert reading.valid
    assert "unknown_as_zeros" in reading.codes


@pytest.mark.parametrize(("found", "sex"), [("<", "X"), ("M", "M"), ("F", "F"), ("X", "X")])
def test_sex_may_be_unspecified(found: str, sex: str) -> None:
    assert read(TD3.replace("2F1", f"2{found}1")).fields.sex == sex


def test_any_other_sex_is_a_problem() -> None:
    reading = read(TD3.replace("2F1", "2Q1"))
    assert not reading.valid
    assert [(p.field, p.code) for p in reading.problems if p.severity is Severity.ERROR] == [("sex", "sex")]


def test_germany_has_one_letter() -> None:
    reading = read(TD3.replace("UTO", "D<<"))
    assert (reading.fields.issuer, reading.fields.nationality, reading.valid) == ("D", "D", True)


def test_an_unknown_code_is_a_problem_at_its_field() -> None:
    reading = read(TD3.replace("36UTO", "36QQQ"))
    assert not reading.valid
    assert ("nationality", "code_unknown") in [(p.field, p.code) for p in reading.problems]
    assert reading.fields.nationality == "QQQ"


def test_a_name_that_fills_its_field_may_be_cut_short() -> None:
    line = "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
    reading = read(f"{line}\n{TD3.splitlines()[1]}")
    assert reading.name_truncated
    assert reading.valid
    assert reading.fields.surname == "NILAVADHANANANDA"
    assert reading.fields.given_names == "CHAYAPA DEJTHAMRONG K"
    assert not read(TD3).name_truncated


def test_one_name_only() -> None:
    reading = read("P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n" + TD3.splitlines()[1])
    assert (reading.fields.surname, reading.fields.given_names, reading.valid) == ("ARKFREITH", "", True)


def _variants(text: str) -> dict[str, str | bytes]:
    return {
        "lower case": text.lower(),
        "CRLF": text.replace("\n", "\r\n"),
        "old Mac line ends": text.replace("\n", "\r"),
        "no line ends": text.replace("\n", ""),
        "first line end missing": text.replace("\n", "", 1),
        "broken in the wrong place": text.replace("\n", "")[:50] + "\n" + text.replace("\n", "")[50:],
        "spaces around and inside": "  " + " ".join(text.replace("\n", "\n\t ")) + "  ",
        "tabs": text.replace("<<", "<\t<"),
        "blank lines between": text.replace("\n", "\n\n"),
        "byte-order mark": "\ufeff" + text,
        "non-breaking and zero-width spaces": text.replace("<", "<\u200b").replace("\n", "\u00a0\n"),
        "full-width letters": text.translate({i: i + 0xFEE0 for i in range(0x21, 0x7F)}),
        "single guillemets": text.replace("<", "‹"),
        "double guillemets": text.replace("<<", "«"),
        "guillemets for each filler": text.replace("<", "«"),
        "text around": f"Scanner 7\n{text}\nthank you",
        "framing characters": f"\x02{text}\x03",
        "bytes": text.encode(),
        "bytes with mark": text.encode("utf-8-sig"),
        "UTF-16": text.encode("utf-16"),
        "UTF-16 without mark": text.encode("utf-16-le"),
        "Latin-1 guillemets": text.replace("<<", "«").encode("latin-1"),
    }


@pytest.mark.parametrize("name", specimens.ALL)
@pytest.mark.parametrize("variant", _variants(TD3))
def test_tolerant_at_the_door(name: str, variant: str) -> None:
    reading = read(_variants(specimens.ALL[name])[variant])
    assert reading.valid, reading.problems
    assert reading.fields == read(specimens.ALL[name]).fields


def test_a_keyboard_on_its_cyrillic_layout_is_understood_and_said() -> None:
    keys = str.maketrans("QWERTYUIOPASDFGHJKLZXCVBNM<", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬБ")
    reading = read(TD3.translate(keys))
    assert reading.fields == read(TD3).fields
    assert "keyboard_layout" in reading.codes


def test_every_wrong_check_digit_is_named() -> None:
    line = "L898902C30UTO7408120F1204150ZE184226B<<<<<01"
    reading = read(f"{TD3.splitlines()[0]}\n{line}")
    assert [(c.field, c.expected, c.found) for c in reading.checks if not c.ok] == [
        ("number", "6", "0"),
        ("birth_date", "2", "0"),
        ("expiry_date", "9", "0"),
        ("optional", "1", "0"),
        ("composite", reading.checks[-1].expected, "1"),
    ]
    assert [p.field for p in reading.problems if p.code == "check_digit"] == [c.field for c in reading.checks]
    assert not reading.valid


def test_dates_that_do_not_exist() -> None:
    # 740231: 49 + 12 + 0 + 14 + 9 + 1 = 85, so the check digit is 5.
    reading = read(specimens.MRV_B.replace("4009078", "7402315"))
    assert [(p.field, p.code) for p in reading.problems if p.severity is Severity.ERROR] == [
        ("birth_date", "date_impossible")
    ]
    assert reading.fields.birth_date == "740231"


def test_an_expired_document_is_a_sound_zone_with_a_note() -> None:
    reading = read_mrz(TD3, today=date(2012, 4, 16))
    assert reading.valid
    assert [(p.code, p.severity) for p in reading.problems] == [("expired", Severity.NOTE)]
    assert read_mrz(TD3, today=date(2012, 4, 15)).codes == {"expires_today"}
    assert read_mrz(TD3, today=date(2012, 4, 14)).codes == frozenset()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (b"", "empty"),
        (" \n\t\r\n", "empty"),
        ("hello", "no_mrz"),
        ("😀" * 88, "no_mrz"),
        ("A" * 88, "no_mrz"),
        ("A" * 10_000_000, "too_long"),
        (b"A" * 10_000_000, "too_long"),
        ("<" * 4001, "too_long"),
    ],
)
def test_what_is_no_zone_is_answered_too(text: str | bytes, code: str) -> None:
    reading = read(text)
    assert (reading.format, reading.valid, reading.fields.number) == (None, False, "")
    assert code in reading.codes
    json.dumps(reading.as_dict())


@pytest.mark.parametrize("character", ["\0", "\u202e", "\u2066", "\u200f"])
def test_controls_are_named(character: str) -> None:
    reading = read(TD3.replace("ANNA", f"AN{character}NA"))
    assert not reading.valid
    assert [dict(p.params) for p in reading.problems if p.code == "control_character"] == [
        {"character": f"U+{ord(character):04X}", "line": "1", "column": "18"}
    ]


def test_a_character_that_cannot_be_there_is_named_at_its_place() -> None:
    found = next(p for p in read(TD3.replace("L898", "L8?8")).problems if p.code == "bad_character")
    assert (found.field, found.params["line"], found.params["column"]) == ("number", "2", "3")


def test_a_line_of_the_wrong_length_is_named() -> None:
    found = [p for p in read(TD3[:-1]).problems if p.code == "line_length"]
    assert [dict(p.params) for p in found] == [{"line": "2", "found": "43", "expected": "44"}]


def test_lines_of_wrong_length_are_not_taken_for_another_format() -> None:
    """44 and 46 characters are a passport with two fillers too many, not the 90 of a card in one run."""
    reading = read(TD3.replace("<<<<<10", "<<<<<<<10"))
    assert (reading.format, reading.valid) == ("TD3", False)
    assert "line_length" in reading.codes


def test_documents_are_separated_by_blank_lines() -> None:
    text = f"\n\n{TD3}\n\n  \n{TD1}\n\nnothing here\n\n{TD2}\n"
    lines = text.splitlines(keepends=True)
    wide = text.encode("utf-16")
    for source in (text, text.encode(), wide, wide[:-1], iter(lines), io.BytesIO(text.encode()), io.BytesIO(wide)):
        assert [r.format for r in read_all(source, today=TODAY)] == ["TD3", "TD1", None, "TD2"]


def test_no_document_at_all_is_one_reading() -> None:
    assert [r.codes for r in read_all("\n\n", today=TODAY)] == [{"empty"}]


def test_documents_are_read_as_they_come() -> None:
    """The second document is not asked for before the first is answered."""
    asked: list[str] = []

    def lines() -> Iterator[str]:
        for line in (*TD3.splitlines(), "", *TD1.splitlines(), ""):
            asked.append(line)
            yield line

    readings = read_all(lines(), today=TODAY)
    assert next(readings).format == "TD3"
    assert len(asked) == 3


def test_an_endless_document_is_refused_and_the_next_one_read() -> None:
    lines = (line for part in (["A" * 1000] * 5000, [""], TD3.splitlines()) for line in part)
    refused, passport = read_all(lines, today=TODAY)
    assert (refused.format, passport.format) == (None, "TD3")
    # Only the beginning was kept: far less than the five million characters that came.
    assert refused.codes == {"too_long"}
    assert sum(len(block) for block in _blocks(["A" * 1000] * 5000)) < 50_000


def test_two_documents_without_a_blank_line_are_not_passed_over() -> None:
    reading = read(f"{TD3}\n{TD1}")
    assert not reading.valid
    assert "several_documents" in reading.codes


def test_the_answer_has_exactly_the_agreed_shape() -> None:
    answer = read(TD3.replace("L898902C36", "L8989O2C36")).as_dict()
    assert list(answer) == ["format", "valid", "fields", "checks", "problems", "repair"]
    assert set(answer["checks"][0]) == {"field", "expected", "found", "ok"}
    assert set(answer["problems"][0]) == {"field", "code", "message"}
    assert set(answer["repair"]) == {"lines", "changes"}
    assert json.loads(json.dumps(answer)) == answer


@given(st.one_of(st.text(), st.binary(), st.text("<PVI0123456789OABUTO\n \u202e\0«é", max_size=200)))
@example("\ud800" * 88)
@example("<" * 88)
@example("<" * 90)
@example("0" * 71 + "<")
def test_nothing_makes_it_fail(text: str | bytes) -> None:
    reading = read(text)
    answer = json.dumps(reading.as_dict())
    assert answer
    assert reading.valid == (
        reading.format is not None and not any(p.severity is Severity.ERROR for p in reading.problems)
    )
    list(read_all(text, today=TODAY))


@given(st.sampled_from(sorted(specimens.ALL)), st.data())
def test_a_spoiled_zone_never_makes_it_fail(name: str, data: st.DataObject) -> None:
    text = list(specimens.ALL[name])
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at] = data.draw(st.sampled_from("<0OIS5Z2B8G6DQ1é\0\n ?АX"))
    reading = read("".join(text))
    assert dataclasses.asdict(reading.fields)
    assert json.dumps(reading.as_dict())


def test_messages_never_hold_what_was_read() -> None:
    spoiled = (
        TD3.replace("L898902C36", "L898902C39").replace("UTOERIKSSON", "QQQERIKSS0N").replace("7408122", "7413122")
    )
    for problem in read(spoiled).problems:
        for secret in ("L898902", "ERIKS", "ANNA", "QQQ"):
            assert secret not in problem.message


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_and_named(codec):
    plain = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    reading = read_mrz(plain.encode(codec))
    assert reading.fields.surname == "ERIKSSON"
    assert "encoding" in [found.code for found in reading.problems]


@pytest.mark.parametrize("source", ["A" * 4001, b"A" * 16_001])
def test_what_is_too_long_is_not_said_to_have_a_length_nobody_counted(source):
    [found] = read_mrz(source).problems
    assert found.params == {"limit": "4000"}
    assert "more than 4000 characters" in found.as_dict()["message"]


@pytest.mark.parametrize("nothing", [None, 5, ["P<UTO"]])
def test_what_is_no_text_at_all_is_a_mistake_of_the_caller(nothing):
    with pytest.raises(TypeError, match="str or bytes, not"):
        read_mrz(nothing)
