"""The Security Council's list: every field, and every way in which a file can be broken or hostile."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from panah.documents import PartialDate
from panah.node.demo.sanctions import un_list
from panah.watchlists import formats
from panah.watchlists.entries import Birth, EntryKind, ListedDocument, NameQuality, Place
from tests.watchlists.formats.samples import codes, individual, noticed, one_un, only, refused, un_file

TODAY = date(2026, 11, 20)


def test_the_plain_fields() -> None:
    entry = one_un(
        "<VERSIONNUM>3</VERSIONNUM><THIRD_NAME>BOTIROVICH</THIRD_NAME><FOURTH_NAME>JUNIOR</FOURTH_NAME>"
        "<REFERENCE_NUMBER>PRi.001</REFERENCE_NUMBER><GENDER>Male</GENDER><COMMENTS1>Walks with a stick.</COMMENTS1>"
        "<TITLE><VALUE>Haji</VALUE></TITLE><DESIGNATION><VALUE>Keeper</VALUE><VALUE>Speaker</VALUE></DESIGNATION>"
        "<NATIONALITY><VALUE>Uzbekistan</VALUE><VALUE>former Soviet Union</VALUE></NATIONALITY>"
        "<LAST_DAY_UPDATED><VALUE>2021-01-02</VALUE><VALUE>2024-05-06</VALUE></LAST_DAY_UPDATED>"
        "<SORT_KEY/><SORT_KEY_LAST_MOD/>"
    )
    assert (entry.id, entry.kind, entry.name) == ("1", EntryKind.PERSON, "DAVRON TEREKBAEV BOTIROVICH JUNIOR")
    assert (entry.sex, entry.nationalities) == ("M", ("UZB", "SUN"))
    assert (entry.programme, entry.reference, entry.remarks) == ("Practice", "PRi.001", "Walks with a stick.")
    assert (entry.listed_on, entry.updated_on) == (date(2020, 2, 3), date(2024, 5, 6))
    assert entry.titles == ("Haji", "Keeper", "Speaker")
    assert ("VERSIONNUM", "3") in entry.source_fields


def test_names_have_their_quality() -> None:
    alias = "<INDIVIDUAL_ALIAS><QUALITY>{}</QUALITY><ALIAS_NAME>{}</ALIAS_NAME>{}</INDIVIDUAL_ALIAS>"
    entry = one_un(
        "<NAME_ORIGINAL_SCRIPT>Теракбоев\n    Даврон</NAME_ORIGINAL_SCRIPT>"
        + alias.format("Good", "Dawran Terakbayev", "")
        + alias.format("Low", "“The Tailor”", "<NOTE>nom de guerre</NOTE>")
        + alias.format("Good", "Davron Bodomov", "<NOTE>previously listed as</NOTE>")
        + "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>"
    )
    assert [(name.text, name.quality, name.script) for name in entry.names] == [
        ("DAVRON TEREKBAEV", NameQuality.STRONG, "Latn"),
        ("Теракбоев Даврон", NameQuality.ORIGINAL, "Cyrl"),
        ("Dawran Terakbayev", NameQuality.STRONG, "Latn"),
        ("The Tailor", NameQuality.WEAK, "Latn"),
        ("Davron Bodomov", NameQuality.FORMER, "Latn"),
    ]
    assert entry.names[3].note == "nom de guerre"


@pytest.mark.parametrize(
    ("alias", "note", "expected"),
    [
        ("Davron T.; Daurun Terek", "", ["Davron T.", "Daurun Terek"]),
        ("Davron Terek b) Dauron Terek", "", ["Davron Terek", "Dauron Terek"]),
        ("Davron Terek (Даврон Терек)", "", ["Davron Terek", "Даврон Терек"]),
        ("Davron Terek (original script: Даврон Терек)", "", ["Davron Terek", "Даврон Терек"]),
        ("Davron Terek داورون تیرک", "", ["Davron Terek", "داورون تیرک"]),
        ("Davron Terek", "original script: Даврон Терек", ["Davron Terek", "Даврон Терек"]),
        ("داورون تیرک", "Davron Terek; Dauron Terek", ["داورون تیرک", "Davron Terek", "Dauron Terek"]),
        ("Davron Terek (birth name)", "", ["Davron Terek"]),
        ("Davron Terek, born 1 Jan. 1953 (passport no. 5)", "", ["Davron Terek"]),
    ],
)
def test_one_alias_may_be_several_names_or_a_name_and_a_remark(alias: str, note: str, expected: list[str]) -> None:
    entry = one_un(
        f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{alias}</ALIAS_NAME><NOTE>{note}</NOTE></INDIVIDUAL_ALIAS>"
    )
    assert [name.text for name in entry.names[1:]] == expected


def test_the_sex_may_stand_in_the_comments() -> None:
    assert one_un("<COMMENTS1>Photo available. Gender: female</COMMENTS1>").sex == "F"
    assert one_un("<COMMENTS1>Married.</COMMENTS1>").sex == ""


def _born(inside: str) -> tuple[Birth, ...]:
    return one_un(f"<INDIVIDUAL_DATE_OF_BIRTH>{inside}</INDIVIDUAL_DATE_OF_BIRTH>").births


def test_births_exact_approximate_and_between() -> None:
    assert _born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-03-04</DATE>") == (Birth(PartialDate(1970, 3, 4)),)
    assert _born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR>") == (Birth(PartialDate(1970)),)
    about = Birth(PartialDate(1970), approximate=True)
    assert _born("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR>") == (about,)
    (between,) = _born(
        "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1963</FROM_YEAR><TO_YEAR>1968</TO_YEAR><NOTE>Approximately</NOTE>"
    )
    assert (between.years(), between.approximate) == ((1963, 1968), True)
    assert _born("<TYPE_OF_DATE/>") == ()


def test_births_in_words_are_read_or_kept_as_words() -> None:
    assert _born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE>")[0].date == PartialDate(1973, 11)
    file = formats.read(
        un_file(individual("<INDIVIDUAL_DATE_OF_BIRTH><NOTE>30 years old</NOTE></INDIVIDUAL_DATE_OF_BIRTH>"))
    )
    assert only(file).births == (Birth(text="30 years old"),)
    assert noticed(file) == {"unread_date": 1}


def test_an_alias_may_have_a_birth_and_a_place_of_its_own() -> None:
    entry = one_un(
        "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Davron Terek</ALIAS_NAME>"
        "<DATE_OF_BIRTH>1971-05-06</DATE_OF_BIRTH><CITY_OF_BIRTH>Osh</CITY_OF_BIRTH>"
        "<COUNTRY_OF_BIRTH>Kyrgyzstan</COUNTRY_OF_BIRTH><NOTE>also born in 1975</NOTE></INDIVIDUAL_ALIAS>"
    )
    assert [str(birth) for birth in entry.births] == ["1971-05-06", "1975-XX-XX"]
    assert entry.places == (Place("Osh, Kyrgyzstan", "KGZ"),)


def test_documents() -> None:
    entry = one_un(
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>OB 024 3318</NUMBER>"
        "<ISSUING_COUNTRY>Tajikistan</ISSUING_COUNTRY><DATE_OF_ISSUE>2001-01-02</DATE_OF_ISSUE>"
        "<CITY_OF_ISSUE>Dushanbe</CITY_OF_ISSUE><COUNTRY_OF_ISSUE>Kazakhstan</COUNTRY_OF_ISSUE>"
        "<NOTE>expired</NOTE></INDIVIDUAL_DOCUMENT>"
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"
        "<NUMBER>personal number 12-345 (Kyrgyzstan)</NUMBER></INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/>"
    )
    passport, identity = entry.documents
    assert passport == ListedDocument(
        "OB 024 3318", "TJK", "passport", "Passport", "2001-01-02", "expired; Dushanbe Kazakhstan"
    )
    assert passport.plain_number == "OB0243318"
    assert (identity.number, identity.type) == ("12-345", "identity")
    assert ("INDIVIDUAL_DOCUMENT/NUMBER", "personal number 12-345 (Kyrgyzstan)") in entry.source_fields


def test_entities_are_kept() -> None:
    file = formats.read(
        un_file(
            individual(),
            entities="<ENTITY><DATAID>9</DATAID><FIRST_NAME>SALT LAKE SHIPPING</FIRST_NAME><ENTITY_ALIAS>"
            "<QUALITY>f.k.a.</QUALITY><ALIAS_NAME>SLS</ALIAS_NAME></ENTITY_ALIAS></ENTITY>",
        )
    )
    entity = list(file.entries)[1]
    assert (entity.kind, file.counts) == (EntryKind.ENTITY, {"person": 1, "entity": 1})
    assert [(name.text, name.quality) for name in entity.names] == [
        ("SALT LAKE SHIPPING", NameQuality.STRONG),
        ("SLS", NameQuality.FORMER),
    ]


def test_what_has_no_field_is_kept_with_its_path_and_said_aloud() -> None:
    file = formats.read(un_file(individual('<EYES colour="grey">two</EYES><NEW><DEEP>er</DEEP></NEW>')))
    kept = only(file).source_fields
    assert {("EYES", "two"), ("EYES@colour", "grey"), ("NEW/DEEP", "er")} <= set(kept)
    assert noticed(file) == {"unknown_element": 2}


def test_version_and_day_of_publication_come_from_the_file() -> None:
    file = formats.read(un_file(individual()))
    assert file.source_version == "2026-02-27T00:00:09.554Z"
    assert file.published == datetime(2026, 2, 27, 0, 0, 9, 554000, tzinfo=UTC)


# --- broken entries ---------------------------------------------------------------------------------------------------


def test_every_broken_entry_is_named_with_its_place_and_nothing_is_taken() -> None:
    wrong = refused(
        un_file(
            individual(key=""),
            individual(key="2"),
            individual("<INDIVIDUAL_DATE_OF_BIRTH><DATE>1970-02-30</DATE></INDIVIDUAL_DATE_OF_BIRTH>", key="3"),
            individual(key="2"),
            "<INDIVIDUAL><DATAID>4</DATAID></INDIVIDUAL>\n",
            "<INDIVIDUAL><DATAID>5</DATAID><FIRST_NAME>123</FIRST_NAME></INDIVIDUAL>\n",
        )
    )
    assert [(fault.code, fault.where.line, fault.where.entry) for fault in wrong.faults] == [
        ("no_id", 4, ""),
        ("bad_date", 26, "3"),
        ("duplicate_id", 28, "2"),
        ("no_name", 36, "4"),
        ("name_without_letters", 37, "5"),
    ]
    assert wrong.total == 5


def test_at_most_twenty_are_listed_and_all_are_counted() -> None:
    wrong = refused(un_file(*(individual(key="1") for _ in range(40))))
    assert (len(wrong.faults), wrong.total) == (20, 39)
    assert str(wrong).endswith("and 19 more")


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<TYPE_OF_DATE>SOMETIME</TYPE_OF_DATE>", "unknown_date_type"),
        ("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR>", "half_range"),
        ("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1960</TO_YEAR>", "bad_range"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>04/03/1970</DATE>", "slashed_date"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>19700</YEAR>", "spreadsheet_date"),
    ],
)
def test_births_that_can_not_be(inside: str, code: str) -> None:
    body = f"<INDIVIDUAL_DATE_OF_BIRTH>{inside}</INDIVIDUAL_DATE_OF_BIRTH>"
    assert refused(un_file(individual(body))).code == code


def test_no_refusal_repeats_a_name_or_a_date_of_the_file() -> None:
    body = "<INDIVIDUAL_DATE_OF_BIRTH><DATE>1970-02-31</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
    said = str(refused(un_file(individual(body))))
    assert "1970" not in said
    assert "DAVRON" not in said


# --- broken files -----------------------------------------------------------------------------------------------------


def test_a_file_cut_off_anywhere_is_refused() -> None:
    whole = un_list(today=TODAY, persons=4, entities=1)
    assert formats.read(whole).count == 5
    end = len(whole.rstrip())
    for length in range(1, end, 11):
        wrong = refused(whole[:length], "un")
        assert wrong.place.line or wrong.code in ("empty", "xml_cut_off")


def test_the_place_of_the_cut_is_named() -> None:
    whole = un_file(individual(), individual(key="2"))
    wrong = refused(whole[: whole.index(b"<UN_LIST_TYPE>", 400) + 20])
    assert (wrong.code, wrong.place.line, wrong.place.column) == ("xml_cut_off", 16, 27)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (un_file(individual(), head='<!DOCTYPE l [\n<!ENTITY a "aaaa">\n]>\n'), "xml_entity", 3),
        (un_file(individual(), head='<!DOCTYPE l SYSTEM "file:///etc/passwd">\n'), "xml_external", 2),
        (un_file(individual(), head='<!DOCTYPE l [\n<!ENTITY a SYSTEM "file:///etc/passwd">\n]>\n'), "xml_entity", 3),
        (un_file(individual(), head="<!DOCTYPE l [\n<!ELEMENT a ANY>\n]>\n"), "xml_dtd", 4),
        (un_file(individual(), head="<!DOCTYPE l>\n"), "xml_dtd", 2),
        (un_file(individual("<COMMENTS1>&lol;</COMMENTS1>")), "xml_broken", 10),
        (un_file(individual("<COMMENTS1>1 < 2</COMMENTS1>")), "xml_broken", 10),
        (un_file(individual("</NOTE>")), "xml_broken", 10),
        (un_file(individual("<A>" * 20 + "</A>" * 20)), "xml_too_deep", 10),
        (un_file(individual("<A/>" * 20_001)), "xml_too_many_elements", 10),
        (un_file(individual(f"<COMMENTS1>{'x' * 100_001}</COMMENTS1>")), "text_too_long", 10),
        (un_file(individual()).replace(b"UTF-8", b"UTF-9"), "encoding", 1),
        (un_file(individual("<COMMENTS1>\xe9</COMMENTS1>")).replace(b"\xc3\xa9", b"\xe9"), "xml_broken", 10),
        (b"<list><item/></list>", "xml_other_root", 1),
        (b"<CONSOLIDATED_LIST></CONSOLIDATED_LIST>", "xml_no_section", 0),
        (un_file(), "no_entries", 0),
        (un_file(individual()) + b"<MORE/>", "xml_broken", 16),
    ],
)
def test_hostile_and_broken_files_are_refused_with_the_line(content: bytes, code: str, line: int) -> None:
    wrong = refused(content)
    assert (wrong.code, wrong.place.line) == (code, line)


def test_other_encodings_that_the_file_declares_are_read() -> None:
    text = un_file(individual("<NAME_ORIGINAL_SCRIPT>Даврон</NAME_ORIGINAL_SCRIPT>")).decode()
    for encoding in ("utf-16", "windows-1251"):
        entry = only(formats.read(text.replace("UTF-8", encoding).encode(encoding)))
        assert entry.names[1].text == "Даврон"


def test_as_many_come_out_as_went_in() -> None:
    file = formats.read(un_list(today=TODAY, persons=30, entities=7))
    assert file.counts == {"person": 30, "entity": 7}
    assert len(list(file.entries)) == 37


def test_an_error_in_the_file_comes_before_those_in_its_entries() -> None:
    wrong = refused(un_file(individual(key=""), individual(key="2")).replace(b"</CONSOLIDATED_LIST>", b""))
    assert [code for code, *_ in codes(wrong)] == ["xml_cut_off", "no_id"]
