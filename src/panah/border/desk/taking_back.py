"""Taking a crossing back: the officer's own wrong key at once, everything else by the second line or the commander."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from panah.border.desk.context import Acting, DeskError
from panah.border.desk.decision import LONGEST_REMARK, LONGEST_STAMP, text
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.outcomes import setting_aside
from panah.border.facts.presentations import CrossingTakenBack
from panah.border.models import Crossing, Presentation
from panah.border.rules.line import line
from panah.journal.entries import Statement
from panah.journal.reading import of_subjects
from panah.journal.record import record

ANY_CROSSING = frozenset({"second_line", "commander"})


def take_back(
    presentation: UUID, reason: str = "wrong_key", *, actor: Acting, stamp_cancelled: str = "", remark: str = ""
) -> None:
    """A wrong key: the crossing did not take place, and the presentation is open again. Whoever was set aside stays so:
    only the second line ends a hold, and only the second line or the commander undoes what it decided. What it undoes
    comes back to it: a new hold, under the clock that ran, in the same transaction (S13).

    DeskError ``nothing_to_take_back``; ``take_back_not_yours`` at the first line for a crossing of the second line, of
    somebody else, or recorded longer ago than one's own key is.
    """
    with one_at_a_time(presentation):
        row = Crossing.objects.filter(subject=presentation, status="standing").first()
        if row is None:
            raise DeskError("nothing_to_take_back")
        if not actor.roles & ANY_CROSSING and not _own_key(row, actor):
            raise DeskError("take_back_not_yours")
        fact = CrossingTakenBack(
            reason=reason,  # type: ignore[arg-type]  # the fact refuses any other word
            stamp_cancelled=text(stamp_cancelled, "stamp", LONGEST_STAMP),
            remark=text(remark, "remark", LONGEST_REMARK),
        )
        now = timezone.now()
        statements = [Statement(fact, presentation, now)]
        if row.line == "second":
            statements += setting_aside(Presentation.objects.get(subject=presentation), now)[1]
        record(statements, actor=actor.id)


def _own_key(row: Crossing, actor: Acting) -> bool:
    if row.line == "second" or row.officer != actor.id:
        return False
    # When it was written down counts, not when it happened: what was on paper is keyed in later.
    keyed = [entry.recorded for entry in of_subjects([row.subject]) if entry.kind == "border:crossing:recorded"]
    return bool(keyed) and timezone.now() - keyed[-1] <= line().own_key
