"""One value for every document, however it came in: what the border keeps and compares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from panah.documents.codes import CodeKind, describe
from panah.documents.dates import NoSuchDateError, PartialDate
from panah.documents.papers import Paper
from panah.documents.reading import Reading

_KIND_BY_CODE = {"V": "visa", "AC": "crew_certificate", "P": "passport"}
_KIND_BY_NATIONALITY = {
    CodeKind.STATELESS: "stateless_travel_document",
    CodeKind.REFUGEE: "refugee_travel_document",
}


class Source(StrEnum):
    """How a document came in: read by machine, keyed from the document, keyed later from a paper form, not at all."""

    MRZ = "mrz"
    KEYED = "keyed"
    PAPER = "paper"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TravelDocument:
    """A document held to be one. Codes are three letters (`DEU`, not `D`), "" for what isn't known.

    `kind` is a code of `paper_kinds()`. `native_name` is the name in its own script. A birth date without any known
    part is `PartialDate()`; `birth_as_written` keeps what the paper says where that is not a Gregorian date.
    `expiry_date` None means that none is given.
    """

    kind: str
    source: Source
    issuer: str = ""
    number: str = ""
    surname: str = ""
    given_names: str = ""
    native_name: str = ""
    nationality: str = ""
    birth_date: PartialDate = PartialDate()  # noqa: RUF009 - frozen and without state
    birth_as_written: str = ""
    sex: str = ""
    expiry_date: PartialDate | None = None
    name_truncated: bool = False


def from_reading(reading: Reading) -> TravelDocument:
    """The document a zone was read from, valid or not: fields that couldn't be read are left empty.

    Raises ValueError for a reading without a zone.
    """
    if reading.format is None:
        raise ValueError("no machine-readable zone was read")
    fields = reading.fields
    french = reading.format == "FRA-ID"
    return TravelDocument(
        kind=_kind(reading),
        source=Source.MRZ,
        issuer=_alpha3(fields.issuer),
        number=fields.number,
        surname=fields.surname,
        given_names=fields.given_names,
        # The older French card has no nationality in its zone; it was given to nationals only.
        nationality="FRA" if french else _alpha3(fields.nationality),
        birth_date=_date(fields.birth_date) or PartialDate(),
        sex=fields.sex if fields.sex in ("M", "F", "X") else "",
        expiry_date=_date(fields.expiry_date),
        name_truncated=reading.name_truncated,
    )


def from_paper(paper: Paper, *, from_form: bool = False) -> TravelDocument:
    """The document that was keyed in; `from_form` for one keyed later from a numbered paper form."""
    source = Source.PAPER if from_form else Source.KEYED
    birth = paper.date("birth_date")
    return TravelDocument(
        kind=paper.kind,
        source=Source.NONE if paper.kind in ("none", "emergency", "lost_document") else source,
        issuer=_alpha3(paper.issuer),
        number=paper.number,
        surname=paper.surname,
        given_names=paper.given_names,
        native_name=paper.native_name,
        nationality=_alpha3(paper.nationality),
        birth_date=birth or PartialDate(),
        birth_as_written="" if birth is not None and birth.iso() == paper.birth_date else paper.birth_date,
        sex=paper.sex,
        expiry_date=paper.date("expiry_date"),
    )


def _kind(reading: Reading) -> str:
    code = reading.fields.document_code
    nationality, issuer = describe(reading.fields.nationality), describe(reading.fields.issuer)
    if code.startswith("P"):
        if nationality is not None and nationality.kind in _KIND_BY_NATIONALITY:
            return _KIND_BY_NATIONALITY[nationality.kind]
        if issuer is not None and issuer.kind is CodeKind.ORGANISATION:
            return "laissez_passer"
    return _KIND_BY_CODE.get(code) or _KIND_BY_CODE.get(code[:1]) or "identity_card"


def _alpha3(code: str) -> str:
    description = describe(code)
    return code if description is None else description.alpha3


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except NoSuchDateError:
        return None
