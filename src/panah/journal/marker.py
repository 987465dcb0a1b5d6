"""The marker beside the keys: which incarnation they belong to, and the last head that was signed with them.

It is the one thing about the journal that a restored database doesn't take back. Written before a signed head leaves
the node.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from panah.journal import keyfiles


@dataclass(frozen=True, slots=True)
class Marker:
    """``sequence`` and ``chain`` are of the last signed head; 0 when none was signed."""

    journal: UUID
    incarnation: UUID
    lineage: str
    sequence: int
    chain: bytes


def read(journal: UUID) -> Marker | None:
    """The marker of a journal; None when this node has none. Raises keyfiles.KeysUnusableError when it makes no sense."""
    path = _path(journal)
    if not path.exists():
        return None
    try:
        values = json.loads(keyfiles.read(path))
        return Marker(
            journal,
            UUID(values["incarnation"]),
            str(values["lineage"]),
            int(values["sequence"]),
            bytes.fromhex(values["chain"]),
        )
    except (ValueError, KeyError, TypeError):
        raise keyfiles.KeysUnusableError(f"{path} is damaged") from None


def write(marker: Marker) -> None:
    """Writes the marker on stable storage."""
    values = {
        "incarnation": str(marker.incarnation),
        "lineage": marker.lineage,
        "sequence": marker.sequence,
        "chain": marker.chain.hex(),
    }
    keyfiles.write(_path(marker.journal), json.dumps(values).encode(), replace=True)


def advance(journal: UUID, sequence: int, chain: bytes) -> None:
    """Moves the marker on to a head that was signed; never back. Several processes may do so at once."""
    with keyfiles.locked(_path(journal).with_name("marker.lock")):
        kept = read(journal)
        if kept is not None and kept.sequence < sequence:
            write(Marker(journal, kept.incarnation, kept.lineage, sequence, chain))


def _path(journal: UUID) -> Path:
    return keyfiles.folder(str(journal)) / "marker.json"
