"""Blocking keys: short coarse strings of which two spellings of one name share at least one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

from panah.names.orthography import abjad_elsewhere
from panah.names.parts import Prepared
from panah.names.skeleton import bones
from panah.names.words import SON_OF, WHOLE_SCRIPTS, Word, father_of

LONGEST_KEY = 6

_ASSIMILATED = re.compile(r"[ae](.)\1...")
"""An article that took on the letter after it and was written on to the word: Essoumeit."""
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
    found = []
    if word.names or word.short_for:
        found += [f"={name}" for name in sorted(word.names | word.short_for)]
        found += [f"={name.removeprefix('abd ')}" for name in sorted(word.names) if name.startswith("abd ")]
    found.append(_strong(word.bones))
    found += [_skeleton(form) for form in (*word.forms[1:], word.root) if form is not word.first]
    if word.script == "arabic":
        found += [_skeleton(heard) for heard in abjad_elsewhere(word.letters)]
    elif word.script == "latin" and _ASSIMILATED.match(word.letters):
        found.append(_skeleton(word.first[1:]))
    if word.marks & SON_OF and (father := father_of(word)) is not None:
        found += keys_of(father)
    return tuple(dict.fromkeys(key for key in found if key))


@cache
def known_digest() -> bytes:
    """A digest of the reviewed data that keys are made with: where it differs, keys made earlier may be others."""
    data = files(__package__) / "data"
    found = [*data.iterdir(), *(data / "orthography").iterdir()]
    tables = {item.name: item.read_bytes() for item in found if item.name.endswith(".toml")}
    return blake2b(b"".join(tables[name] for name in sorted(tables.keys() - _NOT_OF_KEYS)), digest_size=16).digest()


def skeleton_of(words: Sequence[Word]) -> str:
    """The same of words as if they were written together, without what stands doubled where they meet."""
    shape = words[0].bones
    for word in words[1:]:
        more = word.bones.removeprefix("a")
        shape += more[1:] if more[:1] == shape[-1:] else more
    return _strong(shape)


def _skeleton(sound: str) -> str:
    """Consonants, of which the weak ones (h, v) count only where they stand first."""
    return _strong(bones(sound))


def _strong(shape: str) -> str:
    return (shape[:1] + shape[1:].translate(_WEAK))[:LONGEST_KEY]
