"""The demo's courier brings what is said on one node to the other, and what comes back."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from panah.border.desk import tokens
from panah.border.models import Hold
from panah.node import courier
from panah.protection.desk import matters
from tests.border.conftest import SECOND
from tests.protection.conftest import CASE_WORKER, House, Nodes, _no_sample, as_house, home, nodes, post

__all__ = ["_no_sample", "as_house", "home", "nodes", "post"]


@dataclass
class There:
    """One of the two nodes."""

    way: House

    def inside(self) -> AbstractContextManager[None]:
        return self.way()


def test_a_round_carries_both_ways_and_gives_shares_back(nodes: Nodes, tmp_path: Path) -> None:
    assert nodes.as_house is not None
    here, there = There(nullcontext), There(nodes.as_house)
    asylum = nodes.readers["asylum"].id
    hold = nodes.held()
    matter = matters.open_matter(hold, "asylum", actor=SECOND)
    assert tokens.of(Hold.objects.get(subject=hold)) is None
    courier.walk(here, there, tmp_path / "stick")  # type: ignore[arg-type]
    with nodes.as_house():
        matters.let_go(asylum, matter, "Done", actor=CASE_WORKER)
    courier.walk(here, there, tmp_path / "stick")  # type: ignore[arg-type]
    assert tokens.of(Hold.objects.get(subject=hold)) is not None
