"""What the practice post keeps beside its database: which runs there were, and what was said in conversations whose
notes are gone. One file in the home that is thrown away, so that no production node has a table for it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

FILE = "practice.json"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a scenario. `turn` counts all runs of this post, and with its seed is that of the names; times are
    aware, `ended` None while it goes on."""

    id: UUID
    scenario: str
    turn: int
    seed: str
    begun: datetime
    ended: datetime | None = None


def plant(seed: int) -> None:
    """What this post draws names from."""
    with _changing() as kept:
        kept["seed"] = seed


def begin(scenario: str) -> Run:
    """A new run, whose persons nobody has met before."""
    with _changing() as kept:
        turn = len(kept["runs"])
        run = Run(uuid4(), scenario, turn, f"{kept['seed']}.{turn + 1}", timezone.now())
        kept["runs"].append(_plain(run))
    return run


def end(run: UUID) -> None:
    """What isn't done by now isn't done. A run that has ended stays so."""
    with _changing() as kept:
        for one in kept["runs"]:
            if one["id"] == str(run) and not one["ended"]:
                one["ended"] = timezone.now().isoformat()


def runs() -> list[Run]:
    """Every run, the newest first."""
    return [_run(one) for one in reversed(_read()["runs"])]


def get(run: UUID) -> Run | None:
    """One run, if there is such a one."""
    return next((one for one in runs() if one.id == run), None)


def keep_said(hold: UUID, entries: Sequence[dict[str, Any]]) -> None:
    """What was written down of a conversation, before its notes are destroyed."""
    with _changing() as kept:
        known = kept["said"].setdefault(str(hold), [])
        known += [one for one in entries if one not in known]


def said_at(hold: UUID) -> list[dict[str, Any]]:
    """What was kept of the conversations about a hold."""
    found: list[dict[str, Any]] = _read()["said"].get(str(hold), [])
    return found


def _plain(run: Run) -> dict[str, Any]:
    return asdict(run) | {"id": str(run.id), "begun": run.begun.isoformat(), "ended": ""}


def _run(one: dict[str, Any]) -> Run:
    ended = datetime.fromisoformat(one["ended"]) if one["ended"] else None
    return Run(UUID(one["id"]), one["scenario"], one["turn"], one["seed"], datetime.fromisoformat(one["begun"]), ended)


def _path() -> Path:
    return Path(settings.PANAH_HOME) / FILE


def _read() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(_path().read_text("utf-8"))
    except FileNotFoundError:
        return {"seed": 0, "runs": [], "said": {}}
    return found


@contextmanager
def _changing() -> Iterator[dict[str, Any]]:
    """What is kept, to be changed; several workers of one post do so one after the other, and readers see it whole."""
    path = _path()
    with open(path.with_suffix(".lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _read()
        yield kept
        new = path.with_suffix(".new")
        new.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        os.replace(new, path)
