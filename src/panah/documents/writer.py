"""Writing a machine-readable zone from its fields: for demo data, for tests, for papers this system prints.

Sources: ICAO Doc 9303 part 3 section 4 (characters, check digits), parts 4 to 7 (fields, names too long for their
place), the description of the older French identity card.
"""

from __future__ import annotations

import re

from panah.documents.checkdigits import check_digit
from panah.documents.dates import NoSuchDateError, PartialDate
from panah.documents.layouts import FRA_ID, LAYOUTS, PUBLIC_NAMES, Layout, Span, cut
from panah.documents.reading import Fields
from panah.documents.transliteration import NoTransliterationError, to_zone_letters

_PLAIN = re.compile("[A-Z0-9<]*", re.ASCII)


class UnwritableError(ValueError):
    """A field that can't stand in this zone: which, and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def write_mrz(format: str, fields: Fields, *, optional_2: str = "") -> tuple[str, ...]:
    """The lines of a zone.

    `format` as in `Reading.format`; `fields` as reading gives them (dates ISO with `XX`, names in any Latin or Cyrillic
    spelling, sex `X` for unspecified). TD1 has two optional fields: `fields.optional` is the first, `optional_2` the
    second. For the older French card `fields.optional` is the six-character office code. Names too long for their place
    are cut as Doc 9303 says, ending in a letter. Raises `UnwritableError`.
    """
    layout = LAYOUTS.get(format)
    if layout is None:
        raise UnwritableError("document", f"no format {format!r}")
    rows = [["<"] * layout.width for _ in range(layout.lines)]
    issuer = _plain("issuer", fields.issuer)
    number, optional = _plain("number", fields.number), _plain("optional", fields.optional)
    if layout.long_number is not None and len(number) > 9:
        rest = number[9:]
        digit = check_digit(number)
        optional = f"{rest}{digit}<{optional}" if optional else f"{rest}{digit}"
        number = number[:9]
    _put(rows, layout, "document_code", _plain("document_code", fields.document_code))
    _put(rows, layout, "issuer", issuer)
    _put(rows, layout, "number", number)
    _put(rows, layout, "office" if layout is FRA_ID else "optional_1", optional)
    _put(rows, layout, "optional_2", _plain("optional", optional_2))
    _put(rows, layout, "nationality", _plain("nationality", fields.nationality))
    _put(rows, layout, "birth_date", _six("birth_date", fields.birth_date))
    _put(rows, layout, "sex", _sex(fields.sex))
    _put(rows, layout, "expiry_date", _six("expiry_date", fields.expiry_date))
    _put_names(rows, layout, fields, issuer)
    return _with_digits(layout, rows, long_number=len(fields.number) > 9 and layout.long_number is not None)


def _put(rows: list[list[str]], layout: Layout, field: str, text: str) -> None:
    span = layout.fields.get(field)
    if not text:
        return
    if span is None:
        raise UnwritableError(field, f"{layout.name} has no such field")
    line, start, end = span
    if len(text) > end - start:
        raise UnwritableError(PUBLIC_NAMES.get(field, field), f"longer than {end - start} characters")
    rows[line][start : start + len(text)] = text


def _plain(field: str, value: str) -> str:
    text = value.upper().replace(" ", "<")
    if not _PLAIN.fullmatch(text):
        raise UnwritableError(field, "only A-Z, 0-9 and spaces can be written")
    return text


def _sex(value: str) -> str:
    if value not in ("M", "F", "X", ""):
        raise UnwritableError("sex", "must be M, F or X")
    return value.replace("X", "")


def _six(field: str, value: str) -> str:
    if not value:
        return ""
    try:
        when = PartialDate.parse(value)
    except NoSuchDateError as error:
        raise UnwritableError(field, str(error)) from error
    parts = (when.year, when.month, when.day)
    return "".join("<<" if part is None else f"{part % 100:02}" for part in parts)


def _put_names(rows: list[list[str]], layout: Layout, fields: Fields, issuer: str) -> None:
    names = []
    for field in ("surname", "given_names"):
        try:
            names.append(to_zone_letters(getattr(fields, field), issuer))
        except NoTransliterationError as error:
            raise UnwritableError(field, str(error)) from error
    if "name" in layout.fields:
        _, start, end = layout.fields["name"]
        _put(rows, layout, "name", fit_names(names[0], names[1], end - start))
        return
    for field, name in zip(("surname", "given_names"), names, strict=True):
        _, start, end = layout.fields[field]
        _put(rows, layout, field, fit_names(name, "", end - start))


def fit_names(surname: str, given_names: str, width: int) -> str:
    """Both names in at most `width` characters, parts separated by `<`.

    Names that fit stay whole. Others lose letters, given names first and from the last part on, down to initials, then
    whole parts; a surname gives way only as far as the initials need. The last place then holds a letter, which is how
    Doc 9303 tells a reader that something may be missing. Given names alone begin with `<<`.
    """
    if not given_names:
        return _cut(surname, width)
    whole = f"{surname}<<{given_names}"
    if len(whole) <= width:
        return whole
    initials = 2 * given_names.count("<") + 1
    surname = _cut(surname, width - 2 - min(initials, width // 3))
    return f"{surname}<<{_cut(given_names, width - 2 - len(surname))}"


def _cut(name: str, width: int) -> str:
    parts = name.split("<")
    lengths = [len(part) for part in parts]

    def excess() -> int:
        return sum(lengths) + len(lengths) - 1 - width

    for at in range(len(parts) - 1, -1, -1):
        lengths[at] -= max(0, min(excess(), lengths[at] - 1))
    while excess() > 0 and len(lengths) > 1:
        lengths.pop()
    for at in range(len(lengths) - 1, -1, -1):
        lengths[at] += max(0, min(-excess(), len(parts[at]) - lengths[at]))
    return "<".join(part[:length] for part, length in zip(parts, lengths, strict=False))


def _with_digits(layout: Layout, rows: list[list[str]], *, long_number: bool) -> tuple[str, ...]:
    def lines() -> tuple[str, ...]:
        return tuple("".join(row) for row in rows)

    def text(span: Span) -> str:
        return cut(lines(), span)

    for protected in layout.protected:
        if protected.field == "number" and long_number:
            continue
        line, column = protected.digit
        content = text(protected.span)
        rows[line][column] = "<" if protected.field == "optional" and not content.strip("<") else check_digit(content)
    if layout.composite_digit is not None:
        line, column = layout.composite_digit
        rows[line][column] = check_digit("".join(text(span) for span in layout.composite))
    return lines()
