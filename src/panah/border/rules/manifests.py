"""A carrier's list of passengers, and which line of it a document belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panah.border.rules import cells, likeness
from panah.border.rules.sheets import Column, Problem, read_sheet

COLUMNS = (
    Column("name", cells.name, required=True),
    Column("number", cells.number, longest=40),
    Column("nationality", cells.state, longest=60),
    Column("birth_date", cells.birth_date, longest=20),
    Column("seat", cells.text, longest=10),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One passenger as listed. ``line`` counts passengers from 1, whatever the text had in between."""

    line: int
    name: str
    number: str = ""
    nationality: str = ""
    birth_date: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All lines, or the problems that keep it from being read."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a document belongs. ``how`` is ``number`` (certain), ``name`` (only a proposal) or ``none``.

    ``lines`` are the line numbers, the likeliest first; exactly one if ``how`` is ``number``.
    """

    how: str
    lines: tuple[int, ...] = ()


def read_manifest(source: str | bytes) -> Manifest:
    """Read a pasted or uploaded list; see ``read_sheet`` for what is understood and what comes back."""
    sheet = read_sheet("manifest", COLUMNS, source)
    return Manifest(
        lines=tuple(Line(place, **row.cells) for place, row in enumerate(sheet.rows, 1)),
        problems=sheet.problems,
    )


def match(
    lines: Iterable[Line], *, number: str, names: Sequence[str], nationality: str = "", birth_date: str = ""
) -> Match:
    """Find the line of a document among the lines that are still open.

    Only one equal document number makes it certain; a nationality that contradicts takes that away. Otherwise lines
    with a similar name are proposed, never those whose date of birth contradicts, at most five.
    """
    open_lines = list(lines)
    try:
        wanted = cells.number(number) if number else ""
    except ValueError:
        wanted = ""
    same = [line for line in open_lines if wanted and line.number == wanted]
    if len(same) == 1 and not _differ(same[0].nationality, nationality):
        return Match("number", (same[0].line,))
    scored = [
        (max((likeness.score(name, line.name) for name in names if name), default=0.0), line)
        for line in open_lines
        if line in same or likeness.dates_agree(line.birth_date, birth_date)
    ]
    likely = [
        (score + (line in same), line) for score, line in scored if line in same or score >= likeness.letters().enough
    ]
    likely.sort(key=lambda found: (-found[0], found[1].line))
    if not likely:
        return Match("none")
    return Match("name", tuple(line.line for _score, line in likely[:5]))


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
