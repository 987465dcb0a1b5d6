"""What lists say, on this node's disk: one sealed file a version, written whole or not at all.

    PANAH_HOME/watchlists/<list>/<digest>.sealed     entries of the version in force, and of the one before
    PANAH_HOME/watchlists/<list>/<handle>.pending    a file somebody looks at before it is loaded
    PANAH_HOME/watchlists/index/                     the index over all lists (``panah.watchlists.index``)

A sealed file is a magic, 16 random bytes, then chunks of packed entries: length, AES-GCM. Number and place of a chunk
and whether it is the last are authenticated, so that a file cut short or put together anew doesn't open.
"""

from __future__ import annotations

import json
import secrets
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from panah.journal import disk, keyfiles
from panah.watchlists.entries import Entry
from panah.watchlists.keys import node_key
from panah.watchlists.packing import UnpackableError, pack, unpack

MAGIC = b"PANAHLIST1"
CHUNK = 1 << 20
SEALED, PENDING = ".sealed", ".pending"
PENDING_SECONDS = 3600
_LENGTH = struct.Struct(">I")
_SALT = 16


class ContentUnusableError(ValueError):
    """The content of a list is missing, damaged, or sealed with another node's key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands before the entries. Dates are ISO or empty."""

    list: str
    version: str
    digest: str
    format: str
    published: str
    count: int


def folder() -> Path:
    """Where this node keeps lists; made when missing, closed to others."""
    path = keyfiles.home() / "watchlists"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def index_folder() -> Path:
    """Where the index lies."""
    return folder() / "index"


def write(subject: UUID, name: str, head: Kept, entries: Iterable[Entry]) -> Path:
    """Seal entries into a file of that name in the list's folder, on stable storage, in place of one there."""
    home = folder() / subject.hex
    home.mkdir(mode=0o700, exist_ok=True)
    path = home / name
    with disk.whole(path) as file:
        _write(file, head, entries)
    return path


def _write(file: BinaryIO, head: Kept, entries: Iterable[Entry]) -> None:
    salt = secrets.token_bytes(_SALT)
    file.write(MAGIC + salt)
    cipher = AESGCM(node_key("files"))
    number = 0

    def chunk(plain: bytes, last: bool) -> None:
        nonlocal number
        nonce = secrets.token_bytes(12)
        sealed = nonce + cipher.encrypt(nonce, plain, _place(salt, number, last))
        file.write(_LENGTH.pack(len(sealed)) + sealed)
        number += 1

    chunk(json.dumps(asdict(head), ensure_ascii=False).encode(), False)
    waiting = bytearray()
    for entry in entries:
        packed = pack(entry)
        waiting += _LENGTH.pack(len(packed)) + packed
        if len(waiting) >= CHUNK:
            chunk(bytes(waiting), False)
            waiting.clear()
    chunk(bytes(waiting), True)


def head(path: Path) -> Kept:
    """What stands before the entries. Raises ContentUnusableError."""
    return Kept(**json.loads(next(_chunks(path))))


def entries(path: Path) -> Iterator[Entry]:
    """The entries, one chunk in memory at a time. Raises ContentUnusableError, at the damaged place."""
    chunks = _chunks(path)
    next(chunks)
    for plain in chunks:
        at = 0
        while at < len(plain):
            (length,) = _LENGTH.unpack_from(plain, at)
            at += _LENGTH.size + length
            try:
                yield unpack(plain[at - length : at])
            except UnpackableError:
                raise ContentUnusableError(path.name) from None


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from _opened(file)
    except (OSError, InvalidTag, struct.error, keyfiles.KeysUnusableError):
        raise ContentUnusableError(path.name) from None


def _opened(file: BinaryIO) -> Iterator[bytes]:
    start = file.read(len(MAGIC) + _SALT)
    if start[: len(MAGIC)] != MAGIC:
        raise InvalidTag
    salt, cipher, number = start[len(MAGIC) :], AESGCM(node_key("files")), 0
    sealed = _next(file)
    while True:
        following = _next(file)
        last = following is None
        if sealed is None:
            raise InvalidTag
        yield cipher.decrypt(sealed[:12], sealed[12:], _place(salt, number, last))
        if following is None:
            return
        sealed, number = following, number + 1


def _next(file: BinaryIO) -> bytes | None:
    length = file.read(_LENGTH.size)
    if not length:
        return None
    (size,) = _LENGTH.unpack(length)
    if size > 64 * CHUNK:
        raise InvalidTag
    sealed = file.read(size)
    if len(sealed) != size or size < 28:
        raise InvalidTag
    return sealed


def _place(salt: bytes, number: int, last: bool) -> bytes:
    return salt + number.to_bytes(8) + bytes([last])


def current(subject: UUID, digest: str) -> Path:
    """The file of a version by the digest of what was loaded, whether it is there or not."""
    return folder() / subject.hex / f"{digest[:32]}{SEALED}"


def pending(subject: UUID, handle: UUID) -> Path:
    """The file that somebody looks at before it is loaded, whether it is there or not."""
    return folder() / subject.hex / f"{handle.hex}{PENDING}"


def accept(path: Path, subject: UUID, digest: str) -> Path:
    """A file that was looked at becomes a version."""
    kept = current(subject, digest)
    path.replace(kept)
    disk.settle(kept.parent)
    return kept


def forget_waiting(subject: UUID) -> None:
    """Delete what was left half written and files nobody loaded, once an hour has passed; versions stay."""
    before = time.time() - PENDING_SECONDS
    for path in (folder() / subject.hex).glob("*"):
        # Another process may take or finish the same file meanwhile.
        with suppress(FileNotFoundError):
            if path.suffix in (PENDING, disk.PARTIAL) and path.stat().st_mtime < before:
                path.unlink()


def forget_old(subject: UUID, keep: Iterable[str]) -> None:
    """Delete sealed versions but these (digests). Only for who loads alone: a version being loaded is named nowhere."""
    kept = {current(subject, digest).name for digest in keep}
    for path in (folder() / subject.hex).glob(f"*{SEALED}"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
