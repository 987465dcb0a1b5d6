"""The codes for issuers and nationalities in a machine-readable zone.

Source: ICAO Doc 9303 part 3 section 5 and ISO 3166-1; the data and its date are in `codes.toml` beside this file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType


class CodeKind(StrEnum):
    """What a code stands for. `STATE` is any country or area of ISO 3166-1 and takes no position on its status."""

    STATE = "state"
    AUTHORITY = "authority"
    BRITISH_VARIANT = "british_variant"
    ORGANISATION = "organisation"
    STATELESS = "stateless"
    REFUGEE = "refugee"
    UNSPECIFIED = "unspecified"
    OBSOLETE = "obsolete"
    SPECIMEN = "specimen"


@dataclass(frozen=True, slots=True)
class Code:
    """One code: as in the zone without fillers (`D` for Germany), its kind, English short name, ISO alpha-2 or ""."""

    code: str
    kind: CodeKind
    name: str
    alpha2: str = ""

    @property
    def alpha3(self) -> str:
        """The three-letter code used everywhere outside the zone: `DEU` for `D`, otherwise the code itself."""
        return "DEU" if self.code == "D" else self.code


@cache
def all_codes() -> Mapping[str, Code]:
    """Every known code, by code."""
    data = tomllib.loads(files(__package__).joinpath("codes.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            code: Code(code, kind, entry["name"], entry.get("alpha2", ""))
            for kind in CodeKind
            for code, entry in data[kind.value].items()
        }
    )


def describe(code: str) -> Code | None:
    """The code's description, or None for an unknown one. Fillers and case are ignored: `D<<` is `D`."""
    return all_codes().get(code.strip("< ").upper())


def is_known(code: str) -> bool:
    """Whether Doc 9303 part 3 or ISO 3166-1 knows the code (the specimen code `UTO` counts)."""
    return describe(code) is not None
