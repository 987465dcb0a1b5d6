"""Shares of a body's keys: divided, tried, and the key recovered; each time said in the journal, for the monitor.

The node itself speaks: whoever holds the shares stands at its keyboard, and need not be on its staff.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from panah.journal import incarnations, store
from panah.journal.envelopes import keyring
from panah.journal.envelopes.keyring import Reader
from panah.journal.facts import Fact
from panah.journal.record import say
from panah.journal.shares import keyshares
from panah.journal.shares.keyshares import Holder
from panah.journal.shares.sheet import Share
from panah.protection.desk.bodies import BodyView
from panah.protection.facts.bodykeys import KeyDivided, KeyRecovered, KeyRehearsed
from panah.protection.models import KeyEvent

LONGEST_NAME, LONGEST_REASON = 80, 400


def divide(reader: Reader, holders: Sequence[Holder], *, needed: int) -> list[Share]:
    """The shares, one for each holder; where they go is the caller's. Raises ShareError."""
    made = keyshares.split(reader, holders, needed=needed)
    _say(
        KeyDivided(
            whose=reader.id,
            key=reader.public,
            set=made[0].set,
            needed=needed,
            holders=tuple(one.name[:LONGEST_NAME] for one in holders),
        )
    )
    return made


def rehearse(shares: Sequence[Share], public: str = "") -> bool:
    """Whether these shares recover a key that opens what is sealed to the body now (``public``, or the key they were
    made of). The key stays in memory and is forgotten. Raises ShareError where they don't give a key at all."""
    first = shares[0]
    opens = keyshares.opens_what_is_sealed_now(keyshares.join(shares), public or first.key)
    _say(KeyRehearsed(whose=first.body, key=public or first.key, set=first.set, opens=opens))
    return opens


def recover(shares: Sequence[Share], *, asked_by: str, name: str = "") -> Reader:
    """Puts the body's keys back on this node under the name they had, or ``name``. Raises ShareError or
    keyring.NameTakenError. What is sealed to the body opens once the register ``sealed`` is rebuilt."""
    first = shares[0]
    reader = keyring.restore(name or first.name, first.body, keyshares.join(shares))
    _say(
        KeyRecovered(
            whose=first.body,
            key=first.key,
            set=first.set,
            holders=tuple(dict.fromkeys(one.holder[:LONGEST_NAME] for one in shares)),
            asked_by=asked_by.strip()[:LONGEST_REASON],
        )
    )
    return reader


def of_body(body: UUID) -> list[KeyEvent]:
    """All that was ever done about its shares, the newest first."""
    return list(KeyEvent.objects.filter(body=body).order_by("-at", "subject"))


def outdated(body: BodyView) -> bool:
    """Whether the key it is written to now was never divided: nobody could bring it back."""
    return bool(body.key) and not KeyEvent.objects.filter(body=body.id, act="divided", key=body.key).exists()


def recoveries() -> list[KeyEvent]:
    """All recoveries, the newest first, for the monitor."""
    return list(KeyEvent.objects.filter(act="recovered").order_by("-at", "subject"))


def _say(fact: Fact) -> None:
    incarnations.ensure()
    say(fact, actor=store.own_journal())
