"""One word of a name: its canonical spellings, its root, its weight. Remembered, since names repeat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from panah.names.lexicon import named_after, names_by_root, names_of, share_of, short_for
from panah.names.reading import bare_arabic, read
from panah.names.skeleton import bones
from panah.names.vocabulary import vocabulary

WHOLE_SCRIPTS = frozenset({"han", "kana", "other"})
"""Scripts compared sign by sign."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What is known of a word once it has been read. Two are equal only if they are one object: a quick key.

    `names`: the known names it may be; `short_for`: those it is a short form of; `weight`: what agreeing on it says.
    """

    text: str
    script: str
    forms: tuple[str, ...]
    bones: str
    root: str
    kind: str
    names: frozenset[str]
    short_for: frozenset[str]
    weight: float


@lru_cache(maxsize=32768)
def word_of(text: str, script: str) -> Word:
    """Read a lower-case word."""
    if script == "arabic":
        text = bare_arabic(text)
    forms = read(text, script)
    first = forms[0]
    kind = "initial" if len(text) == 1 and script not in WHOLE_SCRIPTS and script != "hangul" else "name"
    root = first
    names = names_of(text, first)
    if not names:
        endings = vocabulary()
        root = _without(first, endings.patronymic_endings, 2)
        if root != first:
            kind = "patronymic"
        else:
            root = _without(first, endings.family_endings, 3)
        names = names_by_root(text, *_with_its_vowel(first, root), root, _without(root, endings.honour_endings, 4))
        if not names and (names := named_after(first)):
            root = first[:-1]
    skeleton = bones(first)
    weight = min(1.0, 0.25 + 0.15 * len(skeleton)) * share_of(text, names)
    if script in WHOLE_SCRIPTS:
        weight = min(1.5, 0.4 * len(text))
    return Word(text, script, forms, skeleton, root, kind, names, short_for(text), weight)


def _with_its_vowel(first: str, root: str) -> tuple[str, ...]:
    """Valiev is Vali's, though most names in -iev end in a consonant."""
    return (root + "i",) if first.startswith("i", len(root)) else ()


def _without(sound: str, endings: tuple[str, ...], least: int) -> str:
    if not sound.endswith(endings):
        return sound
    for ending in endings:
        if sound.endswith(ending) and len(sound) - len(ending) >= least:
            return sound[: -len(ending)]
    return sound
