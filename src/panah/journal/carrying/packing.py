"""Entries, keys and signed heads as JSON, for bundles and cards."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from panah.journal.entries import Header, Source
from panah.journal.heads import SignedHead
from panah.journal.keys import KnownKey
from panah.journal.store import Parcel

Fields = dict[str, Any]

_YEARS = range(1900, 9000)
"""No policy: near either end of what a date can be, whatever asks for a day before or after it stops."""


def parcel_to(parcel: Parcel, *, withheld: bool) -> Fields:
    """An entry; ``withheld`` leaves its salt and body behind."""
    header = parcel.header
    fields: Fields = {
        "journal": str(header.journal),
        "sequence": header.sequence,
        "clock": header.clock,
        "happened": header.happened.isoformat(),
        "source": int(header.source),
        "recorded": header.recorded.isoformat(),
        "actor": str(header.actor),
        "subject": str(header.subject),
        "kind": header.kind,
        "version": header.version,
        "digest": _text(parcel.digest),
    }
    if withheld:
        fields["withheld"] = True
    elif parcel.salt is not None and parcel.body is not None:
        fields |= {"salt": _text(parcel.salt), "body": _text(parcel.body)}
    return fields


def parcel_from(fields: Fields) -> tuple[Parcel, bool]:
    """The entry, and whether its body is withheld. Raises ValueError, KeyError or TypeError."""
    happened, recorded = (datetime.fromisoformat(fields[name]) for name in ("happened", "recorded"))
    if happened.tzinfo is None or recorded.tzinfo is None:
        raise ValueError("a time without a zone")
    if not all(one.year in _YEARS for one in (happened, recorded)):
        raise ValueError("a time nothing can be reckoned from")
    header = Header(
        journal=UUID(fields["journal"]),
        sequence=_number(fields["sequence"]),
        clock=_number(fields["clock"]),
        happened=happened,
        source=Source(fields["source"]),
        recorded=recorded,
        actor=UUID(fields["actor"]),
        subject=UUID(fields["subject"]),
        kind=str(fields["kind"]),
        version=_number(fields["version"]),
    )
    salt, body = (_bytes(fields[name]) if name in fields else None for name in ("salt", "body"))
    return Parcel(header, _bytes(fields["digest"]), salt, body), fields.get("withheld") is True


def key_to(key: KnownKey) -> Fields:
    """A public key of a journal."""
    return {
        "journal": str(key.journal),
        "id": key.id.hex(),
        "public": key.public.hex(),
        "from_sequence": key.from_sequence,
        "introduced_by": key.introduced_by.hex() if key.introduced_by else None,
        "signature": key.signature.hex() if key.signature else None,
    }


def key_from(fields: Fields) -> KnownKey:
    """The key again. Raises ValueError, KeyError or TypeError."""
    by, signature = (bytes.fromhex(fields[name]) if fields[name] else None for name in ("introduced_by", "signature"))
    return KnownKey(
        UUID(fields["journal"]),
        bytes.fromhex(fields["id"]),
        bytes.fromhex(fields["public"]),
        _number(fields["from_sequence"]),
        by,
        signature,
    )


def head_to(head: SignedHead) -> Fields:
    """A signed head."""
    return {
        "journal": str(head.journal),
        "sequence": head.sequence,
        "clock": head.clock,
        "chain": head.chain.hex(),
        "key": head.key.hex(),
        "signature": head.signature.hex(),
    }


def head_from(fields: Fields) -> SignedHead:
    """The head again. Raises ValueError, KeyError or TypeError."""
    return SignedHead(
        UUID(fields["journal"]),
        _number(fields["sequence"]),
        _number(fields["clock"]),
        *(bytes.fromhex(fields[name]) for name in ("chain", "key", "signature")),
    )


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 63:
        raise ValueError("not a number")
    return value


def _text(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return b64decode(value, validate=True)
