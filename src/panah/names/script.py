"""Scripts of letters, and look-alike letters of another script within one word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

_BLOCKS = (
    (0x0041, 0x024F, "latin"),
    (0x0250, 0x02AF, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "armenian"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0x08A0, 0x08FF, "arabic"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1C90, 0x1CBF, "georgian"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x1100, 0x11FF, "hangul"),
    (0xAC00, 0xD7AF, "hangul"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0x20000, 0x3FFFF, "han"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFF, "arabic"),
)

# Letters drawn alike: source Unicode Technical Standard 39, the pairs of Latin, Cyrillic and Greek that occur in names.
_CYRILLIC_AS_LATIN = dict(zip("аеорсухіјѕԁһԛԝкмтвнг", "aeopcyxijsdhqwkmtbhr", strict=True))
_LATIN_AS_CYRILLIC = dict(zip("aeopcyxijshkmtbnr", "аеорсухіјѕһкмтвпг", strict=True))
_GREEK_AS_LATIN = dict(zip("αορνυκτιε", "aopvyktie", strict=True))


_NONE: frozenset[str] = frozenset()

# What only Uyghur writes: its own vowels and consonants, a vowel's seat at the start, and inside a word what stands at
# the end alone in Arabic and on some Persian keyboards. Source: R. Ishida, Arabic (Uighur) orthography notes (2024).
_UYGHUR = re.compile("[ۇۆۈۋڭ]|^ئ[اەوېى]|^ھ|[ەى](?=.)")
_NOT_UYGHUR = frozenset("ٹڈڑںہےیێ")
"""Letters of Urdu, Persian and Kurdish beside which it isn't."""


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """`latin`, `cyrillic`, `arabic` …; `other` for a script without a table; empty for what isn't a letter."""
    code = ord(letter)
    if code < 128:
        return "latin" if letter.isalpha() else ""
    if not letter.isalpha():
        return ""
    for first, last, name in _BLOCKS:
        if first <= code <= last:
            return name
    return "other" if unicodedata.category(letter)[0] == "L" else ""


@cache
def _letters() -> Mapping[str, frozenset[str]]:
    """The letters of the commonest scripts."""
    found: dict[str, set[str]] = {"latin": set(), "cyrillic": set(), "arabic": set()}
    for code in (*range(0x0700), *range(0x1E00, 0x1F00)):
        if (script := script_of(chr(code))) in found:
            found[script].add(chr(code))
    return {script: frozenset(letters) for script, letters in found.items()}


def plain_script(word: str) -> str:
    """The script of a word that is wholly in one of the commonest; empty for any other."""
    if word.isascii():
        return "latin"
    script = script_of(word[0])
    if not _letters().get(script, _NONE).issuperset(word):
        return ""
    return "uyghur" if script == "arabic" and _is_uyghur(word) else script


def _is_uyghur(word: str) -> bool:
    """Whether a word in Arabic letters is spelt the Uyghur way, which writes every vowel."""
    return _UYGHUR.search(word) is not None and _NOT_UYGHUR.isdisjoint(word)


def word_script(word: str) -> tuple[str, bool]:
    """The script most letters of a word are in, and whether others are mixed in."""
    if word.isascii():
        return "latin", False
    counts: dict[str, int] = {}
    for letter in word:
        if script := script_of(letter):
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return "", False
    script = max(counts, key=lambda name: (counts[name], name))
    if script == "arabic" and _is_uyghur(word):
        script = "uyghur"
    return script, len(counts.keys() - {"han", "kana"}) > 1


def unmixed(word: str, script: str) -> str:
    """A word of mixed scripts with its look-alikes put back into the script of most letters."""
    if script == "latin":
        return "".join(_CYRILLIC_AS_LATIN.get(c) or _GREEK_AS_LATIN.get(c, c) for c in word)
    if script == "cyrillic":
        return "".join(_LATIN_AS_CYRILLIC.get(c, c) for c in word)
    return word
