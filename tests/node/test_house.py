"""The demo's second node: made from the post's empty tables, with keys of its own, known to the post and knowing it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from panah.journal.carrying import peers
from panah.journal.envelopes import keyring
from panah.node import courier
from panah.node.demo import bodies, house
from panah.node.environment import Environment
from panah.node.postgres import Server
from panah.people.models import Account
from panah.protection.desk import claim_certificates
from tests.conftest import RUN_FOLDER


@pytest.fixture
def environment(postgres: Server, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """A post on the run's server, beside which a house of a name of its own can stand."""
    name = f"panah_house_{uuid4().hex[:8]}"
    monkeypatch.setattr(house, "HOUSE", name)
    home = Path(os.environ[RUN_FOLDER])
    monkeypatch.setattr(settings, "PANAH_HOME", home)
    yield Environment(
        home=home,
        database_url=postgres.url("runtime", fresh_database),
        database_owner_url=postgres.url("owner", fresh_database),
    )
    postgres.drop_database(name)
    shutil.rmtree(home / name, ignore_errors=True)


def test_post_and_house_are_two_nodes_that_know_each_other(environment: Environment, tmp_path: Path) -> None:
    known, card = house.make(environment)
    assert set(known) == {plan.username for plan in bodies.BODIES}
    assert not Account.objects.exists(), "the staff of bodies is at the house"
    assert keyring.readers() == []
    house.acquaint(environment, card)
    post, there = house.post(environment), house.house(environment)
    with there.inside():
        assert {reader.id for reader in keyring.readers()} == {one.id for one in known.values()}
        assert set(Account.objects.values_list("username", flat=True)) == set(bodies.STAFF)
        assert peers.find("post") is not None
    courier.walk(post, there, tmp_path / "stick")
    assert peers.of_journal(card.journal) is not None
    assert len(claim_certificates.known_keys()) == 1, "the post checks the authority's certificates"
    house.keep_up_to_date(environment)
    assert keyring.readers() == []
