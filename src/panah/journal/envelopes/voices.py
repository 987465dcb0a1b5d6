"""Who may say what under seal, as the areas know it: what a node says in another's name is kept, raised, and left out.

The rest of the same letter counts: what somebody asks for must not fall with what another puts beside it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import connection

from panah.journal import quarantine
from panah.journal.entries import Entry
from panah.journal.envelopes import keyring
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.opening import Said, UnreadableLetterError, opened_by
from panah.journal.places import Place
from panah.journal.quarantine import Reason
from panah.journal.reading import by_place


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement, ``number`` in the envelope ``entry`` of another journal, as ``reader`` at home here opens it."""

    entry: Entry
    reader: UUID
    number: int
    said: Said


Check = Callable[[Sequence[Spoken]], Collection[Spoken]]
AnyCheck = TypeVar("AnyCheck", bound=Check)

_checks: list[Check] = []
_AT_ONCE = 500
_OTHERS = """
SELECT e.journal, e.sequence FROM journal_entry AS e JOIN journal_head AS h USING (journal)
WHERE h.incarnation IS NULL AND e.kind = %s
"""


def voice(check: AnyCheck) -> AnyCheck:
    """Registers a port that higher areas fill: of what other journals say, it gives what they may not say."""
    _checks.append(check)
    return check


@quarantine.in_part
def foreign(entries: Sequence[Entry]) -> dict[Place, str]:
    """The envelopes in which somebody speaks who may not, with the numbers of those statements."""
    at_home = keyring.readers() if _checks else []
    spoken = [
        Spoken(entry, reader.id, number, said)
        for entry in entries
        if entry.kind == EnvelopeKept.kind
        for reader in at_home
        for number, said in enumerate(_said(entry, reader))
    ]
    found: dict[Place, set[int]] = defaultdict(set)
    for check in _checks if spoken else ():
        for one in check(spoken):
            found[one.entry.journal, one.entry.sequence].add(one.number)
    return {place: json.dumps(sorted(numbers)) for place, numbers in found.items()}


def listen() -> int:
    """Hears all envelopes of other journals again, as before they are opened with a key that came back: what was left
    out elsewhere must not count here. Gives in how many somebody speaks who may not."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS, [EnvelopeKept.kind])
        places = cursor.fetchall()
    found = []
    for at in range(0, len(places), _AT_ONCE):
        entries = [one for one in by_place(places[at : at + _AT_ONCE]) if isinstance(one, Entry)]
        found += quarantine.breaking_in_part(entries)
    quarantine.put(found)
    return len(found)


def left_out(places: Iterable[Place]) -> dict[Place, frozenset[int]]:
    """Which statements of these envelopes don't count, by their numbers."""
    wanted = list(places)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal, sequence, detail FROM journal_quarantine WHERE reason = %s"
            " AND (journal, sequence) IN (SELECT * FROM unnest(%s::uuid[], %s::bigint[]))",
            [Reason.FOREIGN_VOICE, [journal for journal, _ in wanted], [sequence for _, sequence in wanted]],
        )
        return {(journal, sequence): frozenset(json.loads(detail)) for journal, sequence, detail in cursor.fetchall()}


def _said(entry: Entry, reader: keyring.Reader) -> Sequence[Said]:
    try:
        return opened_by(entry.fact.letter, reader) or ()
    except UnreadableLetterError:
        return ()
