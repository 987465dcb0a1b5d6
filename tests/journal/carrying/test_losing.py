"""A stolen node's key can't speak: what is signed with it after the loss is kept, and counts for nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from panah.journal import quarantine, shipping, store
from panah.journal.carrying import behind, losing, packing, peers
from panah.journal.carrying.bundles import Writer, signed_message, writing
from panah.journal.carrying.carry import carry, positions
from panah.journal.carrying.reading import Reads
from panah.journal.carrying.take import take
from panah.journal.incarnations import OPERATOR, begin
from panah.journal.models import LostNode, Peer
from panah.journal.quarantine import Item
from panah.journal.record import record
from panah.journal.verify import verify
from tests.journal.sample import ParcelMoved, ParcelSent, registers, say

House = Callable[[], AbstractContextManager[None]]
Way = Callable[[], list[Item]]
OFFICER = UUID(int=7)
PARCEL = UUID(int=1)


def peer(name: str) -> Peer:
    return Peer.objects.get(name=name)


def moves() -> list[int]:
    return [row[-1] for row in registers()["sample_parcel"]]


@pytest.fixture
def stolen(acquainted: str, as_house: House, stick: Path) -> Way:
    """The house has written, was heard by the post, and is lost. Gives what brings its newer entries to the post."""

    def come() -> list[Item]:
        with as_house():
            carry(stick, peer("post"))
        return take(stick).quarantined

    with as_house():
        record([say(ParcelSent(sender="Needle", weight=1), PARCEL)], actor=OFFICER)
    assert come() == []
    losing.mark(peer("house"), "Overrun, says its commander by telephone")
    return come


def write_more(as_house: House) -> None:
    with as_house():
        record([say(ParcelMoved(place="Osh"), PARCEL)], actor=OFFICER)


def test_what_it_said_before_stands_and_what_comes_after_is_quarantined(stolen: Way, as_house: House) -> None:
    write_more(as_house)
    (item,) = stolen()
    assert (item.reason, item.detail) == (quarantine.Reason.BROKEN_INVARIANT, losing.LOST)
    assert moves() == [0]
    assert verify().ok, "it is kept, and the chain is whole"
    assert stolen() == [], "again is no second alarm"


def test_a_mistake_is_taken_back_and_everything_counts_again(stolen: Way, as_house: House) -> None:
    write_more(as_house)
    stolen()
    assert losing.take_back(peer("house"), "It was another post") == 1
    assert moves() == [1]
    write_more(as_house)
    assert stolen() == []
    assert moves() == [2]


def test_nothing_is_carried_to_it(stolen: Way, stick: Path) -> None:
    with pytest.raises(losing.NodeIsLostError):
        carry(stick, peer("house"))


def test_it_brings_nothing_in_anothers_name(stolen: Way, as_house: House, stick: Path) -> None:
    """Whoever has its keys makes up a third journal and puts it into the bundle."""
    with as_house():
        first = store.own_head()
        made_up = begin(OPERATOR)
        record([say(ParcelSent(sender="Made up", weight=1), UUID(int=9))], actor=OFFICER)
        assert first is not None
        forged(stick, first.journal, made_up)
    assert take(stick).refused == []
    assert made_up not in positions()
    assert "Made up" not in str(registers())


def forged(stick: Path, writer: UUID, other: UUID) -> None:
    """A bundle signed with the lost node's key that holds another journal."""
    from panah.journal import keys

    known = [key for journal in (writer, other) for key in keys.known(journal)]
    with writing(stick) as file:
        bundle = Writer(file, peer("post").recipient)
        beginning = {"writer": str(writer), "have": {}, "keys": [packing.key_to(key) for key in known], "heads": []}
        bundle.frame("h", [beginning])
        bundle.frame("p", [packing.parcel_to(one, withheld=False) for one in shipping.parcels(other)])
        signature = keys.held(writer, keys.known(writer)[-1].id).sign(signed_message(bundle.digest))
        bundle.frame("s", [{"signature": signature.hex()}])


def test_another_node_is_told_and_believes_who_reads_everything(acquainted: str, as_house: House, stick: Path) -> None:
    third = peers.Card(UUID(int=99), (), peer("house").recipient)
    for here in (None, as_house):
        if here is None:
            peers.meet("third", third, Reads.SHARED)
        else:
            with here():
                peers.meet("third", third, Reads.SHARED)
    losing.mark(peer("third"), "Stolen")
    carry(stick, peer("house"))
    with as_house():
        take(stick)
        assert losing.reaches() == {UUID(int=99): 0}
        losing.mark(peer("post"), "A body that reads only what is shared can't silence anybody")
        carry(stick, Peer(**{**_fields(peer("post")), "journals": []}))
    take(stick)
    assert LostNode.objects.count() == 2
    own = store.own_head()
    assert own is not None
    assert set(losing.reaches()) == {UUID(int=99)}


def _fields(row: Peer) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in Peer._meta.fields}


def test_the_board_says_how_much_is_nowhere_else(acquainted: str, as_house: House, stick: Path) -> None:
    def carried() -> None:
        carry(stick, peer("house"))
        with as_house():
            take(stick)
            carry(stick, peer("post"))
        take(stick)

    record([say(ParcelSent(sender="Needle", weight=1), PARCEL)], actor=OFFICER)
    carried()
    found = behind.not_elsewhere()
    assert found.entries == found.all == 2, "who reads only what is shared keeps nothing for us"
    assert [(one.peer, one.everything, one.entries) for one in found.peers] == [("house", False, 0)]
    Peer.objects.filter(name="house").update(reads=Reads.EVERYTHING)
    assert behind.not_elsewhere().entries == 0
    record([say(ParcelMoved(place="Osh"), PARCEL)], actor=OFFICER)
    assert behind.not_elsewhere().entries == 1
    carried()
    assert behind.not_elsewhere().entries == 0


def test_the_name_of_a_lost_node_is_not_given_to_the_one_that_follows_it(stolen: Way) -> None:
    before = peer("house").journals
    follower = peers.Card(uuid4(), (), peers.own_card().recipient)
    for anew in (False, True):
        with pytest.raises(peers.CardError, match="marked as lost"):
            peers.meet("house", follower, anew=anew)
    assert peer("house").journals == before, "else what brings the new node's entries would be a lost one's"
    assert not losing.is_lost(peers.meet("house-2", follower).journals)
