"""Complaints and requests: anyone's, past the post, straight to the monitor; and the monitor's answers.

The words are sealed to the monitors' keys. Whoever complains gets a receipt, a number and a secret, which exist on
their paper alone: an answer is locked with a key made of both, so that neither the post nor a dump of it reads it.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.journal import boxes
from panah.journal.countrykey import first_key
from panah.journal.entries import Statement
from panah.journal.envelopes.sealing import keep, letter
from panah.journal.record import say
from panah.people.desk import SYSTEM
from panah.protection.complaint_limits import complaint_limits
from panah.protection.desk.bodies import body_of, monitors
from panah.protection.desk.matters import at_home
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.complaints import (
    Channel,
    ComplaintAnswered,
    ComplaintAnswerKept,
    ComplaintClosed,
    ComplaintMade,
    ComplaintReminded,
    ComplaintSaid,
    Outcome,
)
from panah.protection.models.complaints import Complaint, ComplaintText

SORTS = ("complaint", "access", "correction")
OUTCOMES: tuple[Outcome, ...] = ("upheld", "partly", "not_upheld", "withdrawn", "passed_on")
LONGEST, LONGEST_CONTACT, LONGEST_ANSWER = 3000, 200, 6000
# Every complaint is sealed in a letter of the same size, every answer in one of two.
ROOM = 16 << 10
_STEPS = (8 << 10, 32 << 10)
# No letters or digits that are taken for others, on paper or by telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PART = 8


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever complained takes along: nobody else has it, and it can't be had again."""

    number: str
    secret: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the person reads it."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever has the receipt learns."""

    made: datetime
    closed: datetime | None
    answers: tuple[Answer, ...]


def can_be_read() -> bool:
    """Whether there is a monitor that can be written to."""
    return bool(monitors())


def complain(
    sort: str,
    text: str,
    *,
    post: UUID | None,
    language: str,
    contact: str = "",
    channel: Channel = "page",
    actor: UUID = SYSTEM,
) -> Receipt:
    """Say something to the monitor; gives the receipt.

    ProtectionError ``nobody_reads_complaints`` (take it on paper), ``complaint_empty``, ``complaint_long``,
    ``complaints_too_many``.
    """
    words, reach = text.strip(), " ".join(contact.split())
    if sort not in SORTS or not any(letter.isalnum() for letter in words):
        raise ProtectionError("complaint_empty")
    if len(words) > LONGEST or len(reach) > LONGEST_CONTACT:
        raise ProtectionError("complaint_long")
    readers = monitors()
    if not readers:
        raise ProtectionError("nobody_reads_complaints")
    now = timezone.now()
    receipt = Receipt(_part(), _part())
    complaint = uuid4()
    key = _key(receipt.number, receipt.secret)
    made = ComplaintMade(post=post, channel=channel, receipt=_name(receipt.number), proof=_proof(key))
    said = ComplaintSaid(
        sort=sort,
        language=language,
        post=post,
        text=words,
        contact=reach,
        key=key.hex(),
    )
    envelope = letter([Statement(said, complaint, now)], to=[one.key for one in readers], actor=actor, at_least=ROOM)
    with one_at_a_time(post or UUID(int=0)):
        lately = Complaint.objects.filter(post=post, channel="page", made__gt=now - timedelta(hours=1)).count()
        if channel == "page" and lately >= complaint_limits().most_in_an_hour:
            raise ProtectionError("complaints_too_many")
        say(made, actor=actor, about=complaint, at=now)
        keep([envelope])
    return receipt


def ask(number: str, secret: str) -> Asked:
    """What became of a complaint; ProtectionError ``receipt_unknown`` where number and secret don't go together.

    Found by what both prove together, at whichever node it was made: the name of a number is said under the key of the
    node's own country, which the monitor's office may not have."""
    clean_number, clean_secret = _clean(number), _clean(secret)
    if not clean_number or not clean_secret:
        raise ProtectionError("receipt_unknown")
    key = _key(clean_number, clean_secret)
    row = Complaint.objects.filter(proof=_proof(key)).first()
    if row is None:
        raise ProtectionError("receipt_unknown")
    answers = [Answer(datetime.fromisoformat(one["at"]), _unlocked(key, one["letter"])) for one in row.answers]
    return Asked(row.made, row.closed, tuple(answers))


def reader_of(staff: UUID) -> UUID | None:
    """Whose complaints this monitor reads here: their own body's, or those of the only monitor at home here."""
    here = [one.id for one in monitors() if one.id in at_home()]
    own = body_of(staff)
    if own is not None:
        return own.id if own.id in here else None
    return here[0] if len(here) == 1 else None


def text_of(reader: UUID | None, complaint: UUID) -> ComplaintText | None:
    """What it says, where its words can be read here."""
    return None if reader is None else ComplaintText.objects.for_body(reader).filter(subject=complaint).first()


def texts_of(reader: UUID | None, complaints: Sequence[UUID]) -> dict[UUID, ComplaintText]:
    """The same of several, by complaint."""
    if reader is None:
        return {}
    return {row.subject: row for row in ComplaintText.objects.for_body(reader).filter(subject__in=list(complaints))}


def get(complaint: UUID) -> Complaint:
    """One complaint; ProtectionError ``complaint_unknown``."""
    row = Complaint.objects.filter(subject=complaint).first()
    if row is None:
        raise ProtectionError("complaint_unknown")
    return row


def mark_of(row: Complaint) -> str:
    """What whoever is waited for and the monitor call a complaint when they speak of it."""
    return str(row.subject)[:8]


def overdue(row: Complaint, now: datetime) -> bool:
    """Whether it should have been answered by now."""
    return row.closed is None and row.answered is None and now - row.made > complaint_limits().answer


def answer(complaint: UUID, text: str, *, reader: UUID | None, actor: Acting) -> None:
    """Answer it, for whoever has the receipt. ProtectionError ``complaint_unknown``, ``complaint_closed``,
    ``answer_empty``, ``complaint_long``, ``complaint_sealed`` where its words can't be read here."""
    words = text.strip()
    if not words:
        raise ProtectionError("answer_empty")
    if len(words) > LONGEST_ANSWER:
        raise ProtectionError("complaint_long")
    with _open(complaint):
        said = text_of(reader, complaint)
        if said is None or reader is None:
            raise ProtectionError("complaint_sealed")
        now = timezone.now()
        locked = _locked(bytes.fromhex(said.key), words)
        kept = letter(
            [Statement(ComplaintAnswerKept(text=words), complaint, now)],
            to=[one.key for one in monitors()],
            actor=actor.id,
            at_least=ROOM,
        )
        say(ComplaintAnswered(letter=locked), actor=actor.id, about=complaint, at=now)
        keep([kept])


def remind(complaint: UUID, whom: Literal["post", "headquarters"], until: date, *, actor: Acting) -> None:
    """Tell the commander or headquarters that the monitor waits for what they have to say, by a day to come."""
    if until < timezone.localdate():
        raise ProtectionError("day_gone")
    with _open(complaint) as row:
        if whom == "post" and row.post is None:
            raise ProtectionError("no_post_named")
        fact = ComplaintReminded(whom=whom, until=until.isoformat())
        say(fact, actor=actor.id, about=complaint)


def close(complaint: UUID, outcome: Outcome, *, actor: Acting) -> None:
    """The monitor has done with it; only what was answered can be closed, except what was withdrawn."""
    with _open(complaint) as row:
        if row.answered is None and outcome != "withdrawn":
            raise ProtectionError("answer_first")
        say(ComplaintClosed(outcome=outcome), actor=actor.id, about=complaint)


def waited_for(post: UUID | None) -> list[Complaint]:
    """Complaints of which the monitor waits to hear from a post's commander, or (None) from headquarters."""
    rows = Complaint.objects.filter(closed__isnull=True, reminded__isnull=False).order_by("until", "subject")
    return list(rows.filter(whom="headquarters") if post is None else rows.filter(whom="post", post=post))


@contextmanager
def _open(complaint: UUID) -> Iterator[Complaint]:
    """A transaction in which nobody else decides about this complaint, which isn't closed."""
    with one_at_a_time(complaint):
        row = get(complaint)
        if row.closed is not None:
            raise ProtectionError("complaint_closed")
        yield row


def _part() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_PART))


def _clean(written: str) -> str:
    return "".join(letter for letter in written.upper() if letter in _LETTERS)[: 4 * _PART]


def _name(number: str) -> str:
    return first_key("complaint receipt", number).hex()


def _key(number: str, secret: str) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=b"panah complaint 1 " + number.encode(), n=1 << 14, r=8, p=1, dklen=32)


def _proof(key: bytes) -> str:
    return hashlib.sha256(b"panah complaint proof 1 " + key).hexdigest()


def _locked(key: bytes, text: str) -> str:
    plain = text.encode()
    size = next(step for step in _STEPS if step >= len(plain) + 4)
    padded = (len(plain).to_bytes(4) + plain).ljust(size, b"\0")
    return b64encode(boxes.seal(key, padded, b"complaint")).decode()


def _unlocked(key: bytes, locked: str) -> str:
    plain = boxes.unseal(key, b64decode(locked), b"complaint", "the complaint is")
    return plain[4 : 4 + int.from_bytes(plain[:4])].decode()
