"""Verifying keys and signed heads."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from panah.journal import chain, keys
from panah.journal.faults import FaultKind, Result
from panah.journal.streams import stream


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that vouches for a digest at a sequence; ``fault`` says why it doesn't."""

    sequence: int
    chain: bytes
    what: str
    fault: str


def check_keys(journal: UUID, result: Result) -> None:
    """Reports the first key that nothing introduces."""
    known = keys.known(journal)
    for key in known[len(keys.unbroken(known)) :][:1]:
        detail = f"key {key.id.hex()} is introduced by none of the journal"
        result.add(journal, key.from_sequence, FaultKind.BAD_KEY, detail)


def anchors(journal: UUID) -> Iterator[Anchor]:
    """The signed heads of a journal in order, each checked."""
    good = keys.public_keys(journal)
    query = "SELECT sequence, clock, chain, key, signature FROM journal_signature WHERE journal = %s ORDER BY sequence"
    for sequence, clock, link, key, signature in stream(query, [journal]):
        yield Anchor(sequence, link, "a signed head", _fault(good, journal, sequence, clock, link, key, signature))


def _fault(
    good: list[keys.KnownKey], journal: UUID, sequence: int, clock: int, link: bytes, key: bytes, signature: bytes
) -> str:
    signer = keys.valid_at(good, sequence)
    if signer is None or signer.id != key:
        known = any(candidate.id == key for candidate in good)
        return f"signed with {'another key than the one valid here' if known else 'an unknown key'}"
    if not keys.verifies(signer.public, signature, chain.head_message(journal, sequence, clock, link)):
        return "the signature is not of this head"
    return ""
