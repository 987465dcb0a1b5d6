"""A post with bodies in its directory; alone, or with a house on another node where the bodies are at home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from panah.border.desk import holds
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor, Place
from panah.border.desk.posts import Lane, describe_post
from panah.journal.carrying import peers
from panah.journal.carrying.carry import carry
from panah.journal.carrying.reading import Reads
from panah.journal.carrying.take import Taken, take
from panah.journal.envelopes import keyring
from panah.people import acts
from panah.people.act_signature import ActSignature
from panah.protection.desk import bodies, changes, returns
from panah.protection.facts.bodies import BodyDescribed, ChangePart
from panah.protection.rules import digest_of
from tests.border.conftest import OFFICER, SECOND, AtThePost, _no_sample
from tests.journal.envelopes.conftest import as_house, home

__all__ = ["_no_sample", "as_house", "home"]

House = Callable[[], AbstractContextManager[None]]
HEADQUARTERS = Actor(UUID(int=101), frozenset({"headquarters"}), "Headquarters")
MONITOR = Actor(UUID(int=102), frozenset({"monitor"}), "Monitor")
CASE_WORKER = Actor(UUID(int=103), frozenset({"case_worker"}), "Case worker")


def signature(actor: Actor, digest: str) -> ActSignature:
    """What an officer's code makes the node sign."""
    return acts._by_node(actor.id, "totp", digest)


def signed(content: ChangePart) -> UUID:
    """A change that headquarters proposed and the monitor signed."""
    change = changes.propose(content, signature(HEADQUARTERS, digest_of(content)), actor=HEADQUARTERS)
    changes.sign(change, signature(MONITOR, digest_of(content)), actor=MONITOR)
    return change


def establish(sort: str, *needs: str, key: str = "", name: str = "", id: UUID | None = None, **more: object) -> UUID:
    """A body in the directory, competent for these needs, with a key if one is given."""
    content = BodyDescribed(name=name or sort, sort=sort, **more)  # type: ignore[arg-type]
    body = bodies.describe(content, actor=HEADQUARTERS, id=id)
    if needs:
        signed(ChangePart(body=body, act="competence", needs=needs, reason="The law"))
    if key:
        signed(ChangePart(body=body, act="key", key=key, reason="Its key"))
    return body


@dataclass
class Nodes:
    """A post whose second line works, and the readers of bodies by name; ``carry`` brings everything both ways."""

    at: AtThePost
    readers: dict[str, keyring.Reader] = field(default_factory=dict)
    as_house: House | None = None
    stick: Path | None = None

    def held(self, actor: Actor = SECOND) -> UUID:
        """Somebody is set aside and taken over."""
        hold = line.set_aside(self.at.open().presentation, actor=OFFICER)
        holds.take(hold, actor=actor)
        return hold

    def carry(self) -> Taken | None:
        """The courier's round."""
        if self.as_house is None or self.stick is None:
            returns.collect()
            return None
        house = peers.find("house")
        assert house is not None
        carry(self.stick, house)
        with self.as_house():
            taken = take(self.stick)
            post = peers.find("post")
            assert post is not None
            carry(self.stick, post)
        take(self.stick)
        returns.collect()
        return taken


BODIES = {
    "asylum": ("asylum_authority", "asylum", "stateless"),
    "shelter": ("anti_trafficking", "trafficking", "immediate_safety"),
    "children": ("child_protection", "child_alone", "child_at_risk", "best_interests"),
}


def _at_a_post() -> AtThePost:
    post = describe_post(
        name="Dostyk", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", regime="schengen",
        lanes=[Lane("1", "Lane 1")], actor=OFFICER,
    )  # fmt: skip
    return AtThePost(post, Place(post, "1"))


@pytest.fixture
def alone(fresh_database: str, home: Path) -> Nodes:
    """Post and bodies on one node."""
    here = Nodes(_at_a_post())
    for name, (sort, *needs) in BODIES.items():
        reader = here.readers[name] = keyring.make(name, uuid4())
        establish(sort, *needs, key=reader.public, id=reader.id)
    return here


@pytest.fixture
def post(home: Path, fresh_database: str) -> str:
    """What ``as_house`` stands beside."""
    return fresh_database


@pytest.fixture
def nodes(as_house: House, post: str, tmp_path: Path) -> Nodes:
    """The post on one node, the bodies' keys on another; the two know each other and have met once."""
    here = Nodes(_at_a_post(), as_house=as_house, stick=tmp_path / "stick")
    with as_house():
        for name in BODIES:
            here.readers[name] = keyring.make(name, uuid4())
        there = peers.own_card()
    for name, (sort, *needs) in BODIES.items():
        establish(sort, *needs, key=here.readers[name].public, id=here.readers[name].id)
    card = peers.own_card()
    peers.meet("house", there, Reads.SHARED)
    with as_house():
        peers.meet("post", card, Reads.SHARED)
    here.carry()
    return here
