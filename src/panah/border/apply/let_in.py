"""Who of a family was let in along with somebody (S6, S12), as registers and entries that come together tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
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
    """Members who were let in by then, in the guard's words; whose crossing was undone by then isn't in."""
    members = families.of(presentation) | _who_come_with(presentation, entries)
    came = next(
        (one.happened for one in entries if isinstance(one.fact, PresentationOpened) and one.subject == presentation),
        None,
    )
    if came is None:
        came = Presentation.objects.filter(subject=presentation).values_list("opened", flat=True).first() or before
    earliest = came - line().together
    found = {tie.member: tie for tie in families.let_in(presentation, at=before)}
    # Somewhere it is still the day before.
    children = _children(members, entries, (before - timedelta(hours=12)).date())
    for one in sorted(entries, key=lambda entry: entry.position):
        if one.subject not in members or one.happened > before:
            continue
        if isinstance(one.fact, CrossingTakenBack | CrossingReturned):
            found.pop(one.subject.hex, None)
        elif isinstance(one.fact, CrossingRecorded) and one.fact.direction == "entry" and one.happened >= earliest:
            years = Years.CHILD if one.subject in children else Years.ADULT
            found[one.subject.hex] = Tie(one.subject.hex, open=False, let_in=True, years=years)
    return tuple(found.values())


def _children(members: Collection[UUID], entries: Sequence[Entry], on: date) -> set[UUID]:
    """Who of these may be a child: also whoever's document isn't known here."""
    rows = Presentation.objects.filter(subject__in=members)
    documents = {row.subject: DocumentPart.model_validate(row.document) for row in rows}
    documents |= {one.subject: one.fact.document for one in entries if isinstance(one.fact, PresentationOpened)}
    return {who for who in members if who not in documents or may_be_child(documents[who], on)}


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
