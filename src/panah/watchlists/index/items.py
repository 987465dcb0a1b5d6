"""Runs of sealed items in a file: written one after the other, read by number."""

from __future__ import annotations

import sys
from array import array
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from panah.watchlists.index.problems import IndexProblemError
from panah.watchlists.index.sealing import TAG, Sealer


class ItemWriter:
    """Seals items into a stream, numbered from 0 as they come."""

    __slots__ = ("_ends", "_length", "_sealer", "_stream")

    def __init__(self, stream: IO[bytes], sealer: Sealer) -> None:
        self._stream = stream
        self._sealer = sealer
        self._ends = array("Q")
        self._length = 0

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def length(self) -> int:
        """Bytes written."""
        return self._length

    def add(self, item: bytes) -> None:
        sealed = self._sealer.seal(len(self._ends), item)
        self._stream.write(sealed)
        self._length += len(sealed)
        self._ends.append(self._length)

    def ends(self) -> bytes:
        """Where each ends, as 64 bits, little-endian."""
        return little(self._ends)


class Items:
    """Sealed items, read from mapped memory."""

    __slots__ = ("_data", "_ends", "_place", "_sealer")

    def __init__(self, data: memoryview, ends: NDArray[np.uint64], sealer: Sealer, place: str) -> None:
        last = int(ends[-1]) if len(ends) else 0
        if last != len(data):
            raise IndexProblemError("altered", f"{place} ends")
        self._data = data
        self._ends = ends
        self._sealer = sealer
        self._place = place

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        """The item. Raises `IndexProblemError` (`altered`)."""
        ends = self._ends
        start = ends.item(number - 1) if number else 0
        return self._sealer.open(number, self._data[start : ends.item(number)])

    def numbers(self, number: int) -> NDArray[np.uint32]:
        """An item that is an array of numbers."""
        return np.frombuffer(self[number], dtype="<u4")

    def count(self, number: int) -> int:
        """How many numbers an item holds, without opening it."""
        ends = self._ends
        start = ends.item(number - 1) if number else 0
        return (ends.item(number) - start - TAG) // 4


def little(numbers: array[Any]) -> bytes:
    """An array as little-endian bytes."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()
