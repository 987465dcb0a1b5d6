"""What another node's entries must not break, checked before they are applied (the own desks refuse it anyway)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from panah.border.facts.holds import HoldReleased
from panah.border.facts.paper import FormConfirmed, FormKeyed
from panah.border.facts.presentations import PresentationOpened
from panah.border.facts.refusals import PresentationRefused, PresentationWithdrew, RefusalMade
from panah.border.models import Hold, PaperForm, Presentation
from panah.journal.entries import Entry
from panah.journal.quarantine import invariant

Broken = dict[tuple[UUID, int], str]


@invariant
def two_officers(entries: Sequence[Entry]) -> Broken:
    """A paper form counts only when somebody else than its keying officer confirmed it."""
    ordered = sorted(entries, key=lambda entry: entry.position)
    forms = {entry.subject for entry in ordered if isinstance(entry.fact, FormConfirmed)}
    if not forms:
        return {}
    keyed_by = dict(PaperForm.objects.filter(subject__in=forms).values_list("subject", "keyed_by"))
    broken: Broken = {}
    for entry in ordered:
        if isinstance(entry.fact, FormKeyed):
            keyed_by[entry.subject] = entry.actor
        elif isinstance(entry.fact, FormConfirmed) and keyed_by.get(entry.subject) == entry.actor:
            broken[entry.journal, entry.sequence] = "two_officers"
    return broken


@invariant
def no_way_back(entries: Sequence[Entry]) -> Broken:
    """S1 and S2: two different officers signed a refusal, and nobody was sent back while a hold of theirs was open."""
    broken: Broken = {}
    back: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, RefusalMade):
            back[fact.content.presentation].append(entry)
            if fact.first.staff == fact.second.staff:
                broken[entry.journal, entry.sequence] = "two_officers"
        elif isinstance(fact, PresentationRefused | PresentationWithdrew):
            back[entry.subject].append(entry)
    if not back:
        return broken
    released = {entry.subject for entry in entries if isinstance(entry.fact, HoldReleased)}
    opened = {entry.subject: entry.fact for entry in entries if isinstance(entry.fact, PresentationOpened)}
    for presentation, sent in back.items():
        holds = _open_holds(presentation, opened.get(presentation)).exclude(subject__in=released)
        if holds.filter(placed__lte=max(entry.happened for entry in sent)).exists():
            broken |= {(entry.journal, entry.sequence): "hold_open" for entry in sent}
    return broken


def _open_holds(presentation: UUID, opened: PresentationOpened | None) -> QuerySet[Hold]:
    """Open holds of whoever presented themselves, by document and by name, as far as they are known here."""
    row = Presentation.objects.filter(subject=presentation).first()
    document = bytes.fromhex(opened.document_key) if opened else row.document_key if row else None
    holder = bytes.fromhex(opened.holder_key) if opened else row.holder_key if row else None
    theirs = Q(subject=presentation)
    if document:
        theirs |= Q(document_key=document)
    if holder:
        theirs |= Q(holder_key=holder)
    people = Presentation.objects.filter(theirs).values("subject")
    return Hold.objects.filter(Q(presentation__in=people) | Q(presentation=presentation), released__isnull=True)
