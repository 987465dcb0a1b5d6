"""Taking a bundle in: checked from end to end first, then received chunk by chunk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from panah.journal import incarnations, keys
from panah.journal.carrying import losing, peers
from panah.journal.carrying.bundles import BundleRefusedError, Frame, frames, signed_message
from panah.journal.carrying.packing import head_from, key_from, parcel_from
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.heads import SignedHead
from panah.journal.keys import KnownKey
from panah.journal.models import Peer
from panah.journal.places import Place
from panah.journal.quarantine import Item, Reason, heard_again
from panah.journal.receive import Refusal, receive


@dataclass(slots=True)
class Taken:
    """What came of a bundle. ``silent`` are envelopes whose content the other node kept back, which it never should.
    ``anew``: it knew more of this node's journal than this node, which has begun another. ``newest``: when the last of
    the writer's own entries was recorded, by its own clock."""

    peer: str
    entries: int = 0
    quarantined: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    silent: list[Place] = field(default_factory=list)
    anew: bool = False
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Beginning:
    peer: Peer
    have: dict[UUID, int]
    keys: tuple[KnownKey, ...]
    heads: tuple[SignedHead, ...]
    written: datetime | None


def take(path: Path) -> Taken:
    """Receives a bundle that a known node wrote for this one. Taking it again changes nothing.

    Raises BundleRefusedError (then nothing of it was taken), keyfiles.KeysUnusableError or OSError.
    """
    with path.open("rb") as file:
        beginning = _check(file)
        file.seek(0)
        taken = Taken(beginning.peer.name, anew=any(map(_unknown, beginning.heads)))
        only = frozenset(beginning.peer.journals) if losing.is_lost(beginning.peer.journals) else None
        receive((), known_keys=[key for key in beginning.keys if only is None or str(key.journal) in only])
        for frame in _bundle(file):
            if frame.sort == "p":
                _receive(frame, taken, only, beginning.peer)
        receipt = receive((), heads=[head for head in beginning.heads if only is None or str(head.journal) in only])
        taken.refused += receipt.refused
        taken.quarantined += receipt.quarantined
    # What says whose a voice is may have come behind it.
    taken.quarantined = [
        item for item in taken.quarantined if item.reason is not Reason.FOREIGN_VOICE or not heard_again(item)
    ]
    # Earlier versions don't say when.
    peers.heard(beginning.peer, beginning.have, beginning.written or taken.newest)
    return taken


def _unknown(head: SignedHead) -> bool:
    return incarnations.noticed(head.journal, head.sequence, head.chain, head.key, head.clock, head.signature)


def _receive(frame: Frame, taken: Taken, only: frozenset[str] | None, peer: Peer) -> None:
    """``only`` names the journals that a lost node may still bring: its own, which are quarantined."""
    pairs = [parcel_from(line) for line in frame.lines if only is None or line["journal"] in only]
    hidden = {parcel.header.place for parcel, withheld in pairs if withheld}
    receipt = receive((parcel for parcel, _ in pairs), kept_back=hidden)
    theirs = (parcel.header.recorded for parcel, _ in pairs if str(parcel.header.journal) == peer.journals[-1])
    taken.newest = max(theirs, default=taken.newest)
    taken.entries += len(pairs)
    taken.quarantined += receipt.quarantined
    taken.refused += receipt.refused
    taken.silent += sorted(
        parcel.header.place for parcel, withheld in pairs if withheld and parcel.header.kind == EnvelopeKept.kind
    )


def _bundle(file: BinaryIO) -> Iterator[Frame]:
    return frames(file, keyring.node().identities)


def _check(file: BinaryIO) -> _Beginning:
    """Reads all of it, and who vouches for it."""
    beginning: _Beginning | None = None
    signature: Frame | None = None
    place = 0
    for frame in _bundle(file):
        place = frame.place
        if signature is not None or (frame.sort == "h") is not (beginning is None):
            raise BundleRefusedError("garbled", place)
        try:
            if frame.sort == "h":
                beginning = _begins(frame)
            elif frame.sort == "p":
                for line in frame.lines:
                    parcel_from(line)
            elif frame.sort == "s":
                signature = frame
            else:
                raise BundleRefusedError("garbled", place)
        except (ValueError, KeyError, TypeError, IndexError):
            raise BundleRefusedError("garbled", place) from None
    if beginning is None or signature is None:
        raise BundleRefusedError("truncated", place)
    _verify(beginning, signature)
    return beginning


def _begins(frame: Frame) -> _Beginning:
    fields = frame.lines[0]
    writer = UUID(fields["writer"])
    peer = peers.of_journal(writer)
    if peer is None:
        raise BundleRefusedError("unknown_sender", frame.place)
    offered = tuple(map(key_from, fields["keys"]))
    have = {UUID(journal): int(sequence) for journal, sequence in fields["have"].items()}
    if str(writer) != peer.journals[-1] or not peers.belong(writer, tuple(k for k in offered if k.journal == writer)):
        raise BundleRefusedError("unknown_sender", frame.place)
    written = datetime.fromisoformat(fields["written"]) if "written" in fields else None
    if written is not None and written.tzinfo is None:
        raise ValueError("a time without a zone")
    return _Beginning(peer, have, offered, tuple(map(head_from, fields["heads"])), written)


def _verify(beginning: _Beginning, last: Frame) -> None:
    writer = UUID(beginning.peer.journals[-1])
    own = [key for key in beginning.keys if key.journal == writer]
    try:
        signature = bytes.fromhex(last.lines[0]["signature"])
    except (ValueError, KeyError, TypeError, IndexError):
        raise BundleRefusedError("garbled", last.place) from None
    if not keys.verifies(own[-1].public, signature, signed_message(last.before)):
        raise BundleRefusedError("bad_signature", last.place)
