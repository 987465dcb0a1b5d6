"""Screens of the desks behind the border, with 200,000 matters under seal; twenty officers, client on the same cores.

    python -m bench.desks [--matters N] [--seconds S]

The node is `panah up` as in production. Fourteen case workers of three bodies open their lists, searches and files, six
officers of the second line their queue and conversations; each opens a page every two seconds. Beside it, in the same
run and at the same rate: a bare view of the same framework that inserts one row. Register rows are filled by SQL; what
is measured reads nothing of the journal's past. Opening a file records a look, which is a fact.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, cycle, repeat
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from bench.inspection import bare, hang_up, row, show
from bench.load import Line, Measured, steady
from bench.machine import description, fsync_milliseconds
from bench.production import in_a_home_of_its_own, serving, settle, tell

from panah.node.ports import free_port

GOAL_P99, PAUSE = 100.0, 2.0
BODIES = {"asylum_authority": 6, "child_protection": 4, "anti_trafficking": 4}
"""Case workers at each kind of body."""
SECOND_LINE, HELD = 6, 24

CSRF = "b" * 32
BROWSER = (
    "Host: post.example\r\nX-Forwarded-Proto: https\r\nReferer: https://post.example/\r\n"
    f"Content-Type: application/x-www-form-urlencoded\r\nX-CSRFToken: {CSRF}\r\n"
)


@dataclass(frozen=True)
class Page:
    """One that officers open: its name in the table, and where it is. ``words`` are posted in ``field`` of a search."""

    name: str
    address: str
    words: str = ""
    field: str = "word"


@dataclass
class Built:
    """What is served: the cookie of each officer with the pages they open, and the database."""

    officers: list[tuple[str, list[Page]]]
    database: str
    version: str


def build(matters: int) -> Built:
    """A migrated node with a post, three bodies and everybody signed in."""
    from panah.node.running import node

    with node() as environment:
        from django.db import connection

        from panah.node.databases import acting_as_owner, url_of
        from panah.node.schema import bring_up_to_date

        with acting_as_owner(environment):
            bring_up_to_date("panah")
        officers = _officers(matters, environment)
        with acting_as_owner(environment), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)")
            cursor.execute("GRANT SELECT, INSERT ON bench_bare TO panah")
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("SHOW server_version")
            version = str(cursor.fetchone()[0]).split()[0]
        return Built(officers, url_of(environment, "runtime"), version)


def _officers(matters: int, environment: Any) -> list[tuple[str, list[Page]]]:
    from bench.desk_filling import Filling

    from panah.border.desk.context import Actor
    from panah.border.desk.posts import Lane, describe_post
    from panah.node.databases import acting_as_owner
    from panah.people.desk import SYSTEM, register_organisation

    actor = Actor(SYSTEM)
    lanes = [Lane("1", "Lane 1")]
    post = describe_post(
        name="Bench", country="KAZ", neighbour="UZB", way="road", timezone="Asia/Almaty", lanes=lanes,
        regime="kazakhstan", actor=actor,
    )  # fmt: skip
    bodies = {sort: _body(sort, actor) for sort in BODIES}
    workers = {sort: [_staff("case_worker", bodies[sort]) for _ in range(many)] for sort, many in BODIES.items()}
    with acting_as_owner(environment):
        ids = {sort: [staff for staff, _cookie in some] for sort, some in workers.items()}
        plans = Filling(bodies, ids, post, matters, tell).fill()
    found = [(cookie, _pages(sort, plans[sort])) for sort, some in workers.items() for _staff_id, cookie in some]
    service = register_organisation("Border service", actor=SYSTEM)
    for _ in range(SECOND_LINE):
        staff, cookie = _staff("second_line", service, post)
        found.append((cookie, _queue(post, Actor(staff, frozenset({"second_line"})))))
    return found


def _body(sort: str, actor: Any) -> Any:
    from panah.journal.envelopes import keyring
    from panah.protection.desk import bodies
    from panah.protection.facts.bodies import BodyDescribed

    reader = keyring.make(sort, uuid4())
    return bodies.describe(BodyDescribed(name=sort, sort=sort), actor=actor, id=reader.id)


_names = count(1)


def _staff(role: str, organisation: Any, post: Any = None) -> tuple[Any, str]:
    """Somebody with a role, signed in: their id and their cookie."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from panah.people import desk
    from panah.people.desk import SYSTEM
    from panah.people.models import Account, OpenSession
    from panah.people.sessions import CONFIRMED, KEY

    number = next(_names)
    staff = desk.hire(f"Officer {number}", organisation, actor=SYSTEM)
    desk.grant(staff, role, post, actor=SYSTEM)
    account = desk.create_account(staff, f"officer{number}", actor=SYSTEM).account
    Account.objects.filter(pk=account.pk).update(must_change=False)
    now = timezone.now()
    opened = OpenSession.objects.create(
        account=account, method="passkey", post=post, lane="1" if post else "", opened=now, last_seen=now
    )
    kept = SessionStore()
    kept[KEY], kept[CONFIRMED] = str(opened.pk), now.timestamp()
    kept.save()
    return staff, f"__Host-session={kept.session_key}"


def _pages(sort: str, plans: Sequence[dict[str, Any]]) -> list[Page]:
    """What a case worker opens: lists and files of their own body."""
    from django.urls import reverse

    chance = Random(3)
    some = chance.sample(list(plans), min(40, len(plans)))
    pages = []
    for one in some:
        pages += [
            Page("referrals", reverse("protection:referrals")),
            Page("a referral", reverse("protection:referral", args=[one["referral"]])),
            Page("cases", reverse("protection:cases")),
            Page("a case", reverse("protection:case", args=[one["case"]])),
            Page("cases by name", reverse("protection:cases"), one["name"].split()[0]),
            Page("matters", reverse("protection:matters")),
            Page("matters by name", reverse("protection:matters"), one["name"].split()[0]),
            Page("a worker's day", reverse("protection:case-day")),
        ]
        if sort == "asylum_authority":
            pages += [
                Page("claims", reverse("protection:claims")),
                Page("a claim", reverse("protection:claim", args=[one["claim"]])),
            ]
    return pages


def _queue(post: Any, actor: Any) -> list[Page]:
    """What the second line opens: its queue, and conversations it leads."""
    from bench.filling import zone_of
    from django.urls import reverse

    from panah.border.desk import holds, presentations
    from panah.border.desk.context import Place
    from panah.documents import read_mrz

    pages = []
    for _ in range(HELD // SECOND_LINE):
        opened = presentations.open_presentation(
            None, read_mrz(zone_of(next(_names))), direction="entry", place=Place(post, "1"), actor=actor
        )
        hold = presentations.set_aside(opened.presentation, actor=actor)
        holds.take(hold, actor=actor)
        pages += [
            Page("queue", reverse("border:second-line")),
            Page("a hold", reverse("border:hold", args=[hold])),
            Page("a conversation", reverse("protection:talk", args=[hold])),
        ]
    return pages


def visiting(officers: Sequence[tuple[str, list[Page]]], port: int) -> tuple[list[Line], Any, dict[str, list[float]]]:
    """A connection for each officer, what opens their next page on it, and how long each kind of page took."""
    took: dict[str, list[float]] = {}
    lock = threading.Lock()
    ways: dict[int, Any] = {}
    open_lines = []
    for turn, (cookie, pages) in enumerate(officers):
        line = Line(port, f"{BROWSER}Cookie: {cookie}; __Host-csrf={CSRF}\r\n")
        ways[id(line)] = cycle(pages[turn % len(pages) :] + pages[: turn % len(pages)])
        open_lines.append(line)

    def act(line: Line) -> str:
        page = next(ways[id(line)])
        began = time.perf_counter()
        if page.words:
            status, _body = line.post(page.address, "", f"{page.field}={page.words}".encode())
        else:
            status, _body = line.get(page.address)
        with lock:
            took.setdefault(page.name, []).append(time.perf_counter() - began)
        return f"{page.name} {status}" if status != 200 else "opened"

    return open_lines, act, took


def measure(home: Path, wanted: argparse.Namespace) -> None:
    """Build, then the peer, then the officers."""
    from panah.node.postgres import Server

    fsync, slow_fsync = fsync_milliseconds(home)
    rate = (sum(BODIES.values()) + SECOND_LINE) / PAUSE
    with Server(home) as server:
        built = build(wanted.matters)
        settle(server)
        port = free_port()
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(os.cpu_count() or 1)]
        granian += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--port", str(port)]
        with serving([*granian, "bench.bare:application"], port, BENCH_DATABASE_URL=built.database):
            open_lines = [
                Line(port, "Host: post.example\r\nContent-Type: application/json\r\n") for _ in built.officers
            ]
            insert = bare(repeat(b'{"direction": "entry", "mrz": "x"}'))
            steady(open_lines, insert, rate=rate, seconds=3)
            peer = steady(open_lines, insert, rate=rate, seconds=wanted.seconds / 2)
            hang_up(open_lines)
        port = free_port()
        with serving([sys.executable, "-m", "panah.node", "up", "--port", str(port)], port):
            open_lines, act, took = visiting(built.officers, port)
            steady(open_lines, act, rate=rate, seconds=8)
            took.clear()
            measured = steady(open_lines, act, rate=rate, seconds=wanted.seconds)
            hang_up(open_lines)
    row("machine", "", description())
    row("PostgreSQL", built.version, "embedded, fsync on, synchronous_commit on")
    row("fsync of 8 kB: p50", f"{fsync:.2f} ms", f"p99 {slow_fsync:.2f} ms")
    row("matters under seal", f"{wanted.matters:,}", "each with its referral and case, six in ten with a claim")
    show(f"bare insert at {rate:.0f}/s", peer)
    show(f"a page at {rate:.0f}/s, twenty officers", measured, peer, GOAL_P99)
    for name, times in sorted(took.items()):
        one = Measured(latencies=times)
        row(f"  {name}: p50", f"{one.percentile(0.5):.1f} ms", f"slowest of {len(times)}: {one.percentile(1):.1f} ms")
    row("what came of them", "", ", ".join(f"{word} {n}" for word, n in sorted(measured.came.items())))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matters", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the officers work")
    wanted = parser.parse_args()
    in_a_home_of_its_own(lambda home: measure(home, wanted))


if __name__ == "__main__":
    main()
