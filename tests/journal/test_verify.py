# ruff: noqa: S608 (statements a forger would put together)
"""Verifying finds what somebody with every right on the database did to the journal, and where."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.db import connection

from panah.journal import chain, keys, store
from panah.journal.entries import Header, Source
from panah.journal.faults import LONGEST_RUN
from panah.journal.heads import sign_head
from panah.journal.record import record
from panah.journal.verify import verify
from tests.journal.sample import ParcelMoved, ParcelSent, say

ACTOR = UUID(int=7)
Owner = Callable[[], AbstractContextManager[None]]
Tamper = Callable[..., None]


@pytest.fixture
def journal(office: str) -> UUID:
    """Entries 1 to 31, signed heads at 11, 21 and 31. The first says that the journal began."""
    for _ in range(3):
        record([say(ParcelSent(sender="A", weight=1), uuid4()) for _ in range(10)], actor=ACTOR)
        sign_head()
    head = store.own_head()
    assert head is not None
    assert head.sequence == 31
    return head.journal


@pytest.fixture
def tamper(as_owner: Owner) -> Tamper:
    """Runs SQL as the owner with every trigger off."""

    def run(*statements: str, **values: object) -> None:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT c.relname FROM pg_class c WHERE relname LIKE 'journal%%' AND relkind = 'r'", [])
            tables = [row[0] for row in cursor.fetchall()]
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement, values)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


def found() -> list[tuple[int, str]]:
    return [(fault.sequence, str(fault.fault)) for fault in verify().faults]


def test_an_untouched_journal_has_no_faults(journal: UUID) -> None:
    result = verify()
    assert result.ok
    assert result.as_json() == {"entries": 31, "ok": True, "faults": []}


@pytest.mark.parametrize(
    "change",
    [
        "happened = happened + interval '1 day'",
        "happened_source = 2",
        "recorded = recorded - interval '1 microsecond'",
        "actor = gen_random_uuid()",
        "subject = gen_random_uuid()",
        "kind = 'sample:parcel:moved'",
        "version = 1",
        "clock = clock + 1",
        "digest = sha256('x')",
        "previous = sha256('x')",
        "chain = sha256('x')",
    ],
)
def test_an_altered_column_is_found_where_it_is_and_once(journal: UUID, tamper: Tamper, change: str) -> None:
    tamper(f"UPDATE journal_entry SET {change} WHERE sequence = 15")
    assert found() == [(15, "altered")]


def test_an_altered_body_or_salt_is_found(journal: UUID, tamper: Tamper) -> None:
    tamper(
        "UPDATE journal_body SET body = body || ' ' WHERE sequence = 5",
        "UPDATE journal_body SET salt = sha256('x') WHERE sequence = 9",
    )
    assert found() == [(5, "body_altered"), (9, "body_altered")]


def test_a_body_nobody_erased_is_missing(journal: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_body WHERE sequence = 12")
    assert found() == [(12, "body_missing")]


def test_a_body_whose_erasure_nobody_stated_is_found(journal: UUID, tamper: Tamper) -> None:
    tamper(
        "DELETE FROM journal_body WHERE sequence = 12",
        "INSERT INTO journal_erasure (journal, sequence, stated_journal, stated_sequence)"
        " SELECT journal, 12, journal, 13 FROM journal_head",
    )
    assert found() == [(13, "bad_erasure")]


def test_a_body_without_an_entry_is_foreign(journal: UUID, tamper: Tamper) -> None:
    tamper("INSERT INTO journal_body (journal, sequence, salt, body) SELECT journal, 99, '', '' FROM journal_head")
    assert found() == [(99, "foreign")]


def test_a_gap_is_one_fault_however_wide(journal: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_body WHERE sequence BETWEEN 10 AND 20", _delete("BETWEEN 10 AND 20"))
    [fault] = verify().faults
    assert (fault.sequence, fault.fault, fault.detail) == (10, "missing", "11 entries, up to 20")


def test_the_first_entry_is_missed_too(journal: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_body WHERE sequence = 1", _delete("= 1"))
    assert found() == [(1, "missing")]


def test_swapped_entries_are_found_both(journal: UUID, tamper: Tamper) -> None:
    tamper(
        *(
            f"UPDATE {table} SET sequence = {new} WHERE sequence = {old}"
            for table in ("journal_entry", "journal_body")
            for old, new in ((5, 999), (6, 5), (999, 6))
        )
    )
    assert found() == [(5, "reordered"), (6, "reordered")]


def test_a_cut_tail_is_missed(journal: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_body WHERE sequence > 28", _delete("> 28"))
    assert found() == [(29, "missing")]


def test_a_cut_tail_with_a_head_to_match_is_missed_by_the_signatures(journal: UUID, tamper: Tamper) -> None:
    tamper("DELETE FROM journal_body WHERE sequence > 28", _delete("> 28"), _shorten(28))
    assert found() == [(29, "missing")]


def test_a_cut_tail_without_its_signatures_is_missed_by_the_marker(journal: UUID, tamper: Tamper) -> None:
    tamper(
        "DELETE FROM journal_body WHERE sequence > 28",
        _delete("> 28"),
        _shorten(28),
        "DELETE FROM journal_signature WHERE sequence > 28",
    )
    assert found() == [(29, "missing")]


def test_an_entry_of_an_unknown_journal_is_foreign(journal: UUID, tamper: Tamper) -> None:
    tamper(_copy(7, "gen_random_uuid()", "1"))
    assert found() == [(1, "foreign")]


def test_an_entry_behind_the_head_is_foreign(journal: UUID, tamper: Tamper) -> None:
    tamper(
        "INSERT INTO journal_entry SELECT journal, 32, clock, happened, happened_source, recorded, actor, kind,"
        " version, subject, digest, chain, sha256('x') FROM journal_entry WHERE sequence = 31",
        "INSERT INTO journal_body SELECT journal, 32, salt, body FROM journal_body WHERE sequence = 31",
    )
    assert (32, "foreign") in found()
    assert {sequence for sequence, _ in found()} == {32}


def test_an_entry_replaced_with_its_digest_made_to_fit_is_found(journal: UUID, tamper: Tamper) -> None:
    _rewrite(journal, tamper, [15])
    assert found() == [(15, "rewritten")]


def test_a_tail_rewritten_from_an_entry_on_contradicts_the_next_signature_once(journal: UUID, tamper: Tamper) -> None:
    _rewrite(journal, tamper, range(13, 32))
    [fault] = verify().faults
    assert (fault.sequence, fault.fault) == (21, "rewritten")
    assert "12 to 21" in fault.detail


def test_a_whole_rewritten_journal_without_signatures_contradicts_the_marker(journal: UUID, tamper: Tamper) -> None:
    _rewrite(journal, tamper, range(2, 32))
    tamper("DELETE FROM journal_signature")
    assert found() == [(31, "rewritten")]


def test_a_signature_that_is_none_is_found(journal: UUID, tamper: Tamper) -> None:
    tamper("UPDATE journal_signature SET signature = sha256('x') || sha256('y') WHERE sequence = 21")
    assert found() == [(21, "bad_signature")]


def test_a_signature_by_an_unknown_key_is_found(journal: UUID, tamper: Tamper) -> None:
    tamper("UPDATE journal_signature SET key = sha256('x') WHERE sequence = 21")
    assert found() == [(21, "bad_signature")]


def test_a_key_nobody_introduced_is_found_with_what_it_signed(journal: UUID, tamper: Tamper) -> None:
    stranger = keys.create()
    head = store.own_head()
    assert head is not None
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=ACTOR)
    tamper(
        "INSERT INTO journal_key (journal, from_sequence, key, public, introduced_by, signature)"
        " SELECT journal, 30, %(key)s, %(public)s, key, sha256('x') FROM journal_key",
        key=stranger.id,
        public=stranger.public,
    )
    assert found() == [(30, "bad_key")]


def test_signatures_stay_good_across_a_rotation_and_the_old_key_ends(journal: UUID, tamper: Tamper) -> None:
    first = keys.known(journal)[0]
    old = keys.held(journal, first.id)
    keys.rotate()
    record([say(ParcelSent(sender="A", weight=1), uuid4())], actor=ACTOR)
    sign_head()
    assert verify().ok
    head = store.own_head()
    assert head is not None
    forged = old.sign(chain.head_message(journal, head.sequence, head.clock, head.chain))
    tamper(
        "UPDATE journal_signature SET key = %(key)s, signature = %(forged)s WHERE sequence = %(sequence)s",
        key=first.id,
        forged=forged,
        sequence=head.sequence,
    )
    [fault] = verify().faults
    assert (fault.sequence, fault.fault) == (head.sequence, "bad_signature")
    assert "another key" in fault.detail


def test_a_renumbered_tail_is_summed_up(journal: UUID, tamper: Tamper) -> None:
    record([say(ParcelMoved(place="X"), uuid4()) for _ in range(100)], actor=ACTOR)
    tamper(
        _delete("= 25"),
        "DELETE FROM journal_body WHERE sequence = 25",
        *(
            statement
            for table in ("journal_entry", "journal_body")
            for statement in (
                f"UPDATE {table} SET sequence = sequence + 100000 WHERE sequence > 25",
                f"UPDATE {table} SET sequence = sequence - 100001 WHERE sequence > 100000",
            )
        ),
    )
    faults = verify().faults
    assert faults[0].sequence == 25
    assert len(faults) <= LONGEST_RUN + 3
    assert any("more in a row" in fault.detail for fault in faults)


def _delete(which: str) -> str:
    return f"DELETE FROM journal_entry WHERE sequence {which}"


def _shorten(sequence: int) -> str:
    return (
        "UPDATE journal_head h SET sequence = e.sequence, clock = e.clock, chain = e.chain"
        f" FROM journal_entry e WHERE e.journal = h.journal AND e.sequence = {sequence}"
    )


def _copy(sequence: int, journal: str, new: str) -> str:
    return (
        f"INSERT INTO journal_entry SELECT {journal}, {new}, clock, happened, happened_source, recorded, actor, kind,"
        f" version, subject, digest, previous, chain FROM journal_entry WHERE sequence = {sequence}"
    )


def _rewrite(journal: UUID, tamper: Tamper, sequences: range | list[int]) -> None:
    """Other facts in place of these entries, with digests and chain computed anew, as a skilled forger would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal, sequence, clock, happened, happened_source, recorded, actor, subject, kind, version,"
            " previous FROM journal_entry WHERE sequence = ANY(%s) ORDER BY sequence",
            [list(sequences)],
        )
        rows = cursor.fetchall()
    link = bytes(rows[0][10])
    for row in rows:
        header = Header(*row[:4], Source(row[4]), *row[5:10])
        digest = sha256(b"salt" + b"forged").digest()
        chained = chain.link(link, chain.header(header, digest))
        tamper(
            "UPDATE journal_entry SET digest = %(digest)s, previous = %(previous)s, chain = %(chain)s"
            " WHERE sequence = %(sequence)s",
            "UPDATE journal_body SET salt = 'salt', body = 'forged' WHERE sequence = %(sequence)s",
            digest=digest,
            previous=link,
            chain=chained,
            sequence=header.sequence,
        )
        link = chained
    if header.sequence == 31:
        tamper("UPDATE journal_head SET chain = %(chain)s", chain=link)
