"""Loading a large list beside the screen: how far it has come lies in a small file that every worker can read."""

from __future__ import annotations

import json
import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, connections

from panah.watchlists.desk import keeping, loading
from panah.watchlists.desk.in_force import IndexUnusableError
from panah.watchlists.desk.keeping import ContentUnusableError
from panah.watchlists.desk.loading import Looked
from panah.watchlists.desk.problems import Acting, WatchlistError
from panah.watchlists.index import IndexProblemError
from panah.watchlists.models import List

log = logging.getLogger(__name__)

# Fewer entries are loaded while the page waits.
AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load has come. ``state``: running, done or failed, with the ``problem`` as a code of the desk."""

    state: str
    done: int = 0
    total: int = 0
    problem: str = ""


def start(row: List, looked: Looked, handle: UUID, *, actor: Acting) -> Progress:
    """Load a kept file: at once if it is small, else beside the screen. WatchlistError where a small one can't be."""
    if looked.head.count <= AT_ONCE:
        loading.load(row, looked, handle, actor=actor)
        return Progress("done")
    begun = Progress("running", 0, looked.head.count)
    _write(row.subject, begun)
    threading.Thread(target=_run, args=(row, looked, handle, actor), name="watchlists-load", daemon=True).start()
    return begun


def mend() -> threading.Thread:
    """Put the index right beside the start of a node, where a killed load left it otherwise than the registers say."""
    thread = threading.Thread(target=_mend, name="watchlists-mend", daemon=True)
    thread.start()
    return thread


def _mend() -> None:
    try:
        if loading.mend():
            log.warning("the index of the watchlists differed from the registers and was built anew")
    except WatchlistError:
        log.debug("somebody else is at the lists: the index is left to them")
    except (ContentUnusableError, IndexUnusableError, IndexProblemError, DatabaseError, OSError) as problem:
        log.error("the index of the watchlists could not be checked: %s", type(problem).__name__)
    finally:
        connections.close_all()


def progress(subject: UUID) -> Progress | None:
    """How far the last load of this list beside the screen has come; None if there was none."""
    try:
        return Progress(**json.loads(_path(subject).read_text("ascii")))
    except (OSError, ValueError, TypeError):
        return None


def _run(row: List, looked: Looked, handle: UUID, actor: Acting) -> None:
    ended = Progress("failed", problem="content_unusable")
    try:
        loading.load(
            row, looked, handle, actor=actor, progress=lambda d, t: _write(row.subject, Progress("running", d, t))
        )
        ended = Progress("done", looked.head.count, looked.head.count)
    except WatchlistError as no:
        ended = Progress("failed", problem=no.code)
    except (ContentUnusableError, IndexProblemError, OSError) as problem:
        log.error("a list could not be loaded: %s", type(problem).__name__)
    finally:
        _write(row.subject, ended)
        connections.close_all()


def _write(subject: UUID, now: Progress) -> None:
    path = _path(subject)
    partial = path.with_suffix(".new")
    told = {"state": now.state, "done": now.done, "total": now.total, "problem": now.problem}
    with suppress(OSError):
        partial.write_text(json.dumps(told), "ascii")
        partial.replace(path)


def _path(subject: UUID) -> Path:
    return keeping.folder() / subject.hex / "progress.json"
