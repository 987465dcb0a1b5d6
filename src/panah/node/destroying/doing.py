"""The whole of it, in order: keys, server, database, files. It may be killed anywhere and is gone on with."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

from panah.journal.keyfiles import DESTROYED
from panah.node.destroying import data, keys
from panah.node.environment import Environment
from panah.node.home import MARK

FLASH = (
    "On flash storage (SSD, memory card, USB stick) a file that is overwritten may live on in cells that no program "
    "reaches. Only a disk that was encrypted as a whole, or a broken one, is sure: if there is time, break it"
)
ELSEWHERE = (
    "Not destroyed, because it lies elsewhere: backups, copies of keys, the second medium, paper, PANAH_SECRET_KEY in "
    "an environment file, what other nodes have"
)


def names(home: Path) -> list[str]:
    """What the post is called, as its server noted it; empty where none ever ran here."""
    try:
        return [line for line in (home / data.NAMES).read_text("utf-8").splitlines() if line.strip()]
    except OSError:
        return []


def is_named(typed: str, known: list[str]) -> bool:
    """Whether this is the name of the post, whatever its case and spaces."""
    return _plain(typed) in {_plain(name) for name in known} - {""}


def destroy(environment: Environment, say: Callable[[str], None], *, linger: float = 0) -> None:
    """Does it, or goes on with it. There is no way back from the first moment on.

    The server is left ``linger`` seconds to answer who asked on a screen; without keys, it can do nothing else.
    """
    for wish in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, signal.SIG_IGN)
    home = environment.home
    demo = (home / MARK).exists()
    keys.put_out_of_reach(home)
    amount = keys.overwrite_all(home, data.secrets_of(environment))
    say(f"The keys are destroyed ({amount} files). What is left opens nothing that was sealed")
    time.sleep(linger)
    data.stop_serving(home)
    # What a request that was under way may have made anew.
    keys.overwrite_all(home, [home / "keys"])
    left = data.destroy_database(environment)
    say(left or "The database is destroyed")
    data.destroy_files(home)
    keys.mark(home, keys.ALL_GONE)
    if demo:
        # A demo holds nobody's secrets and may begin anew.
        (home / DESTROYED).unlink()
    say("Everything is destroyed that Panah kept in this folder")
    say(FLASH)
    say(ELSEWHERE)


def refuse_or_finish(environment: Environment, say: Callable[[str], None]) -> str:
    """Called before anything else is done with a home: goes on with a destruction that was interrupted. Gives why the
    home can't be used, or an empty text."""
    if keys.begun(environment.home):
        say("This node was being destroyed when it was interrupted: going on")
        destroy(environment, say)
    if when := keys.ended(environment.home):
        return f"this node was destroyed ({when}); name another, empty folder in PANAH_HOME"
    return ""


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
