"""The country key: one secret for all nodes of a country, under which document numbers become natural keys.

Keys are files ``keys/country/<id>.key``; ``keys/country/current`` names the one in use. A replaced key stays: the next
one takes up where it ends (``<id>.after`` names the one before), and a natural key is the HMAC under the first, of that
the HMAC under the second, and so on. So what an old fact holds under an old key can be led on to the one in use
(``advanced``), and whoever has only old keys finds nobody in the registers. Since when a key is in use stands in
``<id>.since``. How one is replaced: ``panah.journal.rekeying``.
"""

import hmac
import os
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from django.db import connection

from panah.journal import keyfiles

LENGTH = 32

FIRST = "first"
"""Names the first key of the country in facts that are older than the naming of keys."""

Answer = TypeVar("Answer")

_CHANGING = ">"
_instead: ContextVar[str] = ContextVar("the country key to use instead", default="")


def natural_key(*parts: str) -> bytes:
    """16 bytes that are the same for the same parts, on every node of the country, and tell nothing without the key.

    Each part is normalised: Unicode NFKC, upper case, then only letters and digits kept, so that spacing, hyphens and
    case don't matter. Letters of different scripts stay different. The first part should say what the key is of, such
    as ``"document"``. HMAC-SHA256, cut to 16 bytes, once for each key the country ever used.
    """
    return _led(_message(parts), _line(*_in_use()))


def reckoner(at: datetime | None = None) -> Callable[..., bytes]:
    """``natural_key`` for several at once: under the key in use, or (aware) the one that was in use then, for what was
    decided then and must stay decided."""
    folder, name = _in_use()
    keys = _line(folder, name)
    if at is not None:
        keys = keys[: _length_at(folder, _names(folder, name), at)]
    return lambda *parts: _led(_message(parts), keys)


def under_one_key(ask: Callable[[], Answer]) -> Answer:
    """The answer of what reckons natural keys and looks them up in registers: asked again where the key was replaced
    in between, for what was reckoned under the old one finds nobody any more."""
    while True:
        key, answer = current_id(), ask()
        if current_id() == key:
            return answer


def first_key(*parts: str) -> bytes:
    """The same under the country's first key, whichever is in use: for what is printed and random, and nobody's."""
    return _led(_message(parts), _line(*_in_use())[:1])


def advanced(handle: bytes, under: str = FIRST) -> bytes:
    """A natural key that was reckoned under an earlier key, as it is under the one in use. One of a key that this node
    hasn't put in use yet stays as it is."""
    folder, name = _in_use()
    names = _names(folder, name)
    if not leads_on(under):
        return handle
    return _led(handle, _line(folder, name)[1 if under == FIRST else names.index(under) + 1 :], begun=True)


def leads_on(under: str) -> bool:
    """Whether ``advanced`` can lead on what was reckoned under this key: it is of the line in use."""
    return under == FIRST or under in _names(*_in_use())


def current_id() -> str:
    """The id of the key in use; the first use makes one."""
    return _in_use()[1]


def line() -> list[tuple[str, bytes]]:
    """Ids and secrets of all keys of the country up to the one in use, the first one first."""
    folder, name = _in_use()
    return list(zip(_names(folder, name), _line(folder, name), strict=True))


def export() -> bytes:
    """The secret in use."""
    return _line(*_in_use())[-1]


def install(secret: bytes) -> str:
    """Puts the first key of the country in use and returns its id: before there is anything in registers."""
    name = keep(secret)
    keyfiles.write(_folder() / "current", name.encode(), replace=True)
    return name


def keep(secret: bytes, *, after: str = "") -> str:
    """Keeps a key, which takes up where the key ``after`` ends (none: it is the first), and returns its id. It isn't in
    use by that."""
    if len(secret) != LENGTH:
        raise ValueError(f"a country key has {LENGTH} bytes")
    name = identify(secret)
    path = _folder() / f"{name}.key"
    if not path.exists():
        keyfiles.write(path, secret)
    if after:
        keyfiles.write(path.with_suffix(".after"), after.encode(), replace=True)
    return name


def prepared() -> str:
    """The id of the key that takes up where the one in use ends, made unless a replacement that didn't come to its end
    made one. It isn't in use yet."""
    folder, name = _in_use()
    for path in sorted(Path(folder).glob("*.after")):
        if keyfiles.read(path).decode() == name:
            return path.stem
    return keep(secrets.token_bytes(LENGTH), after=name)


def identify(secret: bytes) -> str:
    """The id of a key: not secret, the same on every node."""
    return sha256(b"panah country key 1\0" + secret).hexdigest()[:12]


@contextmanager
def using(name: str) -> Iterator[None]:
    """Reckons under the key of this id, which is here, whichever is in use."""
    token = _instead.set(name)
    try:
        yield
    finally:
        _instead.reset(token)


@contextmanager
def changing(old: str, new: str) -> Iterator[None]:
    """While it lasts, everybody asks the database which of both keys its registers are under, and so they do after a
    process that was killed here. At the end the file says what the database does."""
    keyfiles.write(_folder() / f"{new}.since", datetime.now(UTC).isoformat().encode(), replace=True)
    keyfiles.write(_folder() / "current", f"{old}{_CHANGING}{new}".encode(), replace=True)
    try:
        yield
    finally:
        settle()


def settle() -> None:
    """Ends a change that a killed process left open: the key in use is the one that the registers are under."""
    said = _said(*_stamp())
    if _CHANGING in said:
        keyfiles.write(_folder() / "current", _asked(said).encode(), replace=True)


def of_registers() -> list[str]:
    """The ids of the keys under which the registers of the database are, the first one first; none where none was ever
    replaced there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM journal_country_key")
        row = cursor.fetchone()
    return str(row[0]).split() if row is not None else []


def say_of_registers(name: str) -> None:
    """That is the key they are under from now on, and those before it. For the owner, within the transaction that
    exchanges them."""
    names = " ".join(_names(_in_use()[0], name))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_country_key (one, key) VALUES (true, %s) ON CONFLICT (one) DO UPDATE SET key = %s",
            [names, names],
        )


def _in_use() -> tuple[str, str]:
    """The folder of the keys, and the id of the one in use."""
    stamp = _stamp()
    chosen = _instead.get() or _said(*stamp)
    return os.path.dirname(stamp[0]), chosen if _CHANGING not in chosen else _asked(chosen)


def _asked(said: str) -> str:
    old, new = said.split(_CHANGING)
    return new if of_registers()[-1:] == [new] else old


def _led(handle: bytes, keys: tuple[bytes, ...], *, begun: bool = False) -> bytes:
    for secret in keys:
        handle, begun = hmac.digest(secret, handle, "sha256")[:16], True
    assert begun
    return handle


def _length_at(folder: str, names: tuple[str, ...], moment: datetime) -> int:
    """How many of these keys were in use by then, the last of them in force."""
    for length in range(len(names), 1, -1):
        since = Path(folder) / f"{names[length - 1]}.since"
        if since.exists() and moment >= datetime.fromisoformat(keyfiles.read(since).decode()):
            return length
    return 1


def _message(parts: tuple[str, ...]) -> bytes:
    return b"".join(len(part).to_bytes(4) + part for part in map(_normal, parts))


def _folder() -> Path:
    return keyfiles.folder("country")


def _stamp() -> tuple[str, int, int]:
    """Where the key in use is named, and since when: a change by another process is seen at once."""
    place = f"{keyfiles.home()}/keys/country/current"
    try:
        status = os.stat(place)
    except FileNotFoundError:
        _first()
        status = os.stat(place)
    return place, status.st_mtime_ns, status.st_ino


def _first() -> None:
    with keyfiles.locked(_folder() / "lock"):
        if not (_folder() / "current").exists():
            if any(_folder().glob("*.key")):
                raise keyfiles.KeysUnusableError(
                    f"{_folder() / 'current'} is missing, which names the country key in use"
                )
            install(secrets.token_bytes(LENGTH))


@lru_cache(maxsize=8)
def _said(place: str, _time: int, _inode: int) -> str:
    _folder()  # which refuses a folder that others may read: too dear for each key
    return keyfiles.read(Path(place)).decode().strip()


@lru_cache(maxsize=8)
def _names(folder: str, name: str) -> tuple[str, ...]:
    """The ids of this key and of those before it, the first one first."""
    names = [name]
    while (link := Path(folder) / f"{names[0]}.after").exists():
        names.insert(0, keyfiles.read(link).decode())
        if names[0] in names[1:]:
            raise keyfiles.KeysUnusableError(f"{link} names a key that comes after it")
    return tuple(names)


@lru_cache(maxsize=8)
def _line(folder: str, name: str) -> tuple[bytes, ...]:
    return tuple(_secret(Path(folder) / f"{one}.key") for one in _names(folder, name))


def _secret(path: Path) -> bytes:
    secret = keyfiles.read(path)
    if len(secret) != LENGTH:
        raise keyfiles.KeysUnusableError(f"{path.parent} holds a country key of the wrong length")
    return secret


def _normal(part: str) -> bytes:
    # What a machine-readable zone says needs no normalising.
    folded = (part if part.isascii() else unicodedata.normalize("NFKC", part)).upper()
    if not folded.isalnum():
        folded = "".join(filter(str.isalnum, folded))
    return folded.encode("utf-8", "surrogatepass")
