"""What people said to being helped, yes or no, while the post has to do with them: it outlives the notes it stood in.

The notes' key is destroyed at hand-over, and a no must not go with them: nobody may ask a commander to override the
consent of somebody who was asked and refused (S7). Kept are a hold's handle, the word and its time, of everybody in one
sealed cell. It is written anew with every note of every conversation, so that its changing tells nothing either.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from panah.border.desk.holds import still_open
from panah.border.desk.locks import one_at_a_time
from panah.journal import keyfiles
from panah.protection.desk.cells import Cell
from panah.protection.keeping_times import keeping_times
from panah.safeguards.routes import Said

logger = logging.getLogger(__name__)

PURPOSE = "services"

_cell = Cell(2, "words", 16 << 10)
# Nobody who has this lock waits for the journal's pen, so it may be taken after it.
_LOCK = UUID("5c5f2f38-3a4e-4d0f-9f5f-0a7f2f6c6b11")


def heard(holds: Iterable[UUID], said: Iterable[Said] = ()) -> None:
    """Keep what somebody held said to help for everybody, of ``said``; with nothing said the cell is renewed alike.

    Nobody is kept from speaking because the cell can't be opened: then it stays as it is, and what is said isn't kept.
    """
    words = [[one.agreed, one.at] for one in said if one.purpose == PURPOSE and not one.recipient]
    try:
        with one_at_a_time(_LOCK), _cell.changed() as kept:
            for hold in holds if words else ():
                kept.setdefault(str(hold), []).extend(words)
            for gone in _over(kept):
                del kept[gone]
    except keyfiles.KeysUnusableError as error:
        logger.error("what people say to help can't be kept: %s", error)


def of(holds: Iterable[UUID]) -> list[Said]:
    """What was said at these holds, as far as it is still kept. Raises keyfiles.KeysUnusableError: as long as nobody
    knows who said no, nobody's consent is overridden."""
    kept = _cell.read()
    return [Said(PURPOSE, agreed, at) for hold in holds for agreed, at in kept.get(str(hold), ())]


def _over(kept: dict[str, list[list[int]]]) -> list[str]:
    """Holds of which nothing is kept any more."""
    before = int((timezone.now() - keeping_times().words_of_help).timestamp())
    old = [hold for hold, words in kept.items() if all(at < before for _agreed, at in words)]
    still = still_open(old) if old else ()
    return [hold for hold in old if UUID(hold) not in still]
