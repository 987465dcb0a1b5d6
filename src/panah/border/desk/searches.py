"""Searches of people held: written down with what was searched, why and what came of it, so that somebody can ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args
from uuid import UUID, uuid4

from panah.border.desk import holds
from panah.border.desk.context import Acting, DeskError
from panah.border.facts.searches import Result, SearchDone, Searched, Why
from panah.border.models import Search
from panah.journal.record import say

OF: tuple[Searched, ...] = get_args(Searched)
WHY: tuple[Why, ...] = get_args(Why)
RESULTS: tuple[Result, ...] = get_args(Result)
CLOSE = frozenset({"clothes", "body"})
"""Only by somebody of the own sex (UN Bangkok Rules 19 and 20, Nelson Mandela Rules 50 to 52; as of 2026-11-22)."""


def search(
    hold: UUID,
    searched: Sequence[Searched],
    why: Why,
    result: Result,
    *,
    own_sex: bool,
    told: bool,
    remark: str = "",
    actor: Acting,
) -> UUID:
    """Write a search of somebody held down; gives its handle.

    DeskError ``hold_unknown``, ``hold_released``, ``search_of_nothing``, ``search_own_sex`` (clothes and body are
    searched by somebody of the person's own sex), ``search_reason`` (an officer's own judgement needs words).
    """
    held = holds.get(hold)
    if held.released is not None:
        raise DeskError("hold_released")
    if not searched:
        raise DeskError("search_of_nothing")
    if CLOSE & set(searched) and not own_sex:
        raise DeskError("search_own_sex")
    if why == "own_judgement" and not remark.strip():
        raise DeskError("search_reason")
    fact = SearchDone(
        presentation=held.presentation.subject,
        post=held.post,
        searched=tuple(dict.fromkeys(searched)),
        why=why,
        own_sex=own_sex,
        told=told,
        result=result,
        remark=remark.strip()[:2000],
    )
    subject = uuid4()
    say(fact, actor=actor.id, about=subject)
    return subject


def of_presentations(presentations: Iterable[UUID]) -> list[Search]:
    """Searches of somebody, the first one first."""
    return list(Search.objects.filter(presentation__in=list(presentations)).order_by("happened", "subject"))
