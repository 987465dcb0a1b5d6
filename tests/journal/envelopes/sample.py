"""Sealed facts and a sealed register of a confessor's notebook, for the tests of envelopes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models

from panah.journal.envelopes import registers
from panah.journal.envelopes.registers import OpenedEntry, SealedRegister
from panah.journal.envelopes.rows import SealedRow
from panah.journal.facts import Fact

TABLES = """
CREATE TABLE sealed.sealed_sample (
    id uuid PRIMARY KEY, reader uuid NOT NULL, subject uuid NOT NULL, words text NOT NULL, said integer NOT NULL,
    closed boolean NOT NULL
);
CREATE INDEX sealed_sample_reader ON sealed.sealed_sample (reader, subject);
GRANT SELECT, INSERT, UPDATE, DELETE ON sealed.sealed_sample TO panah;
"""


class Whispered(Fact, kind="sample:secret:whispered", retention="sample", sealed=True):
    """Words for somebody's ears."""

    words: str


class Closed(Fact, kind="sample:secret:closed", retention="sample", sealed=True):
    """Nothing is added any more."""


class Secret(SealedRow):
    """All words said of a subject, until it was closed."""

    words = models.TextField()
    said = models.IntegerField()
    closed = models.BooleanField()

    class Meta(SealedRow.Meta):
        app_label = "journal"
        db_table = "sealed_sample"
        managed = False


secrets = SealedRegister("sample-secrets", tables=[Secret])


@secrets.on(Whispered)
def whispered(entries: Sequence[OpenedEntry]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sealed_sample (id, reader, subject, words, said, closed)"
            " SELECT id, reader, subject, words, 1, false"
            " FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[]) AS n (id, reader, subject, words)"
            " ON CONFLICT (id) DO UPDATE SET words = sealed_sample.words || ' ' || excluded.words,"
            " said = sealed_sample.said + 1 WHERE NOT sealed_sample.closed",
            [
                [entry.row for entry in entries],
                [entry.reader for entry in entries],
                [entry.subject for entry in entries],
                [entry.fact.words for entry in entries],
            ],
        )


@secrets.on(Closed)
def closed(entries: Sequence[OpenedEntry]) -> None:
    Secret.everybodys.filter(id__in=[entry.row for entry in entries]).update(closed=True)


# Its tables are only there where a test makes them: out of other tests' way until then.
registers._sealed.remove(secrets)


def rows() -> list[tuple[Any, ...]]:
    """Everything in the two tables, whoever may read it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reader, subject, words, said, closed FROM sealed_sample ORDER BY 1, 2")
        secrets_kept = cursor.fetchall()
        cursor.execute("SELECT reader, about, journal, sequence, number, kind FROM sealed_opened ORDER BY 1, 3, 4, 5")
        return [*secrets_kept, *cursor.fetchall()]


def words(reader: UUID) -> dict[UUID, str]:
    """What a reader here knows of each subject."""
    return dict(Secret.objects.for_body(reader).values_list("subject", "words"))
