"""Which lists are in an index, under which terms, in which versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from panah.watchlists.index.keying import probe
from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.terms import ListKind, ListTerms


@dataclass(frozen=True, slots=True)
class Contents:
    """A list as it stands in an index: its terms and version, and how many entries, persons and documents it has."""

    terms: ListTerms
    version: str
    entries: int
    persons: int
    documents: int


def pack_contents(lists: Sequence[Contents]) -> bytes:
    """As bytes, with a probe of how this program reads names."""
    told = {"names": probe(), "lists": [asdict(contents) for contents in lists]}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpack_contents(packed: bytes) -> tuple[Contents, ...]:
    """The lists again. Raises `IndexProblemError` (`other_layout`) where names were read in another way than now."""
    told = json.loads(packed.decode("utf-8", "surrogatepass"))
    if told["names"] != probe():
        raise IndexProblemError("other_layout", "names")
    return tuple(Contents(**{**contents, "terms": _terms(contents["terms"])}) for contents in told["lists"])


def _terms(told: dict[str, str]) -> ListTerms:
    return ListTerms(**{**told, "kind": ListKind(told["kind"])})  # type: ignore[arg-type]  # written by the same class
