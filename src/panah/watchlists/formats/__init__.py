"""Readers for the lists that are met: any bytes become a `ListFile` or a `ListRefusedError`, and nothing in between.

`read` is the way in. It is pure: no database, no clock, nothing kept. A file is read to its end before anything of it
is given out, so a list is taken whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from panah.watchlists.formats import documents, ftm, national, ofac, un
from panah.watchlists.formats.listfile import Entries, ListFile, Note, Reader, Source
from panah.watchlists.formats.messages import MESSAGES, OBJECTIONS, _
from panah.watchlists.formats.reading import read_with, source_of
from panah.watchlists.formats.refusal import Fault, ListRefusedError, Where
from panah.watchlists.formats.sniffing import refuse_other_things, sniff

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its code, its name in plain English, the reader, the files beside the main one that it reads too."""

    code: str
    name: str
    reader: Reader
    companions: Callable[[Source], tuple[Source, ...]] = lambda source: ()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.code: each
        for each in (
            Format("un", _("UN Security Council consolidated list (XML)"), un.read),
            Format("ofac", _("OFAC list (CSV: main, aliases, addresses)"), ofac.read, ofac.companions),
            Format("ftm", _("OpenSanctions FollowTheMoney (JSON lines)"), ftm.read),
            Format("national", _("National list (CSV)"), national.read),
            Format("lost_documents", _("Lost, stolen and revoked documents (CSV)"), documents.read),
            Format("protect", _("Persons to protect (CSV)"), national.read_protect),
        )
    }
)


def is_protect(what: Path | str | bytes) -> bool:
    """Whether a file that can be read gives itself out, by its headings, as a list of persons to protect."""
    try:
        return sniff(_main_file(source_of(what))) == "protect"
    except ListRefusedError:
        return False


def read(what: Path | str | bytes, format: str = AUTO) -> ListFile:
    """The list in a file or in bytes; `format` is a code of `FORMATS`, or "auto" to find out from the content.

    A folder stands for the main file of an OFAC list in it. Raises `ListRefusedError` for anything that isn't a whole
    list: with a code, the place, and every place where an entry is broken (the first twenty of them).
    """
    source = _main_file(source_of(what))
    if format == AUTO:
        format = sniff(source)
    elif format in FORMATS:
        refuse_other_things(source.head())
    else:
        raise ListRefusedError("no_such_format", params={"known": ", ".join(FORMATS)})
    chosen = FORMATS[format]
    return read_with(chosen.reader, chosen.code, source, chosen.companions(source))


def _main_file(source: Source) -> Source:
    if source.path is None or not source.path.is_dir():
        return source
    found = Source(source.path / "-").beside(*(family[0] for family in ofac.FAMILIES))
    if found is None:
        raise ListRefusedError("unreadable")
    return found


__all__ = [
    "AUTO",
    "FORMATS",
    "MESSAGES",
    "OBJECTIONS",
    "Entries",
    "Fault",
    "Format",
    "ListFile",
    "ListRefusedError",
    "Note",
    "Where",
    "read",
]
