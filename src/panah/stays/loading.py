"""Finds regimes: the packs that come with Panah, and files of one's own."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import resources
from pathlib import Path

from panah.stays.errors import RegimeError
from panah.stays.parsing import parse_regime
from panah.stays.regime import Regime

PACKS = resources.files("panah.stays") / "packs"
MAX_FILE_BYTES = 1_000_000


@lru_cache(maxsize=1)
def _packs() -> dict[str, str]:
    files = [item for item in PACKS.iterdir() if item.name.endswith(".toml")]
    return {item.name.removesuffix(".toml"): item.read_text("utf-8") for item in files}


def available_regimes() -> tuple[str, ...]:
    """Names of the packs that come with Panah."""
    return tuple(sorted(_packs()))


def load_regime(name_or_path: str | Path) -> Regime:
    """A pack by name (`kazakhstan`) or ISO code (`KAZ`), or a TOML file by path. Raises `RegimeError`.

    What was read once is remembered; a file that has changed since is read again.
    """
    wanted = str(name_or_path)
    if wanted.lower() in _packs():
        return _load_pack(wanted.lower())
    if len(wanted) == 3 and wanted.isalpha():
        for name in _packs():
            if _load_pack(name).country == wanted.upper():
                return _load_pack(name)
    try:
        state = os.stat(name_or_path)
    except (OSError, ValueError):
        raise _not_found(wanted) from None
    return _load_file(wanted, state.st_mtime_ns, state.st_size)


def _not_found(wanted: str) -> RegimeError:
    known = ", ".join(available_regimes())
    return RegimeError(wanted[:200], "", "", f"no such regime or file; known regimes: {known}")


@lru_cache(maxsize=64)
def _load_pack(name: str) -> Regime:
    return parse_regime(_packs()[name], f"{name}.toml")


@lru_cache(maxsize=16)
def _load_file(path: str, changed: int, size: int) -> Regime:
    file = Path(path)
    try:
        # A device or a pipe has no size to tell: what counts is what comes.
        with file.open("rb") as opened:
            content = opened.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise RegimeError(file.name, "", "", f"larger than {MAX_FILE_BYTES} bytes")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RegimeError(file.name, "", "", f"not UTF-8 (byte {error.start})") from None
    except OSError:
        raise _not_found(path) from None
    return parse_regime(text, file.name)
