"""Makes the file of an index out of lists, in one pass over their entries, in bounded memory."""

from __future__ import annotations

import json
import secrets
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np
from numpy.typing import NDArray

from panah.names import prepare
from panah.names.words import word_of
from panah.watchlists import packing
from panah.watchlists.entries import Entry, EntryKind, ListedName
from panah.watchlists.index import records
from panah.watchlists.index.contents import Contents, pack_contents
from panah.watchlists.index.facts import FactsWriter
from panah.watchlists.index.items import ItemWriter, little
from panah.watchlists.index.keying import (
    birth_key,
    entry_key,
    joined_keys,
    listed_document_keys,
    name_keys,
    one_word_key,
    searchable,
    slip_keys,
)
from panah.watchlists.index.layout import PAGE, Header, Section, aligned
from panah.watchlists.index.listedwords import pack_word
from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.index.sealing import Keys
from panah.watchlists.terms import ListTerms

STEP = 10_000
"""Entries between two reports of progress."""
IN_MEMORY = 16 * 2**20
MOST_TEXTS = 100_000
"""Keys up to which they are also kept as they are: some ten megabytes of every worker's own memory."""

Progress = Callable[[int], None]
Content = tuple[ListTerms, str, Iterable[Entry]]


def write(
    stream: BinaryIO, lists: Iterable[Content], key: bytes, progress: Progress | None = None, beside: Path | None = None
) -> bytes:
    """Write an index to a seekable stream and return its id; what it can't keep in memory meanwhile lies in `beside`,
    sealed and without a name.

    `progress` hears the number of entries done, every ten thousand. Raises `IndexProblemError` (`no_entries`,
    `same_list`), and whatever the entries raise while they are read.
    """
    # Whole entries are opened seldom: kept apart from the records, so that their pages needn't be in memory.
    with tempfile.SpooledTemporaryFile(IN_MEMORY, dir=None if beside is None else str(beside)) as spool:
        writer = _Writer(stream, spool, key)
        for number, (terms, version, entries) in enumerate(lists):
            writer.add_list(number, terms, version, entries, progress)
        return writer.finish()


class _Writer:
    def __init__(self, stream: BinaryIO, spool: IO[bytes], key: bytes) -> None:
        self._stream = stream
        self._keys = Keys.of(key, secrets.token_bytes(16))
        self._hash = self._keys.hasher("key")
        self._sections: dict[str, Section] = {}
        self._lists: list[Contents] = []
        stream.write(bytes(PAGE))
        self._begun = PAGE
        self._records = ItemWriter(stream, self._keys.sealer("records"))
        self._spool = spool
        self._entries = ItemWriter(spool, self._keys.sealer("entries"))
        self._facts = FactsWriter()
        self._name_entries = array("I")
        self._words: dict[tuple[str, str], int] = {}
        self._word_of = array("I")
        self._name_of = array("I")
        self._texts: dict[int, str] = {}
        self._found_keys = array("Q")
        self._found = array("I")

    def add_list(
        self, number: int, terms: ListTerms, version: str, entries: Iterable[Entry], progress: Progress | None
    ) -> None:
        if any(terms.code == other.terms.code for other in self._lists):
            raise IndexProblemError("same_list", terms.code)
        contents = Contents(terms, version, 0, 0, 0)
        for entry in entries:
            self._add(number, terms.code, entry)
            contents = replace(
                contents,
                entries=contents.entries + 1,
                persons=contents.persons + (entry.kind == EntryKind.PERSON),
                documents=contents.documents + (entry.kind == EntryKind.DOCUMENT),
            )
            if progress and len(self._records) % STEP == 0:
                progress(len(self._records))
        if not contents.entries:
            raise IndexProblemError("no_entries", terms.code)
        self._lists.append(contents)

    def _add(self, number: int, code: str, entry: Entry) -> None:
        place = len(self._records)
        self._records.add(records.pack(number, len(self._name_entries), entry))
        self._entries.add(packing.pack(entry))
        self._post(entry_key(code, entry.id), place)
        if entry.kind == EntryKind.ENTITY:
            return
        for document in entry.documents:
            for key in listed_document_keys(document.issuer, document.plain_number):
                self._post(key, place)
        if entry.kind == EntryKind.PERSON:
            for name in entry.names:
                self._add_name(place, entry, name)

    def _add_name(self, place: int, entry: Entry, listed: ListedName) -> None:
        prepared = prepare(listed.text)
        name = len(self._name_entries)
        self._name_entries.append(place)
        self._facts.add(prepared, listed.quality, entry.births)
        words = self._words
        for part in searchable(prepared):
            self._word_of.append(words.setdefault((part.text, part.script), len(words)))
            self._name_of.append(name)
        for key in joined_keys(prepared):
            self._post(key, name)
        for birth in entry.births:
            if birth.date is not None and birth.date.known:
                self._post(birth_key(birth.date), name)

    def _post(self, key: str, number: int) -> None:
        hashed = int.from_bytes(self._hash(key), "little")
        self._found_keys.append(hashed)
        self._found.append(number)
        if len(self._texts) <= MOST_TEXTS:
            self._texts[hashed] = key

    def finish(self) -> bytes:
        if not self._lists:
            raise IndexProblemError("no_entries", "lists")
        self._ended("records", self._records)
        self._spool.seek(0)
        self._begin()
        while piece := self._spool.read(2**20):
            self._stream.write(piece)
        self._ended("entries", self._entries)
        self._sealed("lists", [pack_contents(self._lists)])
        self._sealed("words", map(pack_word, self._words))
        self._sealed("places", _grouped(_view(self._word_of, "u4"), _view(self._name_of, "u4"), len(self._words)))
        self._sealed("facts", [self._facts.packed()])
        self._post_words()
        self._write_keys()
        self._plain("names", little(self._name_entries))
        size = self._stream.tell()
        header = Header(self._keys.identity, size, self._sections)
        self._stream.seek(0)
        self._stream.write(header.packed(self._keys))
        return self._keys.identity

    def _post_words(self) -> None:
        for number, (text, script) in enumerate(self._words):
            word = word_of(text, script)
            for key in {*name_keys(word), *slip_keys(word), one_word_key(word)}:
                self._post(key, number)

    def _write_keys(self) -> None:
        hashes = _view(self._found_keys, "u8")
        different, group = np.unique(hashes, return_inverse=True)
        self._sealed("found", _grouped(group.astype(np.uint32), _view(self._found, "u4"), len(different)))
        self._plain("keys", different.astype("<u8").tobytes())
        texts = [self._texts[hashed] for hashed in different.tolist()] if len(different) <= MOST_TEXTS else []
        self._sealed("texts", [json.dumps(texts).encode()])

    def _begin(self) -> None:
        self._stream.write(bytes(aligned(self._stream.tell()) - self._stream.tell()))
        self._begun = self._stream.tell()

    def _sealed(self, name: str, items: Iterable[bytes]) -> None:
        self._begin()
        writer = ItemWriter(self._stream, self._keys.sealer(name))
        for item in items:
            writer.add(item)
        self._ended(name, writer)

    def _ended(self, name: str, writer: ItemWriter) -> None:
        self._sections[name] = Section(self._begun, writer.length)
        self._plain(f"{name} ends", writer.ends())

    def _plain(self, name: str, data: bytes) -> None:
        self._begin()
        self._stream.write(data)
        self._sections[name] = Section(self._begun, len(data), self._keys.digest(name, data))


def _grouped(groups: NDArray[np.uint32], members: NDArray[np.uint32], count: int) -> Iterator[bytes]:
    """For each group its members as bytes: in order, each once."""
    pairs = np.unique(groups.astype(np.uint64) << np.uint64(32) | members)
    ends = np.searchsorted(pairs, np.arange(1, count + 1, dtype=np.uint64) << np.uint64(32))
    flat = pairs.astype("<u4")  # the lower half
    start = 0
    for end in ends.tolist():
        yield flat[start:end].tobytes()
        start = end


def _view(numbers: array[int], kind: str) -> NDArray[np.uint32]:
    return np.frombuffer(numbers, dtype=kind)
