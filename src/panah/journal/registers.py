"""Registers: tables derived from facts, and the handlers that derive them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model

from panah.journal.entries import Entry, Header
from panah.journal.facts import Fact

Handler = Callable[[Sequence[Entry]], None]
ErasedHandler = Callable[[Sequence[Header]], None]
FollowUp = Callable[[], None]
ForgettingHook = Callable[[Sequence[UUID]], FollowUp | None]

AnyHandler = TypeVar("AnyHandler", bound=Handler)
AnyErased = TypeVar("AnyErased", bound=ErasedHandler)
AnyHook = TypeVar("AnyHook", bound=ForgettingHook)

Table = type[Model] | str


class Register:
    """Tables that are the fold of their subjects' entries.

    ``tables`` each have a ``subject`` column (uuid) naming the subject whose entries produced the row. ``derived``
    tables hold rows under other keys; a handler that changes their ground recomputes them wholly from register rows.
    A table is a model or a table's name. Ids and times in rows come from the facts and entries alone, so that any
    rebuild gives the same rows. ``natural_keys`` says that rows hold some: they are folded again when the country key
    is replaced.
    """

    def __init__(
        self, name: str, *, tables: Sequence[Table], derived: Sequence[Table] = (), natural_keys: bool = False
    ) -> None:
        if name in _registers:
            raise ValueError(f"there is a register {name} already")
        self.name = name
        self.natural_keys = natural_keys
        self._tables = tuple(tables)
        self._derived = tuple(derived)
        self._handlers: dict[str, list[Handler]] = {}
        self._erased: dict[str, list[ErasedHandler]] = {}
        self._forgetting: list[ForgettingHook] = []
        _registers[name] = self

    def __repr__(self) -> str:
        return f"Register({self.name!r})"

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables with a ``subject`` column."""
        return tuple(_table_name(table) for table in self._tables)

    @property
    def all_tables(self) -> tuple[str, ...]:
        """Names of all tables, the derived ones last."""
        return self.tables + tuple(_table_name(table) for table in self._derived)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of facts this register reads."""
        return frozenset(self._handlers) | frozenset(self._erased)

    def on(self, *facts: type[Fact]) -> Callable[[AnyHandler], AnyHandler]:
        """Registers a handler; several of one kind are called in the order they were registered.

        A handler gets entries of one kind, no subject twice in a call, and writes set-wise. It writes only rows of the
        entries' subjects (and derived rows) and reads no other subject's rows to do so.
        """

        def keep(handler: AnyHandler) -> AnyHandler:
            for fact in facts:
                self._handlers.setdefault(_kind(fact), []).append(handler)
                self._reads(_kind(fact))
            return handler

        return keep

    def erased(self, *facts: type[Fact]) -> Callable[[AnyErased], AnyErased]:
        """Registers what stands in for the handler when an entry's body was erased: it gets the headers, and may leave
        rows that name nobody. Without one an erased entry leaves no rows."""

        def keep(handler: AnyErased) -> AnyErased:
            for fact in facts:
                self._erased.setdefault(_kind(fact), []).append(handler)
                self._reads(_kind(fact))
            return handler

        return keep

    def forgetting(self, hook: AnyHook) -> AnyHook:
        """Registers a hook that is called with subjects before their rows are deleted to be folded again. What it
        returns is called after the fold: the place to recompute derived rows that rested on the deleted ones."""
        self._forgetting.append(hook)
        return hook

    def forget(self, subjects: Sequence[UUID]) -> list[FollowUp]:
        """Deletes the subjects' rows and returns what to call once their entries are folded again."""
        follow_ups = [follow_up for hook in self._forgetting if (follow_up := hook(subjects)) is not None]
        with connection.cursor() as cursor:
            for table in reversed(self.tables):
                name = connection.ops.quote_name(table)
                cursor.execute(f"DELETE FROM {name} WHERE subject = ANY(%s)", [list(subjects)])  # noqa: S608 quoted
        return follow_ups

    def apply(self, kind: str, entries: Sequence[Entry]) -> None:
        """Hands entries of one kind, no subject twice, to the handlers."""
        if entries:
            for handler in self._handlers.get(kind, ()):
                handler(entries)

    def apply_erased(self, kind: str, headers: Sequence[Header]) -> None:
        """The same for entries without a body."""
        if headers:
            for handler in self._erased.get(kind, ()):
                handler(headers)

    def _reads(self, kind: str) -> None:
        _readers[kind] = [one for one in _registers.values() if one is self or one in _readers.get(kind, ())]


_registers: dict[str, Register] = {}
_readers: dict[str, list[Register]] = {}


def registers() -> list[Register]:
    """All registers, in the order in which they were declared."""
    return list(_registers.values())


def register(name: str) -> Register:
    """The register of this name; KeyError when there is none."""
    return _registers[name]


def readers(kind: str) -> Sequence[Register]:
    """The registers that read this kind, in the order in which they were declared."""
    return _readers.get(kind, ())


def reading(kinds: Iterable[str]) -> list[Register]:
    """The registers that read one of these kinds."""
    wanted = frozenset(kinds)
    return [candidate for candidate in registers() if not wanted.isdisjoint(candidate.kinds)]


def _table_name(table: Table) -> str:
    return table if isinstance(table, str) else table._meta.db_table


def _kind(fact: type[Fact]) -> str:
    if not fact.kind:
        raise ValueError(f"{fact.__name__} has no kind and can't be handled")
    return fact.kind
