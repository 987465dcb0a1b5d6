"""Voiding a scan that was of nobody new, so that nobody who stood at the line can be made to vanish (S13)."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from uuid import UUID

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.outcomes import without_outcome_yet
from panah.border.facts.presentations import PresentationVoided
from panah.border.models import Presentation
from panah.border.rules.line import line
from panah.documents import describe
from panah.documents.codes import CodeKind
from panah.journal.record import say

# What the reader says of a zone that it didn't get right; a sound reading has none of these.
_FAILED = frozenset({"problem_check_digit", "problem_bad_character", "problem_line_length"})


def void(presentation: UUID, *, actor: Acting, reason: str, repeats: UUID | None = None) -> None:
    """The scan was of nobody new, and every one is on the commander's and the monitor's list.

    A ``test`` is a specimen's scan. Anything else names the presentation at the same post that it repeats: one of the
    same document or holder in the same direction, or, for a ``misread``, the one that the officer opened within minutes
    in place of a scan that couldn't be read, or that had the wrong direction. Entry and exit are two crossings: neither
    is a duplicate of the other. DeskError ``has_outcome``, ``repeats_itself``, ``repeats_needed``, ``other_direction``.
    """
    if repeats == presentation:
        raise DeskError("repeats_itself")
    with ExitStack() as locks:
        # Both, always in the same order: two scans can't be voided by each other, and nobody waits for ever.
        for one in sorted(one for one in (presentation, repeats) if one is not None):
            locks.enter_context(one_at_a_time(one))
        row = without_outcome_yet(presentation)
        if not (_specimen(row) if reason == "test" else _repeats(row, _other(row, repeats), reason)):
            raise DeskError("repeats_needed")
        fact = PresentationVoided(reason=reason, repeats=repeats)  # type: ignore[arg-type]  # the fact refuses any other word
        say(fact, actor=actor.id, about=presentation)


def _specimen(row: Presentation) -> bool:
    codes = (describe(str(row.document[name])) for name in ("issuer", "nationality"))
    return any(code is not None and code.kind is CodeKind.SPECIMEN for code in codes)


def _other(row: Presentation, repeats: UUID | None) -> Presentation | None:
    if repeats is None:
        return None
    return Presentation.objects.filter(subject=repeats, post=row.post).exclude(outcome="voided").first()


def _repeats(row: Presentation, other: Presentation | None, reason: str) -> bool:
    if other is None:
        return False
    if reason == "misread" and _unread(row) and _replaced_at_once(row, other, line().misread):
        return True
    if not _same(row, other):
        return False
    if row.direction != other.direction and not (
        reason == "misread" and _replaced_at_once(row, other, line().wrong_way)
    ):
        raise DeskError("other_direction")
    return True


def _same(row: Presentation, other: Presentation) -> bool:
    """Whether both are of one document or one holder, as far as that is known; what isn't known is nobody's."""
    if row.document["kind"] != "none" and row.document == other.document:
        return True
    pairs = ((row.document_key, other.document_key), (row.holder_key, other.holder_key))
    return any(one is not None and two is not None and bytes(one) == bytes(two) for one, two in pairs)


def _unread(row: Presentation) -> bool:
    return row.document["kind"] == "none" or any(finding["code"] in _FAILED for finding in row.findings)


def _replaced_at_once(row: Presentation, other: Presentation, within: dt.timedelta) -> bool:
    soon = dt.timedelta(0) <= other.opened - row.opened <= within
    return soon and (other.officer, other.lane) == (row.officer, row.lane)
