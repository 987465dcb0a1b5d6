"""The post's side of what a body opened again after it had let go of it (S1): the next hold of that person, or one that
is open, is shared with the body before anything else can come of it.

Until then the post remembers what it was asked in rows that only its key file opens, all of one size. Nobody at the
border is told: the share goes along in the envelope that taking somebody over always leaves, and where a hold is open
already, in one that is left when a bundle came in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import answering, envelopes, tokens
from panah.border.desk.gather import open_holds
from panah.border.models import Hold
from panah.journal import boxes, facts, store
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.opening import Said
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk import returns
from panah.protection.desk.bodies import bodies
from panah.protection.facts.matters import MatterOpenAgain, ShareEntrusted
from panah.protection.models import HeldAgain

SIZE = 512
"""What is sealed of each: more than an ask ever takes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A body asks for a share in the next hold of whoever a presentation is of. ``at`` is ISO, UTC."""

    matter: str
    presentation: str
    reply_to: str
    at: str


def hear(said: Said, fact: facts.Fact) -> None:
    """Keep what a body of the directory asks for; and have them brought back whom the post refused since."""
    assert isinstance(fact, MatterOpenAgain)
    if fact.reply_to not in {one.key for one in bodies() if one.key}:
        return
    forget(said)
    ask = Ask(str(said.subject), str(fact.presentation), fact.reply_to, said.happened.isoformat())
    plain = json.dumps(asdict(ask)).encode().ljust(SIZE)
    row = uuid4()
    HeldAgain.objects.create(id=row, content=boxes.seal(_key(), plain, row.bytes))
    answering.recall(fact.presentation, since=said.happened)


def forget(said: Said) -> None:
    """The body let go again, or asks anew: what it asked for this matter before is over."""
    for row, ask in _asks():
        if ask.matter == str(said.subject) and datetime.fromisoformat(ask.at) <= said.happened:
            row.delete()


def when_taken(hold: Hold) -> Statement | None:
    """The letter with a share for the body that asked for one in the next hold of whoever is taken over."""
    for row, ask in _asks():
        theirs = {one.subject for one in open_holds(UUID(ask.presentation))}
        if hold.subject in theirs and tokens.is_here(hold.subject):
            return _entrusted(hold, row, ask)
    return None


def close() -> None:
    """Share the holds that are open already."""
    for row, ask in _asks():
        here = [one for one in open_holds(UUID(ask.presentation)) if tokens.is_here(one.subject)]
        if here:
            with transaction.atomic():
                store.take_pen()
                keep([_entrusted(here[0], row, ask)])


returns.heard[MatterOpenAgain.kind] = hear
returns.shares_back.append(forget)
returns.afterwards.append(close)
envelopes.when_taken.append(when_taken)


def _entrusted(hold: Hold, row: HeldAgain, ask: Ask) -> Statement:
    head = store.own_head()
    if head is None:
        raise store.NoJournalError
    share = tokens.take_share(hold.subject)
    fact = ShareEntrusted(hold=hold.subject, share=share.hex(), reply_to=keyring.node().public)
    row.delete()
    said = Statement(fact, UUID(ask.matter), timezone.now())
    return letter([said], to=[ask.reply_to], actor=head.journal, at_least=envelopes.WITH_HOLD)


def _asks() -> Iterator[tuple[HeldAgain, Ask]]:
    for row in HeldAgain.objects.order_by("id"):
        plain = boxes.unseal(_key(), bytes(row.content), row.id.bytes, "what bodies opened again is")
        yield row, Ask(**json.loads(plain))


def _key() -> bytes:
    """The key of the tokens that are shared for it."""
    return boxes.node_key("tokens")
