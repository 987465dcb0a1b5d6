"""Nationality codes as they stand in travel documents, brought to one form."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from panah.stays.errors import StayInputError


@lru_cache(maxsize=1)
def _codes() -> tuple[frozenset[str], dict[str, str]]:
    data = tomllib.loads((resources.files("panah.stays") / "nationalities.toml").read_text("utf-8"))
    return frozenset(data["countries"].split()) | frozenset(data["others"].split()), dict(data["same_as"])


def clean_nationality(code: str) -> str:
    """A code in capital letters, without fillers, with other spellings replaced (`D` is `DEU`).

    Raises `StayInputError` for what can't be a code; a code nobody knows passes, see `is_known`.
    """
    if not isinstance(code, str):
        raise StayInputError("nationality must be a text")
    return _clean(code)


@lru_cache(maxsize=1024)
def _clean(code: str) -> str:
    text = code.strip().rstrip("<").upper()
    if not (text.isascii() and text.isalpha() and 1 <= len(text) <= 3):
        raise StayInputError("nationality must be a code of up to three letters A–Z")
    return _codes()[1].get(text, text)


def is_known(code: str) -> bool:
    """Whether the code is in ISO 3166 or Doc 9303."""
    return code in _codes()[0]
