"""The country key: one secret for all nodes of a country, under which document numbers become natural keys.

Keys are files ``keys/country/<id>.key``; ``keys/country/current`` names the one in use. Facts never hold a natural key,
only registers do: after a rotation every register is rebuilt from the bodies and then holds those of the new key.
"""

import hmac
import secrets
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from panah.journal import keyfiles

LENGTH = 32


def natural_key(*parts: str) -> bytes:
    """16 bytes that are the same for the same parts, on every node of the country, and tell nothing without the key.

    Each part is normalised: Unicode NFKC, upper case, then only letters and digits kept, so that spacing, hyphens and
    case don't matter. Letters of different scripts stay different. The first part should say what the key is of, such
    as ``"document"``. HMAC-SHA256, cut to 16 bytes.
    """
    message = b"".join(len(part).to_bytes(4) + part for part in map(_normal, parts))
    return hmac.digest(_secret(*_stamp()), message, "sha256")[:16]


def current_id() -> str:
    """The id of the key in use; the first use makes one."""
    return _current(*_stamp())


def rotate() -> str:
    """Makes a new country key, puts it in use, returns its id. Rebuild every register next, with the node at rest."""
    return install(secrets.token_bytes(LENGTH))


def install(secret: bytes) -> str:
    """Puts a country key made elsewhere in use and returns its id. Rebuild every register next."""
    if len(secret) != LENGTH:
        raise ValueError(f"a country key has {LENGTH} bytes")
    name = identify(secret)
    path = _folder() / f"{name}.key"
    if not path.exists():
        keyfiles.write(path, secret)
    keyfiles.write(_folder() / "current", name.encode(), replace=True)
    return name


def export() -> bytes:
    """The secret in use, to carry to another node of the country by a safe way."""
    return _secret(*_stamp())


def identify(secret: bytes) -> str:
    """The id of a key: not secret, the same on every node."""
    return sha256(b"panah country key 1\0" + secret).hexdigest()[:12]


def _folder() -> Path:
    return keyfiles.folder("country")


def _stamp() -> tuple[Path, int, int]:
    """Where the key in use is named, and since when: a change by another process is seen at once."""
    path = _folder() / "current"
    try:
        status = path.stat()
    except FileNotFoundError:
        _first()
        status = path.stat()
    return path, status.st_mtime_ns, status.st_ino


def _first() -> None:
    with keyfiles.locked(_folder() / "lock"):
        if not (_folder() / "current").exists():
            if any(_folder().glob("*.key")):
                raise keyfiles.KeysUnusableError(
                    f"{_folder() / 'current'} is missing, which names the country key in use"
                )
            install(secrets.token_bytes(LENGTH))


@lru_cache(maxsize=8)
def _current(path: Path, _time: int, _inode: int) -> str:
    return keyfiles.read(path).decode().strip()


@lru_cache(maxsize=8)
def _secret(path: Path, time: int, inode: int) -> bytes:
    secret = keyfiles.read(path.with_name(f"{_current(path, time, inode)}.key"))
    if len(secret) != LENGTH:
        raise keyfiles.KeysUnusableError(f"{path.parent} holds a country key of the wrong length")
    return secret


def _normal(part: str) -> bytes:
    folded = unicodedata.normalize("NFKC", part).upper()
    return "".join(letter for letter in folded if letter.isalnum()).encode("utf-8", "surrogatepass")
