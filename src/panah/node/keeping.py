"""The node's keeper: a process beside the web workers that does what has to be done every second, whoever calls.

It signs the journal's head and copies to the second medium every second; every hour it clears ended sessions and
answers kept for machines that nobody will ask for again, notes what the posts are called, and does what bodies and
posts owe each other. It ends when its standard input does, so it never outlives the node, however that died.
"""

from __future__ import annotations

import logging
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger("panah.node.keeping")


@contextmanager
def keeper() -> Iterator[None]:
    """Run the keeper beside what is in the context; it signs once more before it ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "panah.node.keeping"], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


CLEARING_SECONDS = 3600


def main() -> None:
    from panah.node.running import set_up_django

    set_up_django()
    from panah.journal.carrying.medium import Copier
    from panah.journal.heads import Ticker

    ticker, copier = Ticker(), Copier()
    ticker.start()
    copier.start()
    while True:
        note_names()
        clear_ended_sessions()
        clear_old_answers()
        do_what_is_owed()
        readable, _, _ = select.select([sys.stdin], [], [], CLEARING_SECONDS)
        if readable:
            break
    ticker.stop()
    copier.stop()


def note_names() -> None:
    """Note beside the keys what this node's posts are called: whoever destroys it types that, database or not."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from panah.border.desk.posts import read_here
    from panah.node.destroying.data import NAMES

    try:
        names = sorted({" ".join(post.name.split()) for post in read_here()})
    except DatabaseError:
        connection.close()
        return
    path = settings.ENVIRONMENT.home / NAMES
    partial = path.with_suffix(".partial")
    try:
        partial.write_text("".join(f"{name}\n" for name in names), "utf-8")
        partial.replace(path)
    except OSError as problem:  # a full disk must not end the signing
        log.error("what the posts are called could not be noted: %s", problem.strerror)


def clear_ended_sessions() -> None:
    """Delete the rows of sessions that are over. Trouble with the database is left to the next round."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import DatabaseError, connection

    try:
        SessionStore.clear_expired()
    except DatabaseError:
        connection.close()


def clear_old_answers() -> None:
    """Delete what was answered to machines days ago. Trouble with the database is left to the next round."""
    from django.db import DatabaseError, connection

    from panah.border.api.idempotency import forget_old

    try:
        forget_old()
    except DatabaseError:
        connection.close()


def do_what_is_owed() -> None:
    """Look through letters and do what is due by the clock (S1): where nothing comes in, nobody else does. Trouble is
    left to the next round."""
    from django.db import connection

    from panah.protection.desk import returns

    try:
        returns.collect(thoroughly=True)
    except Exception as problem:  # a fault here must not end the signing, nor say what it was about
        log.error("what is owed by the clock could not be done: %s", type(problem).__name__)
        connection.close()


if __name__ == "__main__":
    main()
