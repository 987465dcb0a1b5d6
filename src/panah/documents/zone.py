"""Reading the fields of a machine-readable zone whose format is known, and checking each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from panah.documents.checkdigits import check_digit
from panah.documents.codes import CodeKind, describe
from panah.documents.dates import NoSuchDateError, PartialDate, birth_century, expiry_century
from panah.documents.layouts import FRA_ID, Layout, Protected, cut
from panah.documents.problems import Problem, problem
from panah.documents.reading import Check, Fields

_FILLERS = re.compile("<+")
_DIGIT = re.compile("[0-9]")
_USUAL_FIRST_LETTERS = {
    "TD1": "ACIP",
    "TD2": "ACIP",
    "TD3": "P",
    "MRV-A": "V",
    "MRV-B": "V",
    "FRA-ID": "I",
}
_UNKNOWN_PARTS = ("<<", "00", "XX")


@dataclass(frozen=True, slots=True)
class Zone:
    """The fields of a zone with its checks and problems."""

    fields: Fields
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    name_truncated: bool

    @property
    def agreeing(self) -> int:
        """How many check digits agree."""
        return sum(check.ok for check in self.checks)


def examine(layout: Layout, lines: tuple[str, ...], *, today: date) -> Zone:
    """Read lines of exactly the layout's size."""
    problems: list[Problem] = []
    number, number_check, optional_1 = _number(layout, lines)
    checks = _checks(layout, lines, number_check)
    surname, given_names, truncated = _names(layout, lines, problems)
    expiry, expiry_text = (
        _expiry(layout.slice(lines, "expiry_date"), today, problems) if _has_expiry(layout) else (None, "")
    )
    birth_text = _birth(layout.slice(lines, "birth_date"), today, expiry, problems)
    fields = Fields(
        document_code=_document_code(layout, lines, problems),
        issuer=_code("issuer", layout.slice(lines, "issuer"), problems),
        number=number,
        surname=surname,
        given_names=given_names,
        nationality=_code("nationality", layout.slice(lines, "nationality"), problems) if _has_expiry(layout) else "",
        birth_date=birth_text,
        sex=_sex(layout.slice(lines, "sex"), problems),
        expiry_date=expiry_text,
        optional=" ".join(filter(None, (optional_1, _spaced(layout.slice(lines, "optional_2"))))),
        issued=_issued(layout.slice(lines, "issued")),
    )
    if not number:
        problems.append(problem("number", "number_missing"))
    problems += [
        problem(check.field, "check_digit", expected=check.expected, found=check.found)
        for check in checks
        if not check.ok
    ]
    return Zone(fields, checks, tuple(problems), truncated)


def number_parts(layout: Layout, lines: tuple[str, ...]) -> tuple[tuple[int, int], ...] | None:
    """The places of a number longer than nine characters, its check digit last; None for a number that fits.

    Doc 9303 parts 5 and 6: nine characters, a filler in place of the check digit, then at the start of the optional
    data the rest, its check digit and a filler.
    """
    if layout.long_number is None:
        return None
    line, start, end = next(p for p in layout.protected if p.field == "number").span
    if lines[line][end] != "<":
        return None
    more_line, more_start, more_end = layout.long_number
    rest = cut(lines, layout.long_number).split("<", 1)[0]
    if len(rest) < 2 or more_start + len(rest) > more_end:
        return None
    return tuple((line, column) for column in range(start, end)) + tuple(
        (more_line, column) for column in range(more_start, more_start + len(rest))
    )


def _number(layout: Layout, lines: tuple[str, ...]) -> tuple[str, Check, str]:
    """The number, its check, and what is left of the first optional data (for the French card, its office code)."""
    first = layout.slice(lines, "office" if layout is FRA_ID else "optional_1")
    parts = number_parts(layout, lines)
    if parts is None:
        protected = next(p for p in layout.protected if p.field == "number")
        return _spaced(cut(lines, protected.span)), _check(protected, lines), _spaced(first)
    text = "".join(lines[line][column] for line, column in parts)
    expected = check_digit(text[:-1])
    check = Check("number", expected, text[-1], expected == text[-1])
    return _spaced(text[:-1]), check, _spaced(first[len(text) - 9 :])


def _check(protected: Protected, lines: tuple[str, ...]) -> Check:
    text = cut(lines, protected.span)
    line, column = protected.digit
    found, expected = lines[line][column], check_digit(text)
    unused = protected.field == "optional" and found == "<" and not text.strip("<")
    return Check(protected.field, expected, found, found == expected or unused)


def _checks(layout: Layout, lines: tuple[str, ...], number_check: Check) -> tuple[Check, ...]:
    checks = [number_check if p.field == "number" else _check(p, lines) for p in layout.protected]
    if layout.composite_digit is not None:
        line, column = layout.composite_digit
        expected = check_digit("".join(cut(lines, span) for span in layout.composite))
        found = lines[line][column]
        checks.append(Check("composite", expected, found, expected == found))
    return tuple(checks)


def _has_expiry(layout: Layout) -> bool:
    """Whether the format has expiry, and with it nationality (the older French card has neither)."""
    return layout is not FRA_ID


def _spaced(raw: str) -> str:
    return raw.strip("<").replace("<", " ")


def _document_code(layout: Layout, lines: tuple[str, ...], problems: list[Problem]) -> str:
    code = layout.slice(lines, "document_code").strip("<")
    if not code.isalpha():
        problems.append(problem("document_code", "document_code"))
    elif code[0] not in _USUAL_FIRST_LETTERS[layout.name]:
        problems.append(problem("document_code", "document_code_unusual"))
    return code


def _code(field: str, raw: str, problems: list[Problem]) -> str:
    code = raw.rstrip("<")
    description = describe(code)
    if not code:
        problems.append(problem(field, "code_missing"))
    elif description is None:
        problems.append(problem(field, "code_unknown"))
    elif description.kind is CodeKind.OBSOLETE:
        problems.append(problem(field, "code_obsolete"))
    return code


def _sex(raw: str, problems: list[Problem]) -> str:
    if raw in "MF":
        return raw
    if raw not in "<X":
        problems.append(problem("sex", "sex"))
        return raw
    return "X"


def _names(layout: Layout, lines: tuple[str, ...], problems: list[Problem]) -> tuple[str, str, bool]:
    if "name" in layout.fields:
        raw = layout.slice(lines, "name")
        surname, _, given = raw.rstrip("<").partition("<<")
        spans = [("surname", raw[: raw.find("<<")] if "<<" in raw else raw), ("given_names", given)]
    else:
        spans = [(name, layout.slice(lines, name)) for name in ("surname", "given_names")]
        surname, given = (text for _, text in spans)
    for name, text in spans:
        digit = _DIGIT.search(text)
        if digit is not None:
            problems.append(problem(name, "name_character", character=digit.group(), place=digit.start() + 1))
    truncated = any(layout.slice(lines, name)[-1:].isalpha() for name in ("name", "surname", "given_names"))
    if truncated:
        problems.append(problem("surname", "name_truncated"))
    if not (surname.strip("<") or given.strip("<")):
        problems.append(problem("surname", "name_missing"))
    return _FILLERS.sub(" ", surname).strip(), _FILLERS.sub(" ", given).strip(), truncated


def _parts(raw: str) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of six characters; None for an unknown part. Raises ValueError for anything else."""
    pairs = raw[:2], raw[2:4], raw[4:]
    if raw in ("<<<<<<", "000000", "XXXXXX"):
        return None, None, None
    if not all(pair in _UNKNOWN_PARTS or (pair.isascii() and pair.isdigit()) for pair in pairs):
        raise ValueError(raw)
    year = None if pairs[0] in ("<<", "XX") else int(pairs[0])
    month, day = (None if pair in _UNKNOWN_PARTS else int(pair) for pair in pairs[1:])
    return year, month, day


def _birth(raw: str, today: date, expiry: PartialDate | None, problems: list[Problem]) -> str:
    try:
        year, month, day = _parts(raw)
    except ValueError:
        problems.append(problem("birth_date", "date_unreadable"))
        return raw
    written = next((pair for pair in (raw[2:4], raw[4:]) if pair in ("00", "XX")), None)
    if written is not None:
        problems.append(problem("birth_date", "unknown_as_zeros", written=written))
    try:
        if year is None:
            return PartialDate(None, month, day).iso()
        return birth_century(year, month, day, today=today, expiry=expiry).iso()
    except NoSuchDateError:
        problems.append(problem("birth_date", "date_impossible"))
        return raw


def _expiry(raw: str, today: date, problems: list[Problem]) -> tuple[PartialDate | None, str]:
    if raw == "<<<<<<":
        problems.append(problem("expiry_date", "expiry_unstated"))
        return None, ""
    if not (raw.isascii() and raw.isdigit()):
        problems.append(problem("expiry_date", "date_unreadable"))
        return None, raw
    try:
        expiry = expiry_century(int(raw[:2]), int(raw[2:4]), int(raw[4:]), today=today)
    except NoSuchDateError:
        problems.append(problem("expiry_date", "date_impossible"))
        return None, raw
    if expiry.before(today):
        problems.append(problem("expiry_date", "expired"))
    elif expiry.exact() == today:
        problems.append(problem("expiry_date", "expires_today"))
    return expiry, expiry.iso()


def _issued(raw: str) -> str:
    """Year and month of issue of the older French card, made from 1988 to 2021; "" where they can't be."""
    if not (raw.isascii() and raw.isdigit() and 1 <= int(raw[2:]) <= 12):
        return ""
    year = int(raw[:2])
    return PartialDate(year + (1900 if year >= 88 else 2000), int(raw[2:])).iso()
