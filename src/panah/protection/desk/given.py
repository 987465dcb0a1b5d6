"""That protection was given, as a body says it of a matter to the posts (``desk/protected.py`` hears it)."""

from __future__ import annotations

from datetime import datetime

from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import STEPS
from panah.protection.facts.matters import ProtectionGiven
from panah.protection.holding import Holding
from panah.protection.models import Matter

SIZE = STEPS[1]
"""The least size of a letter with what a body gives back, whatever it decided."""


def said(matter: Matter, held: Holding, given: bool, now: datetime, post: str | None = None) -> list[Statement]:
    """Of the hold at which the matter was opened, and of each (at the post with this key) of which this body was given
    a share and didn't hand it on. That it was decided otherwise takes the same room."""
    shares = (one for one in held.shares if one.passed_to is None and post in (None, one.reply_to))
    holds = sorted({matter.hold, *(one.hold for one in shares)})
    return [Statement(ProtectionGiven(hold=hold, given=given), matter.subject, now) for hold in holds]
