"""Where things lie in the file of an index.

    header     one page: magic, layout, id of the index, table of sections; a plain checksum, then a keyed digest
    sections   one after the other, each starting at a multiple of 64 bytes

Sections are *plain* arrays, little-endian, whose keyed digest stands in the header and is checked on opening; or runs
of *sealed* items, each of which says itself whether it was altered, with a plain array of their ends beside them.
Plain arrays hold numbers of places and hashes under the key, nothing of a list.

| section | what |
|---|---|
| `lists` | sealed, one item: the terms and versions of the lists, how many of each there are |
| `records` | sealed: what comparing needs of an entry, by number |
| `entries` | sealed: the whole entry, by number |
| `words` | sealed: each different part of a name once |
| `places` | sealed: for each word the names it stands in |
| `found` | sealed: for each key the words, entries or names it leads to |
| `texts` | sealed, one item: the keys as they are, in the order of `keys`; none where there are many |
| `facts` | sealed: for each name how many parts it has and when the person was born, to choose candidates by |
| `keys` | plain: the keys, hashed and sorted |
| `names` | plain: for each name the number of its entry |
| `… ends` | plain: where each item of a sealed section ends |
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.index.sealing import MAC, Keys, same

MAGIC = b"PANAH\xf0\x9f\x97"
LAYOUT = 2
PAGE = 4096
ALIGNED = 64
SEALED = ("lists", "records", "entries", "words", "places", "found", "texts", "facts")
PLAIN = ("keys", "names", *(f"{name} ends" for name in SEALED))

_START = struct.Struct("<8sIIQ16s")
_SECTION = struct.Struct("<16sQQ16s")
_BODY = PAGE - hashlib.sha256().digest_size - MAC


@dataclass(frozen=True, slots=True)
class Section:
    """A section's place in bytes, and the keyed digest of a plain one."""

    offset: int
    length: int
    digest: bytes = bytes(MAC)


@dataclass(frozen=True, slots=True)
class Header:
    """The first page."""

    identity: bytes
    size: int
    sections: Mapping[str, Section]

    def packed(self, keys: Keys) -> bytes:
        table = b"".join(
            _SECTION.pack(name.encode(), section.offset, section.length, section.digest)
            for name, section in self.sections.items()
        )
        body = _START.pack(MAGIC, LAYOUT, len(self.sections), self.size, self.identity) + table
        body = body.ljust(_BODY, b"\0")
        body += keys.digest("header", body)
        return body + hashlib.sha256(body).digest()

    @classmethod
    def read(cls, page: bytes, size: int, key: bytes) -> tuple[Header, Keys]:
        """From the first page of a file of `size` bytes. Raises `IndexProblemError`."""
        if page[: len(MAGIC)] != MAGIC:
            raise IndexProblemError("not_an_index", "header")
        if len(page) < PAGE:
            raise IndexProblemError("truncated", "header")
        checked, checksum = page[:-32], page[-32:]
        if hashlib.sha256(checked).digest() != checksum:
            raise IndexProblemError("altered", "header")
        _magic, layout, count, whole, identity = _START.unpack_from(page)
        if layout != LAYOUT:
            raise IndexProblemError("other_layout", f"layout {layout}, this is {LAYOUT}")
        keys = Keys.of(key, identity)
        if not same(keys.digest("header", page[:_BODY]), page[_BODY : _BODY + MAC]):
            raise IndexProblemError("wrong_key", "header")
        if size != whole:
            raise IndexProblemError("truncated", f"{size} of {whole} bytes")
        places = [_SECTION.unpack_from(page, _START.size + number * _SECTION.size) for number in range(count)]
        sections = {name.rstrip(b"\0").decode(): Section(*place) for name, *place in places}
        return cls(identity, whole, sections), keys


def aligned(offset: int) -> int:
    """The next place a section may start at."""
    return -(-offset // ALIGNED) * ALIGNED
