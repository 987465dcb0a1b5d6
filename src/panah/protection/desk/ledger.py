"""What a post still has to know of its referrals: whom it asked, who answered, and what the people consented to.

It is one working row, encrypted as a whole under a key file and padded, so that a copy of the database doesn't even
tell how many there are. It holds nothing of what was said.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction

from panah.journal import boxes, store
from panah.protection.models import Ledger

Referrals = dict[str, dict[str, Any]]
"""By the referral's id in text; see ``opened``."""

_LENGTH = 4
_SMALLEST = 64 << 10


def opened(reference: str, *, hold: UUID, post: UUID, body: UUID, sort: str, purpose: str) -> dict[str, Any]:
    """A new line. ``consents`` is what the person said, ``acknowledgements`` what the body confirmed not to use.

    ``envelopes`` are the subjects of what was said to the body, ``on_paper`` the referral for paper, sealed to it until
    it answers, ``answer_on_paper`` an answer that was keyed in and waits for a second officer.
    """
    return {
        "reference": reference, "hold": str(hold), "post": str(post), "body": str(body), "sort": sort,
        "purpose": purpose, "needs": [], "fields": [], "urgent": False, "sent": 0, "acknowledged": None, "asked": None,
        "accepted": None, "declined": None, "reason": "", "question": "", "followed": False, "consents": [],
        "acknowledgements": [], "envelopes": [], "on_paper": "", "answer_on_paper": None,
    }  # fmt: skip


def read() -> Referrals:
    """Everything in it."""
    row = Ledger.objects.filter(pk=1).first()
    return {} if row is None else _opened(bytes(row.cell))


@contextmanager
def changed() -> Iterator[Referrals]:
    """Everything in it, to be changed; written as one when the block ends. Nobody else changes it meanwhile."""
    with transaction.atomic():
        store.take_pen()
        lines = read()
        yield lines
        Ledger.objects.update_or_create(pk=1, defaults={"cell": _sealed(lines)})


def _sealed(lines: Referrals) -> bytes:
    content = zlib.compress(json.dumps(lines, sort_keys=True).encode())
    size = _SMALLEST
    while size < len(content) + _LENGTH:
        size *= 4
    plain = (len(content).to_bytes(_LENGTH) + content).ljust(size, b"\0")
    return boxes.seal(_key(), plain, b"ledger")


def _opened(cell: bytes) -> Referrals:
    plain = boxes.unseal(_key(), cell, b"ledger", "the ledger is")
    length = int.from_bytes(plain[:_LENGTH])
    found: Referrals = json.loads(zlib.decompress(plain[_LENGTH : _LENGTH + length]))
    return found


def _key() -> bytes:
    return boxes.node_key("ledger")
