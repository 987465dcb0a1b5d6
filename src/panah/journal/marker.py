"""The marker beside the keys: which incarnation they belong to, and the last head that was signed with them.

It is the one thing about the journal that a restored database doesn't take back. Written before a signed head leaves
the node. The file has two slots, written in turn and each with its own digest: a write that a power cut tears leaves
the other slot, and no write changes the file's size, which would cost the disk far more than the write.
"""

import json
import os
import threading
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from panah.journal import keyfiles

SLOT = 512

_asking, _writing = threading.Lock(), threading.Lock()
_newest: dict[UUID, tuple[int, bytes]] = {}


@dataclass(frozen=True, slots=True)
class Marker:
    """``sequence`` and ``chain`` are of the last signed head; 0 when none was signed."""

    journal: UUID
    incarnation: UUID
    lineage: str
    sequence: int
    chain: bytes


def read(journal: UUID) -> Marker | None:
    """The marker of a journal; None when this node has none. Raises KeysUnusableError when it makes no sense."""
    path = _path(journal)
    if not path.exists():
        return None
    content = keyfiles.read(path)
    slots = [slot for start in (0, SLOT) if (slot := _unpacked(journal, content[start : start + SLOT])) is not None]
    if not slots:
        raise keyfiles.KeysUnusableError(f"{path} is damaged")
    return max(slots, key=lambda slot: slot.sequence)


def write(marker: Marker) -> None:
    """Writes the first marker of a journal on stable storage."""
    keyfiles.write(_path(marker.journal), _packed(marker) * 2, replace=True)


def advance(journal: UUID, sequence: int, chain: bytes) -> None:
    """Moves the marker on to a head that was signed and committed; never back. Several threads and processes may do so
    at once: whoever writes takes along what the other threads of its process wait for, so that one wait for the disk
    serves them all."""
    path = _path(journal)
    with _asking:
        _newest[journal] = max(_newest.get(journal, (0, b"")), (sequence, chain))
    with _writing, keyfiles.locked(path.with_name("marker.lock")):
        kept = read(journal)
        if kept is None or kept.sequence >= sequence:
            return
        with _asking:
            sequence, chain = max(_newest.pop(journal, (0, b"")), (sequence, chain))
        content = keyfiles.read(path)
        first = _unpacked(journal, content[:SLOT])
        older = SLOT if first is not None and first.sequence == kept.sequence else 0
        descriptor = os.open(path, os.O_WRONLY)
        try:
            os.pwrite(descriptor, _packed(Marker(journal, kept.incarnation, kept.lineage, sequence, chain)), older)
            os.fdatasync(descriptor)
        finally:
            os.close(descriptor)


def _packed(marker: Marker) -> bytes:
    values = {
        "incarnation": str(marker.incarnation),
        "lineage": marker.lineage,
        "sequence": marker.sequence,
        "chain": marker.chain.hex(),
    }
    text = json.dumps(values).encode().ljust(SLOT - 32)
    return sha256(text).digest() + text


def _unpacked(journal: UUID, slot: bytes) -> Marker | None:
    if len(slot) != SLOT or sha256(slot[32:]).digest() != slot[:32]:
        return None
    values = json.loads(slot[32:])
    return Marker(
        journal,
        UUID(values["incarnation"]),
        values["lineage"],
        values["sequence"],
        bytes.fromhex(values["chain"]),
    )


def _path(journal: UUID) -> Path:
    return keyfiles.folder(str(journal)) / "marker"
