"""An envelope that came by hand before its journal did: kept whole in this node's own journal, until and after.

What it says is opened as if the entry itself were here, under the same place in its own journal. So it counts once,
whichever of the two comes first, and a rebuild finds it again.

Everybody gets this node's journal, whoever wrote the envelope too. So it isn't said which one it was: the subject is a
keyed digest, the entry is sealed to whom the envelope was for. The digest also keeps others from having this node
believe that an entry stands in somebody else's journal.
"""

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from uuid import UUID

from pyrage import DecryptError, decrypt, encrypt, x25519

from panah.journal import boxes
from panah.journal.carrying.packing import parcel_from, parcel_to
from panah.journal.entries import Entry
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.facts import Fact, canonical
from panah.journal.reading import with_body
from panah.journal.store import Parcel


class EnvelopeCarried(Fact, kind="sealed:envelope:carried", retention="sealed"):
    """Subject: a digest under this node's own key, which says nothing of the envelope's. ``entry`` is the other
    journal's entry with header, salt and exact body, as JSON in an age file for the reader, base64.

    Whoever takes it in has seen that a known node signed it.
    """

    entry: str


def wrapped(parcel: Parcel, identities: Sequence[x25519.Identity]) -> tuple[EnvelopeCarried, UUID]:
    """What is stated of an envelope that opens with these keys, and the subject it is stated of: the same each time."""
    text = _text(parcel)
    sealed = encrypt(text, [one.to_public() for one in identities])
    return EnvelopeCarried(entry=b64encode(sealed).decode("ascii")), _digest(text)


def subject_of(parcel: Parcel) -> UUID:
    """The subject under which an envelope is kept here, if it came by hand."""
    return _digest(_text(parcel))


def inside(fact: EnvelopeCarried, subject: UUID, identities: Sequence[x25519.Identity]) -> Entry | None:
    """The envelope's own entry; None where it isn't for these, or another node states it."""
    try:
        text = decrypt(b64decode(fact.entry, validate=True), list(identities))
    except (DecryptError, ValueError):
        return None
    if _digest(text) != subject:
        return None
    parcel, _withheld = parcel_from(json.loads(text))
    header = parcel.header
    assert header.kind == EnvelopeKept.kind
    assert parcel.body is not None
    return with_body(header, parcel.body)


def _text(parcel: Parcel) -> bytes:
    return canonical(parcel_to(parcel, withheld=False))


def _digest(text: bytes) -> UUID:
    return UUID(bytes=hmac.digest(boxes.node_key("carried"), text, "sha256")[:16], version=4)
