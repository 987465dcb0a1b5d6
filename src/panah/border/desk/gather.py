"""Gathers what this node's registers know about a document and its holder: one query, whatever the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from panah.border.handles import Keys
from panah.border.models import Hold, Presentation
from panah.border.models.persons import REACH, THEIR_OPEN_HOLDS, THEIRS
from panah.border.rules.history import Gathered, Known, ListedNow, Recent
from panah.border.rules.thresholds import thresholds
from panah.safeguards.noticing import thresholds as noticing

# More crossings than this are a daily commuter's of some years; older ones don't change what is said at the line.
MOST_OWN, MOST_OTHERS = 600, 60

_COLUMNS = (
    "subject, post, direction, happened, capacity, purpose, means, status, regime, leave_by, papers_later,"
    " happened_source"
)
# One that ended with their going back, lately.
SENT_BACK = f"""p.outcome IN ('refused', 'withdrew', 'returned') AND p.outcome_at BETWEEN %(back)s AND %(now)s
   AND {THEIRS.replace("uuid_send(p.subject) = ANY(reach.handles) OR ", "")}"""
_QUERY = f"""
WITH reach AS MATERIALIZED (SELECT border_person_handles(%(but)s, %(document)s, %(holder)s) AS handles)
(SELECT 'own' AS sort, {_COLUMNS}, NULL::timestamptz AS until, '' AS note FROM border_crossing
 WHERE document_key = %(document)s ORDER BY happened DESC LIMIT {MOST_OWN})
UNION ALL
(SELECT 'other', {_COLUMNS}, NULL, '' FROM border_crossing
 WHERE holder_key = %(holder)s AND document_key IS DISTINCT FROM %(document)s
   AND NOT border_told_apart((SELECT handles FROM reach), uuid_send(subject), document_key)
 ORDER BY happened DESC LIMIT {MOST_OTHERS})
UNION ALL
(SELECT 'other', {_COLUMNS}, NULL, '' FROM border_crossing
 WHERE document_key = ANY((SELECT handles FROM reach)::bytea[]) AND document_key IS DISTINCT FROM %(document)s
   AND holder_key IS DISTINCT FROM %(holder)s
 ORDER BY happened DESC LIMIT {MOST_OTHERS})
UNION ALL
(SELECT 'recent', p.subject, p.post, p.direction, p.opened, p.lane, '', '', p.outcome, '', NULL, false, '', NULL, ''
 FROM border_presentation AS p
 WHERE p.document_key = %(document)s AND p.opened > %(recent)s AND p.opened <= %(now)s
   AND p.outcome NOT IN ('voided', 'set_aside') AND p.subject <> %(but)s
 ORDER BY p.opened DESC LIMIT 5)
UNION ALL
(SELECT 'hold', p.subject, p.post, p.direction, p.opened, p.lane, '', '', p.outcome, '', NULL, false, '', h.until, ''
 FROM reach, border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
 WHERE h.released IS NULL AND {THEIRS} AND p.subject <> %(but)s
 ORDER BY h.until LIMIT 5)
UNION ALL
(SELECT 'back', p.subject, p.post, p.direction, p.outcome_at, '', '', '', p.outcome, '', NULL, false, '', NULL, ''
 FROM reach, border_presentation AS p WHERE {SENT_BACK} AND p.subject <> %(but)s)
UNION ALL
(SELECT 'listing', subject, NULL, sort, NULL, name, adult, relation, authority, '', valid_to, false, '',
   valid_from::timestamptz, ''
 FROM border_listing WHERE document_key = %(document)s AND ended IS NULL AND %(today)s BETWEEN valid_from AND valid_to
 ORDER BY valid_to DESC LIMIT 1)
"""  # noqa: S608 - built from constants

# The row's own keys are read in the same moment: the country key may have been replaced since somebody read the row.
_HELD = f"""
WITH reach AS MATERIALIZED (
    SELECT border_person_handles(mine.subject, mine.document_key, mine.holder_key) AS handles
    FROM border_presentation AS mine WHERE mine.subject = %s)
SELECT EXISTS (SELECT {THEIR_OPEN_HOLDS} AND NOT h.subject = ANY(%s))
"""  # noqa: S608 - built from constants

_OPEN_HOLDS = f"""
{REACH}
SELECT h.* {THEIR_OPEN_HOLDS} ORDER BY h.placed, h.subject
"""

_HOLDS_OF = f"""
WITH reach AS MATERIALIZED (
    SELECT border_person_handles(mine.subject, mine.document_key, mine.holder_key) AS handles
    FROM border_presentation AS mine WHERE mine.subject = %s)
SELECT h.subject FROM reach, border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation WHERE {THEIRS}
"""  # noqa: S608 - built from constants

_IS_OF = f"""
{REACH}
SELECT EXISTS (SELECT FROM reach, border_presentation AS p WHERE p.subject = %s AND {THEIRS})
"""  # noqa: S608 - built from constants

_HANDLES = """
SELECT border_person_handles(p.subject, p.document_key, p.holder_key) FROM border_presentation AS p WHERE p.subject = %s
"""

Handles = tuple[UUID, bytes | None, bytes | None]
"""By what a person is found: a presentation of theirs, the key of its document, the key of its holder."""

NOBODY = UUID(int=0)


def back_since(now: dt.datetime) -> dt.datetime:
    """From when on it still matters that somebody was sent back."""
    return now - dt.timedelta(days=noticing()["refused_elsewhere_days"] + 1)


def keys_in(row: Presentation) -> Keys:
    """The same two keys as a presentation holds them."""
    document, holder = row.document_key, row.holder_key
    return None if document is None else bytes(document), None if holder is None else bytes(holder)


def gather(
    document_key: bytes | None,
    holder_key: bytes | None,
    *,
    now: dt.datetime,
    today: dt.date,
    but: UUID = NOBODY,
) -> Gathered:
    """Crossings by document and by holder, and by what an officer joined; recent presentations, open holds and a
    running listing. ``but`` leaves a presentation out of the recent ones: its own, by which joined ones are found."""
    if document_key is None and holder_key is None and but == NOBODY:
        return Gathered()
    parameters = {
        "document": document_key,
        "holder": holder_key,
        "now": now,
        "today": today,
        "recent": now - dt.timedelta(hours=thresholds().recent_hours),
        "but": but,
        "back": back_since(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, parameters)
        rows = cursor.fetchall()
    crossings = [_known(row) for row in rows if row[0] in ("own", "other") and row[4] <= now]
    crossings.sort(key=lambda known: (known.happened, known.subject), reverse=True)
    listing = next((_listing(row) for row in rows if row[0] == "listing"), None)
    return Gathered(
        crossings=tuple(crossings),
        recent=tuple(_recent(row) for row in rows if row[0] in ("recent", "hold")),
        listing=listing,
        sent_back=tuple(sorted(row[4] for row in rows if row[0] == "back")),
        complete=sum(row[0] == "own" for row in rows) < MOST_OWN,
    )


def is_held(row: Presentation, *, but: Sequence[UUID] = ()) -> bool:
    """Whether a hold of this person is open, at any post this node knows of, as of now. ``but`` leaves holds out: the
    one somebody waits under."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [row.subject, list(but)])
        return bool(cursor.fetchone()[0])


def open_holds(handles: Handles) -> list[Hold]:
    """The open holds, at any post this node knows of, of whom these find, the oldest first."""
    return list(Hold.objects.raw(_OPEN_HOLDS, handles))


def holds_of(presentation: UUID) -> set[UUID]:
    """All holds, over or not, at any post this node knows of, of whoever this presentation is of."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS_OF, [presentation])
        return {row[0] for row in cursor.fetchall()}


def handles_of(presentation: UUID) -> frozenset[bytes]:
    """Everything by which whoever this presentation is of is found; more than that are theirs only by ``is_of``."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDLES, [presentation])
        row = cursor.fetchone()
    return frozenset(map(bytes, row[0])) if row is not None else frozenset()


def is_of(presentation: UUID, handles: Handles) -> bool:
    """Whether a presentation is of whom these find."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_OF, [*handles, presentation])
        return bool(cursor.fetchone()[0])


def listing_for(document_key: bytes | None, on: dt.date) -> ListedNow | None:
    """The list entry under which this document crosses a short way on that day."""
    if document_key is None:
        return None
    moment = dt.datetime.combine(on, dt.time(12), dt.UTC)
    return gather(document_key, None, now=moment, today=on).listing


def _known(row: tuple[Any, ...]) -> Known:
    return Known(
        subject=row[1],
        post=row[2],
        direction=row[3],
        happened=row[4],
        capacity=row[5],
        purpose=row[6],
        means=row[7],
        status=row[8],
        regime=row[9],
        leave_by=row[10],
        papers_later=row[11],
        happened_source=row[12],
        other_document=row[0] == "other",
    )


def _recent(row: tuple[Any, ...]) -> Recent:
    return Recent(
        subject=row[1],
        post=row[2],
        direction=row[3],
        opened=row[4],
        lane=row[5],
        outcome=row[8],
        hold_until=row[13],
    )


def _listing(row: tuple[Any, ...]) -> ListedNow:
    return ListedNow(
        subject=row[1],
        sort=row[3],
        name=row[5],
        adult=row[6],
        relation=row[7],
        authority=row[8],
        valid_to=row[10],
        valid_from=row[13].date(),
    )
