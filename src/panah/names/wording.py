"""Reasons as English sentences, for the command line and the documents."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from panah.names.evidence import Evidence


@cache
def _sentences() -> dict[str, str]:
    data = tomllib.loads((files(__package__) / "data" / "wording.toml").read_text("utf-8"))
    return {code: text for code, text in data.items() if code not in ("source", "as_of")}


def sentence(reason: Evidence) -> str:
    """What a reason says."""
    letter = reason.params.get("place", 0) + 1
    return _sentences()[reason.code].format(left=reason.left, right=reason.right, letter=letter, **reason.params)
