"""The bodies' house of the demo: a second node with a database, keys, journal and port of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections

from panah.journal.carrying import peers
from panah.journal.carrying.carry import positions
from panah.journal.carrying.peers import Card
from panah.journal.carrying.reading import Reads
from panah.journal.envelopes import keyring
from panah.node.databases import connect_to, url_of
from panah.node.demo import bodies
from panah.node.demo.bodies import AtHome
from panah.node.environment import Environment, Mode, NodeKind
from panah.node.home import HOUSE
from panah.node.postgres import Server
from panah.node.postgres.state import Role
from panah.node.running import kept_secret
from panah.node.schema import bring_up_to_date, missing_migrations
from panah.protection.desk import claim_certificates

AUTHORITY = "asylum"
"""The name of the key of the body that registers claims."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one node of the demo lives."""

    home: Path
    url: str

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Work as this node for a while."""
        before = settings.PANAH_HOME, connections["default"].settings_dict.copy()
        connect_to(self.url)
        settings.PANAH_HOME = self.home
        try:
            yield
        finally:
            connections.close_all()
            settings.PANAH_HOME = before[0]
            for kept in (connections.settings["default"], connections["default"].settings_dict):
                kept.update(before[1])


def post(environment: Environment) -> Place:
    """The post's node."""
    return Place(environment.home, url_of(environment, "runtime"))


def house(environment: Environment, role: Role = "runtime") -> Place:
    """The house's node, as one of the database's roles."""
    url = urlsplit(url_of(environment, role))._replace(path=f"/{HOUSE}").geturl()
    return Place(environment.home / HOUSE, url)


def make(environment: Environment) -> tuple[dict[str, AtHome], Card]:
    """Make the house beside a post whose database has tables and nothing in them yet. Gives who is at home there, and
    the node's card."""
    connections.close_all()
    server = Server(environment.home)
    server.drop_database(HOUSE)
    server.create_database(HOUSE, urlsplit(url_of(environment, "runtime")).path.lstrip("/"))
    place = house(environment)
    place.home.mkdir(mode=0o700, exist_ok=True)
    with place.inside():
        known = bodies.settle(datetime.now(UTC))
        card = peers.own_card()
    return {name: replace(home, journal=card.journal) for name, home in known.items()}, card


def acquaint(environment: Environment, card: Card) -> None:
    """Let post and house know each other, and the post the key of certificates. What the post's earlier journals hold
    isn't for the house."""
    own = peers.own_card()
    earlier = [journal for journal in positions() if journal != own.journal]
    peers.meet("house", card, Reads.SHARED, without=earlier)
    with house(environment).inside():
        peers.meet("post", own, Reads.SHARED)
        authority = keyring.find(AUTHORITY)
        key = claim_certificates.public_key(authority.id) if authority else ""
    if key:
        claim_certificates.know(AUTHORITY, key)


def keep_up_to_date(environment: Environment) -> None:
    """Bring the house's tables up to date after a new version of the software."""
    place = house(environment)
    with place.inside():
        behind = bool(missing_migrations())
    if behind:
        with house(environment, "owner").inside():
            bring_up_to_date("panah")


@contextmanager
def open_for(environment: Environment, port: int) -> Iterator[None]:
    """Serve the house on a port, and let the courier go between it and the post, until the end."""
    place = house(environment)
    own = os.environ | {"PANAH_MODE": Mode.DEMO.value}
    there = own | {
        "PANAH_HOME": str(place.home),
        "PANAH_NODE": NodeKind.BODIES.value,
        "PANAH_SECRET_KEY": kept_secret(place.home / "secrets" / "django"),
        "DATABASE_URL": place.url,
    }
    processes = [
        subprocess.Popen(  # noqa: S603 (our own modules)
            [sys.executable, "-m", f"panah.node.{module}", *more],
            env=variables,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        for module, variables, more in (("housing", there, [str(port)]), ("courier", own, []))
    ]
    try:
        yield
    finally:
        for process in processes:
            if process.stdin is not None:
                process.stdin.close()
        for process in processes:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
