"""Plain English for every code, from `wording.toml`. Screens word codes themselves, in any language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, str]:
    """Sentences by code, with parameters in braces."""
    data = tomllib.loads((resources.files("panah.stays") / "wording.toml").read_text("utf-8"))
    return {code: text for table in data.values() for code, text in table.items()}


def sentence(code: str, params: Mapping[str, object]) -> str:
    """One reason or doubt as an English sentence. Parameters that are not known read "unknown"."""
    return wordings()[code].format_map({key: "unknown" if value is None else value for key, value in params.items()})
