"""Who of a family was let in along with somebody (S6, S12), as registers and entries that come together tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from panah.border.desk import families
from panah.border.facts.groups import AskedAboutFamily, GroupJoined, GroupOpened
from panah.border.facts.parts import DocumentPart
from panah.border.facts.presentations import CrossingRecorded, CrossingReturned, CrossingTakenBack, PresentationOpened
from panah.border.models import Group, GroupMember, Presentation
from panah.border.rules.documents import may_be_child
from panah.border.rules.line import line
from panah.journal.entries import Entry
from panah.safeguards.guard.people import Tie, Years


class ComeTogether:
    """What entries that come together say of families, documents and crossings; gone through once, in their order."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._opened: dict[UUID, tuple[datetime, DocumentPart]] = {}
        self._crossings: dict[UUID, list[Entry]] = defaultdict(list)
        self._families: set[UUID] = set()
        self._groups: dict[UUID, set[UUID]] = defaultdict(set)
        self._members: dict[UUID, set[UUID]] = defaultdict(set)
        self._apart: dict[tuple[UUID, UUID], bool] = {}
        for one in sorted(entries, key=lambda entry: entry.position):
            self._hear(one)

    def _hear(self, one: Entry) -> None:
        match one.fact:
            case PresentationOpened(group=group, document=document):
                self._opened[one.subject] = one.happened, document
                if group is not None:
                    self._join(group, one.subject)
            case GroupJoined(presentation=presentation):
                self._join(one.subject, presentation)
            case GroupOpened(sort="family"):
                self._families.add(one.subject)
            case AskedAboutFamily(presentation=presentation, wants=wants):
                self._apart[one.subject, presentation] = wants == "apart"
            case CrossingRecorded() | CrossingTakenBack() | CrossingReturned():
                self._crossings[one.subject].append(one)

    def _join(self, group: UUID, presentation: UUID) -> None:
        self._groups[presentation].add(group)
        self._members[group].add(presentation)

    def let_in(self, presentation: UUID, before: datetime) -> tuple[Tie, ...]:
        """Members who were let in by then, in the guard's words; whose crossing was undone by then isn't in."""
        members = families.of(presentation) | self._with(presentation)
        rows = {row.subject: row for row in Presentation.objects.filter(subject__in={presentation, *members})}
        own = rows.get(presentation)
        came = self._opened[presentation][0] if presentation in self._opened else own.opened if own else before
        earliest = came - line().together
        found = {
            row.subject
            for row in rows.values()
            if (row.outcome, row.direction) == ("crossed", "entry") and row.outcome_at and row.subject in members
            if earliest <= row.outcome_at <= before
        }
        for said in (one for member in members for one in self._crossings.get(member, ()) if one.happened <= before):
            if not isinstance(said.fact, CrossingRecorded):
                found.discard(said.subject)
            elif said.fact.direction == "entry" and said.happened >= earliest:
                found.add(said.subject)
        documents = {one: DocumentPart.model_validate(rows[one].document) for one in found if one in rows}
        documents |= {one: self._opened[one][1] for one in found if one in self._opened}
        # Somewhere it is still the day before.
        return _ties(found, documents, (before - timedelta(hours=12)).date())

    def _with(self, presentation: UUID) -> set[UUID]:
        """Members of the families with which somebody came, as these entries tell; for whoever the registers don't know
        yet, as those tell, too. Whoever, asked alone, goes on separately is none."""
        known = list(Presentation.objects.filter(subject=presentation).values_list("group", flat=True))
        here = self._groups.get(presentation, set()) | {group for group in known if group is not None}
        here |= set(GroupMember.objects.filter(presentation=presentation).values_list("subject", flat=True))
        here &= self._families | set(
            Group.objects.filter(subject__in=here, sort="family").values_list("subject", flat=True)
        )
        rows = GroupMember.objects.filter(subject__in=here).values_list("subject", "presentation", "joined", "apart")
        apart = {(group, who): away for group, who, _joined, away in rows} | self._apart
        told = {(group, who) for group in here for who in self._members.get(group, ())}
        if not known:
            told |= {(group, who) for group, who, joined, _away in rows if joined is not None}
            came = Presentation.objects.filter(group__in=here).values_list("group", "subject")
            told |= {(group, who) for group, who in came if group is not None}
        return {
            who
            for group, who in told
            if who != presentation and not apart.get((group, who)) and not apart.get((group, presentation))
        }


def _ties(found: Collection[UUID], documents: dict[UUID, DocumentPart], on: date) -> tuple[Tie, ...]:
    """Who may be a child is one: also whoever's document isn't known here."""
    return tuple(
        Tie(
            one.hex,
            open=False,
            let_in=True,
            years=Years.CHILD if one not in documents or may_be_child(documents[one], on) else Years.ADULT,
        )
        for one in sorted(found)
    )
