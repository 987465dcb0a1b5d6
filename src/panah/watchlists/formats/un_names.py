"""The names of a Security Council record: what one element holds may be several names, a name and its original script,
or a name and a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from panah.watchlists.entries import ListedName, NameQuality, script_of
from panah.watchlists.formats.xmlrecords import Node

# a.k.a. and f.k.a. are used for entities, Good and Low for individuals; an empty quality stands on empty aliases only.
QUALITIES = {
    "good": NameQuality.STRONG,
    "low": NameQuality.WEAK,
    "a.k.a.": NameQuality.STRONG,
    "f.k.a.": NameQuality.FORMER,
    "": NameQuality.STRONG,
}
_NO_QUOTES = str.maketrans("", "", '"“”«»„')
_QUOTES = " \t\n\"'“”«»„,;"
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ORIGINAL = re.compile(r"(?:original script|in arabic script|in arabic|in cyrillic|in chinese)\s*:\s*", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:previously|formerly) listed\b", re.IGNORECASE)
_BORN = re.compile(r",?\s+born\b.*$", re.IGNORECASE | re.DOTALL)
_LETTERED = re.compile(r"\s+[a-h]\)\s+")
_LONGEST_IN_LIST = 8


def joined(node: Node) -> str:
    """The name of the record itself: its four parts, in their order."""
    tags = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    parts = [child.text for tag in tags for child in node.children if child.tag == tag]
    return " ".join(" ".join(parts).split())


def alias_names(text: str, quality: NameQuality, note: str) -> tuple[ListedName, ...]:
    """The names in one alias. What isn't a name is the note of the first."""
    if _FORMER.search(note):
        quality = NameQuality.FORMER
    plain, original, remarks = _parts(text)
    remark = "; ".join(part for part in [note, *remarks] if part)
    names = [ListedName.of(name, quality, "" if at else remark) for at, name in enumerate(_several(plain))]
    names += [_in_its_script(name, quality) for name in (*original, *_listed_in(note))]
    return tuple(dict.fromkeys(names))


def _parts(text: str) -> tuple[str, list[str], list[str]]:
    """The text outside brackets, the names in another script within them, and what else stood there."""
    text = " ".join(text.split())
    born = _BORN.search(text)
    remarks = [born[0].strip(" ,")] if born else []
    if born:
        text = text[: born.start()]
    outside = script_of(_BRACKETS.sub(" ", text))
    original: list[str] = []
    for inside in _BRACKETS.findall(text):
        said = _ORIGINAL.sub("", inside)
        script = script_of(said)
        if script not in (outside, "Zyyy", "Zmix"):
            original += _several(said)
        elif inside.strip():
            remarks.append(inside.strip())
    plain = _BRACKETS.sub(" ", text)
    return plain, original, remarks


def _several(text: str) -> list[str]:
    pieces = [piece for part in text.split(";") for piece in _LETTERED.split(part)]
    names = [" ".join(piece.translate(_NO_QUOTES).strip(_QUOTES).split()).strip("()") for piece in pieces]
    return [run for name in names for run in _runs(name) if any(letter.isalpha() for letter in run)]


def _runs(name: str) -> list[str]:
    """A name written twice, in one script and then in another, is two names."""
    runs = [(script, " ".join(words)) for script, words in groupby(name.split(), key=script_of)]
    whole = len(runs) == 2 and all(script not in ("Zyyy", "Zmix") and " " in words for script, words in runs)
    return [words for _, words in runs] if whole else [name]


def _listed_in(note: str) -> Iterator[str]:
    """Names that a note gives: in the original script, or as a list of other spellings and nothing else."""
    found = _ORIGINAL.search(note)
    if found is not None:
        name = note[found.end() :].strip(_QUOTES + ".")
        if name and script_of(name) not in ("Latn", "Zmix", "Zyyy"):
            yield " ".join(name.split())
        return
    pieces = [" ".join(piece.split()) for piece in note.split(";")]
    if len(pieces) > 1 and all(_reads_as_a_name(piece) for piece in pieces):
        yield from pieces


def _reads_as_a_name(piece: str) -> bool:
    words = piece.split()
    return 0 < len(words) <= _LONGEST_IN_LIST and all(word[0].isupper() or "-" in word for word in words)


def _in_its_script(name: str, quality: NameQuality) -> ListedName:
    return ListedName.of(name, quality if script_of(name) == "Latn" else NameQuality.ORIGINAL)
