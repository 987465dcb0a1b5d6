"""A referral on paper, for when there is no line: squares to scan that only the body's key opens.

What an envelope holds is padded, so that nobody can tell by its size whether it says anything; on paper that would be
twenty squares. So the statement goes once more, small, signed by the post's node and sealed to the body alone. It is
about the same subject: taken in twice, or beside the journal, it is the same referral.

A square's text is ``PANAH-R1-``, its number, ``/``, how many there are, ``-``, and a part of the age file in base32.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pyrage import DecryptError, decrypt, encrypt, x25519

from panah.journal import facts, incarnations, keys, store
from panah.journal.carrying import losing, peers
from panah.journal.entries import Source, Statement
from panah.journal.envelopes.sealing import reader
from panah.journal.facts import canonical
from panah.protection.facts.referrals import ReferralSent

PREFIX = "PANAH-R1-"
PART = 760
"""Characters in a square: one that any telephone reads from ordinary paper."""
MOST_PARTS = 24
_LONGEST = 64 << 10
_SIGNATURE = 64
_SQUARE = re.compile(re.escape(PREFIX) + r"(\d{1,2})/(\d{1,2})-([A-Z2-7]+)")


class SlipError(ValueError):
    """Scanned squares aren't a referral for this body. ``code``: ``slip_unreadable``, ``slip_missing`` (a square),
    ``slip_not_for_us``, ``slip_unknown_sender``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Slip:
    """What stood on the paper: the post's own statement, and who made it."""

    statement: Statement
    actor: UUID
    writer: UUID


def written(statement: Statement, to: str, actor: UUID) -> str:
    """The sealed referral as base32, to be cut into squares; empty where it would be too much for paper."""
    incarnations.ensure()
    content = {
        "writer": str(store.own_journal()),
        "actor": str(actor),
        "subject": str(statement.subject),
        "happened": statement.happened.isoformat(),
        "version": statement.fact.version,
        "body": json.loads(statement.fact.body()),
    }
    text = zlib.compress(canonical(content), 9)
    sealed = encrypt(keys.current().sign(_message(text)) + text, [reader(to)])
    code = base64.b32encode(sealed).decode().rstrip("=")
    return code if len(code) <= PART * MOST_PARTS else ""


def squares(code: str) -> list[str]:
    """The texts of the squares."""
    parts = [code[at : at + PART] for at in range(0, len(code), PART)]
    return [f"{PREFIX}{number}/{len(parts)}-{part}" for number, part in enumerate(parts, 1)]


def read(scanned: str, identities: Sequence[x25519.Identity]) -> Slip:
    """The slip from the texts of its squares, in any order, with anything between them. Raises SlipError."""
    found = {(int(number), int(of)): part for number, of, part in _SQUARE.findall(scanned.upper())}
    totals = {of for _number, of in found}
    if len(totals) != 1:
        raise SlipError("slip_unreadable")
    [total] = totals
    if any((number, total) not in found for number in range(1, total + 1)) or total > MOST_PARTS:
        raise SlipError("slip_missing")
    code = "".join(found[number, total] for number in range(1, total + 1))
    try:
        sealed = base64.b32decode(code + "=" * (-len(code) % 8))
    except binascii.Error:
        raise SlipError("slip_unreadable") from None
    return _opened(sealed, identities)


def _opened(sealed: bytes, identities: Sequence[x25519.Identity]) -> Slip:
    try:
        plain = decrypt(sealed, list(identities))
    except (DecryptError, ValueError) as error:
        raise SlipError("slip_not_for_us" if "matching" in str(error) else "slip_unreadable") from None
    signature, text = plain[:_SIGNATURE], plain[_SIGNATURE:]
    try:
        content: dict[str, Any] = json.loads(zlib.decompressobj().decompress(text, _LONGEST))
        writer, actor, subject = (UUID(content[name]) for name in ("writer", "actor", "subject"))
        happened = datetime.fromisoformat(content["happened"])
        fact = facts.load(ReferralSent.kind, int(content["version"]), canonical(content["body"]))
        statement = Statement(fact, subject, happened, Source.PAPER)
    except (ValueError, KeyError, TypeError, zlib.error, facts.UnknownVersionError, facts.UnreadableBodyError):
        raise SlipError("slip_unreadable") from None
    if not any(keys.verifies(key, signature, _message(text)) for key in _keys(writer)):
        raise SlipError("slip_unknown_sender")
    return Slip(statement, actor, writer)


def _keys(writer: UUID) -> list[bytes]:
    """The keys of a node that is known here and isn't lost; this node knows itself."""
    own = store.own_head()
    peer = peers.of_journal(writer)
    if (own is None or own.journal != writer) and (peer is None or losing.is_lost(peer.journals)):
        return []
    return [key.public for key in keys.known(writer)]


def _message(text: bytes) -> bytes:
    return b"panah referral on paper 1\0" + text
