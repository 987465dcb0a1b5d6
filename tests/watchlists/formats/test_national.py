"""The national CSV and the list of persons to protect: every column, and every way to get one wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from panah.documents import Calendar, PartialDate
from panah.watchlists import formats
from panah.watchlists.entries import Birth, ListedDocument, NameQuality, Place
from tests.watchlists.formats.samples import codes, csv_file, national, noticed, only, refused, texts


def test_every_column_has_its_field() -> None:
    file = formats.read(
        csv_file(
            "id,family_name,given_names,patronymic,full_name,original_script_name,aliases,weak_aliases,former_names,"
            "birth_date,sex,nationality,birth_place,address,document_issuer,document_number,document_type,category,"
            "ground,basis,remedy,reference,listed_on,valid_until,updated_on,title,remark",
            "N1,TEREKBAEV,DAVRON,BOTIROVICH,Davron Terek,Терекбаев Даврон,Dauron|D. Terek,Tailor,BODOMOV Davron,"
            "1970-03-04,M,UZB|KG,Osh,Street 1,UZ,AA 123,passport,exit_ban,"
            "debt,code art. 5,court,R-7,2020-01-02,2030-01-02,2021-02-03,Dr,Scar",
        )
    )
    entry = only(file)
    assert file.format == "national"
    assert [(name.text, name.quality) for name in entry.names] == [
        ("Davron Terek", NameQuality.STRONG),
        ("TEREKBAEV DAVRON BOTIROVICH", NameQuality.STRONG),
        ("Терекбаев Даврон", NameQuality.ORIGINAL),
        ("Dauron", NameQuality.STRONG),
        ("D. Terek", NameQuality.STRONG),
        ("Tailor", NameQuality.WEAK),
        ("BODOMOV Davron", NameQuality.FORMER),
    ]
    assert (entry.id, entry.sex, entry.nationalities) == ("N1", "M", ("UZB", "KGZ"))
    assert entry.births == (Birth(PartialDate(1970, 3, 4)),)
    assert entry.documents == (ListedDocument("AA 123", "UZB", "passport"),)
    assert (entry.programme, entry.reason, entry.basis, entry.remedy) == ("exit_ban", "debt", "code art. 5", "court")
    assert (entry.listed_on, entry.valid_until) == (date(2020, 1, 2), date(2030, 1, 2))
    assert (entry.updated_on, entry.reference, entry.titles) == (date(2021, 2, 3), "R-7", ("Dr",))
    assert (entry.places, entry.addresses, entry.remarks) == ((Place("Osh"),), (Place("Street 1"),), "Scar")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1970", "1970-XX-XX"),
        ("1970-03", "1970-03-XX"),
        ("1970-03-04", "1970-03-04"),
        ("1970-00-00", "1970-XX-XX"),
        ("1970-XX-XX", "1970-XX-XX"),
        ("04.03.1970", "1970-03-04"),
        ("~1970", "~1970-XX-XX"),
        ("1970/1975", "1970-XX-XX/1975-XX-XX"),
        ("1970-03-04|1971", "1970-03-04 1971-XX-XX"),
    ],
)
def test_birth_dates_are_as_full_as_they_are_known(written: str, shown: str) -> None:
    (entry,) = national("full_name,birth_date", f"Davron Terek,{written}").entries
    assert " ".join(texts(entry.births)) == shown


def test_a_range_may_have_columns_of_its_own() -> None:
    (entry,) = national("full_name,birth_date_from,birth_date_to", "Davron Terek,1970,1975-06").entries
    assert (entry.births[0].earliest(), entry.births[0].latest()) == (date(1970, 1, 1), date(1975, 6, 30))


def test_solar_hijri_births_become_gregorian_and_say_so() -> None:
    day, year = national("full_name,birth_date,calendar", "A B,1353-05-21,solar_hijri", "C D,1353,solar_hijri").entries
    assert day.births[0].date == PartialDate(1974, 8, 12)
    assert day.births[0].calendar is Calendar.SOLAR_HIJRI
    assert day.births[0].text == "1353-05-21"
    assert year.births[0].years() == (1974, 1975)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_byte_order_marks_and_line_breaks(delimiter: str, mark: bytes, end: str) -> None:
    rows = [delimiter.join(row) for row in (("id", "full_name", "sex"), ("N1", "Терекбаев Даврон", "м"))]
    entry = only(formats.read(mark + csv_file(*rows, end=end)))
    assert (entry.id, entry.name, entry.sex) == ("N1", "Терекбаев Даврон", "M")


def test_other_headings_for_the_same_columns() -> None:
    (entry,) = formats.read(csv_file("sep=;", "ID;Surname;First Name;DOB;Gender", "1;TEREKBAEV;DAVRON;1970;F")).entries
    assert (entry.name, entry.sex, str(entry.births[0])) == ("TEREKBAEV DAVRON", "F", "1970-XX-XX")


def test_quoted_cells_may_hold_separators_and_line_breaks_and_lines_still_count() -> None:
    wrong = refused(csv_file("id,full_name,remark", 'N1,A B,"one, two', 'three ""four"""', "N2,,x"), "national")
    assert codes(wrong) == [("no_name", 4, 0)]


def test_several_documents() -> None:
    columns = "full_name,document_number,document_issuer,document_type"
    one, each, none = national(
        columns, "A B,1A|2B,KAZ,passport", "C D,1A|2B,KAZ|UZ,passport|identity", "E F,,KAZ,"
    ).entries
    assert one.documents == (ListedDocument("1A", "KAZ", "passport"), ListedDocument("2B", "KAZ", "passport"))
    assert each.documents == (ListedDocument("1A", "KAZ", "passport"), ListedDocument("2B", "UZB", "identity"))
    assert none.documents == ()


def test_other_names_that_nothing_separates_are_noticed() -> None:
    file = national("full_name,aliases", "A B,C D; E F", "G H,I J|K L", '"M, N","O, P"')
    assert noticed(file)["several_in_one"] == 1


def test_unknown_columns_are_kept_and_said_aloud() -> None:
    file = national("full_name,eyes", "A B,grey")
    assert only(file).source_fields == (("eyes", "grey"),)
    assert noticed(file)["unknown_column"] == 1


def test_cells_that_a_spreadsheet_would_run_are_text_and_flagged() -> None:
    file = national("full_name,remark", "A B,=1+1", "C D,'@SUM(1)", "E F,-", "G H,plain")
    assert [(entry.remarks, entry.flags) for entry in file.entries] == [
        ("=1+1", ("formula",)),
        ("@SUM(1)", ("formula",)),
        ("-", ()),
        ("plain", ()),
    ]
    assert noticed(file)["formula"] == 2


@pytest.mark.parametrize("column", ["id", "full_name", "aliases"])
def test_no_id_and_no_name_begins_like_a_formula(column: str) -> None:
    row = {"id": "X-1", "full_name": "A B", "aliases": "C D"} | {column: "=cmd|calc"}
    file = csv_file(",".join(row), ",".join(row.values()))
    assert codes(refused(file)) == [("formula_name", 2, list(row).index(column) + 1)]


def test_marks_say_version_day_and_count() -> None:
    file = formats.read(
        csv_file("#version: 7", "id,full_name", "N1,A B", "#published,2026-01-02", "#count,1", "#by,someone")
    )
    assert (file.source_version, file.published) == ("7", datetime(2026, 1, 2, tzinfo=UTC))
    assert noticed(file) == {"unknown_mark": 1}


def test_a_count_that_does_not_fit_refuses_the_file() -> None:
    wrong = refused(csv_file("id,full_name", "N1,A B", "#count,2"))
    assert (wrong.code, dict(wrong.params)) == ("count_differs", {"declared": 2, "found": 1})
    assert codes(refused(csv_file("id,full_name", "N1,A B", "#count,many"))) == [("csv_bad_mark", 3, 2)]


def test_a_file_without_count_or_last_line_break_is_taken_and_says_so() -> None:
    assert noticed(formats.read(b"id,full_name\nN1,A B")) == {"no_count": 1, "no_line_end": 1}
    assert noticed(formats.read(b"id,full_name\nN1,A B\n")) == {"no_count": 1}
    assert noticed(formats.read(b"id,full_name\nN1,A B\n#count,1\n")) == {}


@pytest.mark.parametrize(
    ("columns", "row", "code", "column"),
    [
        ("full_name,birth_date", "A B,31.02.1970", "bad_date", 3),
        ("full_name,birth_date", "A B,1970-13-01", "bad_date", 3),
        ("full_name,birth_date", "A B,yesterday", "bad_date", 3),
        ("full_name,birth_date", "A B,03/04/1970", "slashed_date", 3),
        ("full_name,birth_date", "A B,25631", "spreadsheet_date", 3),
        ("full_name,birth_date", "A B,1353-05-21", "hijri_date", 3),
        ("full_name,birth_date,calendar", "A B,1970,solar_hijri", "bad_date", 3),
        ("full_name,birth_date,calendar", "A B,1970,lunar", "unknown_calendar", 4),
        ("full_name,birth_date", "A B,1975/1970", "bad_range", 3),
        ("full_name,birth_date_from,birth_date_to", "A B,1970,", "half_range", 4),
        ("full_name,birth_date,birth_date_from,birth_date_to", "A B,1970,1970,1971", "two_births", 3),
        ("full_name,birth_date,listed_on", "A B,2020-05-05,2010-01-01", "future_birth", 3),
        ("full_name,listed_on,valid_until", "A B,2020-01-01,2019-01-01", "ends_before_start", 4),
        ("full_name,listed_on", "A B,2020", "bad_date", 3),
        ("full_name,sex", "A B,unknown", "unknown_sex", 3),
        ("full_name,nationality", "A B,Atlantis", "unknown_country", 3),
        ("full_name,nationality", "A B,KAZ|QQQ", "unknown_country", 3),
        ("full_name,document_number,document_issuer", "A B,1,Atlantis", "unknown_country", 4),
        ("full_name,document_number,document_type", "A B,1,library card", "unknown_document_type", 4),
        ("full_name,document_number", "A B,1.23457E+11", "spreadsheet_number", 3),
        ("full_name,document_number,document_issuer", "A B,1|2|3,KAZ|UZB", "unequal_documents", 4),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(columns: str, row: str, code: str, column: int) -> None:
    wrong = refused(csv_file(f"id,{columns}", f"N1,{row}"), "national")
    assert codes(wrong) == [(code, 2, column)]


def test_faults_of_many_rows_are_listed_in_their_order() -> None:
    wrong = refused(
        csv_file("id,full_name,birth_date", "N1,A B,x", "N2,,", "N1,C D,1970", ",E F,", "N5,G H", "N6,I J,1970,extra")
    )
    assert codes(wrong) == [
        ("bad_date", 2, 3),
        ("no_name", 3, 0),
        ("duplicate_id", 4, 0),
        ("no_id", 5, 0),
        ("csv_short_row", 6, 0),
        ("csv_long_row", 7, 0),
    ]


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"id,full_name\n", "no_entries", 0, 0),
        (b"full_name,sex\nA B,M\n", "csv_missing_column", 1, 0),
        (b"id,sex,birth_date\n1,M,1970\n", "csv_missing_name_column", 2, 0),
        (b"id,full_name,full_name\n1,A B,C\n", "csv_double_column", 1, 3),
        (b"id,full_name,name\n1,A B,C\n", "csv_double_column", 1, 3),
        (b"id,full_name,birt_date\n1,A B,1970\n", "csv_nearly_column", 1, 3),
        (b"1,A B,1970\n2,C D,1971\n", "csv_no_header", 1, 0),
        (b'id,full_name\n1,A B\n2,"C D\n3,E F\n', "csv_open_quote", 3, 0),
        (b'id,full_name\n1,"A" B\n', "csv_broken", 2, 0),
        (b"id,full_name\n1,A\0B\n", "nul_byte", 2, 4),
        (b"id,full_name\n1,A \xff B\n", "encoding", 2, 5),
        ("id,full_name\n1,Терекбаев\n".encode("cp1251"), "encoding_guess", 2, 3),
        ("id,full_name\n1,داورون تیرک\n".encode("cp1256", "replace"), "encoding_guess", 2, 3),
        ("id,full_name\n1,A B\n".encode("utf-16"), "utf16", 0, 0),
        ("id,full_name\n1,A B\n".encode("utf-16-le"), "utf16", 1, 2),
        (b"id,full_name\n1," + b"x" * 100_001 + b"\n", "text_too_long", 2, 2),
        (b"id,full_name\n1," + b"x" * 200_001 + b"\n", "text_too_long", 2, 0),
        (b"id,full_name\n1," + b"x" * 2_001 + b"\n", "name_too_long", 2, 0),
        (b"id,full_name," + b",".join(b"c%d" % at for at in range(300)) + b"\n", "csv_too_many_columns", 1, 0),
    ],
)
def test_broken_files(content: bytes, code: str, line: int, column: int) -> None:
    wrong = refused(content, "national")
    assert (wrong.code, wrong.place.line, wrong.place.column) == (code, line, column)


def test_the_likely_encoding_is_named() -> None:
    wrong = refused("id,full_name\n1,Терекбаев Даврон\n".encode("cp1251"))
    assert dict(wrong.params) == {"guess": "windows-1251"}
    assert "windows-1251" in str(wrong)


def test_a_western_encoding_is_not_taken_for_a_cyrillic_one() -> None:
    wrong = refused("id,full_name\n1,José Müñoz Gaña\n".encode("cp1252"))
    assert dict(wrong.params) == {"guess": "windows-1252"}


def test_look_alike_letters_within_a_word_are_noticed() -> None:
    # The second letter of the first name is Cyrillic.
    file = national("full_name", "Kаrimov Davron", "Каримов Davron")
    assert noticed(file)["mixed_script"] == 1


# --- persons to protect -----------------------------------------------------------------------------------------------


def test_persons_to_protect_say_why() -> None:
    file = formats.read(csv_file("id,full_name,why", "P1,A B,missing_child"))
    assert (file.format, only(file).programme) == ("protect", "missing_child")


@pytest.mark.parametrize(("why", "code"), [("", "no_why"), ("curiosity", "unknown_why")])
def test_a_person_to_protect_without_a_known_reason_is_refused(why: str, code: str) -> None:
    wrong = refused(csv_file("id,full_name,why", f"P1,A B,{why}"))
    assert codes(wrong) == [(code, 2, 3)]


def test_a_list_of_persons_to_protect_needs_its_reason_column() -> None:
    assert refused(csv_file("id,full_name", "P1,A B"), "protect").code == "csv_missing_column"
