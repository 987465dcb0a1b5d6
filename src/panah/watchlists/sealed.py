"""Sealing and opening what a hit is about, with the country's keys; and the key of a cleared pair."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from panah.journal import countrykey
from panah.journal.keyfiles import KeysUnusableError
from panah.watchlists.keys import hit_key
from panah.watchlists.rules import sealing
from panah.watchlists.rules.sealing import SealedError


def details(content: Mapping[str, Any]) -> str:
    """What a hit is about, sealed, as facts carry it."""
    return _sealed(content, sealing.DETAIL_STEP)


def words(content: Mapping[str, Any]) -> str:
    """What officers wrote, sealed."""
    return _sealed(content, sealing.WORDS_STEP)


def opened(sealed: bytes) -> dict[str, Any]:
    """The content again; SealedError where this node has no key for it or it is damaged."""
    try:
        return sealing.unseal(bytes(sealed), hit_key)
    except KeysUnusableError as fault:
        raise SealedError(str(fault)) from None


def clearing_key(person: str, list_code: str, entry: str, digest: str) -> bytes:
    """The HMAC under which a cleared pair is remembered: digests of both records, the list, the entry's id."""
    return countrykey.natural_key("cleared", person, list_code, entry, digest)


def _sealed(content: Mapping[str, Any], step: int) -> str:
    key_id = countrykey.current_id()
    return b64encode(sealing.seal(content, hit_key(key_id), key_id, step=step)).decode("ascii")
