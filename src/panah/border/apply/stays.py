"""Stays from standing crossings. Usually a crossing is the newest of its document: then only the last stay changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from panah.border.apply.rows import run
from panah.border.models import Crossing, Stay
from panah.border.registers import presentations as register
from panah.border.rules.stays import Passage, Span, closed, fold, in_order
from panah.journal.rows import write

_ENDED = """
UPDATE border_stay AS s SET exit = e.exit, "left" = e."left"
FROM jsonb_to_recordset(%s::jsonb) AS e(id bigint, exit uuid, "left" timestamptz) WHERE s.id = e.id
"""


@dataclass(slots=True)
class LastStay:
    """The stay of a document that was written last."""

    id: int
    span: Span

    @property
    def event(self) -> tuple[datetime, UUID]:
        """When and by what the stay was last touched."""
        if self.span.left is not None and self.span.exit is not None:
            return self.span.left, self.span.exit
        assert self.span.entered is not None
        assert self.span.entry is not None
        return self.span.entered, self.span.entry


def _key(crossing: Crossing) -> bytes:
    """The document's key; only crossings that have one come here."""
    assert crossing.document_key is not None
    return bytes(crossing.document_key)


@dataclass(frozen=True, slots=True)
class Crossed:
    """A standing crossing as far as stays go, with whose it is."""

    document_key: bytes
    holder_key: bytes | None
    nationality: str
    passage: Passage


def _stay(crossed: Crossed, span: Span) -> dict[str, Any]:
    return {
        "document_key": crossed.document_key,
        "holder_key": crossed.holder_key,
        "nationality": crossed.nationality,
        "entry": span.entry,
        "exit": span.exit,
        "entered": span.entered,
        "left": span.left,
        "regime": span.regime,
        "leave_by": span.leave_by,
    }


def extend(crossings: Iterable[tuple[Crossed, LastStay | None]]) -> None:
    """Take new standing crossings in, each with the last stay of its document before them; documents where one of them
    isn't the newest are folded from the start."""
    by_key: dict[bytes, list[Crossed]] = defaultdict(list)
    last: dict[bytes, LastStay | None] = {}
    for crossed, before in crossings:
        by_key[crossed.document_key].append(crossed)
        last[crossed.document_key] = before
    again: list[bytes] = []
    new: list[dict[str, Any]] = []
    ended: list[dict[str, object]] = []
    for key, arrived in by_key.items():
        before = last[key]
        whose = {crossed.passage.subject: crossed for crossed in arrived}
        passages = in_order(crossed.passage for crossed in arrived)
        if before is not None and (passages[0].happened, passages[0].subject) <= before.event:
            again.append(key)
            continue
        if before is not None and passages[0].direction == "exit":
            span = closed(before.span, passages[0])
            if span is not None:
                ended.append({"id": before.id, "exit": str(span.exit), "left": passages[0].happened.isoformat()})
                passages = passages[1:]
        new += [_stay(whose[span.entry or span.exit], span) for span in fold(passages)]  # type: ignore[index]  # a span has an entry or an exit
    if ended:
        run(_ENDED, ended)
    if new:
        write(Stay, new)
    refold(again)


def refold(keys: Iterable[bytes]) -> None:
    """Derive all stays of these documents again from their standing crossings."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    Stay.objects.filter(document_key__in=wanted).delete()
    standing: dict[bytes, dict[UUID, Crossed]] = defaultdict(dict)
    rows = Crossing.objects.filter(document_key__in=wanted, status="standing").values_list(
        "document_key", "holder_key", "nationality", "subject", "direction", "happened", "regime", "leave_by"
    )
    for document_key, holder_key, nationality, subject, direction, happened, regime, leave_by in rows:
        assert document_key is not None
        key = bytes(document_key)
        standing[key][subject] = Crossed(
            key,
            None if holder_key is None else bytes(holder_key),
            nationality,
            Passage(subject, direction, happened, regime, leave_by),
        )
    write(
        Stay,
        (
            _stay(whose[span.entry or span.exit], span)  # type: ignore[index]  # a span has an entry or an exit
            for _key, whose in sorted(standing.items())
            for span in fold(crossed.passage for crossed in whose.values())
        ),
    )


@register.forgetting
def forgotten(subjects: Sequence[UUID]) -> Callable[[], None] | None:
    """Rows of these crossings are about to be folded again: so are the stays that rest on them."""
    keys = {_key(crossing) for crossing in Crossing.objects.filter(subject__in=subjects, document_key__isnull=False)}
    return (lambda: refold(keys)) if keys else None
