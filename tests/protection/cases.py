"""Bodies with cases, for tests: at home on one node, with people who work there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from panah.border.desk.context import Actor
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import keep, letter
from panah.people.desk.staff import hire
from panah.protection.facts.matters import MatterSuspected, ShareEntrusted
from panah.protection.facts.referrals import ConsentPart, ReferralSent
from panah.safeguards.routes import CLAIM
from tests.protection.conftest import BODIES, establish

POST = UUID(int=77)
SORTS = BODIES | {
    "clinic2": ("health_provider", "health", "urgent_health"),
    "clinic3": ("health_provider", "health", "urgent_health"),
    "clinic": ("health_provider", "health", "urgent_health"),
    "helpers": ("ngo", "immediate_safety"),
    "mandate": ("unhcr", "legal_advice", "asylum"),
}


class Bodies:
    """The readers by name; ``case_worker`` and ``supervisor`` make staff of a body."""

    def __init__(self, *names: str) -> None:
        self.readers: dict[str, keyring.Reader] = {}
        for name in names:
            sort, *needs = SORTS[name]
            reader = self.readers[name] = keyring.make(name, uuid4())
            establish(sort, *needs, key=reader.public, id=reader.id, name=name, phone="+7 700 1")

    def id(self, name: str) -> UUID:
        return self.readers[name].id

    def staff(self, name: str, *roles: str, called: str = "Worker") -> Actor:
        member = hire(called, self.id(name), actor=UUID(int=1))
        return Actor(member, frozenset(roles or ("case_worker",)), called)

    def referred(
        self, of: str, /, *needs: str, purpose: str = "services", hold: UUID | None = None, **values: str
    ) -> UUID:
        """A referral that this body was sent; gives it."""
        referral = uuid4()
        fact = ReferralSent(
            sort=SORTS[of][0],
            purpose=purpose,
            needs=needs or (SORTS[of][1],),
            urgent=False,
            reference="7KQ4-M2XP",
            values={"name": "Rustam Karimov", "language": "Uzbek", "reference": "7KQ4-M2XP"} | values,
            consents=(ConsentPart(purpose=purpose, agreed=True, at=1),) if purpose != CLAIM else (),
            post=POST,
            hold=hold,
            reply_to=keyring.node().public,
        )
        keep([letter([Statement(fact, referral, timezone.now())], to=[self.readers[of].public], actor=UUID(int=2))])
        return referral

    def told(self, name: str, category: str, hold: UUID | None = None, *, ago: int = 60) -> UUID:
        """A matter that this body was told of so many days ago, with a share; gives it."""
        matter, held, now = uuid4(), hold or uuid4(), timezone.now() - timedelta(days=ago)
        fact = MatterSuspected(
            hold=held, presentation=uuid4(), post=POST, category=category, competent=self.id(name), said="I am afraid"
        )
        share = ShareEntrusted(hold=held, share="ab" * 32, reply_to=keyring.node().public)
        statements = [Statement(fact, matter, now), Statement(share, matter, now)]
        keep([letter(statements, to=[self.readers[name].public], actor=UUID(int=2))])
        return matter


@pytest.fixture
def home_of_bodies(home: Path, db: None) -> Path:
    """A folder for keys, in a transaction that is undone."""
    return home
