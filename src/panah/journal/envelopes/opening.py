"""Opening letters with the identities at home on this node."""

import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from pyrage import DecryptError, decrypt, x25519

from panah.journal.entries import Source
from panah.journal.envelopes.keyring import Reader
from panah.journal.envelopes.sealing import LENGTH
from panah.journal.facts import canonical

_for_others: set[bytes] = set()
_REMEMBERED = 20_000


class UnreadableLetterError(ValueError):
    """A letter opens, but what is inside makes no sense."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an opened letter; ``body`` is the exact JSON of its fact. ``after``: it stands behind this
    clock, whatever its entry's (``standing``)."""

    actor: UUID
    kind: str
    version: int
    subject: UUID
    happened: datetime
    source: Source
    body: bytes
    after: int = 0


def opened(letter: str, identities: Sequence[x25519.Identity]) -> list[Said] | None:
    """What a letter says, or None when it isn't for these. Raises UnreadableLetterError."""
    try:
        frame = b64decode(letter, validate=True)
        plain = decrypt(frame[LENGTH : LENGTH + int.from_bytes(frame[:LENGTH])], list(identities))
    except (DecryptError, ValueError):
        return None
    try:
        content = json.loads(plain[LENGTH : LENGTH + int.from_bytes(plain[:LENGTH])])
        actor = UUID(content["actor"])
        said = [_said(actor, part) for part in content["said"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnreadableLetterError("the letter opens, but isn't one") from None
    return said


def opened_by(letter: str, reader: Reader) -> list[Said] | None:
    """What a letter says to a reader at home here, as ``opened``. Most letters are for others, each takes a while to
    find out, and each is looked at twice: what isn't for them is remembered."""
    mark = sha256(reader.digest + letter.encode()).digest()
    if mark in _for_others:
        return None
    said = opened(letter, reader.identities)
    if said is None:
        if len(_for_others) >= _REMEMBERED:
            _for_others.clear()
        _for_others.add(mark)
    return said


def _said(actor: UUID, part: dict[str, object]) -> Said:
    happened = datetime.fromisoformat(str(part["happened"]))
    if happened.tzinfo is None or not isinstance(part["body"], dict):
        raise ValueError
    return Said(
        actor=actor,
        kind=str(part["kind"]),
        version=int(str(part["version"])),
        subject=UUID(str(part["subject"])),
        happened=happened,
        source=Source(int(str(part["source"]))),
        body=canonical(part["body"]),
        after=int(str(part.get("after", 0))),
    )
