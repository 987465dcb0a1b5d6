"""One value for every document."""

from __future__ import annotations

import pytest

from panah.documents import (
    Fields,
    Paper,
    PartialDate,
    Source,
    from_paper,
    from_reading,
    paper_kinds,
    read_mrz,
    write_mrz,
)
from tests.documents import specimens
from tests.documents.specimens import TD1, TD3, TODAY


def document_of(text: str) -> str:
    return from_reading(read_mrz(text, today=TODAY)).kind


def test_from_a_passport() -> None:
    document = from_reading(read_mrz(TD3, today=TODAY))
    assert (document.kind, document.source, document.issuer, document.number) == (
        "passport",
        Source.MRZ,
        "UTO",
        "L898902C3",
    )
    assert (document.birth_date, document.expiry_date) == (PartialDate(1974, 8, 12), PartialDate(2012, 4, 15))
    assert (document.surname, document.given_names, document.native_name) == ("ERIKSSON", "ANNA MARIA", "")


def test_kinds_from_the_zone() -> None:
    assert document_of(TD1) == "identity_card"
    assert document_of(TD1.replace("I<UTO", "ACUTO")) == "crew_certificate"
    assert document_of(specimens.MRV_A) == "visa"
    assert document_of(TD3.replace("36UTO", "36XXA")) == "stateless_travel_document"
    assert document_of(TD3.replace("36UTO", "36XXB")) == "refugee_travel_document"
    assert document_of(TD3.replace("P<UTO", "P<UNO")) == "laissez_passer"
    assert {document_of(text) for text in specimens.ALL.values()} <= set(paper_kinds())


def test_germany_has_three_letters_here() -> None:
    document = from_reading(read_mrz(TD3.replace("UTO", "D<<"), today=TODAY))
    assert (document.issuer, document.nationality) == ("DEU", "DEU")


def test_the_older_french_card_was_for_nationals() -> None:
    document = from_reading(read_mrz(specimens.FRENCH, today=TODAY))
    assert (document.nationality, document.expiry_date) == ("FRA", None)


def test_what_could_not_be_read_is_left_empty() -> None:
    document = from_reading(read_mrz(TD3.replace("7408122", "7413122").replace("2F1", "2Q1"), today=TODAY))
    assert (document.birth_date, document.sex) == (PartialDate(), "")


def test_a_reading_without_a_zone_is_no_document() -> None:
    with pytest.raises(ValueError, match="no machine-readable zone"):
        from_reading(read_mrz("hello", today=TODAY))


def test_from_a_keyed_paper() -> None:
    paper = Paper("birth_certificate", issuer="D", native_name="احمد", birth_date="1353", nationality="AFG", sex="M")
    document = from_paper(paper)
    assert (document.source, document.issuer, document.native_name) == (Source.KEYED, "DEU", "احمد")
    assert (document.birth_date, document.birth_as_written) == (PartialDate(), "1353")
    assert from_paper(paper, from_form=True).source is Source.PAPER


@pytest.mark.parametrize("kind", ["none", "emergency", "lost_document"])
def test_no_document_has_no_source(kind: str) -> None:
    assert from_paper(Paper(kind, description="x")).source is Source.NONE


def test_a_gregorian_date_needs_no_second_form() -> None:
    document = from_paper(Paper("identity_card", birth_date="1974-08-12"))
    assert (document.birth_date, document.birth_as_written) == (PartialDate(1974, 8, 12), "")


def test_a_cut_name_is_remembered() -> None:
    lines = write_mrz("TD1", Fields("I", "UTO", "1", "A" * 20, "B" * 20, "UTO", "1980-01-01", "M", "2030-01-01"))
    assert from_reading(read_mrz("\n".join(lines), today=TODAY)).name_truncated
