"""Registers of sealed facts: folded from what the readers at home here could open.

Beneath them lies one ordinary register, ``sealed``: an envelope's rows are the statements it held, once for each
reader here who could open it. Whatever changes there has the subjects it speaks of folded again, in the order of
entries, apart for each reader. So late envelopes, erasures and rebuilding need nothing of their own.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import Model, QuerySet

from panah.journal import facts, quarantine
from panah.journal.applying import waves
from panah.journal.entries import Entry, Source
from panah.journal.envelopes import keyring
from panah.journal.envelopes.carried import EnvelopeCarried, inside
from panah.journal.envelopes.facts import EnvelopeKept
from panah.journal.envelopes.opening import Said, UnreadableLetterError, opened_by
from panah.journal.envelopes.standing import place
from panah.journal.envelopes.voices import left_out
from panah.journal.facts import Fact
from panah.journal.models import Opened
from panah.journal.places import Place
from panah.journal.registers import FollowUp, Register
from panah.journal.rows import insert

_FARTHEST = timedelta(hours=14)
Key = tuple[UUID, UUID]
"""Whose eyes (the reader), and about what (the subject inside)."""


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """A sealed statement as one reader here opened it. ``journal``, ``sequence`` and ``recorded`` are of the envelope,
    ``clock`` is where it is folded (``standing``), ``number`` is its place inside; the rest was said in it. ``fact`` is
    in its kind's present version."""

    reader: UUID
    journal: UUID
    sequence: int
    number: int
    clock: int
    recorded: datetime
    happened: datetime
    source: Source
    actor: UUID
    subject: UUID
    kind: str
    fact: Any

    @property
    def key(self) -> Key:
        """What its rows belong to."""
        return (self.reader, self.subject)

    @property
    def row(self) -> UUID:
        """The primary key of the row of this reader and subject."""
        return row_id(self.reader, self.subject)


SealedHandler = Callable[[Sequence[OpenedEntry]], None]
AnySealedHandler = TypeVar("AnySealedHandler", bound=SealedHandler)


def row_id(reader: UUID, *parts: UUID | str | int) -> UUID:
    """A row's key that is the same in every rebuild and different for each reader."""
    return uuid5(reader, ":".join(map(str, parts)))


class SealedRegister:
    """Tables that are the fold of what was said of their subjects in envelopes, apart for each reader.

    Each table has the columns ``reader`` and ``subject`` (uuid) and is best a ``SealedRow``; it lies in the schema
    ``sealed``. A handler gets entries of one kind, no reader's subject twice in a call, and writes set-wise; it writes
    only rows of the entries' readers and subjects and reads no others.
    """

    def __init__(self, name: str, *, tables: Sequence[type[Model]]) -> None:
        if name in {register.name for register in _sealed}:
            raise ValueError(f"there is a sealed register {name} already")
        self.name: str = name
        self.tables: tuple[str, ...] = tuple(table._meta.db_table for table in tables)
        self._handlers: dict[str, list[SealedHandler]] = {}
        _sealed.append(self)

    def on(self, *kinds: type[Fact]) -> Callable[[AnySealedHandler], AnySealedHandler]:
        """Registers a handler; several of one kind are called in the order they were registered."""

        def keep(handler: AnySealedHandler) -> AnySealedHandler:
            for fact in kinds:
                if not fact.sealed:
                    raise ValueError(f"{fact.__name__} isn't said in envelopes")
                self._handlers.setdefault(fact.kind, []).append(handler)
            return handler

        return keep

    def apply(self, kind: str, entries: Sequence[OpenedEntry]) -> None:
        """Hands entries of one kind to the handlers."""
        for handler in self._handlers.get(kind, ()):
            handler(entries)


_sealed: list[SealedRegister] = []


class _Envelopes(Register):
    """The register ``sealed``; its derived tables are those of all sealed registers."""

    @property
    def all_tables(self) -> tuple[str, ...]:
        return self.tables + tuple(table for register in _sealed for table in register.tables)


envelopes = _Envelopes("sealed", tables=[Opened])


@envelopes.on(EnvelopeKept)
def kept(entries: Sequence[Entry]) -> None:
    """Opens what can be opened here, but for what was said in another's name."""
    at_home = keyring.readers()
    rows = [row for entry in entries for reader in at_home for row in _rows(entry, reader)]
    out = left_out({(row.journal, row.sequence) for row in rows}) if rows else {}
    _keep([row for row in rows if row.number not in out.get((row.journal, row.sequence), ())])


@envelopes.on(EnvelopeCarried)
def carried(entries: Sequence[Entry]) -> None:
    """An envelope that came by hand is opened as if it stood at its own place; its rows go with what came by hand."""
    at_home = keyring.readers()
    _keep(
        [
            row
            for entry in entries
            for reader in at_home
            if (own := inside(entry.fact, entry.subject, reader.identities)) is not None
            for row in _rows(replace(own, subject=entry.subject), reader)
        ],
        over=True,
    )


def opened() -> QuerySet[Opened]:
    """What readers at home on this node could open, for desks that ask what was said about a subject."""
    return Opened.objects.all()


def _keep(opened_here: Iterable[Opened], *, over: bool = False) -> None:
    rows = list({row.id: row for row in opened_here}.values())
    late = _behind(rows)
    insert(rows, replace=over)
    _fold(late)
    _apply(rows, {(row.reader, row.about) for row in rows} - late)


@envelopes.forgetting
def forgetting(subjects: Sequence[UUID]) -> FollowUp | None:
    """Whatever the envelopes spoke of is folded again without them."""
    keys = set(Opened.objects.filter(subject__in=subjects).values_list("reader", "about"))
    return (lambda: _fold(keys)) if keys else None


@quarantine.invariant
def said_in_envelopes(entries: Sequence[Entry]) -> dict[Place, str]:
    """What is for envelopes only doesn't count when another node says it openly."""
    return {entry.place: "sealed only" for entry in entries if entry.fact.sealed}


def unread() -> int:
    """How many statements were opened here and can't be read: of an unknown kind or version, or no sense at all. After
    an update of the software, rebuilding the register ``sealed`` reads them."""
    return sum(_fact(row) is None for row in Opened.objects.all().iterator())


def _rows(entry: Entry, reader: keyring.Reader) -> list[Opened]:
    try:
        said = opened_by(entry.fact.letter, reader)
    except UnreadableLetterError:
        # Kept in sight, and in nobody's way.
        said = [Said(entry.actor, "", 0, entry.subject, entry.happened, entry.source, b"")]
    return [
        Opened(
            id=row_id(reader.id, str(entry.journal), entry.sequence, number),
            subject=entry.subject,
            reader=reader.id,
            about=one.subject,
            journal=entry.journal,
            sequence=entry.sequence,
            number=number,
            clock=place(entry.clock, one.after),
            recorded=entry.recorded,
            happened=one.happened.astimezone(UTC),
            ahead=_ahead(one.happened),
            happened_source=int(one.source),
            actor=one.actor,
            kind=one.kind,
            version=one.version,
            body=one.body,
        )
        for number, one in enumerate(said or ())
    ]


_LATER = """
SELECT DISTINCT o.reader, o.about FROM sealed_opened AS o
JOIN unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::uuid[], %s::bigint[])
  AS n (reader, about, clock, journal, sequence)
  ON o.reader = n.reader AND o.about = n.about
 AND (o.clock, o.journal, o.sequence) >= (n.clock, n.journal, n.sequence)
"""


def _behind(rows: Sequence[Opened]) -> set[Key]:
    """The subjects of which something is here already that stands behind one of these, not kept yet."""
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            _LATER,
            [[getattr(row, name) for row in rows] for name in ("reader", "about", "clock", "journal", "sequence")],
        )
        return set(cursor.fetchall())


def said_before(entries: Collection[OpenedEntry], kinds: Collection[str]) -> list[OpenedEntry]:
    """What of these kinds was opened of the same readers' subjects and stands before one of these entries, in order."""
    first = {entry.key: (entry.clock, entry.journal, entry.sequence, entry.number) for entry in entries}
    rows = Opened.objects.filter(
        about__in={entry.subject for entry in entries}, reader__in={entry.reader for entry in entries}, kind__in=kinds
    )
    before = [row for row in rows if (key := (row.reader, row.about)) in first and _position(row) < first[key]]
    return _entries(sorted(before, key=_position))


def _position(row: Opened) -> tuple[int, UUID, int, int]:
    return (row.clock, row.journal, row.sequence, row.number)


def _apply(rows: Iterable[Opened], keys: Collection[Key]) -> None:
    """Hands what was opened of these readers' subjects to the handlers, in order."""
    ordered = sorted(rows, key=_position)
    opened = _entries(row for row in ordered if (row.reader, row.about) in keys)
    for wave in waves(opened, lambda entry: entry.key):
        for kind in sorted(wave):
            for register in _sealed:
                register.apply(kind, wave[kind])


def _fold(keys: Iterable[Key]) -> None:
    """Deletes the rows of these readers' subjects and folds all that was opened about them, in order."""
    wanted = sorted(keys)
    if not wanted:
        return
    pairs = [[reader for reader, _ in wanted], [subject for _, subject in wanted]]
    with connection.cursor() as cursor:
        for register in _sealed:
            for table in reversed(register.tables):
                cursor.execute(
                    f"DELETE FROM {connection.ops.quote_name(table)} WHERE (reader, subject) IN"  # noqa: S608 (quoted)
                    " (SELECT * FROM unnest(%s::uuid[], %s::uuid[]))",
                    pairs,
                )
    everything = Opened.objects.filter(reader__in={key[0] for key in wanted}, about__in={key[1] for key in wanted})
    _apply(everything, set(wanted))


def _entries(rows: Iterable[Opened]) -> list[OpenedEntry]:
    return [
        OpenedEntry(
            reader=row.reader,
            journal=row.journal,
            sequence=row.sequence,
            number=row.number,
            clock=row.clock,
            recorded=row.recorded,
            happened=row.happened.astimezone(timezone(timedelta(minutes=row.ahead))),
            source=Source(row.happened_source),
            actor=row.actor,
            subject=row.about,
            kind=row.kind,
            fact=fact,
        )
        for row in rows
        if (fact := _fact(row)) is not None
    ]


def _ahead(moment: datetime) -> int:
    """By how many minutes the clock that showed this moment is ahead of UTC; what no clock on earth shows is UTC."""
    ahead = moment.utcoffset() or timedelta(0)
    return int(ahead.total_seconds()) // 60 if abs(ahead) <= _FARTHEST else 0


def _fact(row: Opened) -> Fact | None:
    try:
        fact = facts.load(row.kind, row.version, bytes(row.body))
    except (facts.UnknownKindError, facts.UnknownVersionError, facts.UnreadableBodyError):
        return None
    return fact if fact.sealed else None
