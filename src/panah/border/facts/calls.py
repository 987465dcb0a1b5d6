"""Somebody asks to speak, without a word to the booth. Subject: the call's own random handle. No name, no document."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from panah.journal.facts import Fact


class CallMade(Fact, kind="border:call:made", retention="movement"):
    """A traveller pressed "I want to speak with someone" on the page of a lane.

    ``wishes`` are cards of the discreet sign (``sign.doctor``, ``sign.woman`` …), in the language they were read in.
    """

    post: UUID
    lane: str
    language: str
    wishes: tuple[str, ...] = ()


class CallAnswered(Fact, kind="border:call:answered", retention="movement"):
    """A second-line officer (the actor) went there: what came of it."""

    outcome: Literal["spoke", "set_aside", "nobody_found"]
