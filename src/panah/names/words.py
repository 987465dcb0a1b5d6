"""One word of a name: its canonical spellings, its root, its weight. Remembered, since names repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from panah.names.orthography import sounds
from panah.names.skeleton import bones, coarse
from panah.names.vocabulary import vocabulary

_SERVANT_OF_GOD = re.compile(r"^[ae]bd[aeiou]?l[aou]h?(?=$|i?[eoi]v|i$|z[ao])")
_SERVANT_L = re.compile(r"^[ae]bd[aeiou]?l(?=[aeiou]..)")
_SERVANT = re.compile(r"^[ae]bd[aeiou]?l?(?=[^aeioul]..)")
_OF_FAITH = re.compile(r"(?<=..)[aeiou]?[td]?d[ie]i?n(?:e$|$|(?=ov))")
_OF_GOD = re.compile(r"(?<=..)[aeou]l[aou]h?(?:$|(?=i?ev))")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What is known of a word once it has been read. Two are equal only if they are one object: a quick key."""

    text: str
    script: str
    forms: tuple[str, ...]
    coarse: tuple[str, ...]
    bones: str
    skeletons: tuple[str, ...]
    root: str
    kind: str
    weight: float


@lru_cache(maxsize=131072)
def word_of(text: str, script: str) -> Word:
    """Read a lower-case word."""
    if script == "arabic":
        text = _arabic(text)
    forms = tuple(dict.fromkeys(_compound(form) for form in sounds(text, script))) or ("",)
    first = forms[0]
    kind = "initial" if len(text) == 1 and script not in ("han", "hangul", "other") else "name"
    root = first
    for ending in vocabulary().patronymic_endings:
        if first.endswith(ending) and len(first) - len(ending) >= 2:
            kind, root = "patronymic", first[: -len(ending)]
            break
    else:
        for ending in vocabulary().family_endings:
            if first.endswith(ending) and len(first) - len(ending) >= 3:
                root = first[: -len(ending)]
                break
    skeleton = bones(first)
    weight = min(1.0, 0.25 + 0.15 * len(skeleton)) if first else 0.0
    keys = tuple(dict.fromkeys(_skeleton(form, script) for form in (*forms, root)))
    return Word(text, script, forms, tuple(coarse(form) for form in forms), skeleton, keys, root, kind, weight)


_SILENT = str.maketrans("", "", "hv")
LONGEST_SKELETON = 6


def _skeleton(sound: str, script: str) -> str:
    """Consonants that every script writes; weak ones (h, v) only where they stand first."""
    if script in ("han", "hangul", "other"):
        return ascii(sound)[1:-1].replace("\\u", "")[: 4 * LONGEST_SKELETON]
    shape = bones(sound)
    return (shape[:1] + shape[1:].translate(_SILENT))[:LONGEST_SKELETON]


def _arabic(text: str) -> str:
    if text.startswith("ال") and len(text) > 4:
        text = text[2:]
    return text.replace("عبدال", "عبد").replace("الدین", "دین").replace("الدين", "دين")


def _compound(sound: str) -> str:
    """One spelling for names of the pattern servant of, of the faith, of God."""
    if "bd" in sound[:3]:
        sound = _SERVANT_OF_GOD.sub("abdula", sound, 1)
        sound = _SERVANT.sub("abd", _SERVANT_L.sub("abdl", sound, 1), 1)
    if "d" in sound:
        sound = _OF_FAITH.sub("din", sound, 1)
    if "l" in sound:
        sound = _OF_GOD.sub("ula", sound, 1)
    return sound
