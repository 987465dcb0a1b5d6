"""Blocking keys: short coarse strings of which two spellings of one name share at least one."""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

from panah.names.parts import Prepared
from panah.names.skeleton import bones
from panah.names.words import WHOLE_SCRIPTS, Word

LONGEST_KEY = 6

_WEAK = str.maketrans("", "", "hv")
_NOT_OF_KEYS = frozenset({"scoring.toml", "wording.toml"})


def keys(prepared: Prepared) -> tuple[str, ...]:
    """Keys of each part but particles and initials, the most telling first, without repetition."""
    found = dict.fromkeys(
        key for part in prepared.parts if part.kind not in ("particle", "initial") for key in keys_of(part)
    )
    return tuple(sorted(found, key=lambda key: (-len(key), key)))


@lru_cache(maxsize=32768)
def keys_of(word: Word) -> tuple[str, ...]:
    """Keys of one word. A known name has its own; others the consonants that every script writes."""
    if word.script in WHOLE_SCRIPTS:
        return ("".join(f"{ord(sign):x}" for sign in word.letters[:LONGEST_KEY]),)
    found = [f"={name}" for name in sorted(word.names | word.short_for)]
    found += [f"={name.removeprefix('abd ')}" for name in sorted(word.names) if name.startswith("abd ")]
    found += [_skeleton(form) for form in (*word.forms, word.root)]
    return tuple(dict.fromkeys(key for key in found if key))


@cache
def known_digest() -> bytes:
    """A digest of the reviewed data that keys are made with: where it differs, keys made earlier may be others."""
    data = files(__package__) / "data"
    found = [*data.iterdir(), *(data / "orthography").iterdir()]
    tables = {item.name: item.read_bytes() for item in found if item.name.endswith(".toml")}
    return blake2b(b"".join(tables[name] for name in sorted(tables.keys() - _NOT_OF_KEYS)), digest_size=16).digest()


def _skeleton(sound: str) -> str:
    """Consonants, of which the weak ones (h, v) count only where they stand first."""
    shape = bones(sound)
    return (shape[:1] + shape[1:].translate(_WEAK))[:LONGEST_KEY]
