"""What the system notices by itself, only ever towards protection: who is set aside for it, and what the second line
is told.

Nothing of it is stored. The scene is gathered anew from what is known, as of the moment when somebody came to the line,
so that a copy of the registers holds no reason for anybody's being set aside, and a rule that is put right holds at
once. More facts never take a notice away: what was noticed at the line is noticed by the second line, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from panah.border.desk.gather import keys_in
from panah.border.desk.posts import post
from panah.border.desk.surroundings import Surroundings, surroundings
from panah.border.facts.parts import DocumentPart, FindingPart, HostPart
from panah.border.models import Presentation
from panah.border.rules import scenes
from panah.safeguards.noticing import Kind, Notice, Scene, advisories, kinds, notices, thresholds
from panah.safeguards.sources import Source
from panah.watchlists.desk import hits

# A possible match counts until an officer has found it to be somebody else.
_PROTECTS = "protect"
# Whoever stands on one of the lists of the short way is known here.
_LISTED = frozenset({"listed_local_resident", "listed_pupil", "listed_group_member"})

_SAME_NAME = """
SELECT count(DISTINCT p.subject) FROM border_group AS mine
JOIN border_group AS g ON lower(g.label) = lower(mine.label) AND g.sort = mine.sort
JOIN border_presentation AS p ON p."group" = g.subject AND p.outcome <> 'voided' AND p.subject <> %(presentation)s
WHERE mine.subject = %(group)s AND mine.sort = 'group' AND mine.label <> '' AND g.opened BETWEEN %(since)s AND %(now)s
"""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice with its kind, which says why, and by which source: of an advisory, the advisory itself."""

    notice: Notice
    kind: Kind
    source: Source


def sets_aside(
    document: DocumentPart,
    around: Surroundings,
    direction: str,
    now: dt.datetime,
    *,
    findings: Iterable[FindingPart],
    capacity: str = "",
) -> bool:
    """Whether the system sets somebody aside for what it notices of their surroundings. The first line learns no more
    than of the random sample. What sets aside by ways of its own (a child, a person to protect) isn't asked here."""
    codes = {one.code for one in findings}
    found = notices(_quiet(document.model_dump(), around, direction, now, codes, capacity), now.date())
    return any(one.act == "set_aside" for one in found)


def at_the_line(row: Presentation, now: dt.datetime, host: HostPart | None = None) -> Surroundings:
    """What is known around a presentation now; ``host`` where an officer just said it."""
    known = host or (None if row.host is None else HostPart.model_validate(row.host))
    return surroundings(row.subject, *keys_in(row), row.group, now, known)


def sets_aside_now(row: Presentation, around: Surroundings, now: dt.datetime, capacity: str) -> bool:
    """The same for a presentation that is recorded, of somebody who would cross in this capacity."""
    document = DocumentPart.model_validate(row.document)
    findings = [FindingPart.model_validate(one) for one in row.findings]
    return sets_aside(document, around, row.direction, now, findings=findings, capacity=capacity)


def told(row: Presentation) -> tuple[Noticed, ...]:
    """What the second line is told about somebody who was set aside, whatever for, what sets aside first."""
    around = at_the_line(row, row.opened)
    scene = (
        _quiet(row.document, around, row.direction, row.opened, {str(one["code"]) for one in row.findings})
        | scenes.of_findings(row.findings)
        | scenes.of_company(_came_with_the_same(row))
        | Scene(to_protect=_to_protect(row))
    )
    return _with_kinds(notices(scene, row.opened.date()), row.opened.date())


def before_sending_back(row: Presentation) -> tuple[Noticed, ...]:
    """What stands against sending this person back to where a refusal leads, as of today."""
    today = timezone.now().date()
    return _with_kinds(notices(scenes.of_return(post(row.post).neighbour, row.document), today), today)


def countries_of(found: tuple[Noticed, ...]) -> tuple[str, ...]:
    """The countries named by advisories, alpha-3, in order."""
    return tuple(sorted({str(dict(one.notice.params)["country"]) for one in found}))


def _quiet(
    document: dict[str, object],
    around: Surroundings,
    direction: str,
    now: dt.datetime,
    codes: AbstractSet[str],
    capacity: str = "",
) -> Scene:
    scene = (
        scenes.of_document(document)
        | scenes.of_sending_back(around.sent_back, now, direction=direction)
        | scenes.of_party(around.sort, around.papers_from, around.others)
    )
    # Where somebody stays is asked of those who come in.
    if around.host is None or direction != "entry":
        return scene
    return scene | scenes.of_host(
        around.host.model_dump(),
        dict(around.same),
        sort=around.came_as,
        papers_from=around.handed_over_by,
        capacity=capacity,
        listed=not _LISTED.isdisjoint(codes),
    )


def _to_protect(row: Presentation) -> bool:
    return any(
        view.details["sort"] == _PROTECTS and view.row.state in (*hits.UNRESOLVED, "confirmed")
        for view in hits.of_presentation(row.subject)
    )


def _came_with_the_same(row: Presentation) -> int:
    if row.group is None:
        return 0
    window = dt.timedelta(days=thresholds()["window_days"])
    with connection.cursor() as cursor:
        cursor.execute(
            _SAME_NAME,
            {"presentation": row.subject, "group": row.group, "now": row.opened, "since": row.opened - window},
        )
        return int(cursor.fetchone()[0])


def _with_kinds(found: tuple[Notice, ...], on: dt.date) -> tuple[Noticed, ...]:
    by_kind = ((one, kinds()[one.code.removeprefix("notice:")]) for one in found)
    return tuple(Noticed(one, kind, _advisory(one, on) or kind.source) for one, kind in by_kind)


def _advisory(notice: Notice, on: dt.date) -> Source | None:
    country = dict(notice.params).get("country")
    return next((one.source for one in advisories() if one.country == country and one.in_force(on)), None)
