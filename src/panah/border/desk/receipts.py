"""Headquarters' guard receipts (S1): its word, some minutes old at most, that nothing is open about a person.

A post that is alone is its own headquarters: it looks into its own registers and signs with its journal's key. Where
headquarters is another node, the same question goes to it; without a line there is no receipt, and no refusal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from panah.border.desk import families, headquarters
from panah.border.desk.gather import is_held
from panah.border.facts.refusals import ReceiptPart
from panah.border.models import Presentation
from panah.journal import keys, store
from panah.safeguards.guard.receipts import Receipt

open_unseen: list[Callable[[Presentation], bool]] = []
"""A port: whether something is open about a person that no hold known here shows."""


def handle_of(row: Presentation) -> str:
    """What a person is called in a receipt: the random id of their presentation, the same on every node."""
    return row.subject.hex


def give(row: Presentation, act: str) -> ReceiptPart | None:
    """A receipt for this person and act, or None while something is open beside the hold they wait under, or is open
    about one of their family that no hold shows. Where headquarters is another node it is the one that came from there,
    if one did, and nothing else is known here."""
    family = Presentation.objects.filter(subject__in=families.of(row.subject))
    if any(map(is_open_unseen, [row, *family])):
        return None
    if headquarters.elsewhere(row.post) is not None:
        return headquarters.received(row, act)
    if _held_otherwise(row):
        return None
    head = store.own_head()
    if head is None:
        return None
    return signed(Receipt(person=handle_of(row), act=act, head=head.sequence, given=int(time.time())), head.journal)


def signed(receipt: Receipt, journal: UUID) -> ReceiptPart:
    """A receipt of this node, which writes ``journal``, under its signature."""
    key = keys.current()
    return ReceiptPart(
        person=receipt.person,
        act=receipt.act,
        journal=journal,
        head=receipt.head,
        given=receipt.given,
        key=key.id.hex(),
        signature=key.sign(receipt.signed_bytes).hex(),
    )


def receipt_of(part: ReceiptPart) -> Receipt:
    """The guard's own form of it."""
    return Receipt(person=part.person, act=part.act, head=part.head, given=part.given, signature=part.signature)


def is_genuine(part: ReceiptPart, post: UUID) -> bool:
    """Whether a known key of the journal of this post's headquarters signed it."""
    message = receipt_of(part).signed_bytes
    return headquarters.speaks_for(part, post) and any(
        key.id.hex() == part.key and keys.verifies(key.public, bytes.fromhex(part.signature), message)
        for key in keys.known(part.journal)
    )


def is_open_unseen(row: Presentation) -> bool:
    """Whether this node was told, under seal, that something is open about a person beside what their holds show."""
    return any(is_open(row) for is_open in open_unseen)


def _held_otherwise(row: Presentation) -> bool:
    own = [row.hold] if row.hold is not None else []
    return is_held(row, but=own)
