"""Taking in what a reader, a keyboard or a file delivers, and finding the machine-readable lines in it.

Tolerant: lower case, spaces, tabs, any line ends or none, a byte-order mark, full-width letters, guillemets for
fillers, text around the lines, lines that lost fillers, a keyboard left on its Cyrillic layout. Bounded: text longer
than `LIMIT` is refused unread.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panah.documents.problems import Problem, problem

LIMIT = 4000
_SHAPES = ((3, 30), (2, 44), (2, 36))
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")

# How far a check-digit line may be off its length and still be shown to the officer as that line.
_SLACK = 4

_SINGLE = {ord(c): "<" for c in "‹〈⟨〈"}
_DOUBLE = "«≪《"
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CYRILLIC_KEYS = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬБ", "QWERTYUIOPASDFGHJKLZXCVBNM<")
_ASCII_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Intake:
    """The lines found, the shape (lines, width) they are meant to have, and what was wrong on the way in."""

    lines: tuple[str, ...] = ()
    shape: tuple[int, int] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def fitted(self) -> tuple[str, ...]:
        """The lines filled up or cut to their width."""
        width = self.shape[1] if self.shape else 0
        return tuple(line[:width].ljust(width, "<") for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Find:
    start: int
    end: int
    lines: tuple[str, ...]
    shape: tuple[int, int]


def take_in(source: str | bytes) -> Intake:
    """Find one document's lines. Without any, `shape` is None and the problems say why."""
    if len(source) > LIMIT * (4 if isinstance(source, bytes) else 1):
        return Intake(problems=(problem("document", "too_long", limit=LIMIT),))
    problems: list[Problem] = []
    text = decode(source, problems) if isinstance(source, bytes) else source
    if len(text) > LIMIT:
        return Intake(problems=(problem("document", "too_long", limit=LIMIT),))
    text = _clean(text, problems)
    lines = [stripped for line in text.splitlines() if (stripped := _without_blanks(line))]
    if not lines:
        return Intake(problems=(*problems, problem("document", "empty")))
    find = _find(lines)
    if find is None:
        return Intake(problems=(*problems, problem("document", "no_mrz")))
    problems += _around(lines, find)
    problems += _wrong_lengths(find)
    return Intake(find.lines, find.shape, tuple(problems))


def decode(data: bytes, problems: list[Problem]) -> str:
    """UTF-8, otherwise UTF-16 where its signs are there, otherwise one byte a character (Windows-1252), which a
    problem then says."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    for codec, high_bytes in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(data) >= 4 and high_bytes.count(0) * 3 > len(data):
            problems.append(problem("document", "encoding", encoding="UTF-16"))
            return data.decode(codec, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(problem("document", "encoding", encoding="Windows-1252"))
        return data.decode("cp1252", errors="replace")


def _clean(text: str, problems: list[Problem]) -> str:
    for character in dict.fromkeys(c for c in text if c == "\0" or c in _BIDI):
        at = text.index(character)
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        name = f"U+{ord(character):04X}"
        problems.append(problem("document", "control_character", line=line, column=column, character=name))
    text = unicodedata.normalize("NFKC", text).translate(_ASCII_UPPER).translate(_SINGLE)
    upper = text.upper()
    cyrillic = sum("А" <= c <= "Я" for c in upper)
    if cyrillic > 4 and cyrillic > sum("A" <= c <= "Z" for c in upper):
        problems.append(problem("document", "keyboard_layout"))
        text = upper.translate(_CYRILLIC_KEYS)
    return text


def _without_blanks(line: str) -> str:
    return "".join(c for c in line if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))


def _find(lines: Sequence[str]) -> _Find | None:
    variants = [tuple(lines)]
    if any(c in line for line in lines for c in _DOUBLE):
        variants = [tuple(_guillemets(line, fillers) for line in lines) for fillers in ("<<", "<")]
    for search in (_whole_lines, _one_run, _near):
        for variant in variants:
            find = search(variant)
            near = _near(variant) if search is _one_run else None
            if find is not None and (near is None or near.shape == find.shape):
                return find
    return None


def _guillemets(line: str, fillers: str) -> str:
    """A guillemet may stand for one filler or for two; as second character, after the document's letter, for one."""
    if line[1:2] in tuple(_DOUBLE):
        line = f"{line[0]}<{line[2:]}"
    for character in _DOUBLE:
        line = line.replace(character, fillers)
    return line


def _looks_like(lines: Sequence[str]) -> bool:
    text = "".join(lines)
    return "<" in text and sum(c in _ALPHABET for c in text) * 5 >= len(text) * 4


def _windows(lines: Sequence[str], longest: int) -> Iterator[tuple[int, int]]:
    for size in range(min(longest, len(lines)), 0, -1):
        for start in range(len(lines) - size + 1):
            yield start, start + size


def _whole_lines(lines: Sequence[str]) -> _Find | None:
    """Consecutive lines, each one or more whole lines of a zone (a missing line end)."""
    for start, end in _windows(lines, 3):
        window = lines[start:end]
        for count, width in _SHAPES:
            text = "".join(window)
            if len(text) == count * width and not any(len(line) % width for line in window) and _looks_like(window):
                return _Find(start, end, _split(text, width), (count, width))
    return None


def _one_run(lines: Sequence[str]) -> _Find | None:
    """All the text together has a zone's length, wherever its lines were broken."""
    text = "".join(lines)
    for count, width in _SHAPES:
        if len(text) == count * width and _looks_like(lines):
            return _Find(0, len(lines), _split(text, width), (count, width))
    return None


def _split(text: str, width: int) -> tuple[str, ...]:
    return tuple(text[at : at + width] for at in range(0, len(text), width))


def _near(lines: Sequence[str]) -> _Find | None:
    """As many lines as a zone has, of about its width; the line with the name may have lost its last fillers."""
    best: tuple[int, _Find] | None = None
    for count, width in _SHAPES:
        for start in range(len(lines) - count + 1):
            window = tuple(lines[start : start + count])
            name = 2 if count == 3 else 0
            off = [len(line) - width for line in window]
            fits = all(abs(o) <= _SLACK or (at == name and -(width - 8) <= o < 0) for at, o in enumerate(off))
            if not fits or not _looks_like(window):
                continue
            cost = sum(min(abs(o), _SLACK + 1) for o in off)
            if best is None or cost < best[0]:
                best = cost, _Find(start, start + count, window, (count, width))
    return None if best is None else best[1]


def _around(lines: Sequence[str], find: _Find) -> list[Problem]:
    rest = [*lines[: find.start], *lines[find.end :]]
    if not rest:
        return []
    return [problem("document", "text_around" if _whole_lines(rest) is None else "several_documents")]


def _wrong_lengths(find: _Find) -> list[Problem]:
    width = find.shape[1]
    return [
        problem("document", "line_length", line=number, found=len(line), expected=width)
        for number, line in enumerate(find.lines, 1)
        if len(line) != width
    ]
