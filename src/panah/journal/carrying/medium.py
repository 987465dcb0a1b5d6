"""The second medium (S9): a folder, best on a disk or stick of its own, that gets a sealed copy as it happens.

What lies there are ordinary bundles of this node's own journals, sealed to another node that reads everything: with the
medium in hand that node takes them in like any other (``panah journal take``). This node can't read them, and needn't:
their names say what they hold, their frames are checked by digest.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from panah.journal import disk, keyfiles, store
from panah.journal.beat import Beat
from panah.journal.carrying import losing, peers
from panah.journal.carrying.bundles import is_sound
from panah.journal.carrying.carry import carry, own_positions
from panah.journal.carrying.reading import Reads
from panah.journal.faults import FaultKind, Result
from panah.journal.models import Peer

logger = logging.getLogger(__name__)

_NAME = re.compile(r"([0-9a-f-]{36})_(\d{12})-(\d{12})\.bundle")
SMALL, MANY = 2048, 256
"""So many files of so few entries are made one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file on the medium: entries ``first`` to ``last`` of a journal."""

    path: Path
    journal: UUID
    first: int
    last: int


class MediumError(RuntimeError):
    """The second medium can't be used; the text says why."""


def configured() -> tuple[Path, Peer] | None:
    """Folder and whom the copies are for; None where there is no second medium. Raises MediumError."""
    folder, name = settings.ENVIRONMENT.second_medium, settings.ENVIRONMENT.second_medium_for
    if folder is None:
        return None
    peer = peers.find(name)
    if peer is None or peer.reads != Reads.EVERYTHING:
        raise MediumError(f"PANAH_SECOND_MEDIUM_FOR={name}: no node of that name that reads everything is known here")
    if not folder.is_dir():
        raise MediumError(f"the second medium isn't there: {folder}")
    return folder, peer


def copy(folder: Path, to: Peer) -> int:
    """Adds what the medium lacks of this node's own journals; gives how many entries. Raises OSError, and what carrying
    raises."""
    amount = 0
    for journal, end in own_positions().items():
        after = reached(folder, journal)
        if after < end:
            amount += _write(folder, to, journal, after)
            _tidy(folder, to, journal)
    return amount


def reached(folder: Path, journal: UUID) -> int:
    """How far the medium holds a journal without a gap."""
    last = 0
    for piece in _pieces(folder, journal):
        if piece.first > last + 1:
            break
        last = max(last, piece.last)
    return last


def behind(folder: Path) -> int:
    """How many of this node's own entries aren't on the medium."""
    return sum(max(0, end - reached(folder, journal)) for journal, end in own_positions().items())


def check(folder: Path, result: Result) -> int:
    """Looks through every file on the medium; faults go into ``result``. Gives how many entries it holds soundly."""
    sound = 0
    for journal in own_positions():
        last = 0
        for piece in _pieces(folder, journal):
            if piece.first > last + 1:
                result.add(journal, last + 1, FaultKind.MEDIUM_MISSING, f"up to {piece.first - 1}")
            if is_sound(piece.path):
                sound += max(0, piece.last - max(last, piece.first - 1))
            else:
                result.add(journal, piece.first, FaultKind.MEDIUM_DAMAGED, piece.path.name)
            last = max(last, piece.last)
    return sound


class Copier(Beat):
    """Copies once a second."""

    name = "second medium"

    def __init__(self, interval: float = 1.0) -> None:
        super().__init__(interval)
        self._said = ""

    def tick(self) -> None:
        """Copies what is new; trouble is told once, until it is another or over."""
        trouble = ""
        try:
            found = configured()
            if found is not None:
                copy(*found)
        except MediumError as error:
            trouble = str(error)
        except (OSError, store.NoJournalError, losing.NodeIsLostError, keyfiles.KeysUnusableError) as error:
            trouble = f"the second medium could not be written: {type(error).__name__}"
        except (DatabaseError, InterfaceError) as error:
            trouble = f"the second medium waits for the database: {type(error).__name__}"
            connection.close()
        if trouble and trouble != self._said:
            logger.error("%s", trouble)
        self._said = trouble


def _write(folder: Path, to: Peer, journal: UUID, after: int, until: int | None = None) -> int:
    partial = folder / f".{journal}.next"
    done = carry(partial, to, after={journal: after}, only=[journal], until=until)
    if done.entries:
        partial.replace(folder / f"{journal}_{after + 1:012}-{after + done.entries:012}.bundle")
        disk.settle(folder)
    return done.entries


def _tidy(folder: Path, to: Peer, journal: UUID) -> None:
    """Many small files become one: it is there before they go."""
    small = [piece for piece in _pieces(folder, journal) if piece.last - piece.first < SMALL]
    if len(small) < MANY:
        return
    first, last = small[0].first, small[-1].last
    within = [piece for piece in _pieces(folder, journal) if first <= piece.first and piece.last <= last]
    if _write(folder, to, journal, first - 1, last) == last - first + 1:
        for piece in within:
            if (piece.first, piece.last) != (first, last):
                piece.path.unlink()


def _pieces(folder: Path, journal: UUID) -> list[Piece]:
    return sorted(_found(folder, journal), key=lambda piece: (piece.first, -piece.last))


def _found(folder: Path, journal: UUID) -> Iterator[Piece]:
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match is not None and match[1] == str(journal):
            yield Piece(path, journal, int(match[2]), int(match[3]))
