"""Somebody at a post, and everything done as it should be, for tests to take one thing away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from panah.safeguards.guard.context import Context, Conversation, Ground, Notice, Signature
from panah.safeguards.guard.matters import claim
from panah.safeguards.guard.people import Person
from panah.safeguards.guard.receipts import Receipt

NOW = 1_800_000_000
ADULT = Person(handle="p", set_aside=NOW - 600, hold_until=NOW + 3600)


def claimant(category: str = "asylum", **changes: Any) -> Person:
    """An adult with one open matter."""
    return replace(ADULT, matters=(replace(claim("m", category, NOW - 300), **changes),))


def properly(act: str = "refuse", **changes: Any) -> Context:
    """Two signatures, a conversation understood, a ground, a notice, a receipt: nothing missing."""
    context = Context(
        now=NOW,
        role="second_line",
        signatures=(Signature("a", "second_line", True), Signature("b", "commander", True)),
        conversation=Conversation("tgk", understood=True),
        grounds=(Ground("no_valid_document", in_law=True),),
        notice=Notice(frozenset({"tgk", "rus"}), remedy=True),
        receipt=Receipt("p", act, head=5, given=NOW - 30),
        genuine=True,
        head=5,
        alone=True,
        own_words=True,
        written_consent=True,
        order=True,
        place="Fotehobod",
        reason="offence",
    )
    return replace(context, **changes)
