"""Hits: possible matches that the second line must resolve. Subject of every fact here: the hit's own random handle.

What a hit is about (which list, which entry, how alike, and what officers wrote) is sealed and padded: whoever reads a
copy of the journal or of the registers can't tell somebody sought from somebody to protect.
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.journal.facts import Fact

Answer = Literal["not_same", "same", "unclear"]


class HitRaised(Fact, kind="watchlists:hit:raised", retention="hit"):
    """Somebody who presented themselves may be an entry of a list. ``details``: the details, base64."""

    presentation: UUID
    post: UUID
    details: str


class HitAnswered(Fact, kind="watchlists:hit:answered", retention="hit"):
    """An officer of the second line compared both records. ``details``: the remark."""

    answer: Answer
    details: str


class HitConfirmed(Fact, kind="watchlists:hit:confirmed", retention="hit"):
    """Another officer's look at an answer "the same": they agree, or they don't. ``details``: the remark."""

    agrees: bool
    details: str


class HitTold(Fact, kind="watchlists:hit:told", retention="hit"):
    """What the person was told, or why not. ``details``: whether on paper, in which language, the reason if not."""

    details: str


class MatchCleared(Fact, kind="watchlists:match:cleared", retention="hit"):
    """These two records are not of one person. It holds at every post until either record changes.

    ``details``: digests of the person's record and of the entry, the list and the entry's id. The register keeps only
    their HMAC under the country key.
    """

    details: str


class CorrectionRecorded(Fact, kind="watchlists:correction:recorded", retention="hit"):
    """A hit that had been taken for true was wrong: a court, a document, the list's owner said so. ``details``: who
    said so, and why."""

    details: str
