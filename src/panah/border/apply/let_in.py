"""Who of a family was let in along with somebody (S6, S12), as registers and entries that come together tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from panah.border.desk import families
from panah.border.facts.groups import AskedAboutFamily, GroupJoined, GroupOpened
from panah.border.facts.parts import DocumentPart
from panah.border.facts.presentations import CrossingRecorded, CrossingReturned, CrossingTakenBack, PresentationOpened
from panah.border.models import Group, Presentation
from panah.border.rules.documents import may_be_child
from panah.border.rules.line import line
from panah.journal.entries import Entry
from panah.safeguards.guard.people import Tie, Years


def let_in(presentation: UUID, before: datetime, entries: Sequence[Entry]) -> tuple[Tie, ...]:
    """Members who were let in by then, in the guard's words; whose crossing was undone isn't in."""
    undone = {one.subject.hex for one in entries if isinstance(one.fact, CrossingTakenBack | CrossingReturned)}
    members = families.of(presentation) | _who_come_with(presentation, entries)
    documents = {one.subject: one.fact.document for one in entries if isinstance(one.fact, PresentationOpened)}
    known = {row.subject: row for row in Presentation.objects.filter(subject__in=[presentation, *members])}
    came = known[presentation].opened if presentation in known else None
    for one in entries:
        if isinstance(one.fact, PresentationOpened) and one.subject == presentation:
            came = one.happened
    earliest = (came or before) - line().together
    ties = list(families.let_in(presentation, at=before))
    for one in entries:
        if (
            isinstance(one.fact, CrossingRecorded)
            and one.subject in members
            and one.fact.direction == "entry"
            and earliest <= one.happened <= before
        ):
            document = documents.get(one.subject) or DocumentPart.model_validate(known[one.subject].document)
            # Somewhere it is still the day before.
            child = may_be_child(document, (before - timedelta(hours=12)).date())
            years = Years.CHILD if child else Years.ADULT
            ties.append(Tie(one.subject.hex, open=False, let_in=True, years=years))
    return tuple(tie for tie in ties if tie.member not in undone)


def _who_come_with(presentation: UUID, entries: Sequence[Entry]) -> set[UUID]:
    """Members of families that these entries tell of. Whoever, asked alone, goes on separately is none."""
    told = [(one.fact.group, one.subject) for one in entries if isinstance(one.fact, PresentationOpened)]
    told += [(one.subject, one.fact.presentation) for one in entries if isinstance(one.fact, GroupJoined)]
    rows = Presentation.objects.filter(subject__in=[presentation, *(who for _group, who in told)])
    told += [(row.group, row.subject) for row in rows]
    here = {group for group, who in told if group is not None and who == presentation}
    found = {one.subject for one in entries if isinstance(one.fact, GroupOpened) and one.fact.sort == "family"}
    found |= set(Group.objects.filter(subject__in=here, sort="family").values_list("subject", flat=True))
    apart: dict[tuple[UUID, UUID], bool] = {}
    for one in sorted(entries, key=lambda entry: entry.position):
        if isinstance(one.fact, AskedAboutFamily):
            apart[one.subject, one.fact.presentation] = one.fact.wants == "apart"
    together = {group for group in here & found if not apart.get((group, presentation), False)}
    return {
        who for group, who in told if group in together and who != presentation and not apart.get((group, who), False)
    }
