"""Erasing: bodies past their time go, registers forget, the chain holds, a rebuild agrees."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection

from panah.journal import erase, rebuild
from panah.journal.entries import Entry
from panah.journal.reading import entry
from panah.journal.record import record
from panah.journal.retention import RetentionError, classes
from panah.journal.verify import verify
from tests.journal.sample import NOON, ParcelArrived, ParcelMoved, ParcelSent, registers, say

ACTOR = UUID(int=7)
Owner = Callable[[], AbstractContextManager[None]]
LONG_AGO = NOON - timedelta(days=400)

pytestmark = pytest.mark.usefixtures("office", "retention_table")


def sent(when: object, sender: str = "A") -> Entry:
    return record([say(ParcelSent(sender=sender, weight=5), uuid4(), happened=when)], actor=ACTOR)[0]


def amounts(done: list[erase.Erased]) -> dict[str, tuple[int, int]]:
    return {one.rule: (one.amount, one.kept_back) for one in done if one.amount or one.kept_back}


def test_what_is_past_its_time_goes_and_what_isnt_stays(as_owner: Owner) -> None:
    old, new = sent(LONG_AGO), sent(NOON)
    with as_owner():
        assert amounts(erase.erase(now=NOON, dry_run=True)) == {"sample": (1, 0)}
        assert isinstance(entry(old.journal, old.sequence), Entry)
        assert amounts(erase.erase(now=NOON)) == {"sample": (1, 0)}
        assert amounts(erase.erase(now=NOON)) == {}
    assert not isinstance(entry(old.journal, old.sequence), Entry)
    assert entry(new.journal, new.sequence) == new
    assert [row[0] for row in registers()["sample_parcel"]] == [new.subject]
    assert registers()["sample_sender"][0][1:] == (1, 5)
    assert verify().ok


def test_a_register_may_keep_a_row_that_names_nobody_and_a_rebuild_gives_the_same(as_owner: Owner) -> None:
    old = sent(LONG_AGO)
    sent(NOON)
    with as_owner():
        erase.erase(now=NOON)
        rows = registers()
        assert rows["sample_ghost"] == [(old.subject, LONG_AGO)]
        assert rebuild.differences("sample-parcels") == {}
        rebuild.rebuild("sample-parcels")
    assert registers() == rows


def test_a_subject_something_happened_with_lately_is_kept_whole(as_owner: Owner) -> None:
    old = sent(LONG_AGO)
    record([say(ParcelMoved(place="Osh"), old.subject)], actor=ACTOR)
    with as_owner():
        assert amounts(erase.erase(now=NOON)) == {}


def test_classes_run_each_by_its_own_rule(as_owner: Owner) -> None:
    old = sent(LONG_AGO)
    [arrived] = record([say(ParcelArrived(), old.subject, happened=LONG_AGO)], actor=ACTOR)
    with as_owner():
        assert amounts(erase.erase(now=NOON)) == {"sample": (1, 0)}
    assert isinstance(entry(arrived.journal, arrived.sequence), Entry)
    assert registers()["sample_parcel"] == []


def test_who_must_stay_whole_for_now_is_kept_back(as_owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = sent(LONG_AGO), sent(LONG_AGO)
    monkeypatch.setattr(erase, "_keepers", [lambda subjects: {kept.subject} & set(subjects)])
    with as_owner():
        assert amounts(erase.erase(now=NOON)) == {"sample": (1, 1)}
    assert isinstance(entry(kept.journal, kept.sequence), Entry)
    assert not isinstance(entry(gone.journal, gone.sequence), Entry)


def test_many_go_in_batches(as_owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "_BATCH", 7)
    record([say(ParcelSent(sender="A", weight=5), uuid4(), happened=LONG_AGO) for _ in range(20)], actor=ACTOR)
    seen: list[int] = []
    with as_owner():
        assert amounts(erase.erase(now=NOON, progress=lambda rule, amount: seen.append(amount))) == {"sample": (20, 0)}
    assert seen == [7, 14]
    assert verify().ok


def test_the_runtime_role_cant_erase() -> None:
    old = sent(LONG_AGO)
    with pytest.raises(ProgrammingError, match="permission denied"):
        erase.erase(now=NOON)
    assert isinstance(entry(old.journal, old.sequence), Entry)


def test_the_owner_cant_erase_what_nothing_states(as_owner: Owner) -> None:
    old = sent(LONG_AGO)
    with as_owner(), connection.cursor() as cursor, pytest.raises(Exception, match="nothing states this erasure"):
        cursor.execute(
            "SELECT journal_erase(ARRAY[%s]::uuid[], ARRAY[%s]::bigint[], %s, %s)",
            [old.journal, old.sequence, old.journal, old.sequence],
        )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[x]\nyears = 1\nbasis = 'b'\nsource = 's'", "as_of missing"),
        ("[x]\nbasis = 'b'\nsource = 's'\nas_of = 2026-01-01", "forever"),
        ("[x]\nyears = 1\nforever = true\nbasis = 'b'\nsource = 's'\nas_of = 2026-01-01", "forever"),
        ("[x]\nyears = -1\nbasis = 'b'\nsource = 's'\nas_of = 2026-01-01", "years"),
        ("[x]\nyears = 1\nstarts_from = 'birth'\nbasis = 'b'\nsource = 's'\nas_of = 2026-01-01", "starts_from"),
        ("[x]\nyaers = 1\nbasis = 'b'\nsource = 's'\nas_of = 2026-01-01", "yaers"),
        ("x = 1", "x"),
        ("[x", "retention.toml"),
    ],
)
def test_a_wrong_retention_table_is_refused_at_its_place(
    settings: object, tmp_path: object, text: str, says: str
) -> None:
    settings.PANAH_HOME = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "retention.toml").write_text(text, "utf-8")  # type: ignore[operator]
    with pytest.raises(RetentionError, match=says):
        classes()


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    leap_day = NOON.replace(year=2028, month=2, day=29)
    assert classes()["sample"].cutoff(leap_day) == NOON.replace(year=2027, month=2, day=28)
