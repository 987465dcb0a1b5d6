"""What a post still has to know of its referrals: whom it asked, who answered, and what the people consented to.

It is one sealed cell and holds nothing of what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction

from panah.journal import store
from panah.protection.desk.cells import Cell

Referrals = dict[str, dict[str, Any]]
"""By the referral's id in text; see ``opened``."""

_cell = Cell(1, "ledger", 64 << 10)


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
    return _cell.read()


@contextmanager
def changed() -> Iterator[Referrals]:
    """Everything in it, to be changed; written as one when the block ends. Nobody else changes it meanwhile."""
    with transaction.atomic():
        store.take_pen()
        with _cell.changed() as lines:
            yield lines


def told_besides(hold: UUID, letters: Sequence[tuple[UUID, UUID]]) -> None:
    """Letters, each with its body, that tell bodies of the matters of somebody held: what is carried to a body by hand
    brings its matter, too."""
    with changed() as lines:
        for line in lines.values():
            if line["hold"] == str(hold):
                line["envelopes"] += [str(letter) for body, letter in letters if line["body"] == str(body)]
