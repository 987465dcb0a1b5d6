"""Stays from standing crossings. Usually a crossing is the newest of its document: then only the last stay changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from panah.border.apply.rows import query, run
from panah.border.models import Crossing, Stay
from panah.border.registers import presentations as register
from panah.border.rules.stays import Passage, Span, closed, fold, in_order
from panah.journal.rows import insert

_LAST = """
SELECT k.key, s.id, s.entry, s.exit, s.entered, s."left", s.regime, s.leave_by
FROM unnest(%s::bytea[]) AS k(key)
CROSS JOIN LATERAL (SELECT * FROM border_stay WHERE document_key = k.key ORDER BY id DESC LIMIT 1) AS s
"""

_ENDED = """
UPDATE border_stay AS s SET exit = e.exit, "left" = e."left"
FROM jsonb_to_recordset(%s::jsonb) AS e(id bigint, exit uuid, "left" timestamptz) WHERE s.id = e.id
"""


@dataclass(slots=True)
class _Last:
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


def _passage(crossing: Crossing) -> Passage:
    return Passage(crossing.subject, crossing.direction, crossing.happened, crossing.regime, crossing.leave_by)


def _stay(key: bytes, span: Span, crossing: Crossing) -> Stay:
    return Stay(
        document_key=key,
        holder_key=crossing.holder_key,
        nationality=crossing.nationality,
        entry=span.entry,
        exit=span.exit,
        entered=span.entered,
        left=span.left,
        regime=span.regime,
        leave_by=span.leave_by,
    )


def extend(crossings: Iterable[Crossing]) -> None:
    """Take new standing crossings in; documents where one of them isn't the newest are folded from the start."""
    by_key: dict[bytes, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        by_key[_key(crossing)].append(crossing)
    if not by_key:
        return
    last = {bytes(key): _Last(id, Span(*columns)) for key, id, *columns in query(_LAST, [list(by_key)])}
    again: list[bytes] = []
    new: list[Stay] = []
    ended: list[dict[str, object]] = []
    for key, arrived in by_key.items():
        before = last.get(key)
        ordered = {crossing.subject: crossing for crossing in arrived}
        passages = in_order(_passage(crossing) for crossing in arrived)
        if before is not None and (passages[0].happened, passages[0].subject) <= before.event:
            again.append(key)
            continue
        if before is not None and passages[0].direction == "exit":
            span = closed(before.span, passages[0])
            if span is not None:
                ended.append({"id": before.id, "exit": str(span.exit), "left": passages[0].happened.isoformat()})
                passages = passages[1:]
        new += [_stay(key, span, ordered[span.entry or span.exit]) for span in fold(passages)]  # type: ignore[index]
    if ended:
        run(_ENDED, ended)
    if new:
        insert(new)
    refold(again)


def refold(keys: Iterable[bytes]) -> None:
    """Derive all stays of these documents again from their standing crossings."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    Stay.objects.filter(document_key__in=wanted).delete()
    standing: dict[bytes, dict[UUID, Crossing]] = defaultdict(dict)
    for crossing in Crossing.objects.filter(document_key__in=wanted, status="standing"):
        standing[_key(crossing)][crossing.subject] = crossing
    insert(
        _stay(key, span, crossings[span.entry or span.exit])  # type: ignore[index]
        for key, crossings in sorted(standing.items())
        for span in fold(_passage(crossing) for crossing in crossings.values())
    )


@register.forgetting
def forgotten(subjects: Sequence[UUID]) -> Callable[[], None] | None:
    """Rows of these crossings are about to be folded again: so are the stays that rest on them."""
    keys = {_key(crossing) for crossing in Crossing.objects.filter(subject__in=subjects, document_key__isnull=False)}
    return (lambda: refold(keys)) if keys else None
