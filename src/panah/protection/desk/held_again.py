"""The post's side of what a body opened again after it had let go of it (S1): the next hold of that person, or one that
is open, is shared with the body before anything else can come of it.

Until it is settled the post remembers what it was asked in rows that only its key file opens, all of one size. Nobody
at the border is told: the share goes along in the envelope that taking somebody over always leaves, and where a hold is
open already, in one that is left when a bundle came in. Headquarters on another node is told under seal, so that no
other post gets its receipt about the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import answering, corrections, envelopes, headquarters, receipts, tokens
from panah.border.desk.gather import handles_of, is_of, open_holds
from panah.border.desk.viewing import known
from panah.border.facts.parts import DocumentPart
from panah.border.handles import identity_of, keys_of
from panah.journal import countrykey, facts, store
from panah.journal.carrying import losing, peers
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.opening import Said
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk import asked, returns
from panah.protection.desk.asked import Ask
from panah.protection.desk.bodies import bodies
from panah.protection.facts.matters import MatterOpenAgain, MatterSettled, ShareEntrusted
from panah.protection.models import HeldAgain
from panah.safeguards.guard.law import law

if TYPE_CHECKING:
    from panah.border.models import Hold, Presentation


def hear(said: Said, fact: facts.Fact) -> None:
    """Keep what a body asks for, unless it is settled already; and have them brought back whom the post refused
    since."""
    assert isinstance(fact, MatterOpenAgain)
    ask = Ask(
        str(said.subject), str(fact.presentation), fact.reply_to, said.happened.isoformat(), fact.document, fact.holder,
        ask=str(fact.ask or said.subject),
    )  # fmt: skip
    if any(one.over for one in asked.forget({ask.id})):
        return
    if fact.identity is not None:
        ask = asked.found_by(ask, keys_of(fact.identity))
    _begin(asked.about(ask, fact.presentation))
    follow_holds()


def hold_next(matter: UUID, presentation: UUID, reply_to: str, ask: UUID, since: datetime) -> None:
    """The post itself asks for the body with this key, within a transaction: what was said ``since`` reaches that body
    after the hold ended."""
    _begin(asked.about(Ask(str(matter), str(presentation), reply_to, since.isoformat(), ask=str(ask)), presentation))


def _begin(ask: Ask) -> None:
    row = HeldAgain(id=uuid4())
    asked.keep(row, ask)
    answering.recall(ask.handles, since=datetime.fromisoformat(ask.at))
    _tell_headquarters(row, ask)


def follow_holds() -> None:
    """Whoever asks may not have heard yet that the hold was begun under a wrong person's file: it is about them whose
    hold that is now. Whoever had no other hold until then has nothing to do with it."""
    rows = [(row, ask) for row, ask in asked.kept() if not ask.over]
    for row, ask in rows:
        until = datetime.fromisoformat(ask.at) + timedelta(seconds=law().clocks.skew)
        whose = corrections.whose_holds(UUID(ask.presentation), until)
        known = {other.presentation for _row, other in rows if other.id == ask.id}
        for presentation in whose:
            if str(presentation) not in known:
                _begin(asked.about(replace(ask, shared=False, told="", told_as=""), presentation))
        if UUID(ask.presentation) not in whose and not ask.shared:
            row.delete()
            _forget_there(ask, datetime.fromisoformat(ask.at))


def settled(said: Said, fact: facts.Fact) -> None:
    """What was asked is over. What comes before its ask is remembered until that comes too."""
    assert isinstance(fact, MatterSettled)
    _settle(said, frozenset(map(str, fact.asks)))


def share_came_back(said: Said) -> None:
    """Before asks had ids, nothing else settled the one of a matter."""
    _settle(said, frozenset())


def _settle(said: Said, asks: frozenset[str]) -> None:
    """Without an id nothing but its date tells an answer to an earlier ask from one to this."""
    matter = str(said.subject)
    over = asked.forget(asks or {matter}, until=None if asks else said.happened)
    for ask in over:
        _forget_there(ask, said.happened)
    came = {ask.id for ask in over if not ask.over}
    for one in sorted(asks - {matter} - came):
        asked.keep(HeldAgain(id=uuid4()), Ask(matter, "", "", timezone.now().isoformat(), ask=one, over=True))
    if asks - came:
        asked.forget_old()


def is_open(person: Presentation) -> bool:
    """Whether a matter of this person was opened again and isn't settled; of everybody, while what was asked can't be
    read or heard: a key was lost, or a newer version wrote it, and nobody knows of whom it speaks."""
    asks = [ask for _row, ask in asked.kept()]
    if len(asks) < HeldAgain.objects.count() or returns.something_is_unheard():
        return True
    return bool(asks) and countrykey.under_one_key(lambda: _one_is_of(person, asks))


def _one_is_of(person: Presentation, asks: Sequence[Ask]) -> bool:
    theirs = handles_of(person.subject)
    return any(ask.may_be_of(theirs) and is_of(person.subject, ask.handles) for ask in asks)


def when_taken(hold: Hold) -> Statement | None:
    """The letter with a share for the body that asked for one in the next hold of whoever is taken over. What is kept
    is sealed anew whoever it is, so that its changing tells nothing."""
    asks = list(asked.kept())
    theirs = handles_of(hold.presentation) if asks else frozenset[bytes]()
    said: Statement | None = None
    for row, ask in asks:
        mine = said is None and _is_due(ask) and ask.may_be_of(theirs) and is_of(hold.presentation, ask.handles)
        if mine and tokens.is_here(hold.subject):
            said = _entrusted(hold, row, ask)
        else:
            asked.keep(row, ask)
    return said


def close() -> None:
    """Share the holds that are open already, and tell headquarters that was named since."""
    if not HeldAgain.objects.exists():
        return
    with transaction.atomic():
        # What is settled meanwhile must not come back.
        store.take_pen()
        asked.forget_old()
        follow_holds()
        for row, ask in list(asked.kept()):
            _tell_headquarters(row, ask)
        for row, ask in list(asked.kept()):
            here = [one for one in open_holds(ask.handles) if tokens.is_here(one.subject)] if _is_due(ask) else []
            if here:
                keep([_entrusted(here[0], row, ask)])


returns.heard[MatterOpenAgain.kind] = hear
returns.heard[MatterSettled.kind] = settled
returns.shares_back.append(share_came_back)
returns.afterwards.append(close)
envelopes.when_taken.append(when_taken)
receipts.open_unseen.append(is_open)
corrections.when_moved.append(follow_holds)


def _entrusted(hold: Hold, row: HeldAgain, ask: Ask) -> Statement:
    share = tokens.take_share(hold.subject)
    fact = ShareEntrusted(hold=hold.subject, share=share.hex(), reply_to=keyring.node().public)
    asked.keep(row, replace(ask, shared=True))
    said = Statement(fact, UUID(ask.matter), timezone.now())
    return letter([said], to=[ask.reply_to], actor=store.own_journal(), at_least=envelopes.WITH_HOLD)


def _is_due(ask: Ask) -> bool:
    """Whether a share is to be given for it: to nobody but a body of the directory. Until that knows the key, the
    person is refused by nobody, and the share waits."""
    return not (ask.shared or ask.over) and ask.reply_to in {one.key for one in bodies() if one.key}


def _tell_headquarters(row: HeldAgain, ask: Ask) -> None:
    """Nothing where the post is its own headquarters, or isn't of this node. Who was headquarters before forgets it."""
    journal = headquarters.elsewhere(UUID(ask.post)) if ask.post else None
    wanted, at = "" if journal is None else str(journal), datetime.fromisoformat(ask.at)
    if ask.told == wanted:
        return
    _forget_there(ask, at)
    # Whoever is named anew later has forgotten the id that was settled.
    anew = uuid4()
    person = known(ask.presentation)
    identity = None if person is None else identity_of(DocumentPart.model_validate(person.document))
    fact = MatterOpenAgain(presentation=UUID(ask.presentation), reply_to=ask.reply_to, ask=anew, identity=identity)
    told = journal is not None and _tell(ask, journal, fact, at)
    asked.keep(row, replace(ask, told=wanted if told else "", told_as=str(anew) if told else ""))


def _forget_there(ask: Ask, happened: datetime) -> None:
    """Headquarters that was told is told that it is over."""
    if ask.told:
        settled_there = MatterSettled(asks=(UUID(ask.told_as),) if ask.told_as else ())
        _tell(ask, UUID(ask.told), settled_there, happened)


def _tell(ask: Ask, journal: UUID, fact: facts.Fact, happened: datetime) -> bool:
    """Whether the node that writes this journal could be told."""
    peer = peers.of_journal(journal)
    if peer is None or losing.is_lost(peer.journals):
        return False
    told = Statement(fact, UUID(ask.matter), happened)
    keep([letter([told], to=[peer.recipient], actor=store.own_journal(), at_least=envelopes.WITH_HOLD)])
    return True
