"""One file of an index, mapped or in memory: opened, checked, and read item by item."""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from panah.watchlists import packing
from panah.watchlists.entries import Entry
from panah.watchlists.index import records
from panah.watchlists.index.contents import unpack_contents
from panah.watchlists.index.facts import Facts
from panah.watchlists.index.items import Items
from panah.watchlists.index.keying import entry_key
from panah.watchlists.index.layout import PAGE, PLAIN, SEALED, Header
from panah.watchlists.index.listedwords import ListedWord, unpack_word
from panah.watchlists.index.memory import Memory
from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.index.records import Record
from panah.watchlists.index.sealing import same

RECORDS_KEPT = 8_192
PLACES_KEPT = 1_000_000


class Reading:
    """An index that never changes. Raises `IndexProblemError` on opening and whenever something in it was altered."""

    def __init__(self, data: memoryview, key: bytes) -> None:
        header, keys = Header.read(bytes(data[:PAGE]), len(data), key)
        self.identity = header.identity.hex()
        self._sections = {
            name: data[section.offset : section.offset + section.length] for name, section in header.sections.items()
        }
        if self._sections.keys() != {*SEALED, *PLAIN}:
            raise IndexProblemError("altered", "sections")
        for name in PLAIN:
            if not same(keys.digest(name, self._sections[name]), header.sections[name].digest):
                raise IndexProblemError("altered", name)
        items = {
            name: Items(self._sections[name], self._numbers(f"{name} ends", "<u8"), keys.sealer(name), name)
            for name in SEALED
        }
        self._hash = keys.hasher("key")
        self._keys = self._numbers("keys", "<u8")
        self._texts = {text: place for place, text in enumerate(json.loads(items["texts"][0]))}
        self._found, self._places = items["found"], items["places"]
        self._records, self._entries, self._words = items["records"], items["entries"], items["words"]
        self.names = self._numbers("names", "<u4")
        self.facts = Facts(items["facts"][0], len(self.names))
        self.lists = unpack_contents(items["lists"][0])
        self._kept_records: Memory[int, Record] = Memory(RECORDS_KEPT)
        self._kept_places: Memory[int, NDArray[np.uint32]] = Memory(PLACES_KEPT)

    def _numbers(self, name: str, kind: str) -> NDArray[np.unsignedinteger]:
        return np.frombuffer(self._sections[name], dtype=kind)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._records)

    def found(self, keys: Sequence[str]) -> list[tuple[int, NDArray[np.uint32]]]:
        """The keys that lead anywhere, by their place, and the numbers they lead to."""
        there = self._by_text(keys) if self._texts else self._by_hash(keys)
        return [(at, self._found.numbers(place)) for at, place in there]

    def _by_text(self, keys: Sequence[str]) -> list[tuple[int, int]]:
        """Which of some keys lead anywhere, and their place among all, in an index that has the keys as they are."""
        recall = self._texts.get
        return [(at, place) for at, key in enumerate(keys) if (place := recall(key)) is not None]

    def _by_hash(self, keys: Sequence[str]) -> Iterable[tuple[int, int]]:
        """The same in any index."""
        known = self._keys
        if not keys or not len(known):
            return ()
        hashes = np.frombuffer(b"".join(map(self._hash, keys)), "<u8")
        places = known.searchsorted(hashes)
        # Beyond the last one stands the last one.
        there = (known.take(places, mode="clip") == hashes).nonzero()[0]
        return zip(there.tolist(), places[there].tolist(), strict=True)

    def word(self, number: int) -> ListedWord:
        """A word that stands in names."""
        return unpack_word(self._words[number])

    def places(self, word: int) -> NDArray[np.uint32]:
        """Numbers of the names this word stands in."""
        kept = self._kept_places.get(word)
        if kept is None:
            kept = self._places.numbers(word)
            self._kept_places.put(word, kept, len(kept) + 16)
        return kept

    def record(self, number: int) -> Record:
        record = self._kept_records.get(number)
        if record is None:
            record = records.unpack(self._records[number])
            self._kept_records.put(number, record)
        return record

    def entry(self, code: str, entry: str) -> Entry | None:
        """The whole entry of this id on this list."""
        for _key, numbers in self.found([entry_key(code, entry)]):
            for number in numbers.tolist():
                record = self.record(number)
                if record.entry == entry and self.lists[record.list].terms.code == code:
                    return packing.unpack(self._entries[number])
        return None

    def entries(self, code: str) -> Iterator[Entry]:
        """All entries of a list, in the order they were given."""
        start = 0
        for contents in self.lists:
            if contents.terms.code == code:
                yield from (packing.unpack(self._entries[n]) for n in range(start, start + contents.entries))
            start += contents.entries

    def verify(self) -> None:
        """Open every item there is. Raises `IndexProblemError` at the first that was altered."""
        for items in (self._records, self._entries, self._words, self._places, self._found):
            for number in range(len(items)):
                items[number]


def from_file(path: Path, key: bytes) -> Reading:
    """Map a file; it stays mapped as long as the reading is used, even when the file is removed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise IndexProblemError("missing", path.name) from None
    try:
        if os.fstat(handle).st_size < PAGE:
            raise IndexProblemError("truncated", "header")
        mapped = mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(handle)
    return Reading(memoryview(mapped), key)
