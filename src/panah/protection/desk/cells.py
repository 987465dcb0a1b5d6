"""What a post keeps for itself of many people in one row: encrypted as a whole under a key file, and padded, so that a
copy of the database tells neither about whom it is nor how many they are."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from panah.journal import boxes
from panah.protection.models import Ledger

_LENGTH = 4


class Cell:
    """One such row. ``name`` is its key file's; ``smallest`` is how many bytes it is filled up to, or four times as
    many, and so on."""

    def __init__(self, number: int, name: str, smallest: int) -> None:
        self._number, self._name, self._smallest = number, name, smallest

    def read(self) -> dict[str, Any]:
        """Everything in it. Raises keyfiles.KeysUnusableError."""
        row = Ledger.objects.filter(pk=self._number).first()
        return {} if row is None else self._opened(bytes(row.cell))

    @contextmanager
    def changed(self) -> Iterator[dict[str, Any]]:
        """Everything in it, to be changed; written anew when the block ends, changed or not. The caller sees to it that
        nobody else changes it meanwhile."""
        content = self.read()
        yield content
        Ledger.objects.update_or_create(pk=self._number, defaults={"cell": self._sealed(content)})

    def _sealed(self, content: dict[str, Any]) -> bytes:
        packed = zlib.compress(json.dumps(content, sort_keys=True).encode())
        size = self._smallest
        while size < len(packed) + _LENGTH:
            size *= 4
        plain = (len(packed).to_bytes(_LENGTH) + packed).ljust(size, b"\0")
        return boxes.seal(self._key(), plain, self._name.encode())

    def _opened(self, cell: bytes) -> dict[str, Any]:
        plain = boxes.unseal(self._key(), cell, self._name.encode(), f"the cell of {self._name} is")
        length = int.from_bytes(plain[:_LENGTH])
        content: dict[str, Any] = json.loads(zlib.decompress(plain[_LENGTH : _LENGTH + length]))
        return content

    def _key(self) -> bytes:
        return boxes.node_key(self._name)
