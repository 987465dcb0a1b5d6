"""What readers at home know is the fold of what they could open: in any order, again and again, apart."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from panah.journal import clock, quarantine, rebuild, store
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring, registers
from panah.journal.envelopes.registers import SealedRegister
from panah.journal.envelopes.rows import ReaderMissingError
from panah.journal.envelopes.sealing import _envelope, _said, keep, letter, reader, seal
from panah.journal.erase import erase
from panah.journal.facts import canonical
from panah.journal.receive import receive
from panah.journal.shipping import parcels
from panah.journal.store import Parcel
from panah.journal.verify import verify
from tests.journal import sample as open_sample
from tests.journal.envelopes.sample import Closed, Secret, Whispered, rows, words
from tests.journal.sample import NOON, craft

Owner = Callable[[], AbstractContextManager[None]]
House = Callable[[], AbstractContextManager[None]]
OFFICER = UUID(int=7)
SUBJECTS = [UUID(int=number) for number in range(1, 4)]


def whisper(words: str, subject: UUID = SUBJECTS[0]) -> Statement:
    return Statement(Whispered(words=words), subject, NOON)


@pytest.mark.usefixtures("post")
def test_each_reader_knows_what_was_said_to_it_and_nothing_else() -> None:
    shelter, court = keyring.make("shelter"), keyring.make("court")
    seal([whisper("for both")], to=[shelter.public, court.public], actor=OFFICER)
    seal([whisper("for the shelter")], to=[shelter.public], actor=OFFICER)
    assert words(shelter.id) == {SUBJECTS[0]: "for both for the shelter"}
    assert words(court.id) == {SUBJECTS[0]: "for both"}
    with pytest.raises(ReaderMissingError):
        Secret.objects.all()


@pytest.mark.usefixtures("post")
def test_without_readers_there_are_no_rows(home: Path) -> None:
    shelter = keyring.make("shelter")
    (home / "keys" / "sealed" / "shelter.age").unlink()
    seal([whisper("nobody here hears this")], to=[shelter.public], actor=OFFICER)
    assert rows() == []


@pytest.mark.usefixtures("post")
def test_a_key_that_comes_back_opens_what_was_sealed_before(home: Path, as_owner: Owner) -> None:
    shelter = keyring.make("shelter")
    path = home / "keys" / "sealed" / "shelter.age"
    path.rename(home / "away")
    seal([whisper("kept")], to=[shelter.public], actor=OFFICER)
    (home / "away").rename(path)
    with as_owner():
        rebuild.rebuild("sealed")
    assert words(shelter.id) == {SUBJECTS[0]: "kept"}


@pytest.mark.usefixtures("post")
def test_an_older_key_of_the_same_reader_still_opens() -> None:
    first = keyring.make("shelter")
    second = keyring.make("shelter", first.id)
    seal([whisper("to the old")], to=[first.public], actor=OFFICER)
    seal([whisper("to the new")], to=[second.public], actor=OFFICER)
    assert words(first.id) == {SUBJECTS[0]: "to the old to the new"}


@pytest.mark.usefixtures("post")
def test_a_rebuild_gives_the_same_and_stays_in_its_schema(as_owner: Owner) -> None:
    shelter = keyring.make("shelter")
    seal([whisper("a"), whisper("b", SUBJECTS[1])], to=[shelter.public], actor=OFFICER)
    seal([Statement(Closed(), SUBJECTS[0], NOON)], to=[shelter.public], actor=OFFICER)
    seal([whisper("too late")], to=[shelter.public], actor=OFFICER)
    before = rows()
    with as_owner():
        assert rebuild.differences("sealed") == {}
        rebuild.rebuild("sealed")
    assert rows() == before
    assert words(shelter.id) == {SUBJECTS[0]: "a", SUBJECTS[1]: "b"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, i.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid"
            " JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'sealed' ORDER BY 1, 2"
        )
        assert ("sealed_opened", "sealed_opened_about") in cursor.fetchall()


@pytest.mark.usefixtures("post")
def test_an_erased_envelope_takes_along_what_it_said(home: Path, as_owner: Owner) -> None:
    (home / "retention.toml").write_text(open_sample.RETENTION + RETENTION)
    shelter = keyring.make("shelter")
    seal([whisper("old")], to=[shelter.public], actor=OFFICER)
    with as_owner():
        assert sum(done.amount for done in erase(now=datetime.now(UTC) + timedelta(days=2))) == 1
    assert rows() == []
    assert verify().ok


RETENTION = """
[sealed]
days = 1
starts_from = "recorded"
basis = "test"
source = "test"
as_of = 2026-01-01
"""


@pytest.mark.usefixtures("post")
def test_what_makes_no_sense_is_kept_in_sight_and_in_nobodys_way() -> None:
    shelter = keyring.make("shelter")
    keep([_envelope(b"nonsense", [reader(shelter.public)], 0)])
    seal([whisper("sense")], to=[shelter.public], actor=OFFICER)
    assert words(shelter.id) == {SUBJECTS[0]: "sense"}
    assert registers.unread() == 1


@pytest.mark.usefixtures("post")
def test_a_kind_not_known_yet_is_read_once_it_is(as_owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    from panah.journal import facts

    shelter = keyring.make("shelter")
    sealed = letter([whisper("new words")], to=[shelter.public], actor=OFFICER)
    with monkeypatch.context() as patch:
        patch.delitem(facts._kinds, Whispered.kind)
        keep([sealed])
        assert (words(shelter.id), registers.unread()) == ({}, 1)
    with as_owner():
        rebuild.rebuild("sealed")
    assert words(shelter.id) == {SUBJECTS[0]: "new words"}


@pytest.mark.usefixtures("post")
def test_a_sealed_fact_of_another_node_said_openly_is_quarantined() -> None:
    receive(craft(uuid4(), [(SUBJECTS[0], Whispered(words="out in the open"))]))
    assert [item.reason for item in quarantine.items()] == [quarantine.Reason.BROKEN_INVARIANT]


def test_an_open_fact_has_no_sealed_handler() -> None:
    register = SealedRegister("sample-wrong", tables=[])
    registers._sealed.remove(register)
    with pytest.raises(ValueError, match="isn't said in envelopes"):
        register.on(open_sample.ParcelSent)(lambda entries: None)


# --- any order of arrival ---------------------------------------------------------------------------------------------


Drawn = tuple[int, str, bool, bool, int]


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[list[Drawn]], list[int]]:
    """Two journals of (subject, words or closed, to the shelter, to the court, milliseconds from noon behind which it
    says to stand), and the order of their pieces."""
    after = st.sampled_from([-1, 1, 3, 50])
    said = st.tuples(st.integers(0, 2), st.sampled_from(["a", "b", ""]), st.booleans(), st.booleans(), after)
    journals = draw(st.lists(st.lists(said, min_size=1, max_size=5), min_size=1, max_size=2))
    pieces = draw(st.permutations([number for number, journal in enumerate(journals) for _ in journal]))
    return journals, pieces


def load(said: list[Drawn], keys: list[str], start: int) -> list[Parcel]:
    """The envelopes of a journal; clocks of several journals interleave."""
    facts = []
    for subject, text, *whom, after in said:
        to = [key for key, meant in zip(keys, whom, strict=True) if meant] or [STRANGER]
        fact = Whispered(words=text) if text else Closed()
        behind = clock.at(NOON + timedelta(milliseconds=after))
        sealed = _envelope(_content(Statement(fact, SUBJECTS[subject], NOON), behind), [reader(one) for one in to], 0)
        facts.append((sealed.subject, sealed.fact))
    return craft(uuid4(), facts, start=NOON, steps=[start + number % 3 for number in range(len(facts))])


STRANGER = "age1gs06sgmmqlf7r75xv3n7g7aezt3cs5xas3wxd6v5jamg9r0z3auqfhuegc"


@pytest.mark.usefixtures("post")
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(arrivals())
def test_any_order_and_repetition_gives_the_same_as_a_rebuild(
    as_owner: Owner, arrival: tuple[list[list[Drawn]], list[int]]
) -> None:
    journals, pieces = arrival
    readers = [keyring.find(name) or keyring.make(name) for name in ("shelter", "court")]
    loads = [load(said, [one.public for one in readers], start) for start, said in enumerate(journals)]
    taken = [0] * len(loads)
    for number in pieces:
        taken[number] += 1
        receive(loads[number][max(0, taken[number] - 2) : taken[number]])
    everything = rows()
    with as_owner():
        assert rebuild.differences("sealed") == {}
    assert rows() == everything
    assert quarantine.items() == []


@pytest.mark.usefixtures("post")
def test_a_late_envelope_takes_its_place() -> None:
    """The post's words come after the house's own, and are read before them."""
    shelter = keyring.make("shelter")
    early = load([(0, "first", True, False, -1)], [shelter.public, STRANGER], 0)
    seal([whisper("second")], to=[shelter.public], actor=OFFICER)
    receive(early)
    assert words(shelter.id) == {SUBJECTS[0]: "first second"}


@pytest.mark.usefixtures("post")
def test_what_is_said_after_something_stands_behind_it_wherever_that_is(as_owner: Owner) -> None:
    """Another node's word for it may be whatever it likes: it keeps nothing from being read."""
    shelter = keyring.make("shelter")
    for after in (-1, 1 << 62, (1 << 63) - 1, 10**30):
        subject = uuid4()
        keep([_envelope(_content(whisper("far", subject), after), [reader(shelter.public)], 0)])
        for text in ("behind", "further behind"):
            seal([whisper(text, subject)], to=[shelter.public], actor=OFFICER)
        assert words(shelter.id)[subject] == "far behind further behind"
    with as_owner():
        assert rebuild.differences("sealed") == {}


def _content(said: Statement, after: int | None = None) -> bytes:
    return canonical({"actor": str(OFFICER), "said": [_said(said, after)]})


def test_only_the_house_with_the_key_learns_anything(as_house: House, post: str) -> None:
    with as_house():
        shelter = keyring.make("shelter")
    seal([whisper("a needle in the dump")], to=[shelter.public], actor=OFFICER)
    head = store.own_head()
    assert head is not None
    shipped = parcels(head.journal)
    assert rows() == []
    with as_house():
        receive(shipped)
        assert words(shelter.id) == {SUBJECTS[0]: "a needle in the dump"}
