"""OFAC's files: the main one, those beside it, and what the remarks say."""

from __future__ import annotations

from pathlib import Path

import pytest

from panah.documents import PartialDate
from panah.watchlists import formats
from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, NameQuality, Place
from tests.watchlists.formats.samples import noticed, only, refused

NOTHING = "-0- "


def row(key: int, name: str, kind: str = '"individual"', remarks: str = NOTHING, program: str = "TEST") -> str:
    """A row as published; `remarks` without quotes."""
    said = remarks if remarks == NOTHING else f'"{remarks}"'
    return f'{key},"{name}",{kind},"{program}",{",".join([NOTHING] * 7)},{said}\r\n'


def folder(at: Path, main: str, alt: str = "", add: str = "", comments: str = "", end: str = "\x1a") -> Path:
    """A folder with these files; empty ones aren't there."""
    for name, content in (("sdn.csv", main), ("alt.csv", alt), ("ADD.CSV", add), ("sdn_comments.csv", comments)):
        if content:
            (at / name).write_bytes((content + end).encode())
    return at / "sdn.csv"


def person(remarks: str) -> Entry:
    """The person of a main file with these remarks."""
    return only(formats.read(row(7, "TEREKBAEV, Davron", remarks=remarks).encode()))


def test_main_aliases_addresses_and_spilled_remarks_belong_together(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        row(7, "TEREKBAEV, Davron Botirovich", remarks="DOB 11 Apr 1963; POB O", program="TEST] [OTHER")
        + row(9, "SALT LAKE SHIPPING", NOTHING),
        alt='7,70,"aka","TEREK, Dauron",-0- \r\n7,71,"fka","BODOMOV, Davron",-0- \r\n9,90,"nka","SLS",-0- \r\n',
        add='7,5,"Street 1","Osh","Kyrgyzstan",-0- \r\n9,6,-0- ,-0- ,-0- ,-0- \r\n',
        comments='7,"DOB 11 Apr 1963; POB Osh, Kyrgyzstan; Gender Male."\r\n',
    )
    davron, shipping = formats.read(path).entries
    assert (davron.id, davron.kind, davron.programme) == ("7", EntryKind.PERSON, "TEST, OTHER")
    assert [(name.text, name.quality) for name in davron.names] == [
        ("TEREKBAEV, Davron Botirovich", NameQuality.STRONG),
        ("TEREK, Dauron", NameQuality.STRONG),
        ("BODOMOV, Davron", NameQuality.FORMER),
    ]
    assert davron.addresses == (Place("Street 1, Osh, Kyrgyzstan", "KGZ"),)
    assert (davron.places, davron.sex) == ((Place("Osh, Kyrgyzstan", "KGZ"),), "M")
    assert (shipping.kind, shipping.addresses) == (EntryKind.ENTITY, ())
    assert formats.read(tmp_path).digest == formats.read(path).digest


def test_remarks_of_a_person() -> None:
    entry = person(
        "DOB 11 Apr 1963; alt. DOB circa 1965; DOB 1960 to 1962; POB Osh, Kyrgyzstan; alt. POB Herat; "
        "nationality Kyrgyzstan; citizen Korea, North; Gender Female; "
        "Passport A12345 (Iran) issued 01 Feb 2011 expires 26 Aug 2020; alt. Passport B 777 (Kazakhstan); "
        "National ID No. 619-91 (Iran); Tax ID No. 780123 (Russia); Phone Number 99; "
        "Secondary sanctions risk: section 1(b) of Executive Order 13224; a.k.a. 'THE TAILOR'; Linked To: SOMEBODY."
    )
    assert entry.births == (
        Birth(PartialDate(1963, 4, 11)),
        Birth(PartialDate(1965), approximate=True),
        Birth(first=PartialDate(1960), last=PartialDate(1962)),
    )
    assert entry.places == (Place("Osh, Kyrgyzstan", "KGZ"), Place("Herat"))
    assert (entry.nationalities, entry.sex) == (("KGZ", "PRK"), "F")
    assert [(paper.number, paper.issuer, paper.type) for paper in entry.documents] == [
        ("A12345", "IRN", "passport"),
        ("B 777", "KAZ", "passport"),
        ("619-91", "IRN", "identity"),
    ]
    assert entry.documents[0].issued_on == "01 Feb 2011"
    assert (entry.names[-1].text, entry.names[-1].quality) == ("THE TAILOR", NameQuality.WEAK)
    assert entry.remarks.endswith("Linked To: SOMEBODY.")


def test_what_remarks_say_unreadably_is_kept_and_noticed() -> None:
    file = formats.read(row(7, "TEREK, D", remarks="DOB early 1960s; nationality Atlantis").encode())
    assert only(file).births == (Birth(text="early 1960s"),)
    assert {"unread_date": 1, "unknown_country_word": 1}.items() <= noticed(file).items()


def test_vessels_keep_their_columns() -> None:
    line = '9,"RED POPPY","vessel","TEST",-0- ,"C6XX","Tanker","100","50","Iran","OWNER",-0- \r\n'
    entry = only(formats.read(line.encode()))
    assert entry.kind is EntryKind.ENTITY
    assert dict(entry.source_fields) == {
        "SDN_Type": "vessel",
        "Call_Sign": "C6XX",
        "Vess_type": "Tanker",
        "Tonnage": "100",
        "GRT": "50",
        "Vess_flag": "Iran",
        "Vess_owner": "OWNER",
    }


def test_missing_companions_and_end_mark_are_said_aloud(tmp_path: Path) -> None:
    path = folder(tmp_path, row(7, "TEREK, D"), end="")
    assert noticed(formats.read(path)) == {"no_alias_file": 1, "no_address_file": 1, "no_end_mark": 1}


def test_aliases_of_nobody_mean_that_the_main_file_was_cut_off(tmp_path: Path) -> None:
    path = folder(tmp_path, row(7, "TEREK, D"), alt='7,1,"aka","A",-0- \r\n8,2,"aka","B",-0- \r\n')
    wrong = refused(path)
    assert (wrong.code, wrong.place.file, wrong.place.line) == ("unknown_entity", "alt.csv", 2)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (row(7, "TEREK, D") + '8,"BODOM', "csv_open_quote", 2),
        (row(7, "TEREK, D") + '8,"BODOM, A","individual"\r\n', "csv_short_row", 2),
        (row(7, "TEREK, D") + row(7, "BODOM, A"), "duplicate_id", 2),
        (row(7, "TEREK, D") + "x" + row(8, "BODOM, A"), "no_id", 2),
        ("\x1a", "empty", 0),
    ],
)
def test_broken_main_files(content: str, code: str, line: int) -> None:
    wrong = refused(content.encode(), "ofac")
    assert (wrong.code, wrong.place.line) == (code, line)


def test_a_broken_companion_refuses_the_whole(tmp_path: Path) -> None:
    path = folder(tmp_path, row(7, "TEREK, D"), alt='7,1,"aka"\r\n')
    wrong = refused(path)
    assert (wrong.code, str(wrong.place)) == ("csv_short_row", "alt.csv, line 1")


def test_a_header_somebody_added_does_no_harm() -> None:
    head = "ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,Remarks\r\n"
    assert formats.read((head + row(7, "TEREK, D")).encode(), "ofac").count == 1


def test_a_number_alone_makes_no_document() -> None:
    assert person("Identification Number 5 (Iran); Passport D9004878").documents == (
        ListedDocument("5", "IRN", "identity", "Identification"),
        ListedDocument("D9004878", "", "passport", "Passport"),
    )
    assert person("Height 180 cm; Phone No. 123456").documents == ()
