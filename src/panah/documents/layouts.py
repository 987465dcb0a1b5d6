"""Where each field stands in each format, as a table.

Source: ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2) and 7 (visas); the older French identity card (1988-2021) by its
published description. Places are (line, first column, column after the last), counted from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Protected:
    """A field with its own check digit."""

    field: str
    span: Span
    digit: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """One format: its lines, its fields, its check digits.

    `composite` are the spans under the composite check digit at `composite_digit`, in order. `long_number` is the span
    where a document number longer than nine characters goes on.
    """

    name: str
    lines: int
    width: int
    fields: Mapping[str, Span]
    protected: tuple[Protected, ...]
    composite: tuple[Span, ...] = ()
    composite_digit: tuple[int, int] | None = None
    long_number: Span | None = None

    def slice(self, lines: tuple[str, ...], field: str) -> str:
        """The raw text of a field, "" where the format has none."""
        span = self.fields.get(field)
        return "" if span is None else cut(lines, span)

    def field_at(self, line: int, column: int, lines: tuple[str, ...] = ()) -> str:
        """The name of the field a place belongs to (its own check digit included), `composite` for the last digit.

        Where surname and given names share one place, `lines` tell them apart; without them it is the surname.
        """
        if (line, column) == self.composite_digit:
            return "composite"
        for protected in self.protected:
            if (line, column) == protected.digit:
                return protected.field
        for name, (at, start, end) in self.fields.items():
            if at == line and start <= column < end:
                if name == "name" and lines and "<<" in lines[line][start:column]:
                    return "given_names"
                return PUBLIC_NAMES.get(name, name)
        return "document"


PUBLIC_NAMES = MappingProxyType(
    {"optional_1": "optional", "optional_2": "optional", "office": "optional", "issued": "number", "name": "surname"}
)


def cut(lines: tuple[str, ...], span: Span) -> str:
    """The text at a span."""
    line, start, end = span
    return lines[line][start:end]


def _second_line(width: int, **more: Span) -> dict[str, Span]:
    return {
        "document_code": (0, 0, 2),
        "issuer": (0, 2, 5),
        "name": (0, 5, width),
        "number": (1, 0, 9),
        "nationality": (1, 10, 13),
        "birth_date": (1, 13, 19),
        "sex": (1, 20, 21),
        "expiry_date": (1, 21, 27),
        **more,
    }


_NUMBER = Protected("number", (1, 0, 9), (1, 9))
_BIRTH = Protected("birth_date", (1, 13, 19), (1, 19))
_EXPIRY = Protected("expiry_date", (1, 21, 27), (1, 27))

TD3 = Layout(
    "TD3",
    lines=2,
    width=44,
    fields=_second_line(44, optional_1=(1, 28, 42)),
    protected=(_NUMBER, _BIRTH, _EXPIRY, Protected("optional", (1, 28, 42), (1, 42))),
    composite=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
    composite_digit=(1, 43),
)
TD2 = Layout(
    "TD2",
    lines=2,
    width=36,
    fields=_second_line(36, optional_1=(1, 28, 35)),
    protected=(_NUMBER, _BIRTH, _EXPIRY),
    composite=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
    composite_digit=(1, 35),
    long_number=(1, 28, 35),
)
MRV_A = Layout("MRV-A", 2, 44, _second_line(44, optional_1=(1, 28, 44)), (_NUMBER, _BIRTH, _EXPIRY))
MRV_B = Layout("MRV-B", 2, 36, _second_line(36, optional_1=(1, 28, 36)), (_NUMBER, _BIRTH, _EXPIRY))
TD1 = Layout(
    "TD1",
    lines=3,
    width=30,
    fields={
        "document_code": (0, 0, 2),
        "issuer": (0, 2, 5),
        "number": (0, 5, 14),
        "optional_1": (0, 15, 30),
        "birth_date": (1, 0, 6),
        "sex": (1, 7, 8),
        "expiry_date": (1, 8, 14),
        "nationality": (1, 15, 18),
        "optional_2": (1, 18, 29),
        "name": (2, 0, 30),
    },
    protected=(
        Protected("number", (0, 5, 14), (0, 14)),
        Protected("birth_date", (1, 0, 6), (1, 6)),
        Protected("expiry_date", (1, 8, 14), (1, 14)),
    ),
    composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    composite_digit=(1, 29),
    long_number=(0, 15, 30),
)
# The French number begins with year and month of issue; there is neither nationality nor expiry.
FRA_ID = Layout(
    "FRA-ID",
    lines=2,
    width=36,
    fields={
        "document_code": (0, 0, 2),
        "issuer": (0, 2, 5),
        "surname": (0, 5, 30),
        "office": (0, 30, 36),
        "issued": (1, 0, 4),
        "number": (1, 0, 12),
        "given_names": (1, 13, 27),
        "birth_date": (1, 27, 33),
        "sex": (1, 34, 35),
    },
    protected=(Protected("number", (1, 0, 12), (1, 12)), Protected("birth_date", (1, 27, 33), (1, 33))),
    composite=((0, 0, 36), (1, 0, 35)),
    composite_digit=(1, 35),
)

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {layout.name: layout for layout in (TD1, TD2, TD3, MRV_A, MRV_B, FRA_ID)}
)
