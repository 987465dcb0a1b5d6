"""Certificates of claims: renewed, signed with the authority's own key, and checked with the keys that are known."""

from __future__ import annotations

import re
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.journal import keyfiles
from panah.protection import certificates, claim_clocks
from panah.protection.certificates import Certificate
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.claim_steps import say
from panah.protection.desk.claims import claim_of
from panah.protection.facts.claims import ClaimCertified
from panah.protection.models import Claim

_NAME = re.compile("[A-Za-z0-9-]{1,60}")


def renew(body: UUID, claim: UUID, *, actor: Acting) -> None:
    """A new certificate, valid from today; the old one stays genuine until its own last day, and is dated.

    ProtectionError ``claim_unknown``, ``claim_decided``.
    """
    row = claim_of(body, claim)
    today = timezone.localdate()
    fact = ClaimCertified(
        issued_on=today.isoformat(), valid_until=claim_clocks.certificate_until(row.country, today).isoformat()
    )
    say(body, claim, fact, actor=actor)


def certificate(row: Claim) -> tuple[Certificate, str]:
    """What the certificate says, and its signed code."""
    content = Certificate(
        number=row.number,
        name=row.name,
        birth_date=row.birth_date,
        registered_on=row.registered_on,
        valid_until=row.valid_until,
        authority=body_view(row.reader).name,
        issued_on=row.issued_on,
    )
    return content, certificates.issue(content, _key(row.reader))


def public_key(body: UUID) -> str:
    """The key (hex) that checks an authority's certificates; others ``know`` it."""
    return _key(body).public_key().public_bytes_raw().hex()


def known_keys() -> list[Ed25519PublicKey]:
    """The keys of the authorities at home here, and those that were brought here."""
    folder = keyfiles.folder("certificates")
    own = [_private(keyfiles.read(path)).public_key() for path in sorted(folder.glob("*.key"))]
    brought = [public_from(keyfiles.read(path).decode("ascii", "replace")) for path in sorted(folder.glob("*.pub"))]
    return own + brought


def know(name: str, key: str) -> None:
    """Take in an authority's key (hex): its certificates are genuine here from now on. A key it had before stays known.
    ValueError for a name that can't be one of a file; keyfiles.KeysUnusableError."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name[:80]}: letters, digits and hyphens")
    found = public_from(key).public_bytes_raw().hex()
    keyfiles.write(keyfiles.folder("certificates") / f"{name}-{found[:8]}.pub", f"{found}\n".encode(), replace=True)


def public_from(hexadecimal: str) -> Ed25519PublicKey:
    """A public key from hex. Raises keyfiles.KeysUnusableError."""
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(hexadecimal.strip()))
    except ValueError:
        raise keyfiles.KeysUnusableError("that isn't a public key of 64 hexadecimal digits") from None


def _key(body: UUID) -> Ed25519PrivateKey:
    path = keyfiles.folder("certificates") / f"{body}.key"
    return _private(keyfiles.kept(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw()))


def _private(content: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(content)
