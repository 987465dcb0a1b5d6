"""Searches of people and their things at a post. Subject: the search's own random handle."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from panah.journal.facts import Fact

Searched = Literal["luggage", "vehicle", "clothes", "body", "device"]
Why = Literal["customs", "order", "list", "tip", "dog", "drawn", "own_judgement"]
Result = Literal["nothing", "declared", "seized"]


class SearchDone(Fact, kind="border:search:done", retention="movement"):
    """Somebody held was searched: what of theirs, why, and what came of it.

    ``own_sex``: by somebody of the person's own sex, which clothes and body need. ``told``: the person was told why.
    """

    presentation: UUID
    post: UUID
    searched: Annotated[tuple[Searched, ...], Field(min_length=1)]
    why: Why
    own_sex: bool
    told: bool
    result: Result
    remark: Annotated[str, Field(max_length=2000)] = ""
