"""The keys of the readers at home on this node: files ``keys/sealed/<name>.age``.

A file is what age's own tools read: lines that begin with # are remarks, every other is a secret key. The remark
``# reader: <uuid>`` says whose it is. The last key is the one that others are told; earlier ones stay, so that what was
sealed to them can still be opened. Whoever takes the file away takes the reading away.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from pyrage import IdentityError, x25519

from panah.journal import keyfiles

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_READER = "# reader: "


class NameTakenError(ValueError):
    """There is a file of this name for another reader, or the name can't be one of a file."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at home here: ``id`` stands in the rows of what they opened. ``public`` is the key others seal to.
    ``digest`` is another whenever their keys are."""

    name: str
    id: UUID
    public: str
    identities: tuple[x25519.Identity, ...]
    digest: bytes


def readers() -> list[Reader]:
    """All readers at home here, by name. Raises keyfiles.KeysUnusableError, naming the file."""
    return [_read(path) for path in sorted(_folder().glob("*.age"))]


def find(name: str) -> Reader | None:
    """The reader of this name."""
    path = _path(name)
    return _read(path) if path.exists() else None


def node() -> Reader:
    """This node's own key, to which bundles and what bodies send back to it are sealed; the first use makes one. It
    opens no rows of registers."""
    path = keyfiles.folder("node") / "node.age"
    if not path.exists():
        with keyfiles.locked(path.with_name("lock")):
            if not path.exists():
                keyfiles.write(path, _content(uuid4(), (x25519.Identity.generate(),)))
    return _read(path)


def make(name: str, reader: UUID | None = None) -> Reader:
    """Makes a key for a reader; where there is one already, a new one beside it, which others seal to from now on.

    Without ``reader`` a new one gets a new id. Raises NameTakenError or keyfiles.KeysUnusableError.
    """
    path = _path(name)
    new = x25519.Identity.generate()
    with keyfiles.locked(_folder() / "lock"):
        old = _read(path) if path.exists() else None
        if old is not None and reader not in (None, old.id):
            raise NameTakenError(f"{path} is the key of another reader")
        whose = old.id if old is not None else reader or uuid4()
        before = old.identities if old is not None else ()
        keyfiles.write(path, _content(whose, (*before, new)), replace=True)
    return _read(path)


def restore(name: str, reader: UUID, identities: Sequence[x25519.Identity]) -> Reader:
    """Puts keys that were recovered from shares back; what a file of this reader holds beyond them stays, as newer.

    Raises NameTakenError or keyfiles.KeysUnusableError.
    """
    path = _path(name)
    with keyfiles.locked(_folder() / "lock"):
        old = _read(path) if path.exists() else None
        if old is not None and old.id != reader:
            raise NameTakenError(f"{path} is the key of another reader")
        recovered = {str(identity): identity for identity in identities}
        newer = {str(identity): identity for identity in (old.identities if old is not None else ())}
        keyfiles.write(path, _content(reader, tuple((recovered | newer).values())), replace=True)
    return _read(path)


def _content(reader: UUID, identities: Sequence[x25519.Identity]) -> bytes:
    lines = [f"{_READER}{reader}"]
    for identity in identities:
        lines += [f"# public key: {identity.to_public()}", str(identity)]
    return ("\n".join(lines) + "\n").encode("ascii")


def _folder() -> Path:
    return keyfiles.folder("sealed")


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise NameTakenError("a name has small letters, digits, _ and - only")
    return _folder() / f"{name}.age"


def _read(path: Path) -> Reader:
    status = path.stat()
    return _parsed(path, keyfiles.read(path), status.st_mtime_ns)


@lru_cache(maxsize=64)
def _parsed(path: Path, content: bytes, _time: int) -> Reader:
    whose: UUID | None = None
    identities: list[x25519.Identity] = []
    try:
        for line in content.decode("ascii").splitlines():
            if line.startswith(_READER):
                whose = UUID(line.removeprefix(_READER).strip())
            elif line.strip() and not line.startswith("#"):
                identities.append(x25519.Identity.from_str(line.strip()))
    except (ValueError, IdentityError):
        raise keyfiles.KeysUnusableError(f"{path} holds a line that is no age key") from None
    if whose is None or not identities:
        raise keyfiles.KeysUnusableError(f"{path} names no reader or holds no key")
    return Reader(path.stem, whose, str(identities[-1].to_public()), tuple(identities), sha256(content).digest())
