"""By what a document and its holder are found again: natural keys, reckoned from what the document says, for registers.

Facts hold no such key, only what it is reckoned from. Some older ones do hold keys: those are led on to the one in use.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from panah.border.facts.groups import Listed
from panah.border.facts.parts import IdentityPart
from panah.border.rules import keys
from panah.border.rules.keys import Identifying
from panah.journal import countrykey

Keys = tuple[bytes | None, bytes | None]
"""Of the document and of its holder, each None where nothing identifies."""


def keys_of(document: Identifying, at: datetime | None = None) -> Keys:
    """Natural keys of the document and of its holder, under the country key in use, or that was in use at a time."""
    return keys_by(countrykey.reckoner(at), document)


def keys_by(reckon: Callable[..., bytes], document: Identifying) -> Keys:
    """The same by a ``countrykey.reckoner``, for many at once."""
    of_document, of_holder = _parts(identity_of(document))
    return (
        reckon("document", *of_document) if of_document else None,
        reckon("holder", *of_holder) if of_holder else None,
    )


def identity_of(document: Identifying) -> IdentityPart:
    """What natural keys are reckoned from, and no more."""
    return IdentityPart(
        issuer=document.issuer,
        number=document.number,
        nationality=document.nationality,
        birth_date=document.birth_date,
        surname=document.surname,
        given_names=document.given_names,
    )


def of_listed(listed: Listed) -> bytes:
    """The natural key of the document under which somebody crosses a short way."""
    document, _holder = keys_of(IdentityPart(issuer=listed.issuer, number=listed.number))
    return document or older(listed.document_key) or b""


def older(key: str) -> bytes | None:
    """A key (hex) that a fact of an earlier version holds, as it is under the country key in use; None for none."""
    return countrykey.advanced(bytes.fromhex(key)) if key else None


# The desk asks for what the fold asks for again a moment later.
@lru_cache(maxsize=64)
def _parts(identity: IdentityPart) -> tuple[tuple[str, str] | None, tuple[str, str, str] | None]:
    return keys.document_parts(identity), keys.holder_parts(identity)
