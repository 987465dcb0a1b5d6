"""Sealing what a hit is about: AES-GCM over packed JSON, padded so that the length tells nothing. Pure."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PLAIN, PACKED = b"\x01", b"\x02"
"""What was sealed as it is, before contents were packed, and what is packed first."""
NONCE = 12
# An entry with its aliases, packed, fits into one step (of the Security Council's persons the longest takes 1.7 KB), a
# remark and a telling into another: lengths come in few sizes.
DETAIL_STEP, WORDS_STEP = 3072, 2048
LONGEST = 4 << 20
"""Bytes of a content: more was never sealed."""
_ID = 12


class SealedError(ValueError):
    """These bytes can't be opened: another key, or damaged."""


def seal(content: Mapping[str, Any], key: bytes, key_id: str, *, step: int) -> bytes:
    """Sealed bytes whose length is a multiple of ``step`` plus a constant. ``key_id`` (12 characters) stands in front,
    so that what was sealed before a change of keys still opens."""
    plain = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode(), 9)
    plain = len(plain).to_bytes(4) + plain
    plain += bytes(-len(plain) % step)
    nonce = secrets.token_bytes(NONCE)
    head = PACKED + key_id.encode("ascii").ljust(_ID)[:_ID]
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head)


def unseal(sealed: bytes, key_of: Callable[[str], bytes]) -> dict[str, Any]:
    """The content. ``key_of`` gives the key of an id. Raises SealedError."""
    head, nonce, rest = sealed[: 1 + _ID], sealed[1 + _ID : 1 + _ID + NONCE], sealed[1 + _ID + NONCE :]
    if head[:1] not in (PLAIN, PACKED) or len(nonce) < NONCE:
        raise SealedError("another version")
    try:
        plain = AESGCM(key_of(head[1:].decode("ascii").strip())).decrypt(nonce, rest, head)
        told = plain[4 : 4 + int.from_bytes(plain[:4])]
        if head[:1] == PACKED:
            told = zlib.decompressobj().decompress(told, LONGEST)
        content: dict[str, Any] = json.loads(told)
    except (InvalidTag, ValueError, OSError, zlib.error) as fault:
        raise SealedError("can't be opened") from fault
    return content
