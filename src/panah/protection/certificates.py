"""Certificates that verify without a line: what is printed, signed with the authority's key, in letters for QR codes.

A code is ``PANAH1-`` and base32 of an Ed25519 signature (64 bytes) with what it signs: a JSON list of the printed
fields. Whoever has the authority's public key can check it; nothing stands in it that isn't printed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX = "PANAH1-"
_SIGNATURE = 64
LONGEST = 4000


class CertificateError(ValueError):
    """A code isn't a certificate: ``code`` is unreadable, or unknown_key (changed, or signed by nobody known here)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is printed. Dates in ISO form; ``issued_on`` tells it from the one it replaced ("" on the oldest)."""

    number: str
    name: str
    birth_date: str
    registered_on: str
    valid_until: str
    authority: str
    issued_on: str = ""

    def is_over(self, today: date) -> bool:
        """Whether its last day is over: then it says nothing about the claim any more."""
        return self.valid_until < today.isoformat()


def issue(content: Certificate, key: Ed25519PrivateKey) -> str:
    """The signed code."""
    plain = json.dumps(astuple(content), ensure_ascii=False, separators=(",", ":")).encode()
    return PREFIX + base64.b32encode(key.sign(plain) + plain).decode().rstrip("=")


def check(code: str, keys: Iterable[Ed25519PublicKey]) -> Certificate:
    """What a code says, if one of these keys signed it. CertificateError."""
    letters = "".join(code.split()).upper()
    if not letters.startswith(PREFIX) or len(letters) > LONGEST:
        raise CertificateError("unreadable")
    letters = letters.removeprefix(PREFIX)
    try:
        content = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        raise CertificateError("unreadable") from None
    signature, plain = content[:_SIGNATURE], content[_SIGNATURE:]
    for key in keys:
        try:
            key.verify(signature, plain)
        except InvalidSignature:
            continue
        return _read(plain)
    raise CertificateError("unknown_key")


def _read(plain: bytes) -> Certificate:
    try:
        fields = json.loads(plain)
        return Certificate(*map(str, fields))
    except (ValueError, TypeError):
        raise CertificateError("unreadable") from None
