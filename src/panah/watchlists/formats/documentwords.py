"""Labels and numbers of documents as lists write them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

KINDS = ("passport", "identity", "other")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_NUMBER = re.compile(
    r"(?:\bno\.?|\bnumber|\bnr\.?|№|n°)\s*:?\s*((?=[^\s,;]*\d)[\w/.-]+(?:\s\d[\w/-]*)?)", re.IGNORECASE
)
_LAST = re.compile(r"((?=\S*\d)[\w/-]+)$")


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    data = tomllib.loads(files(__package__).joinpath("documentwords.toml").read_text(encoding="utf-8"))
    return tuple((kind, tuple(data[kind]["words"])) for kind in KINDS)


def kind_of_document(*labels: str) -> str:
    """`passport`, `identity` or `other`, from the words of the labels; "" for no label."""
    text = " ".join(labels).lower()
    if not text.strip():
        return ""
    return next((kind for kind, words in _words() if any(word in text for word in words)), "other")


def tidy_number(written: str) -> tuple[str, str]:
    """The number alone, and the words that stood around it: `Passport no. A 12 (expired)` → `A 12`, `Passport no.;
    expired`. A text without digits is a remark and no number."""
    written = " ".join(written.split())
    said = [inside for inside in _BRACKETS.findall(written) if inside]
    plain, _, after = _BRACKETS.sub(" ", written).strip(" ,;.").partition(", ")
    said += [after] if after else []
    if not any(letter.isdigit() for letter in plain):
        return "", written
    if sum(letter.isalpha() for letter in plain) > 6 or " " in plain.strip():
        found = _NUMBER.search(plain) or (_LAST.search(plain) if _is_wordy(plain) else None)
        if found is not None:
            said.insert(0, plain.replace(found[1], "").strip(" ,;:"))
            plain = found[1].strip(" .")
    return plain, "; ".join(part for part in said if part)


def _is_wordy(text: str) -> bool:
    return any(len(word) > 4 and word.isalpha() for word in text.split())
