"""What comparing needs of an entry, as few bytes and back; the rest of an entry is opened only to be shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from panah.watchlists.entries import Birth, Entry, EntryKind, NameQuality
from panah.watchlists.packing import pack_birth, unpack_birth

_KINDS = {str(kind): kind for kind in EntryKind}
_QUALITIES = {str(quality): quality for quality in NameQuality}


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as candidates are compared: `list` is the number of its list in the index, `first_name` that of its
    first name; `documents` are (issuer, plain number). Most records are opened for a name alone: the rest of one is
    read when it is asked for."""

    list: int
    first_name: int
    entry: str
    kind: EntryKind
    digest: str
    names: tuple[tuple[str, NameQuality], ...]
    sex: str
    _births: Sequence[Any]
    _nationalities: Sequence[str]
    _documents: Sequence[Sequence[str]]

    @property
    def births(self) -> tuple[Birth, ...]:
        return tuple(map(unpack_birth, self._births))

    @property
    def nationalities(self) -> frozenset[str]:
        return frozenset(self._nationalities)

    @property
    def documents(self) -> frozenset[tuple[str, str]]:
        return frozenset((issuer, plain) for issuer, plain in self._documents)


def pack(number: int, first_name: int, entry: Entry) -> bytes:
    """UTF-8 JSON, by position; `number` is the list's."""
    fields = [
        number,
        first_name,
        entry.id,
        entry.kind,
        entry.digest(),
        [[name.text, name.quality] for name in entry.names],
        [pack_birth(birth) for birth in entry.births],
        entry.sex,
        entry.nationalities,
        [[document.issuer, document.plain_number] for document in entry.documents],
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Record:
    """The record again, of bytes that `pack` made."""
    number, first_name, key, kind, digest, names, births, sex, nationalities, documents = json.loads(
        data.decode("utf-8", "surrogatepass")
    )
    return Record(
        number,
        first_name,
        key,
        _KINDS[kind],
        digest,
        tuple([(text, _QUALITIES[quality]) for text, quality in names]),
        sex,
        births,
        nationalities,
        documents,
    )
