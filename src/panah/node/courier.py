"""The demo's courier: what one node says the other has within about a second, by bundles, as a stick would bring it.

It ends when its standard input does.
"""

from __future__ import annotations

import logging
import select
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panah.node.demo.house import Place

SECONDS = 1.0

log = logging.getLogger("panah.node.courier")


def main() -> None:
    from panah.node.running import read_environment, set_up_django

    set_up_django()
    from panah.node.demo.house import house, post

    environment = read_environment()
    with tempfile.TemporaryDirectory() as folder:
        go_between(post(environment), house(environment), Path(folder) / "bundle")


def go_between(post: Place, house: Place, stick: Path) -> None:
    """Carry both ways whenever either has something new, until standard input ends."""
    from django.db import DatabaseError

    from panah.journal.carrying.bundles import BundleRefusedError

    seen: object = None
    while not select.select([sys.stdin], [], [], SECONDS)[0]:
        try:
            now = (_positions(post), _positions(house))
            if now != seen:
                walk(post, house, stick)
                seen = (_positions(post), _positions(house))
        except DatabaseError as error:
            log.warning("the courier couldn't reach a node: %s", type(error).__name__)
        except BundleRefusedError as refused:
            log.error("a bundle was refused: %s", refused)


def walk(post: Place, house: Place, stick: Path) -> None:
    """One round: from the post to the house and back."""
    from panah.border.desk.answering import after_taking
    from panah.journal.carrying import losing, peers
    from panah.journal.carrying.carry import carry
    from panah.journal.carrying.take import take
    from panah.protection.desk.returns import collect_quietly

    for here, there, name in ((post, house, "house"), (house, post, "post")):
        with here.inside():
            peer = peers.find(name)
            if peer is None or losing.is_lost(peer.journals):
                return
            carry(stick, peer)
        with there.inside():
            take(stick)
            collect_quietly(thoroughly=True)
            after_taking()


def _positions(place: Place) -> object:
    from panah.journal.carrying.carry import positions

    with place.inside():
        return positions()


if __name__ == "__main__":
    main()
