"""One share as text: a few lines for a file, for paper, and for a QR code, with a check word against slips of the pen.

The check word is two proquints (pronounceable groups of 16 bits; D. S. Wilkerson, arXiv:0901.4016) of the SHA-256 of
everything else, so that it can be compared over the telephone.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from panah.journal.shares.shamir import ShareError

TITLE = "Panah share 1"
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"
_FIELDS = ("name", "body", "key", "set", "share", "needed", "holder")
_SET = re.compile(r"[0-9a-f]{8}")
_GROUP, _GROUPS = 4, 6


@dataclass(frozen=True, slots=True)
class Share:
    """One of ``of`` shares of a body's keys, of which ``needed`` recover them. ``key`` is the newest public key in it,
    ``set`` is the same for all that were made together, ``holder`` says who keeps it."""

    name: str
    body: UUID
    key: str
    set: str
    number: int
    of: int
    needed: int
    holder: str
    content: bytes

    @property
    def check(self) -> str:
        """The check word."""
        digest = sha256("\n".join((*self._fields().values(), b32encode(self.content).decode())).encode()).digest()
        return proquints(digest[:4])

    def as_text(self) -> str:
        """The lines."""
        code = b32encode(self.content).decode().rstrip("=")
        groups = [code[at : at + _GROUP] for at in range(0, len(code), _GROUP)]
        rows = [" ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
        fields = [f"{name}: {value}" for name, value in self._fields().items()]
        return "\n".join([TITLE, *fields, "", *rows, "", f"check: {self.check}"]) + "\n"

    def _fields(self) -> dict[str, str]:
        values = (
            self.name,
            str(self.body),
            self.key,
            self.set,
            f"{self.number} of {self.of}",
            str(self.needed),
            self.holder,
        )
        return dict(zip(_FIELDS, values, strict=True))


def read(text: str) -> Share:
    """The share from its lines, typed or scanned; case and spaces in the code don't matter. Raises ShareError."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if not lines or lines[0] != TITLE:
        raise ShareError("this is no share of a key")
    fields = {
        name.strip(): value.strip() for name, colon, value in (line.partition(":") for line in lines[1:]) if colon
    }
    code = "".join(line for line in lines[1:] if ":" not in line).replace(" ", "").upper()
    missing = [name for name in (*_FIELDS, "check") if name not in fields]
    if missing:
        raise ShareError(f"the line {missing[0]!r} is missing")
    number, _, of = fields["share"].partition(" of ")
    try:
        share = Share(
            fields["name"],
            UUID(fields["body"]),
            fields["key"],
            fields["set"],
            int(number),
            int(of),
            int(fields["needed"]),
            fields["holder"],
            b32decode(code + "=" * (-len(code) % 8)),
        )
    except ValueError:
        raise ShareError("a line of this share can't be read") from None
    if share.check != fields["check"].lower() or not _SET.fullmatch(share.set):
        raise ShareError(f"the check word isn't right: something is mistyped (as typed it would be {share.check})")
    return share


def proquints(content: bytes) -> str:
    """Pairs of bytes as pronounceable words, joined by hyphens."""
    words = []
    for at in range(0, len(content), 2):
        bits = int.from_bytes(content[at : at + 2])
        words.append(
            _CONSONANTS[bits >> 12]
            + _VOWELS[bits >> 10 & 3]
            + _CONSONANTS[bits >> 6 & 15]
            + _VOWELS[bits >> 4 & 3]
            + _CONSONANTS[bits & 15]
        )
    return "-".join(words)
