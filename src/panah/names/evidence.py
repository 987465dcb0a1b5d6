"""What speaks for and against, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Evidence(NamedTuple):
    """One reason: a code, its weight in log-odds (negative speaks against), what it is about on either side."""

    code: str
    weight: float
    left: str = ""
    right: str = ""
    params: Mapping[str, Any] = _NOTHING

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told: dict[str, Any] = {
            "code": self.code,
            "weight": round(self.weight, 2) + 0.0,
            "left": self.left,
            "right": self.right,
        }
        if self.params:
            told["params"] = dict(self.params)
        return told
