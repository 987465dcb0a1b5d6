"""Facts: kinds, exact bytes, versions."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from panah.journal import checks, clock, facts
from panah.journal.applying import waves
from panah.journal.facts import EntryRef, Fact, UnknownKindError, UnknownVersionError, UnreadableBodyError, load
from panah.journal.registers import Register
from tests.journal.sample import NOON, ParcelMoved, ParcelSent, craft, parcels


def test_a_body_is_sorted_json_without_spaces_in_utf_8() -> None:
    assert ParcelSent(weight=5, sender="Ёлка").body() == '{"sender":"Ёлка","weight":5}'.encode()


@given(sender=st.text(), weight=st.integers())
def test_a_body_reads_back_as_the_same_fact(sender: str, weight: int) -> None:
    fact = ParcelSent(sender=sender, weight=weight)
    assert load(fact.kind, fact.version, fact.body()) == fact


def test_an_older_version_is_lifted() -> None:
    assert load(ParcelSent.kind, 1, b'{"sender":"A","weight":2}') == ParcelSent(sender="A", weight=2000)


def test_what_cant_be_read_says_why_and_never_the_contents() -> None:
    with pytest.raises(UnknownKindError):
        load("sample:parcel:eaten", 1, b"{}")
    with pytest.raises(UnknownVersionError):
        load(ParcelSent.kind, 3, b'{"sender":"A","weight":2}')
    for body in (b'{"sender":"SECRET","weight":"SECRET"}', b"SECRET", b"\xff\xfe", b"[]", b'{"sender":"A"}'):
        for version in (1, 2):
            with pytest.raises(UnreadableBodyError) as caught:
                load(ParcelSent.kind, version, body)
            assert "SECRET" not in str(caught.value)


def test_facts_dont_change_and_know_their_fields() -> None:
    fact = ParcelMoved(place="Osh")
    with pytest.raises(ValidationError):
        fact.place = "Uzgen"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        ParcelMoved(place="Osh", colour="red")  # type: ignore[call-arg]


def test_a_fact_that_corrects_names_the_entry_in_its_body() -> None:
    ref = EntryRef(journal=UUID(int=1), sequence=4)
    body = json.loads(ParcelMoved(place="Osh", corrects=ref).body())
    assert body == {"place": "Osh", "corrects": {"journal": str(UUID(int=1)), "sequence": 4}}


@pytest.mark.parametrize(
    "kind", ["Sample:parcel:sent", "sample:sent", "sample:parcel:sent:again", "sample parcel sent"]
)
def test_a_kind_has_three_words(kind: str) -> None:
    with pytest.raises(ValueError, match="source:subject:action"):
        type("Wrong", (Fact,), {"__module__": __name__}, kind=kind, retention="sample")


def test_a_kind_is_defined_once_and_with_a_retention_class() -> None:
    with pytest.raises(ValueError, match="already"):

        class Again(Fact, kind="sample:parcel:moved", retention="sample"):
            pass

    with pytest.raises(ValueError, match="retention"):

        class Kept(Fact, kind="sample:parcel:kept"):
            pass


def test_an_upcaster_is_registered_once() -> None:
    with pytest.raises(ValueError, match="already"):
        facts.upcast(ParcelSent.kind, version=1)(lambda body: body)


def test_facts_without_a_retention_class_or_a_way_up_are_found_before_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ParcelMoved, "version", 2)
    said = {(message.id, str(message.msg)) for message in checks.facts_are_complete()}
    assert ("journal.E003", "sample:parcel:moved: nothing lifts version 1 to the next") in said
    assert ("journal.E002", "sample:parcel:arrived: its retention class is declared in no retention.toml") in said


def test_our_own_facts_are_complete() -> None:
    assert [message.msg for message in checks.facts_are_complete() if "sample:" not in str(message.msg)] == []


def test_a_register_has_a_name_of_its_own_and_handles_real_facts() -> None:
    with pytest.raises(ValueError, match="already"):
        Register("sample-parcels", tables=[])
    with pytest.raises(ValueError, match="no kind"):
        parcels.on(Fact)(_handler)


def _handler(entries: Any) -> None:
    raise AssertionError(entries)


@given(st.lists(st.integers(0, 3), max_size=20))
def test_no_wave_has_a_subject_twice_and_each_subject_keeps_its_order(numbers: list[int]) -> None:
    entries = [parcel.header for parcel in craft(UUID(int=1), [(UUID(int=n), ParcelMoved(place="X")) for n in numbers])]
    result = waves(entries, lambda header: header.subject)
    flat = [header for wave in result for group in wave.values() for header in group]
    assert sorted(header.sequence for header in flat) == [header.sequence for header in entries]
    for wave in result:
        subjects = [header.subject for group in wave.values() for header in group]
        assert len(subjects) == len(set(subjects))
    for number in set(numbers):
        mine = [header.sequence for header in flat if header.subject == UUID(int=number)]
        assert mine == sorted(mine)


@given(st.lists(st.integers(-10_000, 10_000), min_size=1))
def test_the_clock_only_rises_whatever_the_wall_does(jumps: list[int]) -> None:
    value = clock.at(NOON)
    for jump in jumps:
        later = clock.tick(value, NOON + timedelta(milliseconds=jump))
        assert later > value
        value = later


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_clock_value_tells_its_moment(moment: datetime) -> None:
    told = clock.moment(clock.at(moment))
    assert timedelta() <= moment - told < timedelta(milliseconds=1)
    assert clock.at(moment) < 2**63
