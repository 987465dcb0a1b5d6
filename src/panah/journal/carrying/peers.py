"""The nodes that entries are carried to and from, each known by its card."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from panah.journal import incarnations, keys, store
from panah.journal.carrying import clocks, losing
from panah.journal.carrying.packing import key_from, key_to
from panah.journal.carrying.reading import Reads
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import LetterError, reader
from panah.journal.keys import KnownKey
from panah.journal.models import Peer

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


class CardError(ValueError):
    """A card can't be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a node tells others once, by a way they trust: its journal with the keys, and the key to seal bundles to."""

    journal: UUID
    keys: tuple[KnownKey, ...]
    recipient: str

    def as_text(self) -> str:
        """The card as a file."""
        content = {
            "card": 1,
            "journal": str(self.journal),
            "keys": [key_to(key) for key in self.keys],
            "recipient": self.recipient,
        }
        return json.dumps(content, indent=1) + "\n"


def own_card() -> Card:
    """This node's card. Raises keyfiles.KeysUnusableError."""
    incarnations.ensure()
    journal = store.own_journal()
    return Card(journal, tuple(keys.public_keys(journal)), keyring.node().public)


def read_card(text: str) -> Card:
    """A card from its file; its keys must belong to its journal. Raises CardError."""
    try:
        content: dict[str, Any] = json.loads(text)
        if content["card"] != 1:
            raise CardError("this card is of a newer version")
        card = Card(UUID(content["journal"]), tuple(map(key_from, content["keys"])), str(content["recipient"]))
        reader(card.recipient)
    except LetterError as error:
        raise CardError(str(error)) from None
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, CardError):
            raise
        raise CardError("that is no card of a node") from None
    if not belong(card.journal, card.keys):
        raise CardError("the keys of this card don't belong to its journal")
    return card


def belong(journal: UUID, offered: tuple[KnownKey, ...]) -> bool:
    """Whether these are keys of the journal, each introduced by the one before."""
    own = [key for key in offered if key.journal == journal]
    return len(offered) > 0 and len(keys.unbroken(own)) == len(offered)


def meet(
    name: str, card: Card, reads: Reads | None = None, *, without: Collection[UUID] = (), anew: bool = False
) -> Peer:
    """Makes another node known under a name of this node's choice. The card of a new incarnation adds its journal.

    ``reads`` left out is as before, at first what is meant for all; ``without`` names journals that are never carried
    to it; ``anew`` says that it is the same node although it has neither journal nor key of before. Raises CardError.
    """
    if settings.PANAH_PRACTICE:
        raise CardError("a practice post knows no other node, and nothing of it leaves")
    if not NAME.fullmatch(name):
        raise CardError("a name has small letters, digits, _ and - only")
    head = store.own_head()
    if head is not None and card.journal == head.journal:
        raise CardError("this is this node's own card")
    other = of_journal(card.journal)
    if other is not None and other.name != name:
        raise CardError(f"this node is known here as {other.name}")
    peer = Peer.objects.filter(name=name).first() or Peer(name=name, reads=Reads.SHARED.value)
    strange = str(card.journal) not in peer.journals and card.recipient != peer.recipient
    if strange and losing.is_lost(peer.journals):
        raise CardError(f"{name} is marked as lost, and what was taken of it speaks in that name: take another name")
    if peer.journals and strange and not anew:
        raise CardError(
            f"{name} is another node: neither its journal nor its key is on this card. Take another name, or --anew "
            "where that node lost both"
        )
    peer.journals = [*(one for one in peer.journals if one != str(card.journal)), str(card.journal)]
    peer.recipient = card.recipient
    if reads is not None:
        peer.reads = reads.value
    peer.without = sorted({*peer.without, *map(str, without)})
    peer.save()
    return peer


def everybody() -> list[Peer]:
    """All nodes known here, by name."""
    return list(Peer.objects.order_by("name"))


def find(name: str) -> Peer | None:
    """The peer of this name."""
    return Peer.objects.filter(name=name).first()


def of_journal(journal: UUID) -> Peer | None:
    """The peer that writes or wrote this journal."""
    return Peer.objects.filter(journals__contains=[str(journal)]).first()


def nodes() -> dict[UUID, Peer | None]:
    """Who writes or wrote each journal of nodes known here; None is this node itself."""
    own: dict[UUID, Peer | None] = dict.fromkeys(store.own_journals())
    return {UUID(journal): peer for peer in everybody() for journal in peer.journals} | own


def heard(peer: Peer, have: dict[UUID, int], written: datetime | None) -> None:
    """Notes how far a peer has which journal, as it says itself; and what its clock said (None: nobody knows): that may
    be far from this node's."""
    peer.acknowledged = {str(journal): sequence for journal, sequence in have.items()}
    peer.taken = datetime.now(UTC)
    if written is not None:
        peer.ahead = clocks.ahead(written, have)
    peer.save(update_fields=["acknowledged", "taken", "ahead"])
