"""Fills the register with millions of crossings: 20 of each invented traveller over two years, in and out in turn.

What it is: rows of presentations, crossings and stays as applying the facts would have written them, made by SQL with
the indexes put on afterwards. Ten thousand of the travellers have documents with their real keys, so that they are
known when they are presented; the others are theirs with other numbers and drawn keys. The journal gets the facts of a
part only, through its own function, so that it isn't empty; the rest of the register has no facts behind it. Nothing
that is measured reads the journal's past.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection, transaction

from panah.border.facts.parts import DocumentPart
from panah.border.facts.presentations import CrossingRecorded, PresentationOpened
from panah.border.handles import keys_of
from panah.documents import Fields
from panah.documents.writer import write_mrz
from panah.journal import store
from panah.journal.entries import Source

EACH = 20  # as in the statements below
REAL = 10_000
NATIONALITIES = ("UZB", "KGZ", "TJK", "RUS")
_TABLES = ("border_presentation", "border_crossing", "border_stay")

_PEOPLE = """CREATE UNLOGGED TABLE bench_person (
    n integer, nationality text, birth text, document jsonb, document_key bytea, holder_key bytea)"""
_OTHERS = """
INSERT INTO bench_person
SELECT o.n, p.nationality, p.birth, p.document || jsonb_build_object('number', 'B' || lpad(o.n::text, 8, '0')),
    decode(md5('document ' || o.n), 'hex'), decode(md5('holder ' || o.n), 'hex')
FROM generate_series(%s::int, %s::int) AS o (n) JOIN bench_person p ON p.n = o.n %% %s::int
"""
_PASSAGES = """
CREATE UNLOGGED TABLE bench_passage AS
SELECT p.n, k, md5('bench ' || p.n || ' ' || k)::uuid AS subject,
    CASE WHEN k % 2 = 0 THEN 'entry' ELSE 'exit' END AS direction,
    date_trunc('second', now()) - interval '700 days' + interval '70 days' * (k / 2)
        + interval '1 minute' * (hashint4(p.n * 20 + k / 2) & 16383)
        + CASE WHEN k % 2 = 0 THEN interval '0' ELSE interval '1 hour' * (6 + (hashint4(p.n + k) & 127)) END
        AS happened
FROM bench_person p CROSS JOIN generate_series(0, 19) AS k
"""
_PRESENTATIONS = """
INSERT INTO border_presentation (subject, post, lane, direction, channel, opened, opened_source, officer, document,
    findings, document_key, holder_key, form, outcome, outcome_at, outcome_by, taken_back, voided_reason)
SELECT c.subject, %(post)s, 'G', c.direction, 'gate', c.happened - interval '20 seconds', 'clock', %(actor)s,
    p.document, %(findings)s::jsonb, p.document_key, p.holder_key, '', 'crossed', c.happened, %(actor)s, 0, ''
FROM bench_passage c JOIN bench_person p USING (n) ORDER BY c.happened
"""
_CROSSINGS = """
INSERT INTO border_crossing (subject, post, lane, direction, happened, happened_source, officer, line, document_key,
    holder_key, nationality, birth_date, sex, capacity, purpose, means, regime, rule, leave_by, stamp, stamp_cancelled,
    vehicle_plate, vehicle_country, papers_later, status, remark)
SELECT c.subject, %(post)s, 'G', c.direction, c.happened, 'clock', %(actor)s, 'gate', p.document_key, p.holder_key,
    p.nationality, p.birth, 'M', 'traveller', 'family', 'car',
    CASE c.direction WHEN 'entry' THEN 'kazakhstan' ELSE '' END, '',
    CASE c.direction WHEN 'entry' THEN c.happened::date + 30 END, '', '', '', '', false, 'standing', ''
FROM bench_passage c JOIN bench_person p USING (n) ORDER BY c.happened
"""
_STAYS = """
INSERT INTO border_stay (document_key, holder_key, nationality, entry, exit, entered, "left", regime, leave_by)
SELECT p.document_key, p.holder_key, p.nationality, a.subject, b.subject, a.happened, b.happened, 'kazakhstan',
    a.happened::date + 30
FROM bench_passage a JOIN bench_passage b ON b.n = a.n AND b.k = a.k + 1 JOIN bench_person p ON p.n = a.n
WHERE a.direction = 'entry' ORDER BY a.n, a.k
"""
_FINDINGS = [
    {"area": area, "state": "green", "code": code, "params": params, "source": source}
    for area, code, params, source in (
        ("document", "document_sound", {"until": "2033-01-01"}, "document"),
        ("stay", "stay_until", {"leave_by": "2025-05-01"}, "kazakhstan"),
        ("history", "last_exit", {"on": "2025-03-01", "count": 4}, "local"),
    )
]

Tell = Callable[[str], None]


def zone_of(number: int) -> str:
    """The zone of traveller ``number``; those beyond the filled ones are strangers to the register."""
    nationality = NATIONALITIES[number % len(NATIONALITIES)]
    letters = hashlib.sha256(str(number).encode()).hexdigest().translate(str.maketrans("0123456789", "GHIJKLMNOP"))
    born = date(1950, 1, 1) + timedelta(days=number * 7919 % 19000)
    return "\n".join(
        write_mrz(
            "TD3",
            Fields(
                document_code="P",
                issuer=nationality,
                number=f"B{number:08d}",
                surname=letters[:9].upper(),
                given_names=letters[9:16].upper(),
                nationality=nationality,
                birth_date=born.isoformat(),
                sex="M",
                expiry_date="2033-01-01",
                optional="",
            ),
        )
    )


def _document(number: int) -> DocumentPart:
    first, second = zone_of(number).split("\n")
    surname, _, given = first[5:].partition("<<")
    born = date(1950, 1, 1) + timedelta(days=number * 7919 % 19000)
    return DocumentPart(
        kind="passport",
        source="mrz",
        document_code="P",
        issuer=first[2:5],
        number=second[:9],
        surname=surname,
        given_names=given.strip("<"),
        nationality=second[10:13],
        birth_date=born.isoformat(),
        sex="M",
        expiry_date="2033-01-01",
        mrz=f"{first}\n{second}",
    )


def fill(crossings: int, stated: int, post: UUID, actor: UUID, tell: Tell) -> int:
    """That many crossings, as the owner; facts for ``stated`` of them. Gives how many travellers can be presented."""
    people = crossings // EACH
    real = min(people, REAL)
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        cursor.execute("SET LOCAL work_mem = '512MB'")
        cursor.execute(_PEOPLE)
        with cursor.copy("COPY bench_person FROM STDIN") as rows:
            for number in range(real):
                rows.write_row(_person(number))
        cursor.execute(_OTHERS, [real, people - 1, real])
        tell(f"{people:,} travellers after {time.perf_counter() - began:.0f} s")
        cursor.execute(_PASSAGES)
        values = {"post": post, "actor": actor, "findings": json.dumps(_FINDINGS)}
        with _without_indexes():
            for statement in (_PRESENTATIONS, _CROSSINGS, _STAYS):
                cursor.execute(statement, values if "%(" in statement else None)
                tell(f"{cursor.rowcount:,} rows after {time.perf_counter() - began:.0f} s")
        tell(f"indexes after {time.perf_counter() - began:.0f} s")
        cursor.execute("SELECT n, subject, direction, happened FROM bench_passage WHERE n < %s", [stated // EACH])
        _state(cursor.fetchall(), post, actor)
        cursor.execute("DROP TABLE bench_passage, bench_person")
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(_TABLES)}, journal_entry, journal_body")
        tell(f"filled after {time.perf_counter() - began:.0f} s")
    return real


def _person(number: int) -> tuple[object, ...]:
    document = _document(number)
    document_key, holder_key = keys_of(document)
    return (
        number,
        document.nationality,
        document.birth_date,
        json.dumps(document.model_dump(mode="json")),
        document_key,
        holder_key,
    )


@contextmanager
def _without_indexes() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [list(_TABLES)],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)


def _state(passages: list[tuple[int, UUID, str, datetime]], post: UUID, actor: UUID) -> None:
    """The facts behind these crossings, into the journal alone: their register rows are there."""
    chance = Random(1)
    drafts: list[store.Draft] = []
    for number, subject, direction, happened in passages:
        document = _document(number)
        opened = PresentationOpened(
            post=post,
            lane="G",
            direction=direction,  # type: ignore[arg-type]
            channel="gate",
            document=document,
        )
        crossed = CrossingRecorded(direction=direction, line="gate", purpose="family", means="car")  # type: ignore[arg-type]
        drafts += [
            store.Draft(
                happened.astimezone(UTC),
                Source.CLOCK,
                fact.kind,
                fact.version,
                subject,
                chance.randbytes(16),
                fact.body(),
            )
            for fact in (opened, crossed)
        ]
    for start in range(0, len(drafts), 2000):
        store.append(drafts[start : start + 2000], actor)
