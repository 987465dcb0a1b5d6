"""The documents of the invented people, as the border stores them."""

from __future__ import annotations

from panah.border.facts.parts import DocumentPart
from panah.documents import Fields
from panah.documents.writer import write_mrz
from panah.node.demo.population import Traveller


def _fields(traveller: Traveller) -> dict[str, str]:
    return {
        "document_code": "P" if traveller.kind == "passport" else "PT",
        "issuer": traveller.issuer,
        "number": traveller.number,
        "surname": traveller.surname,
        "given_names": traveller.given_names,
        "nationality": traveller.nationality,
        "birth_date": traveller.birth_date.isoformat(),
        "sex": traveller.sex,
        "expiry_date": traveller.expiry_date.isoformat(),
    }


def zone(traveller: Traveller) -> str:
    """The machine-readable zone of their passport or travel document (TD3)."""
    return "\n".join(write_mrz("TD3", Fields(**_fields(traveller), optional="")))


def part(traveller: Traveller) -> DocumentPart:
    """Their document as a fact carries it."""
    return DocumentPart(
        kind=traveller.kind,
        source="mrz",
        native_name=traveller.native_name,
        mrz=zone(traveller),
        **_fields(traveller),
    )
