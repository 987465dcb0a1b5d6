"""Writing letters: what is said in them, for whom, in a frame that tells neither."""

import json
import random
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from pyrage import RecipientError, encrypt, x25519

from panah.journal import incarnations, store
from panah.journal.entries import Entry, Statement
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.standing import ahead
from panah.journal.facts import canonical
from panah.journal.record import record

READERS = 8
"""How many stanzas every letter has; so many may read one at most."""

STEPS = (1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10)
"""The sizes of what is encrypted, in bytes."""

# What age adds for eight readers, its random stanza included, never comes near this.
ROOM = 2 << 10

LENGTH = 4
_random = random.SystemRandom()


class LetterError(ValueError):
    """A letter can't be written like this; the text says why and holds nothing of its content."""


def letter(statements: Sequence[Statement], *, to: Sequence[str], actor: UUID, at_least: int = 0) -> Statement:
    """An envelope with these statements for the holders of the keys ``to`` (``age1…``), to be recorded with ``keep``.

    ``actor`` is who says it: that stands inside. ``at_least`` is the least size (one of ``STEPS``) it takes, so that
    letters of one occasion are all alike. Raises LetterError: no or too many readers, not a key, too long, a fact that
    isn't sealed.
    """
    open_kinds = sorted({statement.fact.kind for statement in statements if not statement.fact.sealed})
    if open_kinds:
        raise LetterError(f"{', '.join(open_kinds)} is said openly, not in an envelope")
    if not statements or not to:
        raise LetterError("a letter needs something to say and somebody to read it")
    after = ahead({statement.subject for statement in statements})
    said = [_said(statement, after.get(statement.subject)) for statement in statements]
    content = canonical({"actor": str(actor), "said": said})
    return _envelope(content, [reader(public) for public in dict.fromkeys(to)], at_least)


def cover(*, at_least: int = 0) -> Statement:
    """An envelope like any other, with nothing in it and nobody to read it."""
    return _envelope(b"", [], at_least)


def keep(envelopes: Sequence[Statement]) -> list[Entry]:
    """Records envelopes, in the transaction that is open if one is. Their actor is the node itself."""
    incarnations.ensure()
    return record(envelopes, actor=store.own_journal())


def seal(statements: Sequence[Statement], *, to: Sequence[str], actor: UUID, at_least: int = 0) -> list[Entry]:
    """Says these in one envelope: ``letter`` and ``keep``."""
    return keep([letter(statements, to=to, actor=actor, at_least=at_least)])


def reader(public: str) -> x25519.Recipient:
    """The key of this name (``age1…``). Raises LetterError."""
    try:
        return x25519.Recipient.from_str(public)
    except (RecipientError, ValueError):
        raise LetterError("that isn't a public key of the form age1…") from None


def _said(statement: Statement, after: int | None) -> dict[str, object]:
    return ({} if after is None else {"after": after}) | {
        "kind": statement.fact.kind,
        "version": statement.fact.version,
        "subject": str(statement.subject),
        "happened": statement.happened.isoformat(),
        "source": int(statement.source),
        "body": json.loads(statement.fact.body()),
    }


def _envelope(content: bytes, readers: Sequence[x25519.Recipient], at_least: int) -> Statement:
    if len(readers) > READERS:
        raise LetterError(f"a letter has {READERS} readers at most")
    length = len(content) + LENGTH
    size = next((step for step in STEPS if step >= max(length, at_least)), None)
    if size is None:
        raise LetterError(f"a letter takes {STEPS[-1] - LENGTH} bytes at most, not {len(content)}")
    plain = (len(content).to_bytes(LENGTH) + content).ljust(size, b"\0")
    made_up = (x25519.Identity.generate().to_public() for _ in range(READERS - len(readers)))
    everybody = [*readers, *made_up]
    _random.shuffle(everybody)
    encrypted = encrypt(plain, everybody)
    frame = (len(encrypted).to_bytes(LENGTH) + encrypted).ljust(size + ROOM, b"\0")
    return Statement(EnvelopeKept(letter=b64encode(frame).decode("ascii")), uuid4(), datetime.now(UTC))
