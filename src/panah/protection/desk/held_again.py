"""The post's side of what a body opened again after it had let go of it (S1): the next hold of that person, or one that
is open, is shared with the body before anything else can come of it.

Until it is settled the post remembers what it was asked in rows that only its key file opens, all of one size. Nobody
at the border is told: the share goes along in the envelope that taking somebody over always leaves, and where a hold is
open already, in one that is left when a bundle came in. Headquarters on another node is told under seal, so that no
other post gets its receipt about the person.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import answering, envelopes, headquarters, receipts, tokens
from panah.border.desk.gather import Handles, handles_of, is_of, keys_in, open_holds
from panah.border.facts.parts import DocumentPart
from panah.border.handles import Keys, identity_of, keys_of
from panah.border.models import Hold, Presentation
from panah.journal import boxes, countrykey, facts, keyfiles, store
from panah.journal.carrying import losing, peers
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.opening import Said
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk import returns
from panah.protection.desk.bodies import bodies
from panah.protection.facts.matters import MatterOpenAgain, MatterSettled, ShareEntrusted
from panah.protection.models import HeldAgain
from panah.protection.share_clocks import share_clocks

SIZE = 1024
"""What is sealed of each: more than an ask ever takes."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A body asks for a share in the next hold of whom a presentation and the keys (hex) of its document and holder
    find, reckoned under the country key ``key``. ``at`` is ISO, UTC; ``shared``: it was given one here, and the matter
    is open still; ``post`` is where they were, if it is this node's; ``told``: the journal of the headquarters that was
    told, ``told_as``: under which id.
    ``ask`` is its own id; ``over``: it was settled before it came."""

    matter: str
    presentation: str
    reply_to: str
    at: str
    document: str = ""
    holder: str = ""
    shared: bool = False
    post: str = ""
    told: str = ""
    ask: str = ""
    told_as: str = ""
    over: bool = False
    key: str = countrykey.FIRST

    @property
    def id(self) -> str:
        """By what it is settled; before asks had ids, of a matter there was one."""
        return self.ask or self.matter

    @property
    def handles(self) -> Handles:
        """By what the person is found; under a key that this node has gone back from, by what was presented."""
        row = None if countrykey.leads_on(self.key) else Presentation.objects.filter(subject=self.presentation).first()
        if row is not None:
            return row.subject, *keys_in(row)
        return UUID(self.presentation), self._now(self.document), self._now(self.holder)

    def _now(self, key: str) -> bytes | None:
        return countrykey.advanced(bytes.fromhex(key), self.key) if key else None

    def may_be_of(self, handles: frozenset[bytes]) -> bool:
        """Whether it can be about whom these find: asked before the database is, for each of many."""
        if self.over:
            return False
        presentation, *keys = self.handles
        return not handles.isdisjoint({presentation.bytes, *filter(None, keys)})


def hear(said: Said, fact: facts.Fact) -> None:
    """Keep what a body asks for, unless it is settled already; and have them brought back whom the post refused
    since."""
    assert isinstance(fact, MatterOpenAgain)
    ask = Ask(
        str(said.subject), str(fact.presentation), fact.reply_to, said.happened.isoformat(), fact.document, fact.holder,
        ask=str(fact.ask or said.subject),
    )  # fmt: skip
    if any(one.over for one in _forget({ask.id})):
        return
    if fact.identity is not None:
        ask = _found_by(ask, keys_of(fact.identity))
    person = Presentation.objects.filter(subject=fact.presentation).first()
    if person is not None:
        own = any(one.id == person.post for one in headquarters.own_posts())
        ask = replace(_found_by(ask, keys_in(person)), post=str(person.post) if own else "")
    row = HeldAgain(id=uuid4())
    _keep(row, ask)
    answering.recall(ask.handles, since=said.happened)
    _tell_headquarters(row, ask)


def _found_by(ask: Ask, keys: Keys) -> Ask:
    document, holder = ("" if key is None else key.hex() for key in keys)
    return replace(ask, document=document, holder=holder, key=countrykey.current_id())


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
    over = _forget(asks or {matter}, until=None if asks else said.happened)
    for ask in over:
        if ask.told:
            _tell(ask, UUID(ask.told), _settled_there(ask), said.happened)
    came = {ask.id for ask in over if not ask.over}
    for one in sorted(asks - {matter} - came):
        _keep(HeldAgain(id=uuid4()), Ask(matter, "", "", timezone.now().isoformat(), ask=one, over=True))
    if asks - came:
        _forget_old()


def _forget_old() -> None:
    """What was settled and never came is remembered for a while only, and of so many: an ask that comes after all
    then holds the person, and its body gives the share back."""
    clocks = share_clocks()
    over = sorted(((ask.at, row) for row, ask in _asks() if ask.over), key=lambda one: one[0], reverse=True)
    oldest = (timezone.now() - clocks.settled).isoformat()
    for at, (when, row) in enumerate(over):
        if at >= clocks.most_settled or when < oldest:
            row.delete()


def _forget(ids: Collection[str], *, until: datetime | None = None) -> list[Ask]:
    asks = [(row, ask) for row, ask in _asks() if ask.id in ids]
    over = [(row, ask) for row, ask in asks if until is None or datetime.fromisoformat(ask.at) <= until]
    for row, _ask in over:
        row.delete()
    return [ask for _row, ask in over]


def is_open(person: Presentation) -> bool:
    """Whether a matter of this person was opened again and isn't settled; of everybody, while what was asked can't be
    read: the key was lost, and nobody knows of whom it speaks."""
    asks = [ask for _row, ask in _asks()]
    if len(asks) < HeldAgain.objects.count():
        return True
    return bool(asks) and countrykey.under_one_key(lambda: _one_is_of(person, asks))


def _one_is_of(person: Presentation, asks: Sequence[Ask]) -> bool:
    theirs = handles_of(person.subject)
    return any(ask.may_be_of(theirs) and is_of(person.subject, ask.handles) for ask in asks)


def when_taken(hold: Hold) -> Statement | None:
    """The letter with a share for the body that asked for one in the next hold of whoever is taken over. What is kept
    is sealed anew whoever it is, so that its changing tells nothing."""
    asks = list(_asks())
    theirs = handles_of(hold.presentation) if asks else frozenset[bytes]()
    said: Statement | None = None
    for row, ask in asks:
        mine = said is None and _is_due(ask) and ask.may_be_of(theirs) and is_of(hold.presentation, ask.handles)
        if mine and tokens.is_here(hold.subject):
            said = _entrusted(hold, row, ask)
        else:
            _keep(row, ask)
    return said


def close() -> None:
    """Share the holds that are open already, and tell headquarters that was named since."""
    if not HeldAgain.objects.exists():
        return
    with transaction.atomic():
        # What is settled meanwhile must not come back.
        store.take_pen()
        _forget_old()
        for row, ask in list(_asks()):
            _tell_headquarters(row, ask)
        for row, ask in list(_asks()):
            here = [one for one in open_holds(ask.handles) if tokens.is_here(one.subject)] if _is_due(ask) else []
            if here:
                keep([_entrusted(here[0], row, ask)])


returns.heard[MatterOpenAgain.kind] = hear
returns.heard[MatterSettled.kind] = settled
returns.shares_back.append(share_came_back)
returns.afterwards.append(close)
envelopes.when_taken.append(when_taken)
receipts.open_unseen.append(is_open)


def _entrusted(hold: Hold, row: HeldAgain, ask: Ask) -> Statement:
    share = tokens.take_share(hold.subject)
    fact = ShareEntrusted(hold=hold.subject, share=share.hex(), reply_to=keyring.node().public)
    _keep(row, replace(ask, shared=True))
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
    if ask.told:
        _tell(ask, UUID(ask.told), _settled_there(ask), at)
    # Whoever is named anew later has forgotten the id that was settled.
    anew = uuid4()
    person = Presentation.objects.filter(subject=ask.presentation).first()
    identity = None if person is None else identity_of(DocumentPart.model_validate(person.document))
    fact = MatterOpenAgain(presentation=UUID(ask.presentation), reply_to=ask.reply_to, ask=anew, identity=identity)
    told = journal is not None and _tell(ask, journal, fact, at)
    _keep(row, replace(ask, told=wanted if told else "", told_as=str(anew) if told else ""))


def _settled_there(ask: Ask) -> MatterSettled:
    return MatterSettled(asks=(UUID(ask.told_as),) if ask.told_as else ())


def _tell(ask: Ask, journal: UUID, fact: facts.Fact, happened: datetime) -> bool:
    """Whether the node that writes this journal could be told."""
    peer = peers.of_journal(journal)
    if peer is None or losing.is_lost(peer.journals):
        return False
    told = Statement(fact, UUID(ask.matter), happened)
    keep([letter([told], to=[peer.recipient], actor=store.own_journal(), at_least=envelopes.WITH_HOLD)])
    return True


def _keep(row: HeldAgain, ask: Ask) -> None:
    plain = json.dumps(asdict(ask)).encode().ljust(SIZE)
    row.content = boxes.seal(_key(), plain, row.id.bytes)
    row.save()


def _asks() -> Iterator[tuple[HeldAgain, Ask]]:
    """Those that can be read: taking somebody over must not fail for those that can't."""
    for row in HeldAgain.objects.order_by("id"):
        try:
            plain = boxes.unseal(_key(), bytes(row.content), row.id.bytes, "what bodies opened again is")
        except keyfiles.KeysUnusableError:
            continue
        yield row, Ask(**json.loads(plain))


def _key() -> bytes:
    """The key of the tokens that are shared for it."""
    return boxes.node_key("tokens")
