"""Lists straight from their owners' files, for screening without a node: nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from panah.watchlists import formats, index
from panah.watchlists.formats.listfile import Note
from panah.watchlists.terms import ListKind, ListTerms

CODES = {"un": "un-sc", "ofac": "us-ofac", "ftm": "opensanctions"}
"""Codes of lists by format; others are called as their file."""
KINDS = {"protect": ListKind.PROTECT, "lost_documents": ListKind.LOST_DOCUMENTS, "national": ListKind.WANTED}


def open_lists(*files: str | Path) -> index.Index:
    """One index in memory of all lists in these files, for `screen`; the formats are found out.

    Raises `ListRefusedError` for the first that is refused, with the place.
    """
    contents: list[index.Content] = []
    for file in files:
        contents.append(content_of(file, {terms.code for terms, _version, _entries in contents}))
    return index.in_memory(contents)


def content_of(
    file: str | Path, taken: Collection[str] = (), noticed: Callable[[Note], None] = lambda note: None
) -> index.Content:
    """A list with its terms, under a code that isn't taken; `noticed` hears what refuses nothing and is worth knowing.

    Raises `ListRefusedError`.
    """
    found = formats.read(Path(file))
    for note in found.notes:
        noticed(note)
    plain = CODES.get(found.format) or Path(file).stem
    code = next(name for name in (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
    return ListTerms(code, code, KINDS.get(found.format, ListKind.SANCTIONS)), found.source_version, found.entries
