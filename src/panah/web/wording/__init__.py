"""Codes into words. Rules answer with a code and parameters; areas say here, once, how each code is worded.

A table maps a code to lazily translated text with named places, `{"overstayed": _("Overstayed since %(since)s")}`, or
to a lazy plural (`ngettext_lazy(one, many, "days")`). Parameters are written for the reader's language before they are
put in: days, instants, partly known dates, numbers, countries, codes that themselves have words, lists of these.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from panah.web import formats
from panah.web.languages import babel_locale
from panah.web.wording.countries import country

__all__ = ["country", "known", "missing", "register", "word"]

log = logging.getLogger(__name__)

_words: dict[str, str | Promise] = {}
_reported: set[str] = set()
_DAY = re.compile(r"(\d{4}|X{4})-(\d\d|XX)-(\d\d|XX)", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[0-9:.]*(Z|[+-]\d\d:\d\d)", re.ASCII)
# Parameters that are English texts of data files, which stand in the catalogues too.
_TEXTS = frozenset({"rule_title"})
_COUNTRY_NAMES = frozenset({"country", "countries", "issuer", "nationality", "nationalities", "state", "states"})


class Count(int):
    """A number that chooses the plural as a number and reads as the language writes it."""

    def __str__(self) -> str:
        return formats.number(int(self))


def register(table: Mapping[str, str | Promise]) -> None:
    """Add words for codes; called when an app starts. ValueError for a code that has other words already: two areas
    that mean different things by one code would put words into each other's mouths."""
    for code, words in table.items():
        if code in _words and str(_words[code]) != str(words):
            raise ValueError(f"{code} has other words already")
    _words.update(table)


def known() -> frozenset[str]:
    """All codes that have words."""
    return frozenset(_words)


def missing(codes: Iterable[str]) -> list[str]:
    """Those of the codes that have no words, sorted: for the tests of areas that emit codes."""
    return sorted({str(_plain(code)) for code in codes} - _words.keys())


def word(code: Any, params: Mapping[str, Any] | None = None) -> str:
    """The code in the language in use. A code without words is made readable and logged once, without its
    parameters; a missing parameter shows as an ellipsis instead of failing an inspection."""
    name = str(_plain(code))
    text = _words.get(name)
    if text is None:
        _report("A code without words: %s", name)
        return name.rpartition(":")[2].replace("_", " ").replace(".", " ").capitalize()
    values = _Places(name, {key: written(key, value) for key, value in (params or {}).items()})
    try:
        return str(text % values)  # a lazy text is translated here, a lazy plural chooses its form here
    except (KeyError, TypeError, ValueError):
        _report("Words that do not fit their parameters: %s", name)
        return str(name.replace("_", " ").capitalize())


def written(name: str, value: Any) -> Any:
    """One parameter as a reader of the language writes it; whole numbers stay numbers, for plurals."""
    value = _plain(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return Count(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, timedelta):
        return formats.duration(value)
    if isinstance(value, float):
        return formats.number(value)
    if isinstance(value, list | tuple | set | frozenset):
        parts = [str(written(name, one)) for one in (value if isinstance(value, list | tuple) else sorted(value))]
        return str(format_list(parts, locale=babel_locale(get_language()))) if parts else "–"
    return _text(name, value) if isinstance(value, str) else value


def _text(name: str, value: str) -> Any:
    if _INSTANT.fullmatch(value):
        return formats.moment(datetime.fromisoformat(value))
    if _DAY.fullmatch(value):
        return formats.partial_date(value)
    if name in _TEXTS:
        return gettext(value)
    if name.rpartition("_")[2] in _COUNTRY_NAMES and value.isupper():
        return country(value)
    if value in _words and value.islower():
        return word(value)
    # Rules that keep only text hand numbers over as digits; names of documents are not among those parameters.
    if value.isdecimal() and value.isascii() and len(value) <= 6 and name in _NUMBERS:
        return Count(value)
    return value


_NUMBERS = frozenset(
    {"age", "allowed", "count", "days", "days_left", "days_used", "hours", "length", "limit", "maximum", "minutes"}
    | {"months", "used", "window", "years"}
)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _report(line: str, code: str) -> None:
    if code not in _reported:
        _reported.add(code)
        log.warning(line, code)


class _Places(dict[str, Any]):
    def __init__(self, code: str, values: dict[str, Any]) -> None:
        super().__init__(values)
        self._code = code

    def __missing__(self, key: str) -> str:
        _report("Words want a parameter that did not come: %s", f"{self._code}.{key}")
        return "…"
