"""Headquarters' guard receipts.

Its word that, as far as it knew at one position of its journal, nothing is open about a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panah.safeguards.guard.answers import Reason, because


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt. Bound to a person's handle, an act and a position of headquarters' journal.

    `given` in seconds (UTC). `signature` is headquarters' over `signed_bytes`; who checks it says so in
    `Context.genuine`.
    """

    person: str
    act: str
    head: int
    given: int
    signature: str = ""

    @property
    def signed_bytes(self) -> bytes:
        """What headquarters signs: no two different receipts have the same bytes."""
        parts = (self.person, self.act, str(self.head), str(self.given))
        return b"panah guard receipt 1\n" + b"".join(b"%d:%s\n" % (len(p), p) for p in (q.encode() for q in parts))


def faults(
    receipt: Receipt | None, *, person: str, act: str, now: int, head: int, genuine: bool, seconds: int, skew: int
) -> Iterator[Reason]:
    """Everything that makes a receipt worthless for this act, now, at a node that knows headquarters' journal up to
    `head`.
    """
    if receipt is None:
        yield because("receipt_missing")
        return
    if not genuine:
        yield because("receipt_not_genuine")
    if receipt.person != person:
        yield because("receipt_other_person")
    if receipt.act != act:
        yield because("receipt_other_act", act=receipt.act)
    if now - receipt.given > seconds:
        yield because("receipt_stale", seconds=str(now - receipt.given))
    if receipt.given - now > skew:
        yield because("receipt_from_future", seconds=str(receipt.given - now))
    if receipt.head < head:
        yield because("receipt_outdated", head=str(head))
