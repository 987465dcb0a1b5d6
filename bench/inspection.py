"""A whole inspection through the JSON API, with two million crossings in the register; client on the same cores.

    python -m bench.inspection [--crossings N] [--seconds S] [--listed N]

The node is `panah up` as in production: granian, all middleware, the embedded durable PostgreSQL, heads signed before
an answer. Each inspection is a person's document (half of them known, with 20 crossings), sent with a device's token
and a new Idempotency-Key. Beside it, in the same run: a bare view of the same framework that inserts one row and
commits. With ``--listed`` a watchlist of that many invented persons is asked in each inspection.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import count, repeat
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from bench.load import Line, Measured, keys, saturated, steady
from bench.machine import busy_seconds, description, fsync_milliseconds
from bench.production import in_a_home_of_its_own, serving, settle, tell

from panah.node.ports import free_port

if TYPE_CHECKING:
    pass

GOAL_P99, GOAL_P99_LISTED, GOAL_RATE, RATE = 35.0, 50.0, 80.0, 50.0
CONNECTIONS = 32
HEAD = "Host: post.example\r\nX-Forwarded-Proto: https\r\nContent-Type: application/json\r\n"


class Travellers:
    """Documents to present: half of them known to the register, nobody twice."""

    def __init__(self, known: int) -> None:
        self._known = iter(Random(7).sample(range(known), known))
        self._strangers = count(10_000_000)
        self._turn = count()

    def zone(self) -> str:
        """The next person's zone."""
        from bench.filling import zone_of

        known = next(self._known, None) if next(self._turn) % 2 else None
        return zone_of(next(self._strangers) if known is None else known)

    def bodies(self, amount: int) -> Iterator[bytes]:
        """Requests made beforehand, so that making them isn't measured."""
        return iter([json.dumps({"direction": "entry", "mrz": self.zone()}).encode() for _ in range(amount)])


def lines(port: int, token: str = "") -> list[Line]:
    """Connections that authenticate."""
    return [Line(port, HEAD + (f"Authorization: Bearer {token}\r\n" if token else "")) for _ in range(CONNECTIONS)]


def hang_up(open_lines: list[Line]) -> None:
    """End the connections, so that the server needn't wait for them when it stops."""
    for line in open_lines:
        line.close()


def in_one(people: Iterator[bytes], prefix: str) -> Any:
    """A whole inspection in one request."""
    new = keys(prefix)

    def act(line: Line) -> str:
        status, body = line.post("/api/v1/inspections", next(new), next(people))
        return _outcome(status, body)

    return act


def in_two(people: Iterator[bytes], prefix: str) -> Any:
    """A presentation, then the crossing."""
    new = keys(prefix)

    def act(line: Line) -> str:
        status, body = line.post("/api/v1/presentations", next(new), next(people))
        if status != 201:
            return str(status)
        presentation = json.loads(body)["presentation"]
        status, body = line.post(f"/api/v1/presentations/{presentation}/crossing", next(new), b"{}")
        return _outcome(status, body)

    return act


def bare(people: Iterator[bytes]) -> Any:
    """The peer's one row."""

    def act(line: Line) -> str:
        return str(line.post("/rows", "", next(people))[0])

    return act


def _outcome(status: int, body: bytes) -> str:
    return str(json.loads(body)["outcome"]) if status == 201 else str(status)


def row(what: str, value: str, beside: str = "") -> None:
    """One line of the table."""
    print(f"{what:<62}{value:>14}   {beside}".rstrip(), flush=True)


def show(what: str, measured: Measured, peer: Measured | None = None, goal: float = 0.0) -> None:
    """Median and p99 of a steady run; ``goal`` in milliseconds, 0 for none."""
    p50, p99 = measured.percentile(0.5), measured.percentile(0.99)
    beside = f"{p99 / peer.percentile(0.99):.1f} × the bare view" if peer else ""
    aim = f" (goal {goal:.0f} ms)" if goal else ""
    row(f"{what}: p50", f"{p50:.1f} ms", f"{p50 / peer.percentile(0.5):.1f} × the bare view" if peer else "")
    row(f"{what}: p99", f"{p99:.1f} ms", beside + aim)


def put_on_a_list(count: int, actor: Any) -> None:
    """A watchlist of invented persons, indexed and in force; its entries come from no file."""
    from bench.invented import Stock
    from django.utils import timezone

    from panah.journal.entries import Statement
    from panah.journal.record import record
    from panah.watchlists import index
    from panah.watchlists.desk import keeping, lists
    from panah.watchlists.facts.lists import VersionLoaded
    from panah.watchlists.keys import node_key

    terms = lists.Terms("invented", "Invented", "wanted", "This bench", "KAZ", "None", "None")
    subject = lists.establish(terms, actor=actor)
    began = time.monotonic()
    contents = [(lists.terms_of(lists.get(subject)), "1", Stock(7).entries(count))]
    index.build(keeping.index_folder(), contents, node_key("index"))
    tell(f"a list of {count:,} entries made and indexed in {time.monotonic() - began:.0f} s")
    digest = "0" * 64
    loaded = VersionLoaded(mark="1", digest=digest, format="national", entries=count, added=count, changed=0, removed=0)
    record([Statement(loaded, subject, timezone.now())], actor=actor.id)


def build(home: Path, crossings: int, stated: int, listed: int) -> tuple[str, str, int, str]:
    """A migrated node with a post, a gate and a full register: token, the database's address, travellers, version."""
    from panah.node.running import node

    with node() as environment:
        from bench.filling import fill
        from django.db import connection

        from panah.border.desk.context import Actor
        from panah.border.desk.posts import Lane, describe_post
        from panah.node.databases import acting_as_owner, url_of
        from panah.node.schema import bring_up_to_date
        from panah.people.devices import register_device

        with acting_as_owner(environment):
            bring_up_to_date("panah")
        actor = Actor(uuid4())
        post: UUID = describe_post(
            name="Bench",
            country="KAZ",
            neighbour="UZB",
            way="road",
            timezone="Asia/Almaty",
            lanes=[Lane("G", "Gate", "gate")],
            regime="kazakhstan",
            actor=actor,
        )
        _device, token = register_device("Gate", post, ["inspect", "admit"], actor=actor.id, lane="G")
        if listed:
            put_on_a_list(listed, actor)
        with acting_as_owner(environment):
            people = fill(crossings, stated, post, actor.id, tell)
            with connection.cursor() as cursor:
                cursor.execute(
                    "CREATE TABLE bench_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)"
                )
                cursor.execute("GRANT SELECT, INSERT ON bench_bare TO panah")
                cursor.execute("SHOW server_version")
                version = str(cursor.fetchone()[0]).split()[0]
            with connection.cursor() as cursor:
                cursor.execute("SHOW fsync")
                assert cursor.fetchone()[0] == "on"
        return token, url_of(environment, "runtime"), people, version


def measure(home: Path, wanted: argparse.Namespace) -> None:
    """Build, then the peer, then the inspections."""
    from panah.node.postgres import Server
    from panah.node.postgres.processes import postmaster

    fsync, slow_fsync = fsync_milliseconds(home)
    with Server(home) as server:
        token, database, people, version = build(home, wanted.crossings, wanted.stated, wanted.listed)
        settle(server)
        travellers = Travellers(people)
        some, rush = int(wanted.seconds * RATE) + 10, int(wanted.seconds * 300)
        port = free_port()
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(os.cpu_count() or 1)]
        granian += ["--blocking-threads", "4", "--backlog", "1024", "--backpressure", "64", "--no-ws"]
        granian += ["--log-level", "warning", "--port", str(port), "bench.bare:application"]
        database_process = postmaster(server.state.data) or 0

        def spent(serving_process: int) -> float:
            return busy_seconds(serving_process) + busy_seconds(database_process)

        with serving(granian, port, BENCH_DATABASE_URL=database) as process:
            open_lines = lines(port)
            insert = bare(repeat(next(travellers.bodies(1))))
            saturated(open_lines, insert, seconds=2)
            peer = steady(open_lines, insert, rate=RATE, seconds=wanted.seconds / 2)
            before = spent(process)
            peer_full = saturated(open_lines[:16], insert, seconds=wanted.seconds / 3)
            peer_spent = spent(process) - before
            hang_up(open_lines)
        port = free_port()
        with serving([sys.executable, "-m", "panah.node", "up", "--port", str(port)], port) as process:
            open_lines = lines(port, token)
            steady(open_lines, in_one(travellers.bodies(300), "warm"), rate=RATE, seconds=5)
            single = steady(open_lines, in_one(travellers.bodies(some), "one"), rate=RATE, seconds=wanted.seconds)
            double = steady(open_lines, in_two(travellers.bodies(some), "two"), rate=RATE, seconds=wanted.seconds / 2)
            before = spent(process)
            full = saturated(open_lines[:16], in_one(travellers.bodies(rush), "full"), seconds=wanted.seconds / 2)
            full_spent = spent(process) - before
            hang_up(open_lines)
    row("machine", "", description())
    row("PostgreSQL", version, "embedded, fsync on, synchronous_commit on")
    row("fsync of 8 kB: p50", f"{fsync:.2f} ms", f"p99 {slow_fsync:.2f} ms")
    row(
        "crossings in the register",
        f"{wanted.crossings:,}",
        f"20 of each traveller; facts of {wanted.stated:,} of them",
    )
    if wanted.listed:
        row("entries on the watchlist", f"{wanted.listed:,}", "asked in every inspection")
    show(f"bare insert at {RATE:.0f}/s", peer)
    show(f"inspection in one request at {RATE:.0f}/s", single, peer, GOAL_P99_LISTED if wanted.listed else GOAL_P99)
    show(f"inspection in two requests at {RATE:.0f}/s", double, peer)
    row("bare insert, saturated", f"{peer_full.rate:.0f} /s")
    row(
        "inspection in one request, saturated",
        f"{full.rate:.0f} /s",
        f"{full.rate / peer_full.rate:.2f} of the bare view (goal {GOAL_RATE:.0f} /s)",
    )
    each, peer_each = 1000 * full_spent / len(full.latencies), 1000 * peer_spent / len(peer_full.latencies)
    row("processor time of node and database, each bare insert", f"{peer_each:.1f} ms")
    row(
        "processor time of node and database, each inspection",
        f"{each:.1f} ms",
        f"{each / peer_each:.1f} × the bare view",
    )
    for name, measured in (("one request", single), ("two requests", double), ("saturated", full)):
        row(f"what came of them ({name})", "", ", ".join(f"{word} {n}" for word, n in sorted(measured.came.items())))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crossings", type=int, default=2_000_000)
    parser.add_argument("--stated", type=int, default=10_000, help="crossings with facts in the journal")
    parser.add_argument("--listed", type=int, default=0, help="persons on a watchlist that is asked (0: no list)")
    parser.add_argument("--seconds", type=float, default=40.0, help="how long the steady run lasts")
    wanted = parser.parse_args()
    in_a_home_of_its_own(lambda home: measure(home, wanted))


if __name__ == "__main__":
    main()
