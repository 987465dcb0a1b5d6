"""Faults of a pasted list in words, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from panah.border.rules.sheets import Problem
from panah.web.formats import number
from panah.web.wording import word


@dataclass(frozen=True, slots=True)
class Fault:
    """Where, and what."""

    place: str
    text: str


def faults(problems: Iterable[Problem]) -> list[Fault]:
    """Every problem as a line for the screen."""
    return [Fault(_place(problem), word(f"sheet:{problem.code}", dict(problem.params))) for problem in problems]


def _place(problem: Problem) -> str:
    if not problem.line:
        return _("The whole list")
    places = {"line": number(problem.line), "column": number(problem.column), "title": problem.title}
    if problem.column and problem.unit == "character":
        return _("Line %(line)s, character %(column)s") % places
    if problem.title:
        places["title"] = word(f"sheet_column:{problem.title}") if problem.title.isascii() else problem.title
    if problem.column and problem.title:
        return _("Line %(line)s, column %(column)s (%(title)s)") % places
    if problem.column:
        return _("Line %(line)s, column %(column)s") % places
    if problem.title:
        return _("Line %(line)s (%(title)s)") % places
    return _("Line %(line)s") % places
