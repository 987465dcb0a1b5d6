"""The file of a bundle: a line that names the format, then frames.

A frame is its length (4 bytes, network byte order), the SHA-256 of what follows (32 bytes), and that: an age file for
the node the bundle is for, whose plain text is a letter that says what it holds and a zlib stream. First ``h``: who
wrote it, keys, heads, and how far that node has which journal. Then ``p``, any number: entries, a line of JSON each.
Last ``s``: the writer's signature under the SHA-256 of all bytes before.
"""

import errno
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from pyrage import DecryptError, decrypt, encrypt, x25519

from panah.journal import disk
from panah.journal.envelopes.sealing import reader

MAGIC = b"panah bundle 1\n"
LONGEST = 16 << 20
"""No frame is longer, sealed or opened."""

_LENGTH, _DIGEST = 4, 32


@dataclass
class BundleRefusedError(Exception):
    """A bundle isn't taken, nothing of it. ``code``: ``not_a_bundle``, ``newer_format``, ``truncated``, ``garbled``,
    ``not_for_us``, ``unknown_sender``, ``bad_signature``, ``foreign_voice`` (of envelopes by hand); ``place`` is the
    byte in the file where it shows."""

    code: str
    place: int = 0

    def __str__(self) -> str:
        return f"{self.code} at byte {self.place}"


def signed_message(digest: bytes) -> bytes:
    """What the writer of a bundle signs."""
    return b"panah bundle 1\0" + digest


class Writer:
    """Writes frames and keeps the digest of all bytes so far."""

    def __init__(self, file: BinaryIO, recipient: str) -> None:
        self._file = file
        self._recipient = reader(recipient)
        self._digest = sha256()
        self._write(MAGIC)

    @property
    def digest(self) -> bytes:
        """SHA-256 of everything written."""
        return self._digest.digest()

    def frame(self, sort: str, lines: Sequence[dict[str, Any]]) -> None:
        """Adds a frame with these lines."""
        text = "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)
        sealed = encrypt(sort.encode() + zlib.compress(text.encode()), [self._recipient])
        self._write(len(sealed).to_bytes(_LENGTH) + sha256(sealed).digest() + sealed)

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file that is there whole or not at all, on stable storage. OSError where the name is a folder's or a device's,
    which a file would take the place of."""
    if path.exists() and not path.is_file():
        raise OSError(
            errno.EEXIST, "no ordinary file; name one in a folder, such as that of a mounted stick", str(path)
        )
    with disk.whole(path) as file:
        yield file


@dataclass(frozen=True, slots=True)
class Frame:
    """An opened frame; ``before`` is the SHA-256 of all bytes before it, which begin at ``place``."""

    sort: str
    lines: list[dict[str, Any]]
    place: int
    before: bytes


def frames(file: BinaryIO, identities: Sequence[x25519.Identity]) -> Iterator[Frame]:
    """The frames of a bundle, each checked and opened. Raises BundleRefusedError."""
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        newer = magic[:13] == MAGIC[:13] and len(magic) == len(MAGIC)
        raise BundleRefusedError(
            "newer_format" if newer else "truncated" if MAGIC.startswith(magic) else "not_a_bundle"
        )
    digest, place = sha256(magic), len(magic)
    while start := file.read(_LENGTH + _DIGEST):
        before = digest.digest()
        length = int.from_bytes(start[:_LENGTH])
        if len(start) < _LENGTH + _DIGEST:
            raise BundleRefusedError("truncated", place)
        if not 0 < length <= LONGEST:
            raise BundleRefusedError("garbled", place)
        sealed = file.read(length)
        if len(sealed) < length:
            raise BundleRefusedError("truncated", place)
        if sha256(sealed).digest() != start[_LENGTH:]:
            raise BundleRefusedError("garbled", place)
        yield _opened(sealed, identities, place, before)
        digest.update(start + sealed)
        place += len(start) + length


def is_sound(path: Path) -> bool:
    """Whether a bundle's frames are whole, by their digests. Nothing is opened: it may be sealed to somebody else."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return False
        frames_seen = 0
        while start := file.read(_LENGTH + _DIGEST):
            length = int.from_bytes(start[:_LENGTH])
            if len(start) < _LENGTH + _DIGEST or not 0 < length <= LONGEST:
                return False
            if sha256(file.read(length)).digest() != start[_LENGTH:]:
                return False
            frames_seen += 1
    # Who wrote it, at least one frame of entries, and the signature.
    return frames_seen > 2


def _opened(sealed: bytes, identities: Sequence[x25519.Identity], place: int, before: bytes) -> Frame:
    try:
        plain = decrypt(sealed, list(identities))
    except DecryptError:
        raise BundleRefusedError("not_for_us", place) from None
    try:
        inflate = zlib.decompressobj()
        text = inflate.decompress(plain[1:], LONGEST)
        if inflate.unconsumed_tail or not inflate.eof:
            raise BundleRefusedError("garbled", place)
        lines = [json.loads(line) for line in text.decode().split("\n") if line]
    except (ValueError, zlib.error):
        raise BundleRefusedError("garbled", place) from None
    if not all(isinstance(line, dict) for line in lines):
        raise BundleRefusedError("garbled", place)
    return Frame(plain[:1].decode("latin-1"), lines, place, before)
