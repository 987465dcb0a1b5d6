"""From what a reader delivers to a reading: one document, or many separated by blank lines."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain

from panah.documents.door import LIMIT, Intake, take_in
from panah.documents.layouts import FRA_ID, MRV_A, MRV_B, TD1, TD2, TD3, Layout
from panah.documents.problems import Problem, Severity, problem
from panah.documents.reading import Fields, Reading
from panah.documents.repairs import propose
from panah.documents.zone import Zone, examine

_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_ORDER = ("document", *(name for name in Fields.__slots__ if name != "issued"), "composite")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FRENCH_HEADS = frozenset({"IDFRA", "1DFRA", "LDFRA", "I0FRA", "IOFRA", "10FRA"})


def read_mrz(text: str | bytes, *, today: date | None = None) -> Reading:
    """Read the machine-readable zone of one document.

    Tolerant of how the text arrives, strict about what it says; nothing is repaired silently (see `Reading.repair`).
    `today` settles the century of dates and what has expired; without it the computer's date (UTC) counts. Never raises
    for any text or bytes: what is no zone gives a reading with `format` None and a problem. Text of more than 4,000
    characters is refused unread. What is neither text nor bytes is a mistake of the caller: TypeError.
    """
    if not isinstance(text, str | bytes):
        raise TypeError(f"a machine-readable zone is str or bytes, not {type(text).__name__}")
    today = today or datetime.now(UTC).date()
    intake = take_in(text)
    if intake.shape is None:
        return Reading(format=None, valid=False, problems=intake.problems)
    layout, zone = _choose(intake, today)
    problems = [*intake.problems, *sorted((*_bad_characters(layout, intake.fitted), *zone.problems), key=_place)]
    valid = not any(found.severity is Severity.ERROR for found in problems)
    repair, ambiguous = (None, False) if valid else propose(layout, intake.lines, today=today)
    if ambiguous:
        problems.append(problem("document", "repair_ambiguous"))
    return Reading(
        format=layout.name,
        valid=valid,
        fields=zone.fields,
        checks=zone.checks,
        problems=tuple(problems),
        repair=repair,
        lines=intake.lines,
        name_truncated=zone.name_truncated,
    )


def read_all(source: str | bytes | Iterable[str] | Iterable[bytes], *, today: date | None = None) -> Iterator[Reading]:
    """Read documents separated by blank lines, in order, one at a time.

    `source` is the whole text or its lines (an open file, standard input): of lines, never more than one document is
    kept in memory. Text without any document gives one reading that says so.
    """
    today = today or datetime.now(UTC).date()
    found = False
    for block in _blocks(source):
        found = True
        yield read_mrz(block, today=today)
    if not found:
        yield read_mrz("", today=today)


def _blocks(source: str | bytes | Iterable[str] | Iterable[bytes]) -> Iterator[str | bytes]:
    kept: list[str | bytes] = []
    length = 0
    for line in _lines(source):
        if line.strip():
            length += len(line)
            # One line beyond the limit is kept, so that the reading says how it failed; the rest adds nothing to that.
            if length - len(line) <= 4 * LIMIT:
                kept.append(line)
        elif kept:
            yield _joined(kept)
            kept, length = [], 0
    if kept:
        yield _joined(kept)


def _lines(source: str | bytes | Iterable[str] | Iterable[bytes]) -> Iterator[str | bytes]:
    if isinstance(source, bytes) and source.startswith(_UTF16_MARKS):
        source = source.decode("utf-16", errors="replace")
    if isinstance(source, str | bytes):
        return iter(source.splitlines())
    lines: Iterator[str | bytes] = iter(source)
    first = next(lines, "")
    lines = chain([first], lines)
    return _from_utf16(lines) if isinstance(first, bytes) and first.startswith(_UTF16_MARKS) else lines


def _from_utf16(pieces: Iterable[str | bytes]) -> Iterator[str]:
    """Lines of UTF-16 whose bytes were cut where they seem to end lines, which is in the middle of a character."""
    decode = codecs.getincrementaldecoder("utf-16")(errors="replace").decode
    kept = ""
    for piece in pieces:
        *lines, kept = (kept + decode(piece if isinstance(piece, bytes) else b"")).split("\n")
        yield from lines
        if len(kept) > LIMIT:
            yield kept
            kept = ""
    yield kept


def _joined(lines: list[str | bytes]) -> str | bytes:
    if isinstance(lines[0], bytes):
        return b"\n".join(line for line in lines if isinstance(line, bytes))
    return "\n".join(line for line in lines if isinstance(line, str))


def _choose(intake: Intake, today: date) -> tuple[Layout, Zone]:
    """The layout of this shape. The older French card has the size of TD2: where both may be, more digits decide."""
    lines = intake.fitted
    visa = lines[0][0] == "V"
    if intake.shape == (3, TD1.width):
        candidates = [TD1]
    elif intake.shape == (2, TD3.width):
        candidates = [MRV_A if visa else TD3]
    elif lines[0][:5] in _FRENCH_HEADS:
        candidates = [FRA_ID, TD2]
    else:
        candidates = [MRV_B if visa else TD2]
    zones = [(layout, examine(layout, lines, today=today)) for layout in candidates]
    return max(zones, key=lambda pair: pair[1].agreeing)


def _place(found: Problem) -> int:
    return _ORDER.index(found.field)


def _bad_characters(layout: Layout, lines: tuple[str, ...]) -> list[Problem]:
    return [
        problem(
            layout.field_at(at - 1, column - 1, lines),
            "bad_character",
            line=at,
            column=column,
            character=_shown(found),
        )
        for at, line in enumerate(lines, 1)
        for column, found in enumerate(line, 1)
        if found not in _ALPHABET
    ]


def _shown(character: str) -> str:
    return character if character.isprintable() and character.isascii() else f"U+{ord(character):04X}"
