"""What was done about the shares of bodies' keys, from its facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.journal.entries import Entry
from panah.journal.rows import insert
from panah.protection.facts.bodykeys import KeyDivided, KeyRecovered, KeyRehearsed
from panah.protection.key_registers import body_keys
from panah.protection.models import KeyEvent


@body_keys.on(KeyDivided, KeyRehearsed, KeyRecovered)
def done(entries: Sequence[Entry]) -> None:
    insert(_row(entry) for entry in entries)


def _row(entry: Entry) -> KeyEvent:
    fact = cast("KeyDivided | KeyRehearsed | KeyRecovered", entry.fact)
    return KeyEvent(
        subject=entry.subject,
        body=fact.whose,
        act=fact.kind.rpartition(":")[2],
        at=entry.happened,
        node=entry.journal,
        key=fact.key,
        set=fact.set,
        needed=fact.needed if isinstance(fact, KeyDivided) else None,
        holders=[] if isinstance(fact, KeyRehearsed) else list(fact.holders),
        opens=fact.opens if isinstance(fact, KeyRehearsed) else None,
        asked_by=fact.asked_by if isinstance(fact, KeyRecovered) else "",
    )
