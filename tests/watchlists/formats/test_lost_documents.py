"""Lost, stolen and revoked documents."""

from __future__ import annotations

from datetime import date

import pytest

from panah.watchlists import formats
from panah.watchlists.entries import EntryKind, ListedDocument
from tests.watchlists.formats.samples import codes, csv_file, only, refused


def test_issuer_number_type_and_day() -> None:
    file = formats.read(csv_file("issuer,number,type,reported_on,status", "KZ,n 012-34,passport,2024-05-06,stolen"))
    entry = only(file)
    assert (file.format, file.counts) == ("lost_documents", {"document": 1})
    assert (entry.kind, entry.names, entry.id) == (EntryKind.DOCUMENT, (), "KAZ:N01234")
    assert entry.documents == (ListedDocument("n 012-34", "KAZ", "passport"),)
    assert (entry.listed_on, entry.reason) == (date(2024, 5, 6), "stolen")


def test_an_id_of_its_own_is_kept() -> None:
    assert only(formats.read(csv_file("id,issuer,number", "77,KAZ,N1"))).id == "77"


def test_one_document_twice_is_refused_however_it_is_written() -> None:
    wrong = refused(csv_file("issuer,number", "KAZ,N 1", "kz,n-1"))
    assert codes(wrong) == [("duplicate_id", 3, 2)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("KAZ,,,", "no_number"),
        ("KAZ,--,,", "no_number"),
        ('"KAZ","1,2E+09",,', "spreadsheet_number"),
        (",N1,,", "no_issuer"),
        ("Atlantis,N1,,", "unknown_country"),
        ("KAZ,N1,library card,", "unknown_document_type"),
        ("KAZ,N1,,yesterday", "bad_date"),
    ],
)
def test_wrong_rows(row: str, code: str) -> None:
    wrong = refused(csv_file("issuer,number,type,reported_on", row))
    assert (wrong.code, wrong.place.line) == (code, 2)
