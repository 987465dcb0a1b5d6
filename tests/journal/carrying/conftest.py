"""A post and a house that know each other's cards."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from panah.journal.carrying import peers, reading
from panah.journal.carrying.reading import Reads
from tests.journal.envelopes.conftest import as_house, home, post
from tests.journal.sample import ParcelArrived

__all__ = ["as_house", "home", "post"]

House = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def acquainted(as_house: House, post: str) -> str:
    """The post may read everything of the house; the house reads what is shared."""
    here = peers.read_card(peers.own_card().as_text())
    with as_house():
        there = peers.read_card(peers.own_card().as_text())
        peers.meet("post", here, Reads.EVERYTHING)
    peers.meet("house", there, Reads.SHARED)
    return post


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where a bundle goes."""
    return tmp_path / "bundle"


@pytest.fixture
def arrivals_are_shared() -> Iterator[None]:
    """Every node may read of arrivals; of other parcels, not."""
    before = set(reading._shared)
    reading.share(ParcelArrived)
    yield
    reading._shared.clear()
    reading._shared.update(before)
