"""A reader's keys divided among holders, and put together again, in memory alone.

What is divided is every identity of the reader, old ones too, so that what was sealed before a key was replaced can
still be opened. A share is for a holder: sealed to that holder's public key (age), or text to print.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from pyrage import DecryptError, IdentityError, decrypt, encrypt, x25519

from panah.journal.envelopes.keyring import Reader
from panah.journal.envelopes.sealing import reader as recipient
from panah.journal.shares import shamir
from panah.journal.shares.shamir import ShareError
from panah.journal.shares.sheet import Share, read

_PREFIX = "AGE-SECRET-KEY-1"
_LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_LENGTH, _BYTES = 58, 37
_SEALED = b"age-encryption.org/"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who keeps a share: ``public`` is the key it is sealed to, empty for paper."""

    name: str
    public: str = ""


def split(reader: Reader, holders: Sequence[Holder], *, needed: int) -> list[Share]:
    """A share for each holder, in order. Raises ShareError."""
    if len({holder.name for holder in holders}) != len(holders):
        raise ShareError("each holder has a name of their own")
    pieces = shamir.split(_packed(reader.identities), needed=needed, count=len(holders))
    together = secrets.token_hex(4)
    return [
        Share(
            name=reader.name,
            body=reader.id,
            key=reader.public,
            set=together,
            number=number,
            of=len(holders),
            needed=needed,
            holder=holder.name,
            content=pieces[number],
        )
        for number, holder in enumerate(holders, 1)
    ]


def sealed(share: Share, holder: Holder) -> bytes:
    """The share as a file that only its holder opens. Raises LetterError for a key that isn't one."""
    content: bytes = encrypt(share.as_text().encode(), [recipient(holder.public)])
    return content


def opened(content: bytes, identities: Sequence[x25519.Identity]) -> Share:
    """A share from its file, sealed or plain. Raises ShareError."""
    if content.startswith(_SEALED):
        try:
            content = decrypt(content, list(identities))
        except DecryptError:
            raise ShareError("this share is sealed to somebody else; they open it with: panah body key open") from None
    try:
        return read(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise ShareError("this is no share of a key") from None


def join(shares: Sequence[Share]) -> tuple[x25519.Identity, ...]:
    """The body's keys, the newest last. Raises ShareError: too few, of different sets, or not what was divided."""
    if len({(one.body, one.key, one.set, one.needed, one.of) for one in shares}) != 1:
        raise ShareError("these shares weren't made together")
    pieces = {share.number: share.content for share in shares}
    if len(pieces) < shares[0].needed:
        raise ShareError(f"{shares[0].needed} different shares are needed, and these are {len(pieces)}")
    identities = _unpacked(shamir.join(pieces))
    if str(identities[-1].to_public()) != shares[0].key:
        raise ShareError("these shares don't give the key they say they do: one of them was changed")
    return identities


def opens_what_is_sealed_now(identities: Sequence[x25519.Identity], public: str) -> bool:
    """Whether these keys open what anybody seals to ``public``, tried with a letter made for it."""
    test = secrets.token_bytes(32)
    try:
        return bool(decrypt(encrypt(test, [recipient(public)]), list(identities)) == test)
    except DecryptError:
        return False


def _packed(identities: Sequence[x25519.Identity]) -> bytes:
    packed = bytearray([len(identities)])
    for identity in identities:
        number = 0
        for letter in str(identity).removeprefix(_PREFIX):
            number = number << 5 | _LETTERS.index(letter)
        packed += number.to_bytes(_BYTES)
    return bytes(packed)


def _unpacked(packed: bytes) -> tuple[x25519.Identity, ...]:
    if not packed[0] or len(packed) != 1 + packed[0] * _BYTES:
        raise ShareError("these shares don't give a key: one of them was changed")
    try:
        return tuple(_identity(packed[at : at + _BYTES]) for at in range(1, len(packed), _BYTES))
    except IdentityError:
        raise ShareError("these shares don't give a key: one of them was changed") from None


def _identity(packed: bytes) -> x25519.Identity:
    number = int.from_bytes(packed)
    letters = (_LETTERS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return x25519.Identity.from_str(_PREFIX + "".join(letters))
