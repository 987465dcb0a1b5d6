"""A trafficking case in the words of the Human Trafficking Case Data Standard 2.0.

Pure: plain values in, the standard's field names and codes out. Without the person's consent to sharing nothing
personal is written. Source: `data/htcds.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType

from panah.safeguards.tables import Table, load

VERSION = "2.0"
KINDS = ("text", "telephone", "date", "flag", "code", "codes", "country")

_BETWEEN_DIGITS = str.maketrans("", "", " -().\u00a0")


class HtcdsError(ValueError):
    """A value has no place in the standard; `field` says which of ours, never the value itself."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the standard has no such {field}")
        self.field = field


@dataclass(frozen=True, slots=True)
class TraffickingCase:
    """One case, in our own codes (see data/htcds.toml); "" and None where nothing is known.

    `consent`: to sharing, as it stands now. `birth_date`, `referred_on`: ISO dates, the first may have unknown parts
    and is then left out. `citizenship`: alpha-2, as the person says. `status`: possible, actual, not; the last two
    say by whom.
    """

    consent: bool = False
    given_names: str = ""
    surname: str = ""
    birth_date: str = ""
    phone: str = ""
    gender: str = "unknown"
    citizenship: str = ""
    status: str = "possible"
    decided_by: str = ""
    recruited: tuple[str, ...] = ()
    controlled: tuple[str, ...] = ()
    exploited: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    sexually: tuple[str, ...] = ()
    case_status: str = "active"
    referred_by: str = ""
    referred_on: str = ""
    referred_for: str = "services"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the standard and where its value comes from."""

    name: str
    source: str
    kind: str
    personal: bool
    codes: Mapping[str, str]


@cache
def standard() -> tuple[Field, ...]:
    """The fields that are written, in the order of the standard."""
    return read(load(__package__, "htcds.toml"))[0]


def export(case: TraffickingCase) -> dict[str, str | list[str]]:
    """The case as field names and values; fields without a value are left out. Raises HtcdsError."""
    if case.status != "possible" and not case.decided_by:
        raise HtcdsError("decided_by")
    written: dict[str, str | list[str]] = {}
    for one in standard():
        value = getattr(case, one.source)
        told = _written(one, value)
        if told and (case.consent or not one.personal):
            written[one.name] = told
    return written


def header() -> tuple[str, ...]:
    """The field names, for a table with one case a row."""
    return tuple(one.name for one in standard())


def row(case: TraffickingCase) -> tuple[str, ...]:
    """The case as one row under `header`; several codes are parted by a semicolon. Raises HtcdsError."""
    told = export(case)
    cells = (told.get(name, "") for name in header())
    return tuple(cell if isinstance(cell, str) else ";".join(cell) for cell in cells)


def parted(name: str, surname: str) -> tuple[str, str]:
    """Given names and surname of a whole name of which this part, at its beginning or end, is known to be the surname.

    A name that nobody parted is never guessed at: half of those who come here write the surname last, and some have
    none. It is the surname then, as in a travel document, and as in the standard's compound name, of which only that
    part must be filled.
    """
    words, last = name.split(), surname.split()
    folded, ending = name.casefold().split(), surname.casefold().split()
    if last and folded[: len(last)] == ending:
        return " ".join(words[len(last) :]), " ".join(words[: len(last)])
    if last and folded[-len(last) :] == ending:
        return " ".join(words[: -len(last)]), " ".join(words[-len(last) :])
    return "", " ".join(words)


def controls_of(signs: Collection[str]) -> tuple[str, ...]:
    """Methods of control, in our codes, that operational indicators (by id) stand for."""
    table = read(load(__package__, "htcds.toml"))[1]
    found = {table[sign.partition(".")[2]] for sign in signs if sign.partition(".")[2] in table}
    return tuple(sorted(found))


def read(table: Table) -> tuple[tuple[Field, ...], Mapping[str, str]]:
    """The fields and the table of controls from a data file; raises DataError."""
    if table.text("version") != VERSION:
        raise table.error("version", f"must be {VERSION}")
    table.text("document")
    table.date("as_of")
    table.flag("checked")
    known = {one.name for one in fields(TraffickingCase)}
    found = []
    for line in table.tables("field", "name"):
        kind = line.choice("kind", KINDS)
        codes: dict[str, str] = {}
        if kind in ("code", "codes"):
            inner = line.table("codes")
            codes = {name: inner.text(name) for name in inner.keys()}  # noqa: SIM118 (a table, no mapping)
        one = Field(line.text("name"), line.text("from"), kind, line.flag("personal", False), MappingProxyType(codes))
        if one.source not in known:
            raise line.error("from", f"a case has no {one.source!r}")
        line.finish()
        found.append(one)
    controls = table.table("controls")
    methods = next(one for one in found if one.source == "controlled").codes
    mapped = {name: controls.choice(name, tuple(methods)) for name in controls.keys()}  # noqa: SIM118 (the same)
    table.finish()
    return tuple(found), MappingProxyType(mapped)


def _written(one: Field, value: str | bool | tuple[str, ...]) -> str | list[str]:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, tuple):
        return [_code(one, code) for code in value]
    if not value:
        return ""
    if one.kind == "code":
        return _code(one, value)
    if one.kind == "country" and not (len(value) == 2 and value.isascii() and value.isupper()):
        raise HtcdsError(one.source)
    if one.kind == "telephone":
        number = value.translate(_BETWEEN_DIGITS)
        return number if number.removeprefix("+").isdecimal() else value
    return _date(one, value) if one.kind == "date" else value


def _code(one: Field, code: str) -> str:
    try:
        return one.codes[code]
    except KeyError:
        raise HtcdsError(one.source) from None


def _date(one: Field, value: str) -> str:
    if "X" in value:
        return ""
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise HtcdsError(one.source) from None
