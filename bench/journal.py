"""How fast the journal takes facts, on a durable PostgreSQL of its own: appended, applied to a register, committed.

Beside it, in the same run and on the same disk: `COPY` of the same rows, a bare insert per transaction, and the time
of one fsync. Then verifying and rebuilding what was recorded. `--facts N` sets how many go in by batches.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panah.node.settings")

import django
from django.conf import settings
from django.db import connection, connections

from panah.journal.entries import Entry, Statement
from panah.journal.facts import Fact
from panah.journal.heads import Ticker, sign_head
from panah.journal.rebuild import rebuild
from panah.journal.record import record
from panah.journal.registers import Register
from panah.journal.trips import send
from panah.journal.verify import verify
from panah.node.databases import from_url
from panah.node.postgres import Server
from panah.node.schema import bring_up_to_date

ACTOR = UUID(int=1)


class BenchCrossing(Fact, kind="bench:crossing:recorded", retention="journal"):
    """About as much as a crossing says."""

    document: str
    nationality: str
    surname: str
    given_names: str
    direction: str
    post: UUID
    purpose: str


crossings = Register("bench-crossings", tables=["bench_crossing"])


@crossings.on(BenchCrossing)
def recorded(entries: Sequence[Entry]) -> None:
    """A simple real register: one row per crossing, two indexes; written as ``panah.journal.rows`` writes them."""
    send(
        "INSERT INTO bench_crossing SELECT * FROM jsonb_to_recordset(%s::jsonb) AS row(subject uuid, document text,"
        " nationality text, direction text, happened timestamptz) ON CONFLICT (subject) DO NOTHING",
        [json.dumps([_row(entry, entry.fact) for entry in entries])],
    )


def _row(entry: Entry, fact: BenchCrossing) -> dict[str, str]:
    return {
        "subject": str(entry.subject),
        "document": fact.document,
        "nationality": fact.nationality,
        "direction": fact.direction,
        "happened": entry.happened.isoformat(),
    }


def statements(amount: int) -> list[Statement]:
    """Different crossings at one post."""
    post, now = uuid4(), datetime.now(UTC)
    return [
        Statement(
            BenchCrossing(
                document=f"N{number:08d}",
                nationality="KGZ",
                surname="ABDYLDAEVA",
                given_names="AIGUL",
                direction="entry",
                post=post,
                purpose="family",
            ),
            uuid4(),
            now,
        )
        for number in range(amount)
    ]


@contextmanager
def node() -> Iterator[Server]:
    """A migrated, durable database and a folder for keys, gone afterwards; the connection is the runtime role's."""
    home = Path(tempfile.mkdtemp(prefix="panah-bench-", dir="/var/tmp"))
    home.chmod(0o755)
    settings.PANAH_HOME = home
    try:
        with Server(home) as server:
            as_role(server, "owner")
            bring_up_to_date("panah")
            with connection.cursor() as cursor:
                cursor.execute(
                    "CREATE TABLE bench_crossing (subject uuid PRIMARY KEY, document text, nationality text,"
                    " direction text, happened timestamptz);"
                    "CREATE INDEX ON bench_crossing (document, happened);"
                    "CREATE TABLE bench_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text);"
                    "CREATE TABLE bench_copy_entry (LIKE journal_entry INCLUDING ALL);"
                    "CREATE TABLE bench_copy_body (LIKE journal_body INCLUDING ALL);"
                    "GRANT ALL ON bench_crossing, bench_bare, bench_copy_entry, bench_copy_body TO panah"
                )
            as_role(server, "runtime")
            yield server
            connections.close_all()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def as_role(server: Server, role: str) -> None:
    """Points Django's connection at the bench's database."""
    connections.close_all()
    wanted = from_url(server.url(role))
    for target in (connections.settings["default"], connections["default"].settings_dict):
        target.update(wanted)


def fsync_milliseconds(folder: Path) -> float:
    """The median time of writing and syncing 8 kB."""
    times = []
    with (folder / "fsync").open("wb") as file:
        for _ in range(300):
            file.write(bytes(8192))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def rate(amount: int, work: Callable[[], None]) -> float:
    """How many a second."""
    began = time.perf_counter()
    work()
    return amount / (time.perf_counter() - began)


def one_by_one(chosen: Sequence[Statement], each: int = 1) -> None:
    """One committed transaction per call of record."""
    for start in range(0, len(chosen), each):
        record(chosen[start : start + each], actor=ACTOR)


def bare(amount: int) -> None:
    """What one committed insert through the same framework costs."""
    with connection.cursor() as cursor:
        for _ in range(amount):
            cursor.execute("INSERT INTO bench_bare (body) VALUES (%s)", ["x" * 200])


def copy_same_rows() -> float:
    """COPY of the same entries and bodies into tables of the same shape: rows a second, entries counted once."""
    rows = {}
    with connection.cursor() as cursor:
        for name in ("entry", "body"):
            with cursor.cursor.copy(f"COPY (TABLE journal_{name}) TO STDOUT (FORMAT BINARY)") as out:
                rows[name] = b"".join(bytes(block) for block in out)
        cursor.execute("SELECT count(*) FROM journal_entry")
        amount = cursor.fetchone()[0]
        began = time.perf_counter()
        for name in ("entry", "body"):
            with cursor.cursor.copy(f"COPY bench_copy_{name} FROM STDIN (FORMAT BINARY)") as into:
                into.write(rows[name])
    return amount / (time.perf_counter() - began)


def several_writers(chosen: Sequence[Statement], writers: int) -> None:
    """The same, one by one, from several connections at once."""

    def work(part: Sequence[Statement]) -> None:
        one_by_one(part)
        connection.close()

    threads = [threading.Thread(target=work, args=(chosen[number::writers],)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def row(what: str, value: float, unit: str, beside: str = "") -> None:
    """One line of the table."""
    print(
        f"{what:<58}{value:>12,.2f} {unit:<10}{beside}"
        if value < 100
        else f"{what:<58}{value:>12,.0f} {unit:<10}{beside}"
    )


def main() -> None:
    """Runs everything and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000, help="how many facts go in by batches")
    wanted = parser.parse_args()
    django.setup()
    with node() as server:
        row("fsync of 8 kB", fsync_milliseconds(settings.PANAH_HOME), "ms")
        record(statements(200), actor=ACTOR)
        single = statements(3000)
        bare_rate = rate(3000, lambda: bare(3000))
        row("bare insert, one transaction each", bare_rate, "rows/s")
        one = rate(3000, lambda: one_by_one(single))
        row(
            "facts one at a time: appended, applied, durable", one, "facts/s", f"{one / bare_rate:.2f} of a bare insert"
        )
        three = rate(3000, lambda: one_by_one(statements(3000), each=3))
        row("facts three at a time", three, "facts/s")
        ticker = Ticker()
        ticker.start()
        ticked = rate(3000, lambda: one_by_one(statements(3000)))
        ticker.stop()
        row("one at a time while heads are signed", ticked, "facts/s")
        row("one at a time, four writers", rate(3000, lambda: several_writers(statements(3000), 4)), "facts/s")
        row("a signed head", 1000 / rate(300, sign_each), "ms")
        batches = statements(wanted.facts)
        batched = rate(wanted.facts, lambda: one_by_one(batches, each=1000))
        copied = copy_same_rows()
        row("facts in batches of 1,000", batched, "facts/s", f"{batched / copied:.2f} of COPY")
        row("COPY of the same rows", copied, "rows/s")
        began = time.perf_counter()
        result = verify()
        assert result.ok
        row("verifying", result.entries / (time.perf_counter() - began), "entries/s")
        as_role(server, "owner")
        began = time.perf_counter()
        [rebuilt] = rebuild("bench-crossings")
        row("rebuilding the register", rebuilt.entries / (time.perf_counter() - began), "entries/s")


def sign_each() -> None:
    """A fact and its signed head, 300 times."""
    for statement in statements(300):
        record([statement], actor=ACTOR)
        sign_head()


if __name__ == "__main__":
    main()
