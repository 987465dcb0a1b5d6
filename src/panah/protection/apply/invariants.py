"""What another node's entries must not break, checked before they are applied (the own desks refuse it anyway)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from panah.border.facts.posts import PostDescribed
from panah.journal.carrying import peers
from panah.journal.entries import Entry
from panah.journal.quarantine import invariant
from panah.journal.reading import of_subjects
from panah.people.desk.staff import never_had
from panah.people.facts import RoleGranted, StaffHired
from panah.people.roles import MONITOR
from panah.protection.facts.bodies import ChangeProposed, ChangeSigned
from panah.protection.models import CompetenceChange
from panah.protection.rules import digest_of

Broken = dict[tuple[UUID, int], str]


@invariant
def two_signatures(entries: Sequence[Entry]) -> Broken:
    """S14: a change is signed by whoever says it, over its own content, and the second time by somebody else: by a
    monitor, as far as it is known here what they are."""
    broken: Broken = {}
    proposed: dict[UUID, tuple[UUID, str]] = {}
    for entry in entries:
        if isinstance(entry.fact, ChangeProposed):
            digest = digest_of(entry.fact.content)
            proposed[entry.subject] = (entry.actor, digest)
            if entry.fact.signature.staff != entry.actor or entry.fact.signature.digest != digest:
                broken[entry.journal, entry.sequence] = "two_signatures"
    signed = [(entry, entry.fact) for entry in entries if isinstance(entry.fact, ChangeSigned)]
    if not signed:
        return broken
    known = CompetenceChange.objects.filter(subject__in=[entry.subject for entry, _fact in signed])
    proposed |= {row.subject: (row.proposed_by, row.digest) for row in known}
    hired = {entry.subject for entry in entries if isinstance(entry.fact, StaffHired)}
    granted = {one.subject for one in entries if isinstance(one.fact, RoleGranted) and one.fact.role == MONITOR}
    others = never_had(MONITOR, {entry.actor for entry, _fact in signed}, also=hired) - granted
    for entry, fact in signed:
        by, digest = proposed.get(entry.subject, (None, fact.signature.digest))
        if entry.actor == by or fact.signature.staff != entry.actor or fact.signature.digest != digest:
            broken[entry.journal, entry.sequence] = "two_signatures"
        elif entry.actor in others:
            broken[entry.journal, entry.sequence] = "not_the_monitor"
    return broken


@invariant
def own_letters_alone(entries: Sequence[Entry]) -> Broken:
    """That a letter is put aside for a node is proposed at that node (S1, S14)."""
    asides = [
        (entry, entry.fact.content.body)
        for entry in entries
        if isinstance(entry.fact, ChangeProposed) and entry.fact.content.act == "aside"
    ]
    nodes = [frozenset(map(UUID, peer.journals)) for peer in peers.everybody()] if asides else []
    return {
        (entry.journal, entry.sequence): "not_its_node"
        for entry, node in asides
        if entry.journal != node and not any({entry.journal, node} <= journals for journals in nodes)
    }


@invariant
def own_posts_alone(entries: Sequence[Entry]) -> Broken:
    """Another headquarters for a post is proposed by the node that established the post, and by no other (S1, S14)."""
    naming = [
        (entry, entry.fact.content.body)
        for entry in entries
        if isinstance(entry.fact, ChangeProposed) and entry.fact.content.act == "headquarters"
    ]
    if not naming:
        return {}
    established: dict[UUID, set[UUID]] = defaultdict(set)
    for entry in (*entries, *of_subjects(sorted({post for _entry, post in naming}))):
        if isinstance(entry, Entry) and isinstance(entry.fact, PostDescribed):
            established[entry.subject].add(entry.journal)
    nodes = [frozenset(map(UUID, peer.journals)) for peer in peers.everybody()]
    return {
        (entry.journal, entry.sequence): "not_its_post"
        for entry, post in naming
        if (by := established[post])
        and entry.journal not in by
        and not any(entry.journal in journals and journals & by for journals in nodes)
    }
