"""Whom bodies gave protection: nobody refuses them, at the hold they waited under or any later one (S1).

The node remembers those holds in one row of a few sizes that only its key file opens, sealed anew with every act that
may change it, so that a copy of the database tells of nobody. Of whom they are, the registers say. At the line it reads
like any open question. Headquarters on another node is told under seal, and gives no post a receipt about the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from panah.border.desk import answering, envelopes, headquarters, receipts
from panah.border.desk.gather import Handles, holds_of, keys_in
from panah.border.desk.holds import holder, placed_at
from panah.border.desk.viewing import known
from panah.journal import boxes, facts, keyfiles, store
from panah.journal.carrying import losing, peers
from panah.journal.entries import Statement
from panah.journal.envelopes.opening import Said
from panah.journal.envelopes.sealing import keep, letter
from panah.protection.desk import returns
from panah.protection.facts.matters import ProtectionGiven
from panah.protection.models import ProtectedHolds

if TYPE_CHECKING:
    from panah.border.models import Presentation

LEAST = 4 << 10
"""The row takes so many bytes, or twice, four times … as many."""

_ROW = 1
_ID = 16
_NOBODY = UUID(int=0)
_BOUND = b"protected holds"


@dataclass(frozen=True, slots=True)
class Protected:
    """Whoever waited under ``hold`` was given protection, of the matter ``about``. ``told``: the journal of the
    headquarters that was told, ``told_as``: of which subject."""

    about: UUID
    hold: UUID
    told: UUID = _NOBODY
    told_as: UUID = _NOBODY

    @property
    def packed(self) -> bytes:
        """Four ids, one after the other."""
        return self.about.bytes + self.hold.bytes + self.told.bytes + self.told_as.bytes

    @classmethod
    def unpacked(cls, packed: bytes) -> Protected:
        """The same back."""
        return cls(*(UUID(bytes=packed[at : at + _ID]) for at in range(0, 4 * _ID, _ID)))


def hear(said: Said, fact: facts.Fact) -> None:
    """Remember it or, where it was decided otherwise since, forget it; have those brought back whom a post refused in
    between. Raises keyfiles.KeysUnusableError: it is heard once the row can be read."""
    assert isinstance(fact, ProtectionGiven)
    kept = _read()
    mine = [one for one in kept if one.about == said.subject]
    if not fact.given:
        for one in mine:
            _tell(one.told, one, given=False)
        _keep(one for one in kept if one not in mine)
        return
    here = any(one.hold == fact.hold for one in mine)
    _keep(kept if here else [*kept, Protected(said.subject, fact.hold)])
    whose = _whose(fact.hold)
    if whose is not None:
        answering.recall((whose.subject, *keys_in(whose)), since=said.happened)


def is_protected(person: Presentation) -> bool:
    """Whether protection was given to whom this presentation is of; to everybody, while what is kept can't be read:
    nobody knows of whom it speaks."""
    kept = _kept()
    if kept is None:
        return True
    holds = {one.hold for one in kept}
    return bool(holds) and not holds.isdisjoint(holds_of(person.subject))


def since() -> list[tuple[Handles, datetime]]:
    """By what those are found whom protection was given, and since when they waited for it."""
    found = []
    for hold in {one.hold for one in _kept() or ()}:
        placed, whose = placed_at(hold), _whose(hold)
        if placed is not None and whose is not None:
            found.append(((whose.subject, *keys_in(whose)), placed))
    return found


def reseal() -> None:
    """Keep the same anew, so that its changing tells nothing; what a lost key closed stays as it is."""
    kept = _kept()
    if kept is not None:
        _keep(kept)


def tell_headquarters() -> None:
    """Tell whichever headquarters the holds' posts have, if it doesn't know yet. Who was headquarters before isn't
    asked for receipts any more."""
    if not _kept():
        return
    with transaction.atomic():
        store.take_pen()
        kept = _kept() or []
        told = [_told(one) for one in kept]
        if told != kept:
            _keep(told)


returns.heard[ProtectionGiven.kind] = hear
returns.afterwards.append(tell_headquarters)
receipts.open_unseen.append(is_protected)
envelopes.resealed.append(reseal)


def _told(one: Protected) -> Protected:
    whose = _whose(one.hold)
    own = whose is not None and any(post.id == whose.post for post in headquarters.own_posts())
    journal = headquarters.elsewhere(whose.post) if whose is not None and own else None
    if journal is None or journal == one.told:
        return one
    found = replace(one, told=journal, told_as=uuid4())
    return found if _tell(journal, found, given=True) else one


def _tell(journal: UUID, one: Protected, *, given: bool) -> bool:
    """Whether the node that writes this journal could be told."""
    peer = peers.of_journal(journal) if journal != _NOBODY else None
    if peer is None or losing.is_lost(peer.journals):
        return False
    said = Statement(ProtectionGiven(hold=one.hold, given=given), one.told_as, timezone.now())
    keep([letter([said], to=[peer.recipient], actor=store.own_journal(), at_least=envelopes.WITH_HOLD)])
    return True


def _whose(hold: UUID) -> Presentation | None:
    presentation = holder(hold)
    return None if presentation is None else known(presentation)


def _kept() -> list[Protected] | None:
    """None where it can't be read."""
    try:
        return _read()
    except keyfiles.KeysUnusableError:
        return None


def _read() -> list[Protected]:
    row = ProtectedHolds.objects.filter(id=_ROW).first()
    if row is None:
        return []
    plain = boxes.unseal(_key(), bytes(row.content), _BOUND, "whom bodies gave protection is")
    end = 4 + 4 * _ID * int.from_bytes(plain[:4])
    return [Protected.unpacked(plain[at : at + 4 * _ID]) for at in range(4, end, 4 * _ID)]


def _keep(kept: Iterable[Protected]) -> None:
    packed = b"".join(sorted(one.packed for one in kept))
    plain = (len(packed) // (4 * _ID)).to_bytes(4) + packed
    size = LEAST
    while size < len(plain):
        size *= 2
    content = boxes.seal(_key(), plain.ljust(size, b"\0"), _BOUND)
    ProtectedHolds.objects.update_or_create(id=_ROW, defaults={"content": content})


def _key() -> bytes:
    """The key of the tokens of holds."""
    return boxes.node_key("tokens")
