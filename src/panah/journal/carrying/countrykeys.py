"""The country key from node to node: all keys of the country in one file for one node, sealed to it and signed.

A file is the line that names the format and an age file for the receiver, whose plain text is JSON: ``writer``, its
``keys`` (signing), ``line`` (the country's secrets, the first one first) and the writer's ``signature`` over the
SHA-256 of the canonical form of the rest. Whoever takes it must know the writer by its card.
"""

import json
from hashlib import sha256
from itertools import takewhile
from typing import Any
from uuid import UUID

from pyrage import DecryptError, decrypt, encrypt

from panah.journal import countrykey, keys, store
from panah.journal.carrying import losing, peers
from panah.journal.carrying.packing import key_from, key_to
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import reader
from panah.journal.facts import canonical
from panah.journal.models import Peer

MAGIC = b"panah country keys 1\n"
LONGEST = 1 << 16


class KeysRefusedError(ValueError):
    """The file can't be taken; the text says why, and nothing of it was."""


def write(peer: Peer) -> bytes:
    """The file for a node. Raises KeysRefusedError, store.NoJournalError."""
    if losing.is_lost(peer.journals):
        raise KeysRefusedError(f"{peer.name} is marked as lost")
    head = store.own_head()
    if head is None:
        raise store.NoJournalError
    content: dict[str, Any] = {
        "writer": str(head.journal),
        "keys": [key_to(key) for key in keys.known(head.journal)],
        "line": [secret.hex() for _id, secret in countrykey.line()],
    }
    content["signature"] = keys.current().sign(_message(content)).hex()
    sealed: bytes = encrypt(canonical(content), [reader(peer.recipient)])
    return MAGIC + sealed


def keep(content: bytes) -> str:
    """Keeps the keys of a file, and gives the id of the last one, which isn't in use yet. Raises KeysRefusedError."""
    secrets = _verified(_opened(content))
    ids = [countrykey.identify(secret) for secret in secrets]
    here = [name for name, _secret in countrykey.line()]
    alike = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(ids, here, strict=False)))
    if alike == len(ids) < len(here):
        raise KeysRefusedError("this node has newer keys than the file")
    if set(ids[alike:]) & set(here[alike:]):
        raise KeysRefusedError("this node knows the keys of the file in another order")
    last = ""
    for secret in secrets:
        last = countrykey.keep(secret, after=last)
    return last


def _opened(content: bytes) -> dict[str, Any]:
    if not content.startswith(MAGIC) or len(content) > LONGEST:
        raise KeysRefusedError("this is no file of country keys")
    try:
        found = json.loads(decrypt(content[len(MAGIC) :], list(keyring.node().identities)))
    except (DecryptError, ValueError):
        raise KeysRefusedError("this file is sealed to another node, or damaged") from None
    if not isinstance(found, dict):
        raise KeysRefusedError("this file is damaged")
    return found


def _verified(found: dict[str, Any]) -> list[bytes]:
    try:
        writer = UUID(found["writer"])
        offered = tuple(key_from(key) for key in found["keys"])
        signature = bytes.fromhex(found.pop("signature"))
        secrets = [bytes.fromhex(one) for one in found["line"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysRefusedError("this file is damaged") from None
    peer = peers.of_journal(writer)
    if peer is None or losing.is_lost(peer.journals):
        raise KeysRefusedError("no node known here wrote this file; see: panah journal peer")
    if not peers.belong(writer, offered) or not keys.verifies(offered[-1].public, signature, _message(found)):
        raise KeysRefusedError("this file isn't signed by the node that it says wrote it")
    if not secrets or any(len(secret) != countrykey.LENGTH for secret in secrets):
        raise KeysRefusedError("this file is damaged")
    return secrets


def _message(content: dict[str, Any]) -> bytes:
    return MAGIC + sha256(canonical({name: value for name, value in content.items() if name != "signature"})).digest()
