"""What another node's entries must not break, checked before they are applied (the own desks refuse it anyway)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from panah.border.apply.let_in import ComeTogether
from panah.border.desk import families
from panah.border.facts.groups import AskedAboutFamily
from panah.border.facts.holds import HoldMoved, HoldReleased
from panah.border.facts.paper import FormConfirmed, FormKeyed
from panah.border.facts.parts import DocumentPart
from panah.border.facts.persons import CorrectionMade, DocumentCorrected, PersonsToldApart
from panah.border.facts.presentations import PresentationOpened
from panah.border.facts.refusals import PresentationRefused, PresentationWithdrew, RefusalMade
from panah.border.handles import keys_of
from panah.border.models import Hold, PaperForm, Presentation
from panah.border.models.persons import REACH, THEIR_OPEN_HOLDS
from panah.border.rules.documents import may_be_child
from panah.border.rules.refusals import never
from panah.journal.entries import Entry
from panah.journal.quarantine import invariant
from panah.safeguards.guard.locks import Lock, opens
from panah.safeguards.guard.people import Tie

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
def corrected_by_two(entries: Sequence[Entry]) -> Broken:
    """What could set somebody free of a hold is confirmed by another officer than the one who proposed it (S1, S13)."""
    return {
        (entry.journal, entry.sequence): "two_officers"
        for entry in entries
        if isinstance(entry.fact, CorrectionMade | PersonsToldApart | DocumentCorrected | HoldMoved)
        and entry.fact.proposed_by == entry.actor
    }


@invariant
def no_way_back(entries: Sequence[Entry]) -> Broken:
    """S1, S2, S6, S12: two different officers signed a refusal, nobody was sent back while a hold of theirs was open,
    and nobody was refused on the way out, while one of their family waited, or as the last adult of a child let in."""
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
    shown = {(one.subject, one.fact.token.lower()) for one in entries if isinstance(one.fact, HoldReleased)}
    opened = {entry.subject: entry.fact for entry in entries if isinstance(entry.fact, PresentationOpened)}
    together = ComeTogether(entries)
    for presentation, sent in back.items():
        before = max(entry.happened for entry in sent)
        holds = _open_holds(presentation, opened.get(presentation))
        if any(hold.placed <= before and not _is_opened(hold, shown) for hold in holds):
            broken |= {(entry.journal, entry.sequence): "hold_open" for entry in sent}
            continue
        refused = [entry for entry in sent if not isinstance(entry.fact, PresentationWithdrew)]
        if refused and (code := _never(presentation, opened.get(presentation), together.let_in(presentation, before))):
            broken |= {(entry.journal, entry.sequence): code for entry in refused}
            continue
        family = {one.hold for one in families.waiting(presentation, at=before)} if refused else set()
        if any(not _is_opened(hold, shown) for hold in Hold.objects.filter(subject__in=family)):
            broken |= {(entry.journal, entry.sequence): "family_waits" for entry in refused}
    return broken


@invariant
def asked_of_age(entries: Sequence[Entry]) -> Broken:
    """S12, S6: whoever goes on apart from their family was asked alone, and is of age as far as their document is known
    here."""
    broken: Broken = {}
    said = [(entry, entry.fact) for entry in entries if isinstance(entry.fact, AskedAboutFamily)]
    if not said:
        return broken
    opened = {entry.subject: entry.fact.document for entry in entries if isinstance(entry.fact, PresentationOpened)}
    rows = Presentation.objects.filter(subject__in=[fact.presentation for _entry, fact in said])
    known = opened | {row.subject: DocumentPart.model_validate(row.document) for row in rows}
    for entry, fact in said:
        document = known.get(fact.presentation)
        if fact.wants == "apart" and not fact.asked_alone:
            broken[entry.journal, entry.sequence] = "not_asked_alone"
        # A day further than any clock at the post may show.
        elif document is not None and may_be_child(document, (entry.happened + timedelta(hours=14)).date()):
            broken[entry.journal, entry.sequence] = "child_cannot_say"
    return broken


def _never(presentation: UUID, opened: PresentationOpened | None, let_in: tuple[Tie, ...]) -> str:
    """What forbids a refusal of this person, as far as their way and their family are known here; else empty."""
    row = Presentation.objects.filter(subject=presentation).first()
    return never(leaving="exit" in (opened and opened.direction, row and row.direction), let_in=let_in)


def _is_opened(hold: Hold, shown: Collection[tuple[UUID, str]]) -> bool:
    """Whether a token that was shown opens the hold: one that doesn't releases nobody, whoever says so."""
    tokens = (bytes.fromhex(token) for subject, token in shown if subject == hold.subject and _HEX.fullmatch(token))
    return any(opens(token, Lock(hold.lock)) for token in tokens)


_HEX = re.compile("(?:[0-9a-f]{2})+")
_OPEN = f"""
{REACH}
SELECT h.* {THEIR_OPEN_HOLDS}
UNION SELECT h.* FROM border_hold AS h WHERE h.released IS NULL AND h.presentation = %s
"""  # noqa: S608 - built from constants


def _open_holds(presentation: UUID, opened: PresentationOpened | None) -> list[Hold]:
    """Open holds of whoever presented themselves, by document and by name and by whom they were joined with, as far as
    they are known here."""
    row = Presentation.objects.filter(subject=presentation).first()
    document, holder = (
        keys_of(opened.document) if opened else (row.document_key, row.holder_key) if row else (None, None)
    )
    return list(Hold.objects.raw(_OPEN, [presentation, document, holder, presentation]))
