"""Figures that a body gives to the monitor, sealed to the monitor. Subject: the body. No persons, no small counts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from panah.journal.facts import Fact

Measure = Literal["registered", "guardian", "referrals"]
"""``registered``: claims, from first fear to registration. ``guardian``: children, until a guardian is there.
``referrals``: what the body was asked, until it accepted or declined."""


class FigurePart(BaseModel):
    """One month (YYYY-MM), by when it began for the person.

    ``count``: how many; None: too few to say. ``within``: of these, within the time that the law or the body's clock
    gives. ``open``: of these, still waiting. ``days``: half took up to so many.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    measure: Measure
    count: int | None
    within: int | None = None
    open: int | None = None
    days: float | None = None


class FiguresPublished(Fact, kind="protection:figures:published", retention="sealed", sealed=True):
    """A body's figures, instead of what it said of these months before."""

    rows: tuple[FigurePart, ...]
