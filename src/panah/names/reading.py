"""From a written word to its canonical spellings, with compound names brought to one form."""

from __future__ import annotations

import re
import unicodedata

from panah.names.orthography import latin_first, sounds

_SERVANT_OF_GOD = re.compile(r"^[ae]bd[aeiou]?l[aou]h?(?=$|i?[eoi]v|i$|z[ao])")
_SERVANT_L = re.compile(r"^[ae]bd[aeiou]?l(?=[aeiou]..)")
_SERVANT = re.compile(r"^[ae]bd[aeiou]?l?(?=[^aeioul]..)")
_OF_FAITH = re.compile(r"(?<=..)[aeiou]?[td]?d[ie]i?n(?:e$|$|(?=ov|z[ao]d))")
_INNER_ARTICLE = re.compile("(?<=..)ال(?=رحمن|رحمان|رحیم)")
_OF_GOD = re.compile(r"(?<=..)[aeou]l(?:[ao]h?|uh)(?:$|(?=i?ev|z[ao]d))")


def lowered(word: str) -> str:
    """Lower case; a Turkish dotted capital İ is a plain i."""
    return word.replace("İ", "i").lower() if "İ" in word else word.lower()


def unmarked(text: str) -> str:
    """Composed letters, without marks that stand alone (Arabic vowel signs) and invisible ones."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in ("Mn", "Cf"))


def read(text: str, script: str) -> tuple[str, ...]:
    """Canonical spellings of a lower-case word, likeliest first; never empty."""
    heard = sounds(text, script)
    if len(heard) == 1:
        return (_compound(heard[0]),)
    return tuple(dict.fromkeys(map(_compound, heard)))


def read_first(text: str, script: str) -> str:
    """The likeliest of them: what most comparisons need."""
    return _compound(latin_first(text) if script == "latin" else sounds(text, script)[0])


def on_persian_keys(text: str) -> str:
    """Arabic yeh and kaf as the Persian letters: keyboards and countries mix them."""
    return text.replace("ي", "ی").replace("ك", "ک")


def bare_arabic(text: str) -> str:
    """An Arabic word without its article, also inside compounds, its yeh and kaf as on Persian keys."""
    text = on_persian_keys(text)
    if text.startswith("ال") and len(text) > 4:
        text = text[2:]
    if "ال" in text:
        text = _INNER_ARTICLE.sub("", text.replace("عبدال", "عبد").replace("الدین", "دین"))
        if text.endswith("الله") and len(text) > 5:
            text = text[:-4] + "اله"
    return text


def _compound(sound: str) -> str:
    """One spelling for names of the pattern servant of, of the faith, of God."""
    if "bd" in sound[:3]:
        sound = _SERVANT_OF_GOD.sub("abdula", sound, count=1)
        sound = _SERVANT.sub("abd", _SERVANT_L.sub("abdl", sound, count=1), count=1)
    if "din" in sound or "den" in sound or "dien" in sound:
        sound = _OF_FAITH.sub("din", sound, count=1)
    if "la" in sound or "lo" in sound or "lu" in sound:
        sound = _OF_GOD.sub("ula", sound, count=1)
    return sound
