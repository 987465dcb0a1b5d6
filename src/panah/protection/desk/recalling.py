"""What two persons found to be one bring to light (S1): whoever was refused under another document, while a body had
asked to hold them or after they waited for the protection they were given, is recalled as if that had been known."""

from __future__ import annotations

from datetime import datetime

from panah.border.desk import answering
from panah.protection.desk import asked, protected, returns


def recall_anew() -> None:
    """After each bundle and by the clock, whichever node joined them."""
    for _row, ask in asked.kept():
        if not ask.over:
            answering.recall(ask.handles, since=datetime.fromisoformat(ask.at))
    for handles, since in protected.since():
        answering.recall(handles, since=since)


returns.thorough.append(recall_anew)
