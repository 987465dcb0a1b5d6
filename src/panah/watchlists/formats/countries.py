"""Country words and codes of lists → the alpha-3 codes used everywhere else; the words are in `countries.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from panah.documents import CodeKind, all_codes

_NOT_LETTERS = re.compile(r"[^\w&()]+")
_MARKS = str.maketrans("", "", "'’‘ʼʻ`")
_NOT_NATIONALITIES = frozenset({CodeKind.SPECIMEN, CodeKind.BRITISH_VARIANT})


@lru_cache(maxsize=4096)
def alpha3(word: str) -> str | None:
    """The alpha-3 code of a country's name, alpha-3 or alpha-2 code; "" for words that say "unknown"; None if not
    known. The specimen country UTO is known as a code: training lists use it."""
    code = word.strip().upper()
    known = all_codes().get(code)
    return known.alpha3 if known is not None else _alpha2().get(code) or named(word)


@lru_cache(maxsize=4096)
def named(word: str) -> str | None:
    """The same for lists that write names and no codes: there, "na" is "not available" and not Namibia."""
    folded = _fold(word)
    return "" if not folded or folded in _nothing() else _names().get(folded)


def _fold(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c) or c == "\u0306")
    plain = unicodedata.normalize("NFC", plain).translate(_MARKS).lower()
    return _NOT_LETTERS.sub(" ", plain).strip().removeprefix("the ")


@cache
def _data() -> Mapping[str, Mapping[str, object]]:
    return MappingProxyType(tomllib.loads(files(__package__).joinpath("countries.toml").read_text(encoding="utf-8")))


@cache
def _nothing() -> frozenset[str]:
    words = _data()["nothing"]["words"]
    assert isinstance(words, list)
    return frozenset(words)


@cache
def _names() -> Mapping[str, str]:
    names = {_fold(code.name): code.alpha3 for code in all_codes().values() if code.kind not in _NOT_NATIONALITIES}
    for code, words in _data()["names"].items():
        assert isinstance(words, list)
        names |= {_fold(word): code for word in words}
    return MappingProxyType(names)


@cache
def _alpha2() -> Mapping[str, str]:
    kinds = (CodeKind.OBSOLETE, CodeKind.AUTHORITY, CodeKind.STATE)
    codes = {
        code.alpha2: code.alpha3 for kind in kinds for code in all_codes().values() if code.kind is kind and code.alpha2
    }
    return MappingProxyType(codes | {key: str(code) for key, code in _data()["alpha2"].items()})
