"""What one node says reaches another by any file, whole or not at all, and no more of it than that node may read."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from panah.journal import keys, quarantine, store
from panah.journal.carrying import clocks, peers
from panah.journal.carrying.bundles import BundleRefusedError
from panah.journal.carrying.carry import carry, positions
from panah.journal.carrying.reading import Reads
from panah.journal.carrying.take import Taken, take
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import seal
from panah.journal.erase import erase
from panah.journal.incarnations import OPERATOR, begin
from panah.journal.models import Peer, Withheld
from panah.journal.record import record
from panah.journal.verify import verify
from tests.journal import sample as open_sample
from tests.journal.envelopes.sample import Whispered, words
from tests.journal.sample import NOON, ParcelArrived, ParcelMoved, ParcelSent, registers, say

House = Callable[[], AbstractContextManager[None]]
Owner = Callable[[], AbstractContextManager[None]]
OFFICER = UUID(int=7)
PARCEL, OTHER = UUID(int=1), UUID(int=2)

pytestmark = pytest.mark.usefixtures("acquainted")


def peer(name: str) -> Peer:
    found = peers.find(name)
    assert found is not None
    return found


def over(stick: Path, as_house: House) -> Taken:
    """Everything new from the post to the house."""
    carry(stick, peer("house"))
    with as_house():
        return take(stick)


def back(stick: Path, as_house: House) -> Taken:
    with as_house():
        carry(stick, peer("post"))
    return take(stick)


def say_something() -> None:
    record([say(ParcelSent(sender="Needle", weight=1), PARCEL), say(ParcelMoved(place="Osh"), PARCEL)], actor=OFFICER)
    record([say(ParcelArrived(), PARCEL)], actor=OFFICER)


@pytest.mark.usefixtures("arrivals_are_shared")
def test_a_body_gets_every_entry_and_reads_only_what_it_may(stick: Path, as_house: House) -> None:
    say_something()
    taken = over(stick, as_house)
    assert (taken.refused, taken.quarantined, taken.silent) == ([], [], [])
    mine = positions()
    with as_house():
        assert {journal: positions()[journal] for journal in mine} == mine
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM journal_entry JOIN journal_body USING (journal, sequence)"
                           " WHERE kind LIKE 'sample%'")  # fmt: skip
            assert cursor.fetchall() == [("sample:parcel:arrived",)]
        assert Withheld.objects.count() == 2
        assert verify().ok
        assert registers()["sample_parcel"] == []


class Ahead(datetime):
    """A machine's clock that isn't right."""

    by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + cls.by


@pytest.mark.parametrize("by", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_node_whose_clock_is_far_from_ours_is_named_until_it_is_set(
    stick: Path, as_house: House, by: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is behind shows by what it had of ours when it wrote."""
    say_something()
    over(stick, as_house)
    with monkeypatch.context() as patch:
        patch.setattr(Ahead, "by", by)
        patch.setattr("panah.journal.carrying.carry.datetime", Ahead)
        back(stick, as_house)
    [found] = clocks.apart()
    assert found.node == "house"
    assert abs(found.by - by) < timedelta(minutes=1)
    assert ("ahead of" if by > timedelta() else "behind") in str(found)
    back(stick, as_house)
    assert clocks.apart() == []


def test_a_bundle_that_lay_for_long_says_nothing_of_clocks(
    stick: Path, as_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Ahead, "by", timedelta(days=-7))
        patch.setattr("panah.journal.carrying.carry.datetime", Ahead)
        back(stick, as_house)
    assert clocks.apart() == [], "that node had nothing yet of this one"


def test_what_was_withheld_is_no_erasure_and_may_come_later(stick: Path, as_house: House) -> None:
    say_something()
    over(stick, as_house)
    with as_house(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_erasure")
        assert cursor.fetchone() == (0,)
    peers.meet("house", peers.Card(UUID(peer("house").journals[-1]), (), peer("house").recipient), Reads.EVERYTHING)
    carry(stick, peer("house"), after=dict.fromkeys(positions(), 0))
    with as_house():
        assert take(stick).quarantined == []
        assert Withheld.objects.count() == 0
        assert [(row[1], *row[4:]) for row in registers()["sample_parcel"]] == [("Needle", "arrived", 1)]
        assert verify().ok


def test_nobody_says_of_the_own_journal_that_something_is_withheld(acquainted: str, as_owner: Owner) -> None:
    say_something()
    head = store.own_head()
    assert head is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_note_withheld(ARRAY[%s], ARRAY[2::bigint])", [head.journal])
    assert Withheld.objects.count() == 0
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("INSERT INTO journal_withheld VALUES (%s, 2)", [head.journal])


def test_a_bundle_may_come_twice_and_the_next_begins_where_it_ended(stick: Path, as_house: House) -> None:
    say_something()
    amount = over(stick, as_house).entries
    with as_house():
        assert take(stick).entries == amount
    back(stick, as_house)
    assert carry(stick, peer("house")).entries == 0
    record([say(ParcelMoved(place="Uzgen"), PARCEL)], actor=OFFICER)
    assert over(stick, as_house).entries == 1


def test_a_bundle_that_was_lost_comes_again_with_the_next(stick: Path, as_house: House) -> None:
    say_something()
    first = carry(stick, peer("house")).entries
    stick.unlink()
    record([say(ParcelMoved(place="Uzgen"), PARCEL)], actor=OFFICER)
    assert over(stick, as_house).entries == first + 1


def test_envelopes_open_where_their_reader_is_and_answers_come_back(stick: Path, as_house: House) -> None:
    with as_house():
        shelter = keyring.make("shelter")
    court = keyring.make("court")
    seal([Statement(Whispered(words="come"), PARCEL, NOON)], to=[shelter.public], actor=OFFICER)
    over(stick, as_house)
    with as_house():
        assert words(shelter.id) == {PARCEL: "come"}
        seal([Statement(Whispered(words="we do"), PARCEL, NOON)], to=[court.public], actor=OFFICER)
    back(stick, as_house)
    assert words(court.id) == {PARCEL: "we do"}
    assert words(shelter.id) == {}


def test_an_envelope_that_is_kept_back_is_noticed(
    stick: Path, as_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_house():
        shelter = keyring.make("shelter")
    seal([Statement(Whispered(words="come"), PARCEL, NOON)], to=[shelter.public], actor=OFFICER)
    monkeypatch.setattr("panah.journal.carrying.carry.may_read", lambda reads, kind: False)
    assert len(over(stick, as_house).silent) == 1


def test_nothing_in_the_file_can_be_read_on_the_way(stick: Path, as_house: House) -> None:
    say_something()
    carry(stick, peer("house"))
    content = stick.read_bytes()
    head = store.own_head()
    assert head is not None
    assert b"Needle" not in content
    assert str(head.journal).encode() not in content
    assert stick.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BundleRefusedError, match="not_for_us"):
        take(stick)


def test_a_file_cut_short_is_refused_whole(stick: Path, as_house: House) -> None:
    say_something()
    carry(stick, peer("house"))
    content = stick.read_bytes()
    with as_house():
        before = positions()
        for length in [*range(0, 60, 7), *range(60, len(content), 97), len(content) - 1]:
            stick.write_bytes(content[:length])
            with pytest.raises(BundleRefusedError, match="truncated") as refused:
                take(stick)
            assert refused.value.place <= length
        assert positions() == before


def test_a_flipped_bit_anywhere_refuses_the_whole(stick: Path, as_house: House) -> None:
    say_something()
    carry(stick, peer("house"))
    content = stick.read_bytes()
    with as_house():
        before = positions()
        for place in range(0, len(content), 61):
            stick.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(BundleRefusedError):
                take(stick)
        assert positions() == before


def test_frames_of_two_bundles_do_not_mix(stick: Path, as_house: House, tmp_path: Path) -> None:
    """Each frame is sealed soundly; only the signature tells that one was put in or left out."""
    say_something()
    carry(stick, peer("house"))
    content = stick.read_bytes()
    starts = [15]
    while starts[-1] < len(content):
        starts.append(starts[-1] + 36 + int.from_bytes(content[starts[-1] : starts[-1] + 4]))
    beginning, last = content[: starts[1]], content[starts[-2] :]
    stick.write_bytes(beginning + last)
    with as_house(), pytest.raises(BundleRefusedError, match="bad_signature"):
        take(stick)


def test_a_stranger_is_not_listened_to(stick: Path, as_house: House) -> None:
    say_something()
    carry(stick, peer("house"))
    with as_house():
        Peer.objects.all().delete()
        with pytest.raises(BundleRefusedError, match="unknown_sender"):
            take(stick)


def test_a_new_incarnation_shows_a_new_card(stick: Path, as_house: House) -> None:
    begin(OPERATOR)
    carry(stick, peer("house"))
    with as_house(), pytest.raises(BundleRefusedError, match="unknown_sender"):
        take(stick)
    card = peers.own_card()
    with as_house():
        peers.meet("post", card, Reads.EVERYTHING)
        assert take(stick).refused == []


def test_a_node_put_back_to_an_older_day_with_its_keys_hears_of_it_and_gets_back_what_it_said(
    stick: Path, as_house: House
) -> None:
    with as_house():
        say_something()
        old = positions()
        keys_then = {path: path.read_bytes() for path in Path(settings.PANAH_HOME).rglob("*") if path.is_file()}
        with transaction.atomic():
            record([say(ParcelSent(sender="Later", weight=2), OTHER)], actor=OFFICER)
            carry(stick, peer("post"))
            transaction.set_rollback(True)
        for path, content in keys_then.items():
            path.write_bytes(content)
        assert positions() == old
    assert take(stick).refused == []
    assert over(stick, as_house).anew
    with as_house():
        assert positions().keys() > old.keys()
        card = peers.own_card()
    peers.meet("house", card)
    assert back(stick, as_house).quarantined == []
    again = over(stick, as_house)
    assert (again.anew, again.refused, again.quarantined) == (False, [], [])
    with as_house():
        assert "Later" in [row[1] for row in registers()["sample_parcel"]]
        assert verify().ok
    back(stick, as_house)
    assert over(stick, as_house).entries == 0


def test_a_new_key_of_the_same_journal_goes_along(stick: Path, as_house: House) -> None:
    over(stick, as_house)
    keys.rotate()
    record([say(ParcelArrived(), PARCEL)], actor=OFFICER)
    assert over(stick, as_house).refused == []
    with as_house():
        assert verify().ok


def test_what_was_erased_here_is_erased_there(stick: Path, as_house: House, as_owner: Owner) -> None:
    from datetime import UTC, datetime

    (Path(settings.PANAH_HOME) / "retention.toml").write_text(open_sample.RETENTION)
    say_something()
    with as_owner():
        erase(now=datetime(2040, 1, 1, tzinfo=UTC))
    over(stick, as_house)
    with as_house():
        assert Withheld.objects.count() == 0
        assert verify().ok


def test_a_third_node_learns_from_the_second_what_that_one_has(stick: Path, as_house: House) -> None:
    """The house tells the post of a stranger's journal; the post had withheld nothing of it."""
    stranger = open_sample.craft(uuid4(), [(OTHER, ParcelSent(sender="Far", weight=2))])
    with as_house():
        from panah.journal.receive import receive

        receive(stranger)
    back(stick, as_house)
    assert [row[1] for row in registers()["sample_parcel"]] == ["Far"]
    assert quarantine.items() == []


def test_a_file_that_is_there_stays_when_writing_fails(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick.write_bytes(b"older")
    monkeypatch.setattr("panah.journal.carrying.carry.parcels", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        carry(stick, peer("house"))
    assert stick.read_bytes() == b"older"
    assert list(stick.parent.glob("*.part")) == []


def test_a_device_is_not_replaced_by_a_file(stick: Path) -> None:
    os.mkfifo(stick)
    with pytest.raises(OSError, match="no ordinary file"):
        carry(stick, peer("house"))
    assert stick.is_fifo()


@pytest.mark.parametrize("text", ["", "{}", '{"card": 2}', '{"card": 1, "journal": "x"}', "[]"])
def test_a_card_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(peers.CardError):
        peers.read_card(text)


def test_a_name_stays_with_its_node_and_a_node_with_its_name(as_house: House) -> None:
    before = peer("house")
    theirs = peers.Card(UUID(before.journals[-1]), (), before.recipient)
    with pytest.raises(peers.CardError, match="known here as house"):
        peers.meet("home", theirs)
    other = peers.Card(uuid4(), (), peers.own_card().recipient)
    with pytest.raises(peers.CardError, match="another node"):
        peers.meet("house", other, Reads.EVERYTHING)
    assert (peer("house").journals, peer("house").recipient) == (before.journals, before.recipient)
    peers.meet("house", theirs, Reads.EVERYTHING)
    assert peers.meet("house", theirs).reads == "everything"
    assert peers.meet("house", other, anew=True).journals[-1] == str(other.journal)


def test_a_card_with_somebody_elses_journal_is_refused(as_house: House) -> None:
    card = peers.own_card()
    with as_house():
        other = peers.own_card()
    with pytest.raises(peers.CardError, match="don't belong"):
        peers.read_card(peers.Card(card.journal, other.keys, card.recipient).as_text())
    with pytest.raises(peers.CardError, match="own card"):
        peers.meet("me", card, Reads.SHARED)
